//! Final reports. What is answered in them is in [`form_answers`](crate::form_answers).

mod facts;
mod row;

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, QueryFilter,
    sea_query::{Query, SelectStatement},
};
use talkoot_domain::{
    final_report::{Fact, FinalReport},
    ids::{FinalReportId, ObligationId},
};
use uuid::Uuid;

use crate::{
    Access, Scope, StorageError, Tx,
    entity::final_report::{Column, Entity},
    projects,
    store::Connected,
};

/// The facts as the log keeps them.
#[must_use]
pub fn logged(facts: &[Fact]) -> serde_json::Value {
    facts::to_json(facts)
}

/// The keys of the reports that a scope sees: everybody who sees the project.
pub(crate) fn visible_ids(scope: &Scope) -> SelectStatement {
    Query::select()
        .column(Column::Id)
        .from(Entity)
        .and_where(Column::ProjectId.in_subquery(projects::visible_ids(scope)))
        .to_owned()
}

/// The report, if it exists for this scope: for everybody who sees its project.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn find(
    db: &impl Access,
    scope: &Scope,
    id: FinalReportId,
) -> Result<Option<FinalReport>, StorageError> {
    let row = Entity::find_by_id(Uuid::from(id))
        .filter(Column::ProjectId.in_subquery(projects::visible_ids(scope)))
        .one(db.connection())
        .await?;
    row.map(TryInto::try_into).transpose()
}

/// The reports of these obligations, for those that have one, for this scope.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn of_obligations(
    db: &impl Access,
    scope: &Scope,
    obligations: &[ObligationId],
) -> Result<Vec<FinalReport>, StorageError> {
    let rows = Entity::find()
        .filter(Column::ObligationId.is_in(obligations.iter().map(|&id| Uuid::from(id))))
        .filter(Column::ProjectId.in_subquery(projects::visible_ids(scope)))
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Stores a new report.
///
/// # Errors
/// [`StorageError::Taken`] when the obligation has one already.
pub async fn insert(tx: &Tx, report: &FinalReport) -> Result<(), StorageError> {
    Entity::insert(row::of(report))
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Stores a changed report; `report.version` is the version that was read, the stored one is the next.
///
/// # Errors
/// [`StorageError::Stale`] when somebody was first.
pub async fn update(tx: &Tx, report: &FinalReport) -> Result<(), StorageError> {
    let mut changed = row::of(report);
    changed.version = Set(report.version + 1);
    let done = Entity::update_many()
        .set(changed)
        .filter(Column::Id.eq(Uuid::from(report.id)))
        .filter(Column::Version.eq(report.version))
        .exec(tx.connection())
        .await?;
    StorageError::unless_first(&done, "final_report")
}
