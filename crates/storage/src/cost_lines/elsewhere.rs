use std::collections::BTreeMap;

use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QueryTrait, Select,
    sea_query::{Expr, ExprTrait, Query, SelectStatement},
};
use talkoot_domain::{
    cost_line::CostLine,
    duplicate::Stands,
    ids::{CostReportId, LedgerImportId, PeriodId},
    money::Money,
};
use uuid::Uuid;

use super::{CHUNK, is_claimed};
use crate::{
    Access, StorageError,
    entity::{
        cost_line::{Column, Entity},
        cost_report,
    },
    plan,
};

/// The expression of the index `cost_line_booked`, letter by letter.
const VOUCHER_AND_AMOUNT: &str = "(voucher || '/' || CAST(booked_cents AS TEXT))";

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
/// amounts as they were booked: a row of which the other report claims a share is found too, and comes once however
/// many parts it has; a row that the other report does not claim is no cost there. It looks beyond what a person sees; the caller shows no more of it than the person may know.
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
    let mut found = Vec::new();
    for some in keys(wanted).chunks(CHUNK) {
        let rows = lines(report, stands, some).all(db.connection()).await?;
        for row in rows {
            let Some(&(stands, period)) = reports.get(&row.import_id.into()) else {
                continue;
            };
            found.push(Elsewhere {
                line: row.try_into()?,
                stands,
                period,
            });
        }
    }
    Ok(found)
}

/// How the database finds these lines, a line per step of its plan: for the person on call, and for the test that
/// keeps the search on its index.
///
/// # Errors
/// When the database fails.
pub async fn elsewhere_plan(
    db: &impl Access,
    report: CostReportId,
    stands: Stands,
    wanted: &[(&str, Money)],
) -> Result<String, StorageError> {
    plan::of(db, lines(report, stands, &keys(wanted)).as_query()).await
}

fn keys(wanted: &[(&str, Money)]) -> Vec<String> {
    let mut keys: Vec<String> = wanted
        .iter()
        .map(|(voucher, amount)| format!("{voucher}/{}", amount.cents()))
        .collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

fn lines(report: CostReportId, stands: Stands, keys: &[String]) -> Select<Entity> {
    Entity::find()
        .filter(Expr::cust(VOUCHER_AND_AMOUNT).is_in(keys.iter().map(String::as_str)))
        .filter(Column::Part.eq(1))
        .filter(is_claimed())
        // Only looked up for what the index gives: in this form no engine begins with it.
        .filter(
            Expr::case(Column::ImportId.in_subquery(imports(report, stands)), 1)
                .finally(0)
                .eq(1),
        )
        .order_by_asc(Column::Id)
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
