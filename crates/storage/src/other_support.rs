//! Public support from others for the costs of projects.

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use talkoot_domain::{
    ids::{OtherSupportId, ProjectId},
    money::Money,
    other_support::{Declaration, OtherSupport, State, StateName},
    workflow::Stamp,
};
use uuid::Uuid;

use crate::{
    Access, Scope, StorageError, Tx,
    entity::other_support::{ActiveModel, Column, Entity, Model},
    map::{code, stamp, stamp_columns},
    projects,
    store::Connected,
};

/// The support, if it exists for this scope: for everybody who sees its project.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn find(
    db: &impl Access,
    scope: &Scope,
    id: OtherSupportId,
) -> Result<Option<OtherSupport>, StorageError> {
    Entity::find_by_id(Uuid::from(id))
        .filter(Column::ProjectId.in_subquery(projects::visible_ids(scope)))
        .one(db.connection())
        .await?
        .map(TryInto::try_into)
        .transpose()
}

/// All that was ever declared for these projects, oldest first; the caller has found the projects.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn of_projects(
    db: &impl Access,
    projects: &[ProjectId],
) -> Result<Vec<OtherSupport>, StorageError> {
    let rows = Entity::find()
        .filter(Column::ProjectId.is_in(projects.iter().map(|&id| Uuid::from(id))))
        .order_by_asc(Column::Id)
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Stores what was declared.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &Tx, support: &OtherSupport) -> Result<(), StorageError> {
    Entity::insert(row(support))
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Stores changed support; `support.version` is the version that was read, the stored one is the next.
///
/// # Errors
/// [`StorageError::Stale`] when somebody was first.
pub async fn update(tx: &Tx, support: &OtherSupport) -> Result<(), StorageError> {
    let mut changed = row(support);
    changed.version = Set(support.version + 1);
    let done = Entity::update_many()
        .set(changed)
        .filter(Column::Id.eq(Uuid::from(support.id)))
        .filter(Column::Version.eq(support.version))
        .exec(tx.connection())
        .await?;
    StorageError::unless_first(&done, "other_support")
}

fn row(support: &OtherSupport) -> ActiveModel {
    let (confirmed, ended) = match &support.state {
        State::Declared => (None, None),
        State::Confirmed { confirmed } => (Some(*confirmed), None),
        State::Withdrawn { withdrawn, reason } => (None, Some((*withdrawn, reason.clone()))),
        State::Revoked {
            confirmed,
            revoked,
            reason,
        } => (Some(*confirmed), Some((*revoked, reason.clone()))),
    };
    let (confirmed_by, confirmed_at) = stamp_columns(confirmed);
    let (ended_by, ended_at) = stamp_columns(ended.as_ref().map(|(stamp, _)| *stamp));
    ActiveModel {
        id: Set(support.id.into()),
        version: Set(support.version),
        project_id: Set(support.project.into()),
        giver: Set(support.declared.giver.clone()),
        amount_cents: Set(support.declared.amount.cents()),
        explanation: Set(support.declared.explanation.clone()),
        declared_by: Set(support.by.by.into()),
        declared_at: Set(support.by.at),
        state: Set(Into::<&'static str>::into(StateName::from(&support.state)).to_owned()),
        confirmed_by: Set(confirmed_by),
        confirmed_at: Set(confirmed_at),
        ended_by: Set(ended_by),
        ended_at: Set(ended_at),
        end_reason: Set(ended.map(|(_, reason)| reason)),
    }
}

impl TryFrom<Model> for OtherSupport {
    type Error = StorageError;

    fn try_from(row: Model) -> Result<Self, StorageError> {
        let name = code("other_support", row.id, "state", &row.state)?;
        let confirmed = stamp(row.confirmed_by, row.confirmed_at);
        let ended = stamp(row.ended_by, row.ended_at).zip(row.end_reason);
        let state = match (name, confirmed, ended) {
            (StateName::Declared, None, None) => State::Declared,
            (StateName::Confirmed, Some(confirmed), None) => State::Confirmed { confirmed },
            (StateName::Withdrawn, None, Some((withdrawn, reason))) => State::Withdrawn { withdrawn, reason },
            (StateName::Revoked, Some(confirmed), Some((revoked, reason))) => State::Revoked {
                confirmed,
                revoked,
                reason,
            },
            (state, ..) => {
                let what = format!("the state is {state:?} but its columns are those of another state");
                return Err(StorageError::inconsistent("other_support", row.id, what));
            }
        };
        Ok(Self {
            id: row.id.into(),
            version: row.version,
            project: row.project_id.into(),
            declared: Declaration {
                giver: row.giver,
                amount: Money::from_cents(row.amount_cents),
                explanation: row.explanation,
            },
            by: Stamp {
                by: row.declared_by.into(),
                at: row.declared_at,
            },
            state,
        })
    }
}
