use sea_orm::ActiveValue::Set;
use talkoot_domain::{
    review::{GivenScore, Review, State, StateName},
    workflow::{Name as _, Stamp},
};

use crate::{
    StorageError,
    entity::{
        review::{ActiveModel, Model},
        review_score,
    },
    map::{code, stamp, stamp_columns},
};

/// The columns of a review, without its scores.
pub(super) fn of(review: &Review) -> ActiveModel {
    let submitted = match &review.state {
        State::Submitted { submitted } => Some(*submitted),
        State::Assigned | State::Conflicted { .. } | State::Withdrawn { .. } => None,
    };
    let (conflict, conflict_reason, municipality) = match &review.state {
        State::Conflicted {
            declared,
            reason,
            municipality,
        } => (Some(*declared), Some(reason.clone()), *municipality),
        State::Assigned | State::Submitted { .. } | State::Withdrawn { .. } => (None, None, None),
    };
    let (withdrawn, withdrawal_reason) = match &review.state {
        State::Withdrawn { withdrawn, reason } => (Some(*withdrawn), Some(reason.clone())),
        State::Assigned | State::Submitted { .. } | State::Conflicted { .. } => (None, None),
    };
    let (submitted_by, submitted_at) = stamp_columns(submitted);
    let (conflict_by, conflict_at) = stamp_columns(conflict);
    let (withdrawn_by, withdrawn_at) = stamp_columns(withdrawn);
    ActiveModel {
        id: Set(review.id.into()),
        version: Set(review.version),
        application_id: Set(review.application.into()),
        call_id: Set(review.call.into()),
        authority_id: Set(review.authority.into()),
        reviewer_id: Set(review.reviewer.into()),
        assigned_by: Set(review.assigned.by.into()),
        assigned_at: Set(review.assigned.at),
        state: Set(StateName::from(&review.state).code().to_owned()),
        submitted_by: Set(submitted_by),
        submitted_at: Set(submitted_at),
        conflict_by: Set(conflict_by),
        conflict_at: Set(conflict_at),
        conflict_reason: Set(conflict_reason),
        conflict_municipality_id: Set(municipality.map(Into::into)),
        withdrawn_by: Set(withdrawn_by),
        withdrawn_at: Set(withdrawn_at),
        withdrawal_reason: Set(withdrawal_reason),
    }
}

/// A score from its row.
pub(super) fn score(row: review_score::Model) -> Result<GivenScore, StorageError> {
    let points = u16::try_from(row.points).map_err(|_| {
        let what = format!("{} points are outside every scale", row.points);
        StorageError::inconsistent("review_score", row.review_id, what)
    })?;
    Ok(GivenScore {
        criterion: row.criterion,
        points,
        reason: row.reason,
    })
}

/// A review from its row and its scores.
pub(super) fn review(row: Model, scores: Vec<GivenScore>) -> Result<Review, StorageError> {
    let state = state(&row)?;
    Ok(Review {
        id: row.id.into(),
        version: row.version,
        application: row.application_id.into(),
        call: row.call_id.into(),
        authority: row.authority_id.into(),
        reviewer: row.reviewer_id.into(),
        assigned: Stamp {
            by: row.assigned_by.into(),
            at: row.assigned_at,
        },
        scores,
        state,
    })
}

fn state(row: &Model) -> Result<State, StorageError> {
    let name: StateName = code("review", row.id, "state", &row.state)?;
    let submitted = stamp(row.submitted_by, row.submitted_at);
    let conflict = stamp(row.conflict_by, row.conflict_at).zip(row.conflict_reason.clone());
    let withdrawn = stamp(row.withdrawn_by, row.withdrawn_at).zip(row.withdrawal_reason.clone());
    match (name, submitted, conflict, withdrawn) {
        (StateName::Assigned, None, None, None) => Ok(State::Assigned),
        (StateName::Submitted, Some(submitted), None, None) => Ok(State::Submitted { submitted }),
        (StateName::Conflicted, None, Some((declared, reason)), None) => Ok(State::Conflicted {
            declared,
            reason,
            municipality: row.conflict_municipality_id.map(Into::into),
        }),
        (StateName::Withdrawn, None, None, Some((withdrawn, reason))) => {
            Ok(State::Withdrawn { withdrawn, reason })
        }
        (state, ..) => {
            let what =
                format!("the state is {state:?} but the columns of other states are set or its own are not");
            Err(StorageError::inconsistent("review", row.id, what))
        }
    }
}
