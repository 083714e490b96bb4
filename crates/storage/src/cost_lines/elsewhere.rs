use std::collections::BTreeMap;

use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder,
    sea_query::{Expr, ExprTrait, Query, SelectStatement},
};
use talkoot_domain::{
    cost_line::CostLine,
    duplicate::Stands,
    ids::{CostReportId, LedgerImportId, PeriodId},
    money::Money,
};
use uuid::Uuid;

use super::CHUNK;
use crate::{
    Access, StorageError,
    entity::{
        cost_line::{Column, Entity},
        cost_report,
    },
};

/// The expression of the index `cost_line_voucher`, letter by letter.
const VOUCHER_AND_AMOUNT: &str = "(voucher || '/' || CAST(amount_cents AS TEXT))";

/// A line in force in another report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elsewhere {
    /// The line.
    pub line: CostLine,
    /// The project and the municipality of its report.
    pub stands: Stands,
    /// The period of its report.
    pub period: PeriodId,
}

/// The lines in force of other reports of this municipality or this project with one of these vouchers and
/// amounts. It looks beyond what a person sees; the caller shows no more of it than the person may know.
///
/// # Errors
/// When the database fails.
pub async fn elsewhere(
    db: &impl Access,
    report: CostReportId,
    stands: Stands,
    wanted: &[(&str, Money)],
) -> Result<Vec<Elsewhere>, StorageError> {
    let reports = others(db, report, stands).await?;
    if reports.is_empty() {
        return Ok(Vec::new());
    }
    let mut keys: Vec<String> = wanted
        .iter()
        .map(|(voucher, amount)| format!("{voucher}/{}", amount.cents()))
        .collect();
    keys.sort_unstable();
    keys.dedup();
    let mut found = Vec::new();
    for some in keys.chunks(CHUNK) {
        let rows = Entity::find()
            .filter(Expr::cust(VOUCHER_AND_AMOUNT).is_in(some.iter().map(String::as_str)))
            // Only looked up for what the index gives: in this form no engine begins with it.
            .filter(
                Expr::case(Column::ImportId.in_subquery(imports(report, stands)), 1)
                    .finally(0)
                    .eq(1),
            )
            .order_by_asc(Column::Id)
            .all(db.connection())
            .await?;
        for row in rows {
            if let Some(&(stands, period)) = reports.get(&row.import_id.into()) {
                found.push(Elsewhere {
                    line: row.try_into()?,
                    stands,
                    period,
                });
            }
        }
    }
    Ok(found)
}

fn other(report: CostReportId, stands: Stands) -> Condition {
    use cost_report::Column as Report;
    Condition::all()
        .add(Report::Id.ne(Uuid::from(report)))
        .add(Report::ImportId.is_not_null())
        .add(
            Condition::any()
                .add(Report::PartnerId.eq(Uuid::from(stands.partner)))
                .add(Report::ProjectId.eq(Uuid::from(stands.project))),
        )
}

fn imports(report: CostReportId, stands: Stands) -> SelectStatement {
    Query::select()
        .column(cost_report::Column::ImportId)
        .from(cost_report::Entity)
        .cond_where(other(report, stands))
        .to_owned()
}

/// Project, municipality and period of the other reports, by their import in force.
async fn others(
    db: &impl Access,
    report: CostReportId,
    stands: Stands,
) -> Result<BTreeMap<LedgerImportId, (Stands, PeriodId)>, StorageError> {
    let rows = cost_report::Entity::find()
        .filter(other(report, stands))
        .all(db.connection())
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let stands = Stands {
                project: row.project_id.into(),
                partner: row.partner_id.into(),
            };
            Some((row.import_id?.into(), (stands, row.period_id.into())))
        })
        .collect())
}
