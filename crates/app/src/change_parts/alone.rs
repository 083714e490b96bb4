use chrono::NaiveDate;
use serde_json::json;
use talkoot_domain::{
    change_part::{ChangePart, ChangePartMachine, Command, Outcome, Proposal},
    ids::ChangePartId,
    policy::{Action, Actor},
};
use talkoot_storage::change_parts;

use super::{enforce::enforce_now, facts, locked, part_subject, standings};
use crate::{Answer, App, Begun, Note, Request, Version, change_requests};

/// A change of direction that one officer accepts.
#[derive(Clone, Debug)]
pub struct AcceptChangeOfDirection {
    /// Which part.
    pub id: ChangePartId,
    /// The version that was read.
    pub expected_version: Version,
    /// The day from which it holds.
    pub effective_on: NaiveDate,
    /// Why.
    pub reasoning: String,
}

/// Accepts a change of direction of an experiment as it was asked, as one person. What is to be accepted in another
/// form, or rejected, is proposed and decided by two persons.
///
/// # Errors
/// Refused where the call does not let one officer accept it, to whoever asked for it, without reasons, and when it
/// cannot be.
pub async fn accept_change_of_direction(
    app: &App,
    actor: &Actor,
    request: Request<AcceptChangeOfDirection>,
) -> Answer<ChangePartId> {
    const ACTION: Action = Action::AcceptChangeOfDirection;
    let mut work = match app.begin(actor, ACTION, &request).await? {
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
    let proposal = Proposal {
        outcome: Outcome::Accept,
        content: None,
        effective_on: Some(asked.effective_on),
        reasoning: asked.reasoning.trim().to_owned(),
    };
    // What is judged is what was asked, from this day on, whatever was proposed before.
    let at = super::Moment {
        from: proposal.effective_on,
        now: work.now,
    };
    let impossible = super::effect(&work.tx, &project, &part.asked, at).await?.err();
    let facts = talkoot_domain::change_part::Facts {
        impossible,
        ..facts(&work.tx, &project, &of, &part, actor, work.now).await?
    };
    let note = Note {
        reason: Some(proposal.reasoning.clone()),
        details: json!({ "effectiveOn": proposal.effective_on, "oneOfficer": true }),
    };
    let about = part_subject(&part);
    let command = Command::AcceptAlone(proposal);
    let state = work.decide::<ChangePartMachine>(about, part.state.clone(), command, &facts, note)?;
    let mut part = ChangePart {
        state,
        returned: None,
        ..part
    };
    change_parts::update(&work.tx, &part).await?;
    part.version += 1;
    change_requests::settle(&mut work, &project, of.clone(), actor.person).await?;
    enforce_now(&mut work, project, &of, part, actor.person).await?;
    work.finish(asked.id).await
}
