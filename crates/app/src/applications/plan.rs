use serde_json::{Value, json};
use talkoot_domain::{
    application::{ApplicationMachine, Command, Plan},
    hands::Deed,
    ids::ApplicationId,
    policy::{Action, Actor},
    workflow::Machine,
};
use talkoot_storage::{applications, applications::plans};

use super::{Dossier, commitments::settle, decide, open};
use crate::{Answer, App, Begun, Note, Request, Version, changes};

/// The whole plan of one partner beside its budget.
#[derive(Clone, Debug)]
pub struct SetPlan {
    /// In which application.
    pub id: ApplicationId,
    /// The version that was read.
    pub expected_version: Version,
    /// All of it; what is left out is nothing.
    pub plan: Plan,
}

/// Replaces the plan of one partner: its budget by years and by who pays, and its contact persons. Whoever sets it
/// prepared the application. Commitments to what was shared before fall.
///
/// # Errors
/// Refused when the application is not being written, and for a plan that cannot be written down. That its sums
/// agree with the budget is asked before the partners commit.
pub async fn set_plan(app: &App, actor: &Actor, request: Request<SetPlan>) -> Answer<ApplicationId> {
    let mut work = match app.begin(actor, Action::SetPlan, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let SetPlan {
        id,
        expected_version,
        mut plan,
    } = request.body;
    plan.years.retain(|share| !share.amount.is_zero());
    let dossier = open(&mut work, id, expected_version, Some(plan.partner)).await?;
    let mut before = dossier.plans.iter();
    let before = before
        .find(|old| old.partner == plan.partner)
        .map_or(Value::Null, logged);
    let note = Note::details(json!({
        "partner": plan.partner.to_string(), "changed": changes::between(&before, &logged(&plan)),
    }));
    let state = decide(
        &mut work,
        &dossier,
        Command::SetPlan(Box::new(plan.clone())),
        note,
    )
    .await?;
    plans::replace(&work.tx, id, &plan).await?;
    work.had_a_hand(ApplicationMachine::OBJECT, id.into(), Deed::Prepared)
        .await?;
    let partner = plan.partner;
    let others = dossier.plans.iter().filter(|old| old.partner != partner);
    let then = Dossier {
        plans: others.cloned().chain([plan]).collect(),
        ..dossier.clone()
    };
    let after = talkoot_domain::application::Application {
        state,
        ..dossier.application.clone()
    };
    let after = settle(&mut work, &dossier, after, &then).await?;
    applications::update(&work.tx, &after).await?;
    work.finish(id).await
}

/// A plan as the log keeps it, longer than a person's data may be kept: contact persons only as a hash, by which a
/// change of them can still be proven.
fn logged(plan: &Plan) -> Value {
    let mut logged = document(plan);
    if let Some(contacts) = logged.get_mut("contacts") {
        *contacts = match plan.contacts.len() {
            0 => json!([]),
            count => json!({ "count": count, "sha256": changes::hash(contacts) }),
        };
    }
    logged
}

/// A plan, to be compared and to be kept with a submission.
pub(super) fn document(plan: &Plan) -> Value {
    let years = plan.years.iter().map(|share| {
        let key = format!("{}/{}/{}", share.category, share.sub_area, share.year);
        (key, json!(share.amount.to_string()))
    });
    let funding = plan.funding.iter().map(|(source, amount)| {
        let source: &str = source.into();
        (source.to_owned(), json!(amount.to_string()))
    });
    let contacts: Vec<Value> = plan
        .contacts
        .iter()
        .map(|one| json!({ "name": one.name, "position": one.position, "email": one.email, "phone": one.phone }))
        .collect();
    json!({
        "years": Value::Object(years.collect()), "funding": Value::Object(funding.collect()),
        "contacts": contacts,
    })
}
