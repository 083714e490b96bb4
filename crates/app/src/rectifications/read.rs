use talkoot_domain::{
    decision::Decision,
    ids::{DecisionId, RectificationId},
    policy::{Action, Actor},
    rectification::{CommandName, Rectification, RectificationMachine},
};
use talkoot_storage::{Scope, decisions, rectifications};

use super::{facts, file::letter_of};
use crate::{Answer, App, Availability, Failure, actions::permitted, availability};

/// The claim, if it exists for this person.
///
/// # Errors
/// When the database fails.
pub async fn find(app: &App, actor: &Actor, id: RectificationId) -> Answer<Option<Rectification>> {
    Ok(rectifications::find(app.store(), &Scope::of(actor), id).await?)
}

/// The claims about these decisions that this person sees, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn of_decisions(app: &App, actor: &Actor, ids: &[DecisionId]) -> Answer<Vec<Rectification>> {
    Ok(rectifications::of_decisions(app.store(), &Scope::of(actor), ids).await?)
}

/// Whether this person can claim a correction of the decision now, and why not.
///
/// # Errors
/// When the database fails.
pub async fn can_be_filed(app: &App, actor: &Actor, decision: &Decision) -> Answer<Availability> {
    let possible = match letter_of(app.store(), decision).await {
        Ok(_) => Ok(()),
        Err(Failure::Refused(mut refusals)) => refusals.pop().map_or(Ok(()), Err),
        Err(failure) => return Err(failure),
    };
    Ok(permitted(
        Action::FileRectification,
        actor,
        &[decision.standings()],
        possible,
    ))
}

/// What this person can do with the claim now, and why not.
///
/// # Errors
/// When the database fails.
pub async fn available_actions(app: &App, actor: &Actor, claim: &Rectification) -> Answer<Vec<Availability>> {
    const OFFERED: [(Action, CommandName); 3] = [
        (Action::DraftRectification, CommandName::Draft),
        (Action::DecideRectification, CommandName::Decide),
        (Action::WithdrawRectification, CommandName::Withdraw),
    ];
    let decision = decisions::find(app.store(), &Scope::system(), claim.decision).await?;
    let decision = decision.ok_or(Failure::NotFound("decision"))?;
    let facts = facts(app.store(), claim, &decision, actor.person).await?;
    Ok(availability::<RectificationMachine>(
        actor,
        &claim.standings(),
        &claim.state,
        &facts,
        &OFFERED,
    ))
}
