use talkoot_domain::{
    application::{Application, ApplicationMachine, Command},
    form::{Answer as Answered, Form, Names},
    hands::Deed,
    ids::{ApplicationId, OrganisationId},
    policy::{Action, Actor, Standings},
    workflow::Machine,
};
use talkoot_storage::{applications, form_answers};

use super::{Dossier, commitments::settle, decide, dossier_of};
use crate::{
    Answer, App, Begun, Note, Request, Work, changes,
    forms::{FieldAnswer, Paper, logged_answer},
};

/// Answers of one municipality to fields of the form.
#[derive(Clone, Debug)]
pub struct AnswerFields {
    /// In which application.
    pub id: ApplicationId,
    /// Whose answers they are: the lead for what is asked of it.
    pub partner: OrganisationId,
    /// The answers.
    pub answers: Vec<FieldAnswer>,
}

/// Answers fields of the form. Two who write in different fields never meet; whoever writes in a field that
/// somebody else has answered since is refused with both texts, and nothing is overwritten. Commitments to what was
/// shared before fall.
///
/// # Errors
/// Refused when the application is not being written or its call has no form, for a field of somebody else, for a
/// value that the field does not take, and for a stale answer; every fault at once, and then nothing is stored.
pub async fn answer(
    app: &App,
    actor: &Actor,
    request: Request<AnswerFields>,
    names: &(dyn Names + Sync),
) -> Answer<ApplicationId> {
    let mut work = match app.begin(actor, Action::AnswerFields, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = request.body;
    let row = applications::lock(&work.tx, &work.scope, asked.id).await?;
    let application = work.found(ApplicationMachine::OBJECT, row)?;
    work.permit(&standings(&application, asked.partner))?;
    if application.part(asked.partner).is_none() {
        return Err(work.faulty(
            &["partnerId"],
            "this municipality takes no part in the application",
        ));
    }
    let dossier = dossier_of(&work, application).await?;
    let changed = match &dossier.form {
        Some(form) => {
            let paper = Paper {
                object: ApplicationMachine::OBJECT,
                forms: std::slice::from_ref(form),
                lead: dossier.application.lead,
                answers: &dossier.answers,
                sub_areas: dossier.sub_areas.iter().map(|area| area.id).collect(),
            };
            paper.changed(&work, asked.partner, &asked.answers, names).await
        }
        None => Ok(Vec::new()),
    };
    let note = match (&changed, &dossier.form) {
        (Ok(changed), Some(form)) => note(&dossier, form, asked.partner, changed),
        (Err(_), _) | (_, None) => Note::none(),
    };
    // What the machine says comes first: whoever cannot answer at all does not read about single fields.
    decide(&mut work, &dossier, Command::Answer, note).await?;
    let changed = changed?;
    store(&mut work, &dossier, &changed).await?;
    work.finish(asked.id).await
}

/// Partners write their own part only; what is asked of the lead is written by whoever leads or prepares there.
fn standings(application: &Application, partner: OrganisationId) -> Standings {
    let standings = application.standings(Some(partner));
    if partner == application.lead {
        standings
    } else {
        Standings {
            lead: None,
            ..standings
        }
    }
}

async fn store(work: &mut Work<'_>, dossier: &Dossier, changed: &[Answered]) -> Answer<()> {
    if changed.is_empty() {
        return Ok(());
    }
    let before = &dossier.application;
    // A form has a few hundred fields at most, and most writers send one.
    for answer in changed {
        form_answers::save(&work.tx, ApplicationMachine::OBJECT, before.id.into(), answer).await?;
    }
    work.had_a_hand(ApplicationMachine::OBJECT, before.id.into(), Deed::Prepared)
        .await?;
    let is_changed = |old: &&Answered| {
        !changed
            .iter()
            .any(|new| new.field == old.field && new.owner == old.owner)
    };
    let others = dossier.answers.iter().filter(is_changed);
    let after = Dossier {
        answers: others.chain(changed).cloned().collect(),
        ..dossier.clone()
    };
    let settled = settle(work, dossier, before.clone(), &after).await?;
    if settled != *before {
        applications::update(&work.tx, &settled).await?;
    }
    Ok(())
}

fn note(dossier: &Dossier, form: &Form, partner: OrganisationId, changed: &[Answered]) -> Note {
    let document = |answers: &mut dyn Iterator<Item = &Answered>| {
        let answers = answers.filter(|one| one.owner == partner);
        let fields =
            answers.filter_map(|one| Some((one.field.clone(), logged_answer(&form.definition, one)?)));
        serde_json::Value::Object(fields.collect())
    };
    let touched = |old: &&Answered| changed.iter().any(|new| new.field == old.field);
    let before = document(&mut dossier.answers.iter().filter(touched));
    let after = document(&mut changed.iter());
    Note::details(serde_json::json!({
        "partner": partner.to_string(), "form": form.id.to_string(),
        "changed": changes::between(&before, &after),
    }))
}
