use talkoot_domain::{
    ids::{CallId, RankingId},
    policy::{Action, Actor, Role},
    ranking::{CommandName, Facts, Ranking, RankingMachine, Scenario, Simulated, TieRule, Why, simulate},
};
use talkoot_storage::{Page, Scope, calls, rankings};

use super::{Present, refused};
use crate::{Answer, App, Availability, Failure, availability};

/// Who of the authority reads rankings: not the reviewers, who would see what others scored.
const READERS: [Role; 3] = [Role::Officer, Role::SecondApprover, Role::Auditor];

fn reads(actor: &Actor, authority: talkoot_domain::ids::OrganisationId) -> bool {
    let mut held = actor.memberships.iter();
    held.any(|held| held.organisation == authority && READERS.contains(&held.role))
}

/// The ranking of a call as it is now; nothing for who does not read rankings of its authority.
///
/// # Errors
/// Refused to who has a conflict of interest about an application to the call.
pub async fn present(app: &App, actor: &Actor, call: CallId, rule: TieRule) -> Answer<Option<Present>> {
    let call = calls::find(app.store(), &Scope::of(actor), call).await?;
    let Some(call) = call.filter(|call| reads(actor, call.authority)) else {
        return Ok(None);
    };
    let present = Present::of(app.store(), call, rule, actor.person).await?;
    if present.has_conflict {
        return Err(refused("ranking", &Why::Conflict).into());
    }
    Ok(Some(present))
}

/// What would be awarded along the ranking as it is now; changes nothing.
///
/// # Errors
/// Refused to who has a conflict of interest about an application to the call.
pub async fn simulation(
    app: &App,
    actor: &Actor,
    call: CallId,
    rule: TieRule,
    scenario: Scenario,
) -> Answer<Option<(Present, Simulated)>> {
    let Some(present) = present(app, actor, call, rule).await? else {
        return Ok(None);
    };
    let simulated =
        simulate(&present.entries, present.appropriation(), scenario).map_err(Failure::internal)?;
    Ok(Some((present, simulated)))
}

/// The kept list, if it exists for this person.
///
/// # Errors
/// When the database fails.
pub async fn find(app: &App, actor: &Actor, id: RankingId) -> Answer<Option<Ranking>> {
    let found = rankings::find(app.store(), &Scope::of(actor), id).await?;
    Ok(found.filter(|ranking| reads(actor, ranking.authority)))
}

/// A page of the kept lists of a call, oldest first; empty for who does not read rankings of its authority.
///
/// # Errors
/// When the database fails.
pub async fn list(app: &App, actor: &Actor, call: CallId, page: Page<RankingId>) -> Answer<Vec<Ranking>> {
    let found = rankings::list(app.store(), &Scope::of(actor), call, page).await?;
    Ok(found
        .into_iter()
        .filter(|ranking| reads(actor, ranking.authority))
        .collect())
}

/// How many lists of a call are kept, for this person.
///
/// # Errors
/// When the database fails.
pub async fn count(app: &App, actor: &Actor, call: CallId) -> Answer<u64> {
    let found = calls::find(app.store(), &Scope::of(actor), call).await?;
    if !found.is_some_and(|call| reads(actor, call.authority)) {
        return Ok(0);
    }
    Ok(rankings::count(app.store(), &Scope::of(actor), call).await?)
}

/// Whether this person may read the entries of a kept list: not with a conflict of interest about an application to
/// the call, for the list tells what others scored.
///
/// # Errors
/// When the database fails.
pub async fn may_read(app: &App, actor: &Actor, ranking: &Ranking) -> Answer<bool> {
    Ok(!facts(app.store(), ranking, actor).await?.has_conflict)
}

/// What must be known to decide about a kept list.
pub(super) async fn facts(
    db: &impl talkoot_storage::Access,
    ranking: &Ranking,
    actor: &Actor,
) -> Answer<Facts> {
    let call = calls::find(db, &Scope::system(), ranking.call).await?;
    let call = call.ok_or(Failure::NotFound("call"))?;
    let present = Present::of(db, call, ranking.rule, actor.person).await?;
    Ok(Facts {
        by: actor.person,
        kept_by: ranking.kept.by,
        has_conflict: present.has_conflict,
        is_present: present.unreviewed.is_empty() && present.hash == ranking.hash,
    })
}

/// What this person can do with a kept list now, and why not.
///
/// # Errors
/// When the database fails.
pub async fn available_actions(app: &App, actor: &Actor, ranking: &Ranking) -> Answer<Vec<Availability>> {
    const OFFERED: [(Action, CommandName); 2] = [
        (Action::ConfirmRanking, CommandName::Confirm),
        (Action::WithdrawRanking, CommandName::Withdraw),
    ];
    let facts = facts(app.store(), ranking, actor).await?;
    Ok(availability::<RankingMachine>(
        actor,
        &ranking.standings(),
        &ranking.state,
        &facts,
        &OFFERED,
    ))
}
