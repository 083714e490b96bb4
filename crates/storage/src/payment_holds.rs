//! Payment holds of projects.

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use talkoot_domain::{
    ids::{PaymentHoldId, ProjectId},
    payment_hold::{Held, PaymentHold, State, StateName},
    workflow::Stamp,
};
use uuid::Uuid;

use crate::{
    Access, Scope, StorageError, Tx,
    entity::payment_hold::{ActiveModel, Column, Entity, Model},
    map::{code, stamp, stamp_columns},
    projects,
    store::Connected,
};

/// The hold, if it exists for this scope: for everybody who sees its project.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn find(
    db: &impl Access,
    scope: &Scope,
    id: PaymentHoldId,
) -> Result<Option<PaymentHold>, StorageError> {
    Entity::find_by_id(Uuid::from(id))
        .filter(Column::ProjectId.in_subquery(projects::visible_ids(scope)))
        .one(db.connection())
        .await?
        .map(TryInto::try_into)
        .transpose()
}

/// Every hold of these projects, lifted ones included, oldest first; the caller has found the projects.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn of_projects(db: &impl Access, projects: &[ProjectId]) -> Result<Vec<PaymentHold>, StorageError> {
    let rows = Entity::find()
        .filter(Column::ProjectId.is_in(projects.iter().map(|&id| Uuid::from(id))))
        .order_by_asc(Column::Id)
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Whether payments to a project are held. A row that contradicts itself is no answer, and no answer
/// holds them.
///
/// # Errors
/// When the database fails.
pub async fn held(db: &impl Access, project: ProjectId) -> Result<Held, StorageError> {
    match of_projects(db, &[project]).await {
        Ok(holds) => Ok(Held::of(&holds)),
        Err(unreadable @ StorageError::Inconsistent { .. }) => Ok(Held::Unknown(unreadable.to_string())),
        Err(error) => Err(error),
    }
}

/// Stores a new hold.
///
/// # Errors
/// [`StorageError::Taken`] when one stands already.
pub async fn insert(tx: &Tx, hold: &PaymentHold) -> Result<(), StorageError> {
    Entity::insert(row(hold))
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Stores a changed hold; `hold.version` is the version that was read, the stored one is the next.
///
/// # Errors
/// [`StorageError::Stale`] when somebody was first.
pub async fn update(tx: &Tx, hold: &PaymentHold) -> Result<(), StorageError> {
    let mut changed = row(hold);
    changed.version = Set(hold.version + 1);
    let done = Entity::update_many()
        .set(changed)
        .filter(Column::Id.eq(Uuid::from(hold.id)))
        .filter(Column::Version.eq(hold.version))
        .exec(tx.connection())
        .await?;
    StorageError::unless_first(&done, "payment_hold")
}

fn row(hold: &PaymentHold) -> ActiveModel {
    let (lifted, lift_reason) = match &hold.state {
        State::Standing => (None, None),
        State::Lifted { lifted, reason } => (Some(*lifted), Some(reason.clone())),
    };
    let (lifted_by, lifted_at) = stamp_columns(lifted);
    ActiveModel {
        id: Set(hold.id.into()),
        version: Set(hold.version),
        project_id: Set(hold.project.into()),
        set_by: Set(hold.set.by.into()),
        set_at: Set(hold.set.at),
        reason: Set(hold.reason.clone()),
        state: Set(Into::<&'static str>::into(StateName::from(&hold.state)).to_owned()),
        lifted_by: Set(lifted_by),
        lifted_at: Set(lifted_at),
        lift_reason: Set(lift_reason),
    }
}

impl TryFrom<Model> for PaymentHold {
    type Error = StorageError;

    fn try_from(row: Model) -> Result<Self, StorageError> {
        let lifted = stamp(row.lifted_by, row.lifted_at).zip(row.lift_reason);
        let state = match (code("payment_hold", row.id, "state", &row.state)?, lifted) {
            (StateName::Standing, None) => State::Standing,
            (StateName::Lifted, Some((lifted, reason))) => State::Lifted { lifted, reason },
            (state, _) => {
                let what = format!(
                    "the state is {state:?} but the columns of the other state are set or its own are not"
                );
                return Err(StorageError::inconsistent("payment_hold", row.id, what));
            }
        };
        Ok(Self {
            id: row.id.into(),
            version: row.version,
            project: row.project_id.into(),
            set: Stamp {
                by: row.set_by.into(),
                at: row.set_at,
            },
            reason: row.reason,
            state,
        })
    }
}
