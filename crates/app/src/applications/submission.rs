use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use talkoot_domain::{
    commitment::State as Committed, form::Keys, ids::ApplicationId, policy::Actor, workflow::Stamp,
};
use talkoot_storage::{
    Scope, applications,
    applications::submissions::{self, Submission},
};

use super::Dossier;
use crate::{Answer, App, Work};

/// Keeps what is submitted as it is now: the whole of it, with the form that was answered and its hash.
pub(super) async fn keep(work: &mut Work<'_>, dossier: &Dossier) -> Answer<()> {
    let application = dossier.application.id;
    let submitted = Stamp {
        by: work.actor()?.person,
        at: work.now,
    };
    let number = submissions::count(&work.tx, application).await?.saturating_add(1);
    let document = document(dossier, number, submitted)?.to_string();
    let kept = Submission {
        application,
        number,
        submitted,
        snapshot: dossier.snapshot,
        form: dossier.form.as_ref().map(|form| form.id),
        sha256: Sha256::digest(&document).into(),
        document,
    };
    submissions::insert(&work.tx, &kept).await?;
    work.annotate(
        "submission",
        json!({ "number": number, "sha256": kept.sha256_hex() }),
    );
    Ok(())
}

/// The submissions of these applications, for this person, first to last.
///
/// # Errors
/// When the database fails.
pub async fn submissions_of(app: &App, actor: &Actor, ids: &[ApplicationId]) -> Answer<Vec<Submission>> {
    let seen = applications::find_many(app.store(), &Scope::of(actor), ids).await?;
    let seen: Vec<ApplicationId> = seen.into_iter().map(|one| one.id).collect();
    Ok(submissions::of_applications(app.store(), &seen).await?)
}

fn document(dossier: &Dossier, number: i32, submitted: Stamp) -> Answer<Value> {
    let application = &dossier.application;
    let partners: Vec<Value> = dossier
        .partners
        .iter()
        .map(|partner| {
            json!({
                "id": partner.id.to_string(), "code": partner.code.map(|code| code.to_string()),
                "nameFi": partner.name_fi, "nameSv": partner.name_sv,
            })
        })
        .collect();
    let sub_areas: Vec<Value> = dossier
        .sub_areas
        .iter()
        .map(|area| {
            json!({
                "id": area.id.to_string(), "number": area.number, "name": area.name, "topic": area.topic,
                "lead": area.lead.to_string(),
            })
        })
        .collect();
    let budget: Vec<Value> = dossier
        .cells
        .iter()
        .map(|cell| {
            json!({
                "partner": cell.partner.to_string(), "category": cell.category,
                "subArea": cell.sub_area.to_string(), "amount": cell.amount.to_string(),
            })
        })
        .collect();
    Ok(json!({
        "format": "talkoot-submission/1",
        "application": application.id.to_string(),
        "number": number,
        "submittedBy": submitted.by.to_string(),
        "submittedAt": submitted.at,
        "call": { "id": dossier.call.id.to_string(), "title": dossier.call.details.title },
        "lead": application.lead.to_string(),
        "title": application.title,
        "summary": application.summary,
        "partners": partners,
        "subAreas": sub_areas,
        "budget": budget,
        "totalBudget": dossier.total()?.to_string(),
        "requestedGrant": dossier.requested_grant()?.to_string(),
        "snapshot": dossier.snapshot.to_string(),
        "commitments": commitments(dossier),
        "form": form(dossier),
        "answers": answers(dossier),
        "plans": plans(dossier),
    }))
}

fn commitments(dossier: &Dossier) -> Vec<Value> {
    let all = dossier.commitments.iter();
    all.filter_map(|commitment| match &commitment.state {
        Committed::Given { given, snapshot, .. } => Some(json!({
            "partner": commitment.partner.to_string(), "by": given.by.to_string(), "at": given.at,
            "snapshot": snapshot.to_string(),
        })),
        Committed::Requested { .. } | Committed::Declined { .. } | Committed::Fallen { .. } => None,
    })
    .collect()
}

/// The form stands in the document itself, so that it can be read whatever becomes of the form.
fn form(dossier: &Dossier) -> Value {
    dossier.form.as_ref().map_or(Value::Null, |form| {
        json!({
            "id": form.id.to_string(), "number": form.number,
            "definition": talkoot_forms::to_json(&form.definition),
        })
    })
}

fn plans(dossier: &Dossier) -> Vec<Value> {
    let taking_part =
        |plan: &&talkoot_domain::application::Plan| dossier.application.part(plan.partner).is_some();
    let plans = dossier.plans.iter().filter(taking_part);
    let plans =
        plans.map(|plan| json!({ "partner": plan.partner.to_string(), "plan": super::plan::document(plan) }));
    plans.collect()
}

fn answers(dossier: &Dossier) -> Vec<Value> {
    let Some(form) = &dossier.form else {
        return Vec::new();
    };
    let answers = dossier.answers.iter();
    answers
        .filter(|answer| dossier.application.part(answer.owner).is_some())
        .filter_map(|answer| {
            let value = answer.value.as_ref()?;
            let field = form.definition.field(&answer.field);
            let given = field.map_or_else(|| value.given(&Keys), |(_, field)| field.kind.write(value, &Keys));
            Some(json!({
                "field": answer.field, "partner": answer.owner.to_string(),
                "value": talkoot_forms::written(&given), "version": answer.version,
                "form": answer.form.to_string(),
                "by": answer.answered.by.to_string(), "at": answer.answered.at,
            }))
        })
        .collect()
}
