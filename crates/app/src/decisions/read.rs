use talkoot_domain::{
    decision::{CommandName, Decision, DecisionMachine, Facts},
    ids::{ApplicationId, DecisionId},
    policy::{Action, Actor},
    workflow::Machine,
};
use talkoot_storage::{Scope, applications, decisions, hands};
use uuid::Uuid;

use super::facts;
use crate::{Answer, App, Availability, applications::gather, availability};

/// The decision, if it exists for this person.
///
/// # Errors
/// When the database fails.
pub async fn find(app: &App, actor: &Actor, id: DecisionId) -> Answer<Option<Decision>> {
    Ok(decisions::find(app.store(), &Scope::of(actor), id).await?)
}

/// These decisions, as far as they exist for this person, in no order.
///
/// # Errors
/// When the database fails.
pub async fn find_many(app: &App, actor: &Actor, ids: &[DecisionId]) -> Answer<Vec<Decision>> {
    Ok(decisions::find_many(app.store(), &Scope::of(actor), ids).await?)
}

/// The decisions about these applications, for this person.
///
/// # Errors
/// When the database fails.
pub async fn of_applications(app: &App, actor: &Actor, ids: &[ApplicationId]) -> Answer<Vec<Decision>> {
    Ok(decisions::of_applications(app.store(), &Scope::of(actor), ids).await?)
}

/// What must be known to decide about these decisions, in a number of statements
/// that does not grow with them.
///
/// # Errors
/// When the database fails.
pub async fn facts_of(app: &App, actor: &Actor, ids: &[DecisionId]) -> Answer<Vec<(DecisionId, Facts)>> {
    let scope = Scope::of(actor);
    let found = decisions::find_many(app.store(), &scope, ids).await?;
    let about: Vec<ApplicationId> = found.iter().map(|decision| decision.application).collect();
    let calls: Vec<_> = found.iter().map(|decision| decision.call).collect();
    let granted = decisions::granted(app.store(), &calls).await?;
    let dossiers = gather(
        app.store(),
        applications::find_many(app.store(), &scope, &about).await?,
    )
    .await?;
    let keys: Vec<Uuid> = found.iter().map(|decision| decision.id.into()).collect();
    let mut hands = hands::of_many(app.store(), DecisionMachine::OBJECT, &keys).await?;
    let mut all = Vec::with_capacity(found.len());
    for decision in &found {
        let dossier = dossiers
            .iter()
            .find(|dossier| dossier.application.id == decision.application);
        if let Some(dossier) = dossier {
            let hands = hands.remove(&decision.id.into()).unwrap_or_default();
            all.push((
                decision.id,
                facts(dossier, decision, &granted, hands, actor.person)?,
            ));
        }
    }
    Ok(all)
}

/// What this person can do with the decision now, and why not.
#[must_use]
pub fn available_actions(actor: &Actor, decision: &Decision, facts: &Facts) -> Vec<Availability> {
    const OFFERED: [(Action, CommandName); 4] = [
        (Action::UpdateDecision, CommandName::Update),
        (Action::ApproveDecision, CommandName::Approve),
        (Action::AcceptDecision, CommandName::Accept),
        (Action::RefuseDecision, CommandName::Refuse),
    ];
    availability::<DecisionMachine>(actor, &decision.standings(), &decision.state, facts, &OFFERED)
}
