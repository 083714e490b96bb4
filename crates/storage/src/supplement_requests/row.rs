use sea_orm::ActiveValue::Set;
use talkoot_domain::{
    ids::FileId,
    supplement_request::{Question, State, StateName, SupplementRequest},
    workflow::{Name as _, Stamp},
};

use crate::{
    StorageError,
    entity::{
        supplement_question,
        supplement_request::{ActiveModel, Model},
    },
    map::{code, stamp, stamp_columns},
};

/// The columns of a request, without its questions.
pub(super) fn of(request: &SupplementRequest) -> ActiveModel {
    let (answered, accepted) = match request.state {
        State::Open | State::Withdrawn { .. } => (None, None),
        State::Answered { answered } => (Some(answered), None),
        State::Accepted { answered, accepted } => (Some(answered), Some(accepted)),
    };
    let (withdrawn, reason) = match &request.state {
        State::Withdrawn { withdrawn, reason } => (Some(*withdrawn), Some(reason.clone())),
        State::Open | State::Answered { .. } | State::Accepted { .. } => (None, None),
    };
    let (answered_by, answered_at) = stamp_columns(answered);
    let (accepted_by, accepted_at) = stamp_columns(accepted);
    let (withdrawn_by, withdrawn_at) = stamp_columns(withdrawn);
    ActiveModel {
        id: Set(request.id.into()),
        version: Set(request.version),
        project_id: Set(request.project.into()),
        claim_id: Set(request.claim.into()),
        number: Set(request.number),
        obligation_id: Set(request.obligation.into()),
        follows_id: Set(request.follows.map(Into::into)),
        asked_by: Set(request.asked.by.into()),
        asked_at: Set(request.asked.at),
        state: Set(request.state_name().code().to_owned()),
        answered_by: Set(answered_by),
        answered_at: Set(answered_at),
        accepted_by: Set(accepted_by),
        accepted_at: Set(accepted_at),
        withdrawn_by: Set(withdrawn_by),
        withdrawn_at: Set(withdrawn_at),
        withdrawal_reason: Set(reason),
    }
}

/// A question from its row and the files of its answer.
pub(super) fn question(row: supplement_question::Model, files: Vec<FileId>) -> Question {
    Question {
        text: row.question,
        line: row.cost_line_id.map(Into::into),
        category: row.category,
        answer: row.answer,
        files,
    }
}

/// A request from its row and its questions.
pub(super) fn request(row: &Model, questions: Vec<Question>) -> Result<SupplementRequest, StorageError> {
    let state = state(row)?;
    let answered = matches!(state, State::Answered { .. } | State::Accepted { .. });
    if questions.is_empty() || questions.iter().any(|one| one.answer.is_some() != answered) {
        let what = "its questions are gone, or their answers do not agree with its state";
        return Err(StorageError::inconsistent("supplement_request", row.id, what));
    }
    Ok(SupplementRequest {
        id: row.id.into(),
        version: row.version,
        project: row.project_id.into(),
        claim: row.claim_id.into(),
        number: row.number,
        obligation: row.obligation_id.into(),
        follows: row.follows_id.map(Into::into),
        asked: Stamp {
            by: row.asked_by.into(),
            at: row.asked_at,
        },
        questions,
        state,
    })
}

fn state(row: &Model) -> Result<State, StorageError> {
    let name: StateName = code("supplement_request", row.id, "state", &row.state)?;
    let answered = stamp(row.answered_by, row.answered_at);
    let accepted = stamp(row.accepted_by, row.accepted_at);
    let withdrawn = stamp(row.withdrawn_by, row.withdrawn_at).zip(row.withdrawal_reason.clone());
    match (name, answered, accepted, withdrawn) {
        (StateName::Open, None, None, None) => Ok(State::Open),
        (StateName::Answered, Some(answered), None, None) => Ok(State::Answered { answered }),
        (StateName::Accepted, Some(answered), Some(accepted), None) => {
            Ok(State::Accepted { answered, accepted })
        }
        (StateName::Withdrawn, None, None, Some((withdrawn, reason))) => {
            Ok(State::Withdrawn { withdrawn, reason })
        }
        (state, ..) => {
            let what =
                format!("the state is {state:?} but the columns of other states are set or its own are not");
            Err(StorageError::inconsistent("supplement_request", row.id, what))
        }
    }
}
