use chrono::NaiveDate;
use serde_json::json;
use talkoot_domain::{
    amendment::Content,
    change_part::{ChangePart, ChangePartMachine, Command, Facts, Outcome, Proposal},
    ids::ChangePartId,
    policy::{Action, Actor},
    workflow::Name,
};
use talkoot_storage::change_parts;

use super::{
    Moment,
    budget::{discard_budget, propose_budget},
    effect, facts, locked, part_subject, standings,
};
use crate::{Answer, App, Begun, Note, Request, Version};

/// What an officer proposes about a part.
#[derive(Clone, Debug)]
pub struct ProposeChangePart {
    /// Which part.
    pub id: ChangePartId,
    /// The version that was read.
    pub expected_version: Version,
    /// Accept, accept with changes or reject.
    pub outcome: Outcome,
    /// What shall hold instead of what was asked.
    pub content: Option<Content>,
    /// The day from which it holds.
    pub effective_on: Option<NaiveDate>,
    /// Why.
    pub reasoning: String,
}

/// Proposes what shall become of a part; a proposal before is replaced.
///
/// # Errors
/// Refused to whoever asked for the change, unless the request is submitted, without reasons, and when
/// what would be accepted cannot be.
pub async fn propose(app: &App, actor: &Actor, request: Request<ProposeChangePart>) -> Answer<ChangePartId> {
    let mut work = match app.begin(actor, Action::ProposeChangePart, &request).await? {
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
    let proposal = Proposal {
        outcome: asked.outcome,
        content: asked.content,
        effective_on: asked.effective_on,
        reasoning: asked.reasoning.trim().to_owned(),
    };
    // What is judged is what is proposed now, not what was proposed before.
    let content = proposal.content.as_ref().unwrap_or(&part.asked);
    let at = Moment {
        from: proposal.effective_on,
        now: work.now,
    };
    let effect = effect(&work.tx, &project, content, at).await?;
    let facts = Facts {
        impossible: effect.as_ref().err().cloned(),
        ..facts
    };
    let note = Note {
        reason: Some(proposal.reasoning.clone()),
        details: json!({ "outcome": proposal.outcome.code(), "effectiveOn": proposal.effective_on }),
    };
    let accepts = proposal.outcome != Outcome::Reject;
    let about = part_subject(&part);
    let command = Command::Propose(proposal);
    let state = work.decide::<ChangePartMachine>(about, part.state.clone(), command, &facts, note)?;
    discard_budget(&mut work, &project, &mut part).await?;
    if let Some(budget) = effect.as_ref().ok().and_then(super::Effect::budget)
        && accepts
    {
        propose_budget(&mut work, &project, &mut part, budget).await?;
    }
    let changed = ChangePart {
        state,
        returned: None,
        ..part
    };
    change_parts::update(&work.tx, &changed).await?;
    work.finish(asked.id).await
}
