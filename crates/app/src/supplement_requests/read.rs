use std::collections::BTreeSet;

use talkoot_domain::{
    ids::{ClaimId, SupplementRequestId},
    policy::{Action, Actor},
    project::Project,
    supplement_request::{CommandName, Pending, State, SupplementRequest, SupplementRequestMachine},
};
use talkoot_storage::{Access, Page, Scope, obligations, supplement_requests};

use super::facts;
use crate::{Answer, App, Availability, Failure, availability};

/// The request, if it exists for this person.
///
/// # Errors
/// When the database fails.
pub async fn find(app: &App, actor: &Actor, id: SupplementRequestId) -> Answer<Option<SupplementRequest>> {
    Ok(supplement_requests::find(app.store(), &Scope::of(actor), id).await?)
}

/// A page of the requests about a claim that this person sees, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn list(
    app: &App,
    actor: &Actor,
    claim: ClaimId,
    page: Page<SupplementRequestId>,
) -> Answer<Vec<SupplementRequest>> {
    Ok(supplement_requests::list(app.store(), &Scope::of(actor), claim, page).await?)
}

/// How many requests about a claim this person sees.
///
/// # Errors
/// When the database fails.
pub async fn count(app: &App, actor: &Actor, claim: ClaimId) -> Answer<u64> {
    Ok(supplement_requests::count(app.store(), &Scope::of(actor), claim).await?)
}

/// What this person can do with the request now, and why not.
///
/// # Errors
/// When the database fails.
pub async fn available_actions(
    app: &App,
    actor: &Actor,
    project: &Project,
    request: &SupplementRequest,
) -> Answer<Vec<Availability>> {
    const OFFERED: [(Action, CommandName); 3] = [
        (Action::AnswerSupplementRequest, CommandName::Answer),
        (Action::AcceptSupplementAnswer, CommandName::Accept),
        (Action::WithdrawSupplementRequest, CommandName::Withdraw),
    ];
    let facts = facts(app.store(), request, actor.person).await?;
    Ok(availability::<SupplementRequestMachine>(
        actor,
        &project.standings(None),
        &request.state,
        &facts,
        &OFFERED,
    ))
}

/// The first request about a claim that stands in the way of its check: open, or answered and neither accepted
/// nor asked again.
pub(crate) async fn pending(db: &impl Access, claim: ClaimId) -> Answer<Option<Pending>> {
    let asked = supplement_requests::of_claim(db, claim).await?;
    let followed: BTreeSet<SupplementRequestId> = asked.iter().filter_map(|one| one.follows).collect();
    let first = asked.into_iter().find(|one| match one.state {
        State::Open => true,
        State::Answered { .. } => !followed.contains(&one.id),
        State::Accepted { .. } | State::Withdrawn { .. } => false,
    });
    let Some(request) = first else {
        return Ok(None);
    };
    let owed = obligations::find(db, &Scope::system(), request.obligation).await?;
    let owed = owed.ok_or(Failure::NotFound("obligation"))?;
    Ok(Some(Pending {
        number: request.number,
        due: owed.due,
        answered: matches!(request.state, State::Answered { .. }),
    }))
}
