use talkoot_domain::{
    hands::Hands,
    ids::{ClaimId, PayoutId, ProjectId},
    payout::{CommandName, Destination, Payout, PayoutMachine, ReturnOutcome},
    policy::{Action, Actor},
    project::Project,
};
use talkoot_storage::{Scope, payouts};

use super::{facts, hands_of};
use crate::{Answer, App, Availability, availability, payment_batches::Membership};

/// The payout, if it exists for this person.
///
/// # Errors
/// When the database fails.
pub async fn find(app: &App, actor: &Actor, id: PayoutId) -> Answer<Option<Payout>> {
    Ok(payouts::find(app.store(), &Scope::of(actor), id).await?)
}

/// These payouts, for this person.
///
/// # Errors
/// When the database fails.
pub async fn find_many(app: &App, actor: &Actor, ids: &[PayoutId]) -> Answer<Vec<Payout>> {
    Ok(payouts::find_many(app.store(), &Scope::of(actor), ids).await?)
}

/// Every payout of claims that the person has found, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn of_claims(app: &App, claims: &[ClaimId]) -> Answer<Vec<Payout>> {
    Ok(payouts::of_claims(app.store(), claims).await?)
}

/// The accounts that payouts which the person has found go to.
///
/// # Errors
/// When the database fails.
pub async fn destinations(app: &App, payouts: &[PayoutId]) -> Answer<Vec<(PayoutId, Destination)>> {
    Ok(payouts::destinations(app.store(), payouts).await?)
}

/// Every payout of projects that the person has found, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn of_projects(app: &App, projects: &[ProjectId]) -> Answer<Vec<Payout>> {
    Ok(payouts::of_projects(app.store(), projects).await?)
}

/// What this person can do with the payout now, and why not; `claim_hands` are those of its claim, if it
/// pays one and they are known already, and `batch` is the one that it is in.
///
/// # Errors
/// When the database fails.
pub async fn available_actions(
    app: &App,
    actor: &Actor,
    project: &Project,
    payout: &Payout,
    (claim_hands, batch): (Option<Hands>, Option<Membership>),
) -> Answer<Vec<Availability>> {
    let hands = match claim_hands {
        Some(known) => known,
        None => hands_of(app.store(), project, payout).await?,
    };
    let batch = batch.filter(|batch| batch.state.is_live());
    let number = batch.map(|batch| batch.number);
    let facts = facts(
        app.store(),
        (project, payout),
        (hands, number),
        app.today(),
        actor.person,
    )
    .await?;
    let approves_return = match facts.came_back {
        Some((_, ReturnOutcome::LessPaid)) => CommandName::TakeReturn,
        Some((_, ReturnOutcome::PayAgain)) | None => CommandName::PayAgain,
    };
    let offered = [
        (Action::ApprovePayout, CommandName::Approve),
        (Action::RedirectPayout, CommandName::Redirect),
        (Action::ProposeSetOff, CommandName::SetOff),
        (Action::WithdrawSetOff, CommandName::WithdrawSetOff),
        (Action::SendPayout, CommandName::Send),
        (Action::ConfirmPayout, CommandName::Confirm),
        (Action::FailPayout, CommandName::Fail),
        (Action::RecordPayoutReturn, CommandName::RecordReturn),
        (Action::ApprovePayoutReturn, approves_return),
        (Action::WithdrawPayoutReturn, CommandName::WithdrawReturn),
    ];
    let standings = project.standings(None);
    Ok(availability::<PayoutMachine>(
        actor,
        &standings,
        &payout.state,
        &facts,
        &offered,
    ))
}
