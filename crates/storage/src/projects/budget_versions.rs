//! The versions of a project's budget: the newest that was approved holds, and none is ever edited.

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use talkoot_domain::{
    budget_version::{State, StateName},
    ids::{ApplicationId, BudgetVersionId, ChangePartId},
    project::BudgetCell,
    workflow::Name,
};
use uuid::Uuid;

use super::insert_budget;
use crate::{
    Access, StorageError, Tx,
    applications::latest_budget_number,
    entity::budget_version::{ActiveModel, Column, Entity, Model},
    map::code,
    store::Connected,
};

/// A version of a budget.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BudgetVersion {
    /// Its identifier.
    pub id: BudgetVersionId,
    /// Its place among the versions, from 1.
    pub number: i32,
    /// The part of a change request that proposed it; none for the one of the application.
    pub part: Option<ChangePartId>,
    /// Where it stands.
    pub state: State,
}

/// The versions of the budget of an application and of the project that grew from it, oldest first.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn budget_versions(
    db: &impl Access,
    application: ApplicationId,
) -> Result<Vec<BudgetVersion>, StorageError> {
    let rows = Entity::find()
        .filter(Column::ApplicationId.eq(Uuid::from(application)))
        .order_by_asc(Column::Number)
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Versions of budgets by their ids; the caller has found what refers to them.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn budget_versions_by_id(
    db: &impl Access,
    ids: &[BudgetVersionId],
) -> Result<Vec<BudgetVersion>, StorageError> {
    let rows = Entity::find()
        .filter(Column::Id.is_in(ids.iter().map(|&id| Uuid::from(id))))
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Stores a new version of the budget, proposed by a part of a change request.
///
/// # Errors
/// When the database fails.
pub async fn propose_budget(
    tx: &Tx,
    application: ApplicationId,
    id: BudgetVersionId,
    part: ChangePartId,
    cells: &[BudgetCell],
) -> Result<(), StorageError> {
    let number = latest_budget_number(tx, application).await? + 1;
    insert_budget(tx, application, id, number, cells).await?;
    let row = ActiveModel {
        change_part_id: Set(Some(part.into())),
        ..Default::default()
    };
    Entity::update_many()
        .set(row)
        .filter(Column::Id.eq(Uuid::from(id)))
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// Stores the state of a version; the caller holds the lock of the project.
///
/// # Errors
/// When the database fails.
pub async fn set_budget_state(tx: &Tx, id: BudgetVersionId, state: State) -> Result<(), StorageError> {
    let (approved_at, superseded_at, discarded_at) = match state {
        State::Proposed => (None, None, None),
        State::Approved { approved_at } => (Some(approved_at), None, None),
        State::Superseded {
            approved_at,
            superseded_at,
        } => (Some(approved_at), Some(superseded_at), None),
        State::Discarded { discarded_at } => (None, None, Some(discarded_at)),
    };
    let row = ActiveModel {
        state: Set(StateName::from(&state).code().to_owned()),
        approved_at: Set(approved_at),
        superseded_at: Set(superseded_at),
        discarded_at: Set(discarded_at),
        ..Default::default()
    };
    Entity::update_many()
        .set(row)
        .filter(Column::Id.eq(Uuid::from(id)))
        .exec(tx.connection())
        .await?;
    Ok(())
}

impl TryFrom<Model> for BudgetVersion {
    type Error = StorageError;

    fn try_from(row: Model) -> Result<Self, StorageError> {
        let name: StateName = code("budget_version", row.id, "state", &row.state)?;
        let state = match (name, row.approved_at, row.superseded_at, row.discarded_at) {
            (StateName::Proposed, None, None, None) => State::Proposed,
            (StateName::Approved, Some(approved_at), None, None) => State::Approved { approved_at },
            (StateName::Superseded, Some(approved_at), Some(superseded_at), None) => State::Superseded {
                approved_at,
                superseded_at,
            },
            (StateName::Discarded, None, None, Some(discarded_at)) => State::Discarded { discarded_at },
            (state, ..) => {
                return Err(StorageError::inconsistent(
                    "budget_version",
                    row.id,
                    format!(
                        "the state is {state:?} but the columns of other states are set or its own are not"
                    ),
                ));
            }
        };
        Ok(Self {
            id: row.id.into(),
            number: row.number,
            part: row.change_part_id.map(Into::into),
            state,
        })
    }
}
