//! What people foresee of the costs of projects.

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use talkoot_domain::{
    cost_position::CostForecast,
    ids::{CostForecastId, ProjectId},
    money::Money,
    workflow::Stamp,
};
use uuid::Uuid;

use crate::{
    Access, Scope, StorageError, Tx,
    entity::cost_forecast::{ActiveModel, Column, Entity, Model},
    projects,
    store::Connected,
};

/// The forecast, if its project exists for this scope.
///
/// # Errors
/// When the database fails.
pub async fn find(
    db: &impl Access,
    scope: &Scope,
    id: CostForecastId,
) -> Result<Option<CostForecast>, StorageError> {
    let row = Entity::find_by_id(Uuid::from(id))
        .filter(Column::ProjectId.in_subquery(projects::visible_ids(scope)))
        .one(db.connection())
        .await?;
    Ok(row.map(Into::into))
}

/// Every forecast that was made for a project, oldest first; the caller has found the project.
///
/// # Errors
/// When the database fails.
pub async fn of_project(db: &impl Access, project: ProjectId) -> Result<Vec<CostForecast>, StorageError> {
    let rows = Entity::find()
        .filter(Column::ProjectId.eq(Uuid::from(project)))
        .order_by_asc(Column::Id)
        .all(db.connection())
        .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Stores a forecast.
///
/// # Errors
/// [`StorageError::Taken`] when somebody was first.
pub async fn insert(tx: &Tx, forecast: &CostForecast) -> Result<(), StorageError> {
    let row = ActiveModel {
        id: Set(forecast.id.into()),
        project_id: Set(forecast.project.into()),
        partner_id: Set(forecast.partner.into()),
        sub_area_id: Set(forecast.sub_area.into()),
        number: Set(forecast.number),
        remaining_cents: Set(forecast.remaining.map(Money::cents)),
        actual_cents: Set(forecast.actual.cents()),
        note: Set(forecast.note.clone()),
        entered_by: Set(forecast.entered.by.into()),
        entered_at: Set(forecast.entered.at),
    };
    Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

impl From<Model> for CostForecast {
    fn from(row: Model) -> Self {
        Self {
            id: row.id.into(),
            project: row.project_id.into(),
            partner: row.partner_id.into(),
            sub_area: row.sub_area_id.into(),
            number: row.number,
            remaining: row.remaining_cents.map(Money::from_cents),
            actual: Money::from_cents(row.actual_cents),
            note: row.note,
            entered: Stamp {
                by: row.entered_by.into(),
                at: row.entered_at,
            },
        }
    }
}
