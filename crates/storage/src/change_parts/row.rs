use sea_orm::ActiveValue::Set;
use talkoot_domain::{
    change_part::{Cancellation, ChangePart, Made, Proposal, State, StateName},
    workflow::Name,
};

use super::content;
use crate::{
    StorageError,
    entity::change_part::{ActiveModel, Model},
    map::{code, stamp, stamp_columns},
};

const TABLE: &str = "change_part";

/// The columns of a part.
pub(super) fn columns(part: &ChangePart) -> ActiveModel {
    let proposal = part.state.proposal();
    let (proposed_by, proposed_at) = stamp_columns(part.state.proposed());
    let (decided_by, decided_at) = stamp_columns(part.state.made().map(|made| made.decided));
    let cancellation = part.cancellation.as_ref();
    let (cancel_proposed_by, cancel_proposed_at) = stamp_columns(cancellation.map(|one| one.proposed));
    let (cancelled_by, cancelled_at) = stamp_columns(cancellation.and_then(|one| one.approved));
    let in_force_at = match part.state {
        State::InForce { in_force_at, .. } => Some(in_force_at),
        State::Requested
        | State::Proposed { .. }
        | State::Accepted(_)
        | State::AcceptedWithChanges(_)
        | State::Rejected(_)
        | State::Withdrawn { .. } => None,
    };
    let withdrawn_at = match part.state {
        State::Withdrawn { withdrawn_at } => Some(withdrawn_at),
        State::Requested
        | State::Proposed { .. }
        | State::Accepted(_)
        | State::AcceptedWithChanges(_)
        | State::Rejected(_)
        | State::InForce { .. } => None,
    };
    ActiveModel {
        id: Set(part.id.into()),
        version: Set(part.version),
        request_id: Set(part.request.into()),
        project_id: Set(part.project.into()),
        number: Set(part.number),
        kind: Set(part.asked.kind().code().to_owned()),
        municipality_id: Set(part.content().municipality().map(Into::into)),
        content: Set(content::to_json(&part.asked)),
        state: Set(part.state_name().code().to_owned()),
        outcome: Set(proposal.map(|proposal| proposal.outcome.code().to_owned())),
        proposed_content: Set(proposal
            .and_then(|proposal| proposal.content.as_ref())
            .map(content::to_json)),
        effective_on: Set(proposal.and_then(|proposal| proposal.effective_on)),
        reasoning: Set(proposal.map(|proposal| proposal.reasoning.clone())),
        proposed_by: Set(proposed_by),
        proposed_at: Set(proposed_at),
        returned_reason: Set(part.returned.clone()),
        decided_by: Set(decided_by),
        decided_at: Set(decided_at),
        in_force_at: Set(in_force_at),
        withdrawn_at: Set(withdrawn_at),
        hindrance: Set(part.hindrance.clone()),
        budget_version_id: Set(part.budget.map(Into::into)),
        cancel_reason: Set(cancellation.map(|one| one.reason.clone())),
        cancel_proposed_by: Set(cancel_proposed_by),
        cancel_proposed_at: Set(cancel_proposed_at),
        cancelled_by: Set(cancelled_by),
        cancelled_at: Set(cancelled_at),
    }
}

impl TryFrom<Model> for ChangePart {
    type Error = StorageError;

    fn try_from(row: Model) -> Result<Self, StorageError> {
        Ok(Self {
            state: state(&row)?,
            cancellation: cancellation(&row)?,
            id: row.id.into(),
            version: row.version,
            request: row.request_id.into(),
            project: row.project_id.into(),
            number: row.number,
            asked: content::from_json(TABLE, row.id, row.content)?,
            budget: row.budget_version_id.map(Into::into),
            returned: row.returned_reason,
            hindrance: row.hindrance,
        })
    }
}

fn cancellation(row: &Model) -> Result<Option<Cancellation>, StorageError> {
    let proposed = stamp(row.cancel_proposed_by, row.cancel_proposed_at);
    let approved = stamp(row.cancelled_by, row.cancelled_at);
    match (&row.cancel_reason, proposed, approved) {
        (None, None, None) => Ok(None),
        (Some(reason), Some(proposed), approved) if approved.is_none() || row.state == "rejected" => {
            Ok(Some(Cancellation {
                reason: reason.clone(),
                proposed,
                approved,
            }))
        }
        _ => Err(contradiction(row)),
    }
}

fn proposal(row: &Model) -> Result<Option<Proposal>, StorageError> {
    let (Some(outcome), Some(reasoning)) = (&row.outcome, &row.reasoning) else {
        return Ok(None);
    };
    let content = row.proposed_content.clone();
    Ok(Some(Proposal {
        outcome: code("change_part", row.id, "outcome", outcome)?,
        content: content
            .map(|json| content::from_json(TABLE, row.id, json))
            .transpose()?,
        effective_on: row.effective_on,
        reasoning: reasoning.clone(),
    }))
}

fn state(row: &Model) -> Result<State, StorageError> {
    let name: StateName = code("change_part", row.id, "state", &row.state)?;
    let proposed = proposal(row)?.zip(stamp(row.proposed_by, row.proposed_at));
    let decided = stamp(row.decided_by, row.decided_at);
    Ok(
        match (name, proposed, decided, row.in_force_at, row.withdrawn_at) {
            (StateName::Requested, None, None, None, None) => State::Requested,
            (StateName::Withdrawn, None, None, None, Some(withdrawn_at)) => State::Withdrawn { withdrawn_at },
            (StateName::Proposed, Some((proposal, proposed)), None, None, None) => {
                State::Proposed { proposal, proposed }
            }
            (name, Some((proposal, proposed)), Some(decided), in_force_at, None) => {
                let made = Made {
                    proposal,
                    proposed,
                    decided,
                };
                match (name, in_force_at) {
                    (StateName::Accepted, None) => State::Accepted(made),
                    (StateName::AcceptedWithChanges, None) => State::AcceptedWithChanges(made),
                    (StateName::Rejected, None) => State::Rejected(made),
                    (StateName::InForce, Some(in_force_at)) => State::InForce { made, in_force_at },
                    _ => return Err(contradiction(row)),
                }
            }
            _ => return Err(contradiction(row)),
        },
    )
}

fn contradiction(row: &Model) -> StorageError {
    let state = &row.state;
    StorageError::inconsistent(
        "change_part",
        row.id,
        format!("the state is {state} but the columns of other states are set or its own are not"),
    )
}
