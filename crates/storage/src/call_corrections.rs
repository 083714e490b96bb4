//! Corrections of published calls.

use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder};
use talkoot_domain::{
    call_correction::{CallCorrection, State, StateName},
    ids::{CallCorrectionId, CallId},
    workflow::Stamp,
};
use uuid::Uuid;

use crate::{
    Access, Scope, StorageError, Tx,
    calls::{self, DetailsDocument},
    entity::call_correction::{ActiveModel, Column, Entity, Model},
    map::{code, stamp, stamp_columns},
    store::Connected,
};

/// A published correction is public, as its call is; anything else belongs to the authority.
fn visible(scope: &Scope) -> Condition {
    Condition::any()
        .add(Column::State.eq("published"))
        .add(scope.owns(&[Column::AuthorityId]))
}

/// The correction, if it exists for this scope.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn find(
    db: &impl Access,
    scope: &Scope,
    id: CallCorrectionId,
) -> Result<Option<CallCorrection>, StorageError> {
    Entity::find_by_id(Uuid::from(id))
        .filter(visible(scope))
        .one(db.connection())
        .await?
        .map(TryInto::try_into)
        .transpose()
}

/// The corrections of these calls that exist for this scope, oldest first.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn of_calls(
    db: &impl Access,
    scope: &Scope,
    calls: &[CallId],
) -> Result<Vec<CallCorrection>, StorageError> {
    let rows = Entity::find()
        .filter(visible(scope))
        .filter(Column::CallId.is_in(calls.iter().map(|&id| Uuid::from(id))))
        .order_by_asc(Column::Id)
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Stores a proposed correction.
///
/// # Errors
/// [`StorageError::Taken`] when one waits already.
pub async fn insert(tx: &Tx, correction: &CallCorrection) -> Result<(), StorageError> {
    Entity::insert(row(correction))
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Stores a changed correction; `correction.version` is the version that was read, the stored one is the next.
///
/// # Errors
/// [`StorageError::Stale`] when somebody was first.
pub async fn update(tx: &Tx, correction: &CallCorrection) -> Result<(), StorageError> {
    let mut changed = row(correction);
    changed.version = Set(correction.version + 1);
    let done = Entity::update_many()
        .set(changed)
        .filter(Column::Id.eq(Uuid::from(correction.id)))
        .filter(Column::Version.eq(correction.version))
        .exec(tx.connection())
        .await?;
    StorageError::unless_first(&done, "call_correction")
}

fn row(correction: &CallCorrection) -> ActiveModel {
    let ended = match correction.state {
        State::Proposed => None,
        State::Published { published } => Some(published),
        State::Withdrawn { withdrawn } => Some(withdrawn),
    };
    let (ended_by, ended_at) = stamp_columns(ended);
    ActiveModel {
        id: Set(correction.id.into()),
        version: Set(correction.version),
        call_id: Set(correction.call.into()),
        authority_id: Set(correction.authority.into()),
        call_version: Set(correction.call_version),
        before: Set(DetailsDocument::of(&correction.before)),
        after: Set(DetailsDocument::of(&correction.after)),
        reason: Set(correction.reason.clone()),
        proposed_by: Set(correction.proposed.by.into()),
        proposed_at: Set(correction.proposed.at),
        state: Set(Into::<&'static str>::into(StateName::from(&correction.state)).to_owned()),
        ended_by: Set(ended_by),
        ended_at: Set(ended_at),
    }
}

impl TryFrom<Model> for CallCorrection {
    type Error = StorageError;

    fn try_from(row: Model) -> Result<Self, StorageError> {
        let name = code("call_correction", row.id, "state", &row.state)?;
        let state = match (name, stamp(row.ended_by, row.ended_at)) {
            (StateName::Proposed, None) => State::Proposed,
            (StateName::Published, Some(published)) => State::Published { published },
            (StateName::Withdrawn, Some(withdrawn)) => State::Withdrawn { withdrawn },
            (state, _) => {
                let what = format!("the state is {state:?} but its columns are those of another state");
                return Err(StorageError::inconsistent("call_correction", row.id, what));
            }
        };
        Ok(Self {
            id: row.id.into(),
            version: row.version,
            call: row.call_id.into(),
            authority: row.authority_id.into(),
            call_version: row.call_version,
            before: calls::details("call_correction", row.id, row.before)?,
            after: calls::details("call_correction", row.id, row.after)?,
            reason: row.reason,
            proposed: Stamp {
                by: row.proposed_by.into(),
                at: row.proposed_at,
            },
            state,
        })
    }
}
