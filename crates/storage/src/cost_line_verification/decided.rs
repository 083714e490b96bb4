//! What is decided about the lines of reports, added up by decision and reason.

use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, QuerySelect,
    sea_query::{Expr, ExprTrait},
};
use talkoot_domain::{
    cost_line_verification::{ReasonCode, StateName},
    ids::CostReportId,
    money::Money,
};
use uuid::Uuid;

use super::imports_in_force;
use crate::{
    Access, StorageError,
    entity::cost_line::{Column, Entity},
    map::code,
};

/// The lines of a report with one decision and one reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decided {
    /// The report.
    pub report: CostReportId,
    /// The decision.
    pub state: StateName,
    /// The reason, of lines that are not accepted in full.
    pub reason: Option<ReasonCode>,
    /// What the lines claim.
    pub claimed: Money,
    /// What is accepted of them; nothing while they are undecided.
    pub accepted: Money,
}

/// The lines in force of these reports by decision and reason; the caller has found the reports.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn by_decision(db: &impl Access, reports: &[CostReportId]) -> Result<Vec<Decided>, StorageError> {
    type Row = (Uuid, String, Option<String>, i64, Option<i64>);
    let report_of = imports_in_force(db, reports).await?;
    let rows: Vec<Row> = Entity::find()
        .select_only()
        .columns([Column::ImportId, Column::Verification, Column::ReasonCode])
        .column_as(Expr::col(Column::AmountCents).sum().cast_as("BIGINT"), "claimed")
        .column_as(
            Expr::col(Column::AcceptedCents).sum().cast_as("BIGINT"),
            "accepted",
        )
        .filter(Column::ImportId.is_in(report_of.keys().copied()))
        .group_by(Column::ImportId)
        .group_by(Column::Verification)
        .group_by(Column::ReasonCode)
        .into_tuple()
        .all(db.connection())
        .await?;
    let mut found = rows
        .into_iter()
        .map(|(import, state, reason, claimed, accepted)| {
            let report = report_of.get(&import).copied().unwrap_or_default();
            let reason = reason
                .map(|reason| code("cost_line", report, "reason_code", &reason))
                .transpose()?;
            Ok(Decided {
                report: report.into(),
                state: code("cost_line", report, "verification", &state)?,
                reason,
                claimed: Money::from_cents(claimed),
                accepted: Money::from_cents(accepted.unwrap_or_default()),
            })
        })
        .collect::<Result<Vec<Decided>, StorageError>>()?;
    found.sort_by_key(|one| {
        let state: &'static str = one.state.into();
        (one.report, state, one.reason.map(<&'static str>::from))
    });
    Ok(found)
}
