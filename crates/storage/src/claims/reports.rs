//! The cost reports that a claim holds.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, EntityTrait, JoinType, QueryFilter, QuerySelect,
    sea_query::{Expr, ExprTrait, Query},
};
use talkoot_domain::{
    cost_report,
    ids::{ClaimId, CostReportId, OrganisationId, PeriodId, ProjectId},
};
use uuid::Uuid;

use super::APPROVED;
use crate::{
    Access, StorageError, Tx,
    entity::{claim, claim_report, cost_report as report, period},
    map::code,
    store::Connected,
};

/// A cost report in a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// The report.
    pub report: CostReportId,
    /// The municipality whose costs these are.
    pub partner: OrganisationId,
    /// Where the report stands.
    pub state: cost_report::StateName,
}

/// Where every cost report of a project stands, by period; those that a municipality left behind when it
/// withdrew are not asked for any more. The caller has found the project.
///
/// # Errors
/// When the database fails.
pub async fn states(
    db: &impl Access,
    project: ProjectId,
) -> Result<Vec<(PeriodId, cost_report::StateName)>, StorageError> {
    let rows: Vec<Row> = report::Entity::find()
        .select_only()
        .columns([
            report::Column::Id,
            report::Column::PeriodId,
            report::Column::State,
        ])
        .filter(report::Column::ProjectId.eq(Uuid::from(project)))
        .filter(
            Condition::any()
                .add(report::Column::FrozenAt.is_null())
                .add(report::Column::State.is_in(["lead_accepted", "locked"])),
        )
        .into_tuple()
        .all(db.connection())
        .await?;
    rows.into_iter()
        .map(|(report, period, state)| Ok((period.into(), code("cost_report", report, "state", &state)?)))
        .collect()
}

type Row = (Uuid, Uuid, String);

fn to_held((report, partner, state): Row) -> Result<Held, StorageError> {
    Ok(Held {
        report: report.into(),
        partner: partner.into(),
        state: code("cost_report", report, "state", &state)?,
    })
}

/// Accepted reports of the period with this number and of earlier ones that no claim holds; the
/// caller has found the project.
///
/// # Errors
/// When the database fails.
pub async fn waiting(
    db: &impl Access,
    project: ProjectId,
    until_period: i32,
) -> Result<Vec<Held>, StorageError> {
    let held = Query::select()
        .column(claim_report::Column::CostReportId)
        .from(claim_report::Entity)
        .and_where(claim_report::Column::ReleasedAt.is_null())
        .to_owned();
    let rows: Vec<Row> = report::Entity::find()
        .select_only()
        .columns([
            report::Column::Id,
            report::Column::PartnerId,
            report::Column::State,
        ])
        .join(
            JoinType::InnerJoin,
            report::Entity::belongs_to(period::Entity)
                .from(report::Column::PeriodId)
                .to(period::Column::Id)
                .into(),
        )
        .filter(report::Column::ProjectId.eq(Uuid::from(project)))
        .filter(report::Column::State.eq("lead_accepted"))
        .filter(Expr::col((period::Entity, period::Column::Number)).lte(until_period))
        .filter(report::Column::Id.not_in_subquery(held))
        .into_tuple()
        .all(db.connection())
        .await?;
    rows.into_iter().map(to_held).collect()
}

/// The reports that a claim holds, or held until it was rejected.
///
/// # Errors
/// When the database fails.
pub async fn held(db: &impl Access, claim: ClaimId) -> Result<Vec<Held>, StorageError> {
    let of_claim = Query::select()
        .column(claim_report::Column::CostReportId)
        .from(claim_report::Entity)
        .and_where(claim_report::Column::ClaimId.eq(Uuid::from(claim)))
        .to_owned();
    in_these(db, of_claim).await
}

/// The claim that holds each of these reports now; reports that none holds are left out.
///
/// # Errors
/// When the database fails.
pub async fn holders(
    db: &impl Access,
    reports: &[CostReportId],
) -> Result<Vec<(CostReportId, ClaimId)>, StorageError> {
    let rows: Vec<(Uuid, Uuid)> = claim_report::Entity::find()
        .select_only()
        .columns([claim_report::Column::CostReportId, claim_report::Column::ClaimId])
        .filter(claim_report::Column::CostReportId.is_in(reports.iter().map(|&id| Uuid::from(id))))
        .filter(claim_report::Column::ReleasedAt.is_null())
        .into_tuple()
        .all(db.connection())
        .await?;
    Ok(rows
        .into_iter()
        .map(|(report, claim)| (report.into(), claim.into()))
        .collect())
}

/// The reports of the approved claims of a project before this number; the caller has found the project.
///
/// # Errors
/// When the database fails.
pub async fn earlier_reports(
    db: &impl Access,
    project: ProjectId,
    number: i32,
) -> Result<Vec<Held>, StorageError> {
    let earlier = Query::select()
        .column(claim::Column::Id)
        .from(claim::Entity)
        .and_where(claim::Column::ProjectId.eq(Uuid::from(project)))
        .and_where(claim::Column::Number.lt(number))
        .and_where(claim::Column::State.is_in(APPROVED))
        .to_owned();
    let of_earlier = Query::select()
        .column(claim_report::Column::CostReportId)
        .from(claim_report::Entity)
        .and_where(claim_report::Column::ClaimId.in_subquery(earlier))
        .to_owned();
    in_these(db, of_earlier).await
}

async fn in_these(
    db: &impl Access,
    reports: sea_orm::sea_query::SelectStatement,
) -> Result<Vec<Held>, StorageError> {
    let rows: Vec<Row> = report::Entity::find()
        .select_only()
        .columns([
            report::Column::Id,
            report::Column::PartnerId,
            report::Column::State,
        ])
        .filter(report::Column::Id.in_subquery(reports))
        .into_tuple()
        .all(db.connection())
        .await?;
    rows.into_iter().map(to_held).collect()
}

/// Lets a draft hold exactly these reports.
///
/// # Errors
/// [`StorageError::Taken`] when another claim holds one of them.
pub async fn hold(tx: &Tx, claim: ClaimId, reports: &[CostReportId]) -> Result<(), StorageError> {
    claim_report::Entity::delete_many()
        .filter(claim_report::Column::ClaimId.eq(Uuid::from(claim)))
        .exec(tx.connection())
        .await?;
    if reports.is_empty() {
        return Ok(());
    }
    let rows = reports.iter().map(|&report| claim_report::ActiveModel {
        claim_id: Set(claim.into()),
        cost_report_id: Set(report.into()),
        released_at: Set(None),
    });
    claim_report::Entity::insert_many(rows)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Frees the reports of a rejected claim for another one.
///
/// # Errors
/// When the database fails.
pub async fn release(tx: &Tx, claim: ClaimId, now: DateTime<Utc>) -> Result<(), StorageError> {
    claim_report::Entity::update_many()
        .set(claim_report::ActiveModel {
            released_at: Set(Some(now)),
            ..Default::default()
        })
        .filter(claim_report::Column::ClaimId.eq(Uuid::from(claim)))
        .exec(tx.connection())
        .await?;
    Ok(())
}
