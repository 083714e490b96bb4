use talkoot_domain::{
    call::{Call, StateName},
    ids::{CallId, RankingId},
    policy::{Action, Actor},
    ranking::{Birth, Event, Ranking, RankingMachine, State, StateName as RankingState, TieRule, Why},
    workflow::{Machine as _, Name as _, Stamp},
};
use talkoot_storage::{calls, rankings};

use super::{Present, refused, subject};
use crate::{
    Answer, App, Availability, Begun, Note, Request, Version, Work, actions::permitted, calls::standings,
};

const ACTION: Action = Action::FixRanking;

/// A list to be kept.
#[derive(Clone, Debug)]
pub struct FixRanking {
    /// Of which call.
    pub call: CallId,
    /// The call's version that was read.
    pub expected_version: Version,
    /// How ties are decided.
    pub rule: TieRule,
    /// Why there is a new list; required once a decision of the call has been made.
    pub reason: Option<String>,
}

/// Keeps the ranking as it is now. It stands at once while no decision of the call has been made; afterwards it is
/// proposed with a reason, and another person confirms it.
///
/// # Errors
/// Refused as [`Birth::check`] says.
pub async fn fix(app: &App, actor: &Actor, request: Request<FixRanking>) -> Answer<RankingId> {
    let mut work = match app.begin(actor, ACTION, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = request.body;
    // Decisions are made under the same lock: none comes while the list is kept.
    let call = calls::lock(&work.tx, &work.scope, asked.call).await?;
    let call = work.found("call", call)?;
    work.permit(&standings(&call))?;
    work.same_version("call", call.id.into(), call.version, asked.expected_version)
        .await?;
    let is_closed = is_closed(&call);
    let present = Present::of(&work.tx, call, asked.rule, actor.person).await?;
    let kept = rankings::of_call(&work.tx, present.call.id).await?;
    let standing = kept.iter().rfind(|one| matches!(one.state, State::Fixed { .. }));
    let pending = kept.iter().find(|one| matches!(one.state, State::Proposed));
    let birth = Birth {
        is_closed,
        is_decided: present.is_decided,
        has_conflict: present.has_conflict,
        pending: pending.map(|one| one.number),
        same: standing
            .filter(|one| one.hash == present.hash)
            .map(|one| one.number),
    };
    let unreviewed = present.unreviewed.iter().map(|one| one.title.clone()).collect();
    let (reason, state) = birth
        .check(present.entries.len(), unreviewed, asked.reason.as_deref())
        .map_err(|why| refused(ACTION.into(), &why))?;
    let number = kept.iter().map(|one| one.number).max().unwrap_or_default() + 1;
    let ranking = Ranking {
        id: app.new_id(),
        version: 1,
        call: present.call.id,
        authority: present.call.authority,
        number,
        rule: asked.rule,
        appropriation: present.appropriation(),
        hash: present.hash,
        entries: present.entries,
        kept: Stamp {
            by: actor.person,
            at: work.now,
        },
        reason,
        after_decision: present.is_decided,
        state,
    };
    rankings::insert(&work.tx, &ranking).await?;
    born(&mut work, &ranking);
    work.finish(ranking.id).await
}

fn born(work: &mut Work<'_>, ranking: &Ranking) {
    let state = RankingState::from(&ranking.state);
    let event = match state {
        RankingState::Proposed => Event::Proposed,
        RankingState::Fixed | RankingState::Withdrawn => Event::Fixed,
    };
    let note = Note {
        reason: ranking.reason.clone(),
        details: serde_json::json!({
            "call": ranking.call.to_string(), "number": ranking.number, "applications": ranking.entries.len(),
            "sha256": hex::encode(ranking.hash),
        }),
    };
    work.record(
        RankingMachine::OBJECT,
        subject(ranking),
        None,
        Some(state.code()),
        note,
    );
    work.emit(event.into(), subject(ranking));
}

fn is_closed(call: &Call) -> bool {
    match StateName::from(&call.state) {
        StateName::Draft | StateName::Published => false,
        StateName::Closed | StateName::Resolved | StateName::Archived => true,
    }
}

/// Whether this person can keep a ranking of the call now, as far as the call itself tells.
#[must_use]
pub fn fixing(actor: &Actor, call: &Call) -> Availability {
    let known = if is_closed(call) {
        Ok(())
    } else {
        Err(refused(ACTION.into(), &Why::CallNotClosed))
    };
    permitted(ACTION, actor, &[standings(call)], known)
}
