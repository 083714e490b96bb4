//! Samples of cost lines: written once, never changed.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait, Query, SelectStatement},
};
use talkoot_domain::{
    ids::{ClaimId, CostLineId, CostReportId, LedgerImportId},
    money::Money,
    rate::Rate,
    sampling::{Candidate, SampledBy, SamplingRules, Seed},
};
use uuid::Uuid;

use crate::{
    Access, StorageError, Tx,
    cost_lines::in_force,
    entity::{cost_line, cost_report, sample, sampled_line},
    map::code,
    store::Connected,
};

/// Rows in one statement: three values each stay below what both engines can bind.
const CHUNK: usize = 5_000;

/// A draw from the lines of an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// The import.
    pub import: LedgerImportId,
    /// Its cost report.
    pub report: CostReportId,
    /// The claim at whose submission it was drawn.
    pub claim: ClaimId,
    /// What decided by chance.
    pub seed: Seed,
    /// The rules that held.
    pub rules: SamplingRules,
    /// How many lines it was drawn from.
    pub lines: u64,
    /// When.
    pub drawn_at: DateTime<Utc>,
}

/// Stores a draw with its lines.
///
/// # Errors
/// [`StorageError::Taken`] when the import was drawn from before.
pub async fn insert(tx: &Tx, drawn: &Sample, lines: &[(CostLineId, SampledBy)]) -> Result<(), StorageError> {
    let row = sample::ActiveModel {
        import_id: Set(drawn.import.into()),
        cost_report_id: Set(drawn.report.into()),
        claim_id: Set(drawn.claim.into()),
        seed: Set(drawn.seed.0.to_vec()),
        share: Set(drawn.rules.share.share().to_string()),
        large_from_cents: Set(drawn.rules.large_from.map(Money::cents)),
        credits: Set(drawn.rules.credits),
        lines: Set(i64::try_from(drawn.lines).unwrap_or(i64::MAX)),
        drawn_at: Set(drawn.drawn_at),
    };
    sample::Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await?;
    for some in lines.chunks(CHUNK) {
        let rows = some.iter().map(|&(line, by)| sampled_line::ActiveModel {
            line_id: Set(line.into()),
            import_id: Set(drawn.import.into()),
            sampled_by: Set(Into::<&'static str>::into(by).to_owned()),
        });
        sampled_line::Entity::insert_many(rows)
            .exec_without_returning(tx.connection())
            .await?;
    }
    Ok(())
}

/// Every draw from these reports, also from earlier files, oldest first; the caller has found the reports.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn of_reports(db: &impl Access, reports: &[CostReportId]) -> Result<Vec<Sample>, StorageError> {
    let rows = sample::Entity::find()
        .filter(sample::Column::CostReportId.is_in(reports.iter().map(|&id| Uuid::from(id))))
        .order_by_asc(sample::Column::DrawnAt)
        .order_by_asc(sample::Column::ImportId)
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// The import that each of these reports stands on.
///
/// # Errors
/// When the database fails.
pub async fn imports(
    db: &impl Access,
    reports: &[CostReportId],
) -> Result<Vec<(CostReportId, LedgerImportId)>, StorageError> {
    let rows: Vec<(Uuid, Uuid)> = cost_report::Entity::find()
        .select_only()
        .columns([cost_report::Column::Id, cost_report::Column::ImportId])
        .filter(cost_report::Column::Id.is_in(reports.iter().map(|&id| Uuid::from(id))))
        .filter(cost_report::Column::ImportId.is_not_null())
        .order_by_asc(cost_report::Column::Id)
        .into_tuple()
        .all(db.connection())
        .await?;
    Ok(rows
        .into_iter()
        .map(|(report, import)| (report.into(), import.into()))
        .collect())
}

/// The lines of an import, as a draw looks at them.
///
/// # Errors
/// When the database fails.
pub async fn candidates(db: &impl Access, import: LedgerImportId) -> Result<Vec<Candidate>, StorageError> {
    use cost_line::Column;
    let rows: Vec<(Uuid, String, String, String, i64, i32)> = cost_line::Entity::find()
        .select_only()
        .columns([
            Column::Id,
            Column::Voucher,
            Column::LineNumber,
            Column::Account,
            Column::AmountCents,
            Column::Occurrence,
        ])
        .filter(Column::ImportId.eq(Uuid::from(import)))
        .into_tuple()
        .all(db.connection())
        .await?;
    Ok(rows
        .into_iter()
        .map(
            |(id, voucher, line_number, account, cents, occurrence)| Candidate {
                line: id.into(),
                voucher,
                line_number,
                account,
                amount: Money::from_cents(cents),
                occurrence,
            },
        )
        .collect())
}

/// The ids of all sampled lines.
pub(crate) fn sampled_ids() -> SelectStatement {
    Query::select()
        .column(sampled_line::Column::LineId)
        .from(sampled_line::Entity)
        .to_owned()
}

/// By which rule each of these lines is in a sample; the others are left out.
///
/// # Errors
/// When the database fails or a rule is unknown.
pub(crate) async fn of_lines(
    db: &impl Access,
    lines: &[Uuid],
) -> Result<HashMap<Uuid, SampledBy>, StorageError> {
    let rows = sampled_line::Entity::find()
        .filter(sampled_line::Column::LineId.is_in(lines.iter().copied()))
        .all(db.connection())
        .await?;
    rows.into_iter()
        .map(|row| {
            let by = code("sampled_line", row.line_id, "sampled_by", &row.sampled_by)?;
            Ok((row.line_id, by))
        })
        .collect()
}

/// How many lines of each import are sampled, and how many of them nobody has decided about.
///
/// # Errors
/// When the database fails.
pub async fn counts(
    db: &impl Access,
    reports: &[CostReportId],
) -> Result<HashMap<LedgerImportId, (u64, u64)>, StorageError> {
    use cost_line::Column;
    let sampled = Expr::col(Column::Id).count();
    let undecided = Expr::col(Column::Id)
        .count()
        .sub(Expr::col(Column::AcceptedCents).count());
    let rows: Vec<(Uuid, i64, i64)> = cost_line::Entity::find()
        .select_only()
        .column(Column::ImportId)
        .column_as(sampled.cast_as("BIGINT"), "sampled")
        .column_as(undecided.cast_as("BIGINT"), "undecided")
        .filter(in_force(reports))
        .filter(Column::Id.in_subquery(sampled_ids()))
        .group_by(Column::ImportId)
        .into_tuple()
        .all(db.connection())
        .await?;
    Ok(rows
        .into_iter()
        .map(|(import, sampled, undecided)| {
            (import.into(), (sampled.unsigned_abs(), undecided.unsigned_abs()))
        })
        .collect())
}

/// How many sampled lines in force of these reports nobody has decided about.
///
/// # Errors
/// When the database fails.
pub async fn undecided(db: &impl Access, reports: &[CostReportId]) -> Result<u64, StorageError> {
    // Most claims have no sample, and may have very many lines.
    if of_reports(db, reports).await?.is_empty() {
        return Ok(0);
    }
    let counts = counts(db, reports).await?;
    Ok(counts.values().map(|(_, undecided)| undecided).sum())
}

impl TryFrom<sample::Model> for Sample {
    type Error = StorageError;

    fn try_from(row: sample::Model) -> Result<Self, StorageError> {
        let broken = |what: &str| StorageError::inconsistent("sample", row.import_id, what);
        let seed: [u8; 16] = row
            .seed
            .as_slice()
            .try_into()
            .map_err(|_| broken("the seed has not 16 bytes"))?;
        let share = Rate::parse_share(&row.share).map_err(|_| broken("the share is no share"))?;
        Ok(Self {
            import: row.import_id.into(),
            report: row.cost_report_id.into(),
            claim: row.claim_id.into(),
            seed: Seed(seed),
            rules: SamplingRules {
                share,
                large_from: row.large_from_cents.map(Money::from_cents),
                credits: row.credits,
            },
            lines: row.lines.unsigned_abs(),
            drawn_at: row.drawn_at,
        })
    }
}
