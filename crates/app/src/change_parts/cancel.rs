//! Accepted parts that cannot come into force: cancelled by two persons.

use talkoot_domain::{
    change_part::{Cancellation, ChangePart, ChangePartMachine, Command},
    ids::ChangePartId,
    policy::{Action, Actor},
    workflow::Stamp,
};
use talkoot_storage::change_parts;

use super::{budget::discard_budget, facts, locked, part_subject, standings};
use crate::{Answer, App, Begun, Note, Request, Version};

/// An accepted part that cannot come into force.
#[derive(Clone, Debug)]
pub struct ProposeCancellation {
    /// Which part.
    pub id: ChangePartId,
    /// The version that was read.
    pub expected_version: Version,
    /// Why, for the lead municipality.
    pub reason: String,
}

/// Proposes that an accepted part does not come into force after all; a second person decides so. A proposal
/// before is replaced.
///
/// # Errors
/// Refused without a reason, to whoever asked for the change, and while nothing but time keeps the part from
/// coming into force.
pub async fn propose_cancellation(
    app: &App,
    actor: &Actor,
    request: Request<ProposeCancellation>,
) -> Answer<ChangePartId> {
    let mut work = match app
        .begin(actor, Action::ProposeChangePartCancellation, &request)
        .await?
    {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = request.body;
    let (project, of, part) = locked(&work, asked.id).await?;
    work.permit(&standings(&project, &part))?;
    work.same_version(
        "change_part",
        part.id.into(),
        part.version,
        asked.expected_version,
    )
    .await?;
    let facts = facts(&work.tx, &project, &of, &part, actor, work.now).await?;
    let reason = asked.reason.trim().to_owned();
    let command = Command::ProposeCancellation {
        reason: reason.clone(),
    };
    let note = Note::reason(reason.clone());
    let about = part_subject(&part);
    let state = work.decide::<ChangePartMachine>(about, part.state.clone(), command, &facts, note)?;
    let cancellation = Some(Cancellation {
        reason,
        proposed: Stamp {
            by: actor.person,
            at: work.now,
        },
        approved: None,
    });
    let part = ChangePart {
        state,
        cancellation,
        ..part
    };
    change_parts::update(&work.tx, &part).await?;
    work.finish(asked.id).await
}

/// Cancels an accepted part as it was proposed, as the second person: it counts as rejected.
///
/// # Errors
/// Refused when nobody proposed it, to whoever did, and when the part can come into force by now.
pub async fn cancel(
    app: &App,
    actor: &Actor,
    request: Request<(ChangePartId, Version)>,
) -> Answer<ChangePartId> {
    let (id, expected) = request.body;
    let mut work = match app.begin(actor, Action::CancelChangePart, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let (project, of, mut part) = locked(&work, id).await?;
    work.permit(&standings(&project, &part))?;
    work.same_version("change_part", part.id.into(), part.version, expected)
        .await?;
    let facts = facts(&work.tx, &project, &of, &part, actor, work.now).await?;
    let note = part
        .cancellation
        .as_ref()
        .map_or_else(Note::none, |one| Note::reason(one.reason.clone()));
    let about = part_subject(&part);
    part.state =
        work.decide::<ChangePartMachine>(about, part.state.clone(), Command::Cancel, &facts, note)?;
    let approved = Stamp {
        by: actor.person,
        at: work.now,
    };
    part.cancellation = part.cancellation.map(|one| Cancellation {
        approved: Some(approved),
        ..one
    });
    part.hindrance = None;
    discard_budget(&mut work, &project, &mut part).await?;
    change_parts::update(&work.tx, &part).await?;
    work.finish(id).await
}
