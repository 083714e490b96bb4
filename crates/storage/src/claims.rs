//! Payment claims.

mod parts;
mod reports;
mod row;

pub use parts::{Parts, parts, store_parts};
pub use reports::{Held, earlier_reports, held, hold, holders, release, states, waiting};

use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, JoinType, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, sea_query::Expr,
};
use talkoot_domain::{
    claim::{Claim, Link},
    ids::{ClaimId, CostReportId, ProjectId},
};
use uuid::Uuid;

use crate::{
    Access, Page, Scope, StorageError, Tx,
    entity::{
        claim::{Column, Entity},
        claim_report, period,
    },
    map::code,
    projects,
    store::Connected,
};

/// The claim, if it exists for this scope: for everybody who sees its project.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn find(db: &impl Access, scope: &Scope, id: ClaimId) -> Result<Option<Claim>, StorageError> {
    Ok(find_many(db, scope, &[id]).await?.pop())
}

/// These claims, for this scope, in no order.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn find_many(db: &impl Access, scope: &Scope, ids: &[ClaimId]) -> Result<Vec<Claim>, StorageError> {
    let rows = Entity::find()
        .filter(Column::ProjectId.in_subquery(projects::visible_ids(scope)))
        .filter(Column::Id.is_in(ids.iter().map(|&id| Uuid::from(id))))
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// A page of a project's claims, oldest first.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn list(
    db: &impl Access,
    scope: &Scope,
    project: ProjectId,
    page: Page<ClaimId>,
) -> Result<Vec<Claim>, StorageError> {
    let after = page.after.map(|id| Column::Id.gt(Uuid::from(id)));
    let rows = Entity::find()
        .filter(Column::ProjectId.in_subquery(projects::visible_ids(scope)))
        .filter(Column::ProjectId.eq(Uuid::from(project)))
        .apply_if(after, QueryFilter::filter)
        .order_by_asc(Column::Id)
        .limit(page.first)
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// How many claims a project has, for this scope.
///
/// # Errors
/// When the database fails.
pub async fn count(db: &impl Access, scope: &Scope, project: ProjectId) -> Result<u64, StorageError> {
    Ok(Entity::find()
        .filter(Column::ProjectId.in_subquery(projects::visible_ids(scope)))
        .filter(Column::ProjectId.eq(Uuid::from(project)))
        .count(db.connection())
        .await?)
}

/// Every claim of a project as a link of the chain, in order; the caller has found the project.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn chain(db: &impl Access, project: ProjectId) -> Result<Vec<Link>, StorageError> {
    let rows = Entity::find()
        .select_only()
        .columns([Column::Id, Column::Number, Column::State, Column::IsLast])
        .column_as(
            Expr::col((period::Entity, period::Column::Number)),
            "period_number",
        )
        .join(
            JoinType::InnerJoin,
            Entity::belongs_to(period::Entity)
                .from(Column::PeriodId)
                .to(period::Column::Id)
                .into(),
        )
        .filter(Column::ProjectId.eq(Uuid::from(project)))
        .order_by_asc(Column::Number)
        .into_tuple::<(Uuid, i32, String, bool, i32)>()
        .all(db.connection())
        .await?;
    rows.into_iter()
        .map(|(id, number, state, is_last, period)| {
            Ok(Link {
                number,
                period,
                state: code("claim", id, "state", &state)?,
                is_last,
            })
        })
        .collect()
}

/// Every approved claim of a project before this number, in order; the caller has found the project.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn all_approved_before(
    db: &impl Access,
    project: ProjectId,
    number: i32,
) -> Result<Vec<Claim>, StorageError> {
    let rows = Entity::find()
        .filter(Column::ProjectId.eq(Uuid::from(project)))
        .filter(Column::Number.lt(number))
        .filter(Column::State.is_in(APPROVED))
        .order_by_asc(Column::Number)
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// The claim of a project that is not decided yet, if there is one; the caller has found the project.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn open(db: &impl Access, project: ProjectId) -> Result<Option<Claim>, StorageError> {
    const OPEN: [&str; 4] = ["draft", "submitted", "supplement_requested", "content_checked"];
    Entity::find()
        .filter(Column::ProjectId.eq(Uuid::from(project)))
        .filter(Column::State.is_in(OPEN))
        .one(db.connection())
        .await?
        .map(TryInto::try_into)
        .transpose()
}

/// The last approved claim of a project before this number; the caller has found the project.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn approved_before(
    db: &impl Access,
    project: ProjectId,
    number: i32,
) -> Result<Option<Claim>, StorageError> {
    Entity::find()
        .filter(Column::ProjectId.eq(Uuid::from(project)))
        .filter(Column::Number.lt(number))
        .filter(Column::State.is_in(APPROVED))
        .order_by_desc(Column::Number)
        .one(db.connection())
        .await?
        .map(TryInto::try_into)
        .transpose()
}

/// The last claim of a project that was not rejected, open or approved; the caller has found the project.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn latest(db: &impl Access, project: ProjectId) -> Result<Option<Claim>, StorageError> {
    Entity::find()
        .filter(Column::ProjectId.eq(Uuid::from(project)))
        .filter(Column::State.ne("rejected"))
        .order_by_desc(Column::Number)
        .one(db.connection())
        .await?
        .map(TryInto::try_into)
        .transpose()
}

/// The claims of a project that are approved and not paid; the caller has found the project.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn unpaid(db: &impl Access, project: ProjectId) -> Result<Vec<Claim>, StorageError> {
    let rows = Entity::find()
        .filter(Column::ProjectId.eq(Uuid::from(project)))
        .filter(Column::State.eq("finance_approved"))
        .order_by_asc(Column::Number)
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// The states whose figures hold for the claims after them.
pub(crate) const APPROVED: [&str; 2] = ["finance_approved", "paid"];

/// The claim that holds this report now, if one does.
///
/// # Errors
/// When the database fails.
pub async fn holding(db: &impl Access, report: CostReportId) -> Result<Option<ClaimId>, StorageError> {
    let row = claim_report::Entity::find()
        .filter(claim_report::Column::CostReportId.eq(Uuid::from(report)))
        .filter(claim_report::Column::ReleasedAt.is_null())
        .one(db.connection())
        .await?;
    Ok(row.map(|row| row.claim_id.into()))
}

/// Stores a new claim.
///
/// # Errors
/// [`StorageError::Taken`] when another claim of the project is open.
pub async fn insert(tx: &Tx, claim: &Claim) -> Result<(), StorageError> {
    Entity::insert(row::columns(claim))
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Stores a changed claim; `claim.version` is the version that was read, the stored one is the next.
///
/// # Errors
/// [`StorageError::Stale`] when somebody was first.
pub async fn update(tx: &Tx, claim: &Claim) -> Result<(), StorageError> {
    let mut changed = row::columns(claim);
    changed.version = Set(claim.version + 1);
    let done = Entity::update_many()
        .set(changed)
        .filter(Column::Id.eq(Uuid::from(claim.id)))
        .filter(Column::Version.eq(claim.version))
        .exec(tx.connection())
        .await?;
    StorageError::unless_first(&done, "claim")
}
