use talkoot_domain::{
    change_part::{ChangePart, ChangePartMachine, Command, Outcome, StateName},
    ids::ChangePartId,
    policy::{Action, Actor},
};
use talkoot_storage::change_parts;

use super::{budget::discard_budget, enforce::enforce_now, facts, locked, part_subject, standings};
use crate::{Answer, App, Begun, Note, Request, Version, change_requests};

/// A proposal to be sent back to the officer.
#[derive(Clone, Debug)]
pub struct GiveBackChangePart {
    /// Which part.
    pub id: ChangePartId,
    /// The version that was read.
    pub expected_version: Version,
    /// What the officer is to change.
    pub reason: String,
}

/// Decides a part as it was proposed. What is accepted, needs nobody's confirmation and has nothing in its
/// way comes into force at once; what has to wait comes into force by the clock.
///
/// # Errors
/// Refused to whoever proposed it or asked for it, and when what would be accepted cannot be any more.
pub async fn decide(
    app: &App,
    actor: &Actor,
    request: Request<(ChangePartId, Version)>,
) -> Answer<ChangePartId> {
    let (id, expected) = request.body;
    let mut work = match app.begin(actor, Action::DecideChangePart, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let (project, of, mut part) = locked(&work, id).await?;
    work.permit(&standings(&project, &part))?;
    work.same_version("change_part", part.id.into(), part.version, expected)
        .await?;
    let facts = facts(&work.tx, &project, &of, &part, actor, work.now).await?;
    let command = match part.state.proposal().map(|proposal| proposal.outcome) {
        // Without a proposal the machine tells that there is none.
        Some(Outcome::Accept) | None => Command::Accept,
        Some(Outcome::AcceptWithChanges) => Command::AcceptWithChanges,
        Some(Outcome::Reject) => Command::Reject,
    };
    let about = part_subject(&part);
    part.state =
        work.decide::<ChangePartMachine>(about, part.state.clone(), command, &facts, Note::none())?;
    if part.state_name() == StateName::Rejected {
        discard_budget(&mut work, &project, &mut part).await?;
    }
    change_parts::update(&work.tx, &part).await?;
    part.version += 1;
    change_requests::settle(&mut work, &project, of.clone(), actor.person).await?;
    if part.state_name().is_waiting() {
        enforce_now(&mut work, project, &of, part, actor.person).await?;
    }
    work.finish(id).await
}

/// Sends a proposal back to the officer.
///
/// # Errors
/// Refused to whoever proposed it, and without a reason.
pub async fn give_back(
    app: &App,
    actor: &Actor,
    request: Request<GiveBackChangePart>,
) -> Answer<ChangePartId> {
    let mut work = match app.begin(actor, Action::ReturnChangePart, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = request.body;
    let (project, of, mut part) = locked(&work, asked.id).await?;
    work.permit(&standings(&project, &part))?;
    work.same_version(
        "change_part",
        part.id.into(),
        part.version,
        asked.expected_version,
    )
    .await?;
    let facts = facts(&work.tx, &project, &of, &part, actor, work.now).await?;
    let command = Command::Return {
        reason: asked.reason.clone(),
    };
    let note = Note::reason(asked.reason.clone());
    let about = part_subject(&part);
    let state = work.decide::<ChangePartMachine>(about, part.state.clone(), command, &facts, note)?;
    discard_budget(&mut work, &project, &mut part).await?;
    let returned = Some(asked.reason.trim().to_owned());
    change_parts::update(
        &work.tx,
        &ChangePart {
            state,
            returned,
            ..part
        },
    )
    .await?;
    work.finish(asked.id).await
}
