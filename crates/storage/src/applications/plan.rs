//! What an application plans: its partners, its sub-areas and its budget.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, OnConflict},
};
use talkoot_domain::{
    application::Part,
    ids::{ApplicationId, BudgetVersionId, OrganisationId},
    money::Money,
    project::{BudgetCell, SubArea},
};
use uuid::Uuid;

use super::insert_partners;
use crate::{
    Access, StorageError, Tx,
    entity::{application_partner as partner, budget_cell, budget_version, sub_area},
    store::Connected,
};

/// Replaces the partners of an application.
///
/// # Errors
/// When the database fails.
pub async fn replace_partners(
    tx: &Tx,
    application: ApplicationId,
    parts: &[Part],
) -> Result<(), StorageError> {
    partner::Entity::delete_many()
        .filter(partner::Column::ApplicationId.eq(Uuid::from(application)))
        .exec(tx.connection())
        .await?;
    insert_partners(tx, application, parts).await
}

/// Replaces the sub-areas of an application: those named again keep their key, the others stay for
/// earlier budgets but are not seen any more.
///
/// # Errors
/// When the database fails.
pub async fn replace_sub_areas(
    tx: &Tx,
    application: ApplicationId,
    sub_areas: &[SubArea],
    now: DateTime<Utc>,
) -> Result<(), StorageError> {
    use sub_area::Column;
    sub_area::Entity::update_many()
        .col_expr(Column::RemovedAt, Expr::value(Some(now)))
        .filter(Column::ApplicationId.eq(Uuid::from(application)))
        .filter(Column::RemovedAt.is_null())
        .exec(tx.connection())
        .await?;
    let rows = sub_areas.iter().map(|sub_area| sub_area::ActiveModel {
        id: Set(sub_area.id.into()),
        application_id: Set(application.into()),
        number: Set(sub_area.number),
        name: Set(sub_area.name.clone()),
        topic: Set(sub_area.topic.clone()),
        lead_id: Set(sub_area.lead.into()),
        removed_at: Set(None),
    });
    let again = OnConflict::column(Column::Id)
        .update_columns([
            Column::Number,
            Column::Name,
            Column::Topic,
            Column::LeadId,
            Column::RemovedAt,
        ])
        .to_owned();
    sub_area::Entity::insert_many(rows)
        .on_conflict(again)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// The number of the newest budget version of an application; 0 when there is none.
///
/// # Errors
/// When the database fails.
pub async fn latest_budget_number(db: &impl Access, application: ApplicationId) -> Result<i32, StorageError> {
    let number: Option<i32> = budget_version::Entity::find()
        .select_only()
        .column(budget_version::Column::Number)
        .filter(budget_version::Column::ApplicationId.eq(Uuid::from(application)))
        .order_by_desc(budget_version::Column::Number)
        .into_tuple()
        .one(db.connection())
        .await?;
    Ok(number.unwrap_or_default())
}

/// Replaces every cell of a budget on which nothing rests yet.
///
/// # Errors
/// When the database fails.
pub async fn replace_cells(
    tx: &Tx,
    version: BudgetVersionId,
    cells: &[BudgetCell],
) -> Result<(), StorageError> {
    budget_cell::Entity::delete_many()
        .filter(budget_cell::Column::BudgetVersionId.eq(Uuid::from(version)))
        .exec(tx.connection())
        .await?;
    insert_cells(tx, version, cells).await
}

/// Replaces one partner's cells in a budget on which nothing rests yet.
///
/// # Errors
/// When the database fails.
pub async fn replace_part(
    tx: &Tx,
    version: BudgetVersionId,
    partner: OrganisationId,
    cells: &[BudgetCell],
) -> Result<(), StorageError> {
    budget_cell::Entity::delete_many()
        .filter(budget_cell::Column::BudgetVersionId.eq(Uuid::from(version)))
        .filter(budget_cell::Column::PartnerId.eq(Uuid::from(partner)))
        .exec(tx.connection())
        .await?;
    insert_cells(tx, version, cells).await
}

async fn insert_cells(tx: &Tx, version: BudgetVersionId, cells: &[BudgetCell]) -> Result<(), StorageError> {
    if cells.is_empty() {
        return Ok(());
    }
    let rows = cells.iter().map(|cell| budget_cell::ActiveModel {
        budget_version_id: Set(version.into()),
        partner_id: Set(cell.partner.into()),
        category: Set(cell.category.clone()),
        sub_area_id: Set(cell.sub_area.into()),
        amount_cents: Set(cell.amount.cents()),
    });
    budget_cell::Entity::insert_many(rows)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// The cells of several budgets.
///
/// # Errors
/// When the database fails.
pub async fn cells(
    db: &impl Access,
    versions: &[BudgetVersionId],
) -> Result<Vec<(BudgetVersionId, BudgetCell)>, StorageError> {
    let ids = versions.iter().map(|&id| Uuid::from(id));
    let rows = budget_cell::Entity::find()
        .filter(budget_cell::Column::BudgetVersionId.is_in(ids))
        .order_by_asc(budget_cell::Column::PartnerId)
        .order_by_asc(budget_cell::Column::Category)
        .order_by_asc(budget_cell::Column::SubAreaId)
        .all(db.connection())
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let cell = BudgetCell {
                partner: row.partner_id.into(),
                category: row.category,
                sub_area: row.sub_area_id.into(),
                amount: Money::from_cents(row.amount_cents),
            };
            (row.budget_version_id.into(), cell)
        })
        .collect())
}
