//! Transfers of the grant from the lead to the partners.

pub mod reminders;
mod row;

use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait,
};
use talkoot_domain::{
    ids::{OrganisationId, ProjectId, TransferId},
    money::Money,
    transfer::{StateName, Transfer},
    workflow::Name,
};
use uuid::Uuid;

use crate::{
    Access, Page, Scope, StorageError, Tx,
    entity::transfer::{Column, Entity},
    store::Connected,
};

/// Which transfers a list shows; empty fields show all.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Of this project only.
    pub project: Option<ProjectId>,
    /// That this municipality owes or gets only.
    pub organisation: Option<OrganisationId>,
    /// In one of these states only.
    pub states: Vec<StateName>,
}

/// A transfer is seen by who owes it, by who gets it, and by the authority; other partners do not see it.
fn visible(scope: &Scope) -> Condition {
    scope.owns(&[Column::PayerId, Column::PayeeId, Column::AuthorityId])
}

fn filtered(filter: &Filter) -> Condition {
    let states = filter.states.iter().map(|state| state.code());
    let organisation = filter.organisation.map(Uuid::from);
    Condition::all()
        .add_option(filter.project.map(|id| Column::ProjectId.eq(Uuid::from(id))))
        .add_option(organisation.map(|id| {
            Condition::any()
                .add(Column::PayerId.eq(id))
                .add(Column::PayeeId.eq(id))
        }))
        .add_option((!filter.states.is_empty()).then(|| Column::State.is_in(states)))
}

/// The transfer, if it exists for this scope.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn find(db: &impl Access, scope: &Scope, id: TransferId) -> Result<Option<Transfer>, StorageError> {
    Entity::find_by_id(Uuid::from(id))
        .filter(visible(scope))
        .one(db.connection())
        .await?
        .map(|row| row::transfer(&row))
        .transpose()
}

/// A page of transfers, oldest first.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn list(
    db: &impl Access,
    scope: &Scope,
    filter: &Filter,
    page: Page<TransferId>,
) -> Result<Vec<Transfer>, StorageError> {
    let after = page.after.map(|id| Column::Id.gt(Uuid::from(id)));
    let rows = Entity::find()
        .filter(visible(scope))
        .filter(filtered(filter))
        .apply_if(after, QueryFilter::filter)
        .order_by_asc(Column::Id)
        .limit(page.first)
        .all(db.connection())
        .await?;
    rows.iter().map(row::transfer).collect()
}

/// How many transfers such a list has.
///
/// # Errors
/// When the database fails.
pub async fn count(db: &impl Access, scope: &Scope, filter: &Filter) -> Result<u64, StorageError> {
    Ok(Entity::find()
        .filter(visible(scope))
        .filter(filtered(filter))
        .count(db.connection())
        .await?)
}

/// Every transfer of a project, oldest first; the caller has found the project.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn of_project(db: &impl Access, project: ProjectId) -> Result<Vec<Transfer>, StorageError> {
    let rows = Entity::find()
        .filter(Column::ProjectId.eq(Uuid::from(project)))
        .order_by_asc(Column::Id)
        .all(db.connection())
        .await?;
    rows.iter().map(row::transfer).collect()
}

/// What partners of a project have confirmed that they received, EUR, by transfer; the caller has found the
/// project.
///
/// # Errors
/// When the database fails.
pub async fn confirmed_of_project(
    db: &impl Access,
    project: ProjectId,
) -> Result<Vec<(OrganisationId, Money)>, StorageError> {
    let rows: Vec<(Uuid, i64)> = Entity::find()
        .select_only()
        .columns([Column::PayeeId, Column::AmountCents])
        .filter(Column::ProjectId.eq(Uuid::from(project)))
        .filter(Column::State.eq(StateName::Confirmed.code()))
        .order_by_asc(Column::Id)
        .into_tuple()
        .all(db.connection())
        .await?;
    let rows = rows.into_iter();
    Ok(rows
        .map(|(payee, cents)| (payee.into(), Money::from_cents(cents)))
        .collect())
}

/// Stores a new transfer.
///
/// # Errors
/// [`StorageError::Taken`] when the claim gave the partner its share already.
pub async fn insert(
    tx: &Tx,
    transfer: &Transfer,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<(), StorageError> {
    let mut new = row::of(transfer);
    new.created_at = Set(now);
    Entity::insert(new)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Stores a changed transfer; `transfer.version` is the version that was read, the stored one is the next.
///
/// # Errors
/// [`StorageError::Stale`] when somebody was first.
pub async fn update(tx: &Tx, transfer: &Transfer) -> Result<(), StorageError> {
    let mut changed = row::of(transfer);
    changed.version = Set(transfer.version + 1);
    let done = Entity::update_many()
        .set(changed)
        .filter(Column::Id.eq(Uuid::from(transfer.id)))
        .filter(Column::Version.eq(transfer.version))
        .exec(tx.connection())
        .await?;
    StorageError::unless_first(&done, "transfer")
}
