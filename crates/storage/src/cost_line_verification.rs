//! What the authority has decided about cost lines: the verification columns of the lines.

mod decided;
mod page;

pub use decided::{Decided, by_decision};
pub use page::{count, list, page_plan};

use std::collections::HashMap;

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait},
};
use talkoot_domain::{
    cost_line::CostLine,
    cost_line_verification::{Grounds, State, StateName, Verification},
    ids::{ClaimId, CostLineId, CostReportId, OrganisationId, SubAreaId},
    money::Money,
    sampling::SampledBy,
    workflow::Stamp,
};
use uuid::Uuid;

use crate::{
    Access, Scope, StorageError, Tx,
    cost_lines::{in_force, is_claimed},
    cost_reports,
    cost_sums::{self, Cell},
    entity::{
        claim_report,
        cost_line::{ActiveModel, Column, Entity, Model},
        cost_report,
    },
    map::{code, stamp, stamp_columns},
    samples,
    store::Connected,
};

/// A cost line with what is decided about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedLine {
    /// The line.
    pub line: CostLine,
    /// The decision.
    pub verification: Verification,
    /// By which rule it is in the sample, if it is.
    pub sampled: Option<SampledBy>,
}

/// Which lines of some reports are meant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Of this municipality only.
    pub partner: Option<OrganisationId>,
    /// In this state only.
    pub state: Option<StateName>,
    /// In this category only.
    pub category: Option<String>,
    /// In this sub-area only.
    pub sub_area: Option<SubAreaId>,
    /// In the sample only.
    pub sampled: bool,
}

/// What lines of one report in one category and sub-area add up to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    /// The report.
    pub report: CostReportId,
    /// The code of the category.
    pub category: String,
    /// The sub-area.
    pub sub_area: SubAreaId,
    /// What the lines claim.
    pub claimed: Money,
    /// What counts: accepted, or claimed and not verified.
    pub counted: Money,
    /// Lines that nobody has verified.
    pub pending: u64,
}

/// The line, in force, if its report exists for this scope.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn find(
    db: &impl Access,
    scope: &Scope,
    id: CostLineId,
) -> Result<Option<VerifiedLine>, StorageError> {
    Ok(find_many(db, scope, &[id]).await?.pop())
}

/// These lines, for this scope, in no order.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn find_many(
    db: &impl Access,
    scope: &Scope,
    ids: &[CostLineId],
) -> Result<Vec<VerifiedLine>, StorageError> {
    let rows = Entity::find()
        .filter(Column::Id.is_in(ids.iter().map(|&id| Uuid::from(id))))
        .filter(Column::CostReportId.in_subquery(cost_reports::visible_ids(scope)))
        .all(db.connection())
        .await?;
    with_context(db, rows).await
}

/// What the lines in force of these reports add up to, as it is stored with each change of a line; the
/// caller has found the reports.
///
/// # Errors
/// When the database fails.
pub async fn sums(db: &impl Access, reports: &[CostReportId]) -> Result<Vec<Sum>, StorageError> {
    let report_of = imports_in_force(db, reports).await?;
    let rows = cost_sums::of_imports(db, report_of.keys().copied()).await?;
    Ok(rows
        .into_iter()
        .map(|row| Sum {
            report: report_of.get(&row.import_id).copied().unwrap_or_default().into(),
            category: row.category,
            sub_area: row.sub_area_id.into(),
            claimed: Money::from_cents(row.claimed_cents),
            counted: Money::from_cents(row.counted_cents),
            pending: row.pending.unsigned_abs(),
        })
        .collect())
}

/// Of which of these reports each import in force is.
async fn imports_in_force(
    db: &impl Access,
    reports: &[CostReportId],
) -> Result<HashMap<Uuid, Uuid>, StorageError> {
    let rows: Vec<(Uuid, Uuid)> = cost_report::Entity::find()
        .select_only()
        .columns([cost_report::Column::ImportId, cost_report::Column::Id])
        .filter(cost_report::Column::Id.is_in(reports.iter().map(|&id| Uuid::from(id))))
        .filter(cost_report::Column::ImportId.is_not_null())
        .into_tuple()
        .all(db.connection())
        .await?;
    Ok(rows.into_iter().collect())
}

/// Stores a decision; `verification.version` is the version that was read, the stored one is the next.
///
/// # Errors
/// [`StorageError::Stale`] when somebody was first.
pub async fn update(tx: &Tx, verification: &Verification) -> Result<(), StorageError> {
    let id = Uuid::from(verification.line);
    let row = Entity::find_by_id(id).one(tx.connection()).await?;
    let row = row.ok_or(StorageError::Stale { table: "cost_line" })?;
    let mut changed = columns(&verification.state, verification.amount);
    changed.version = Set(verification.version + 1);
    let done = Entity::update_many()
        .set(changed)
        .filter(Column::Id.eq(Uuid::from(verification.line)))
        .filter(Column::Version.eq(verification.version))
        .exec(tx.connection())
        .await?;
    if done.rows_affected != 1 {
        return Err(StorageError::Stale { table: "cost_line" });
    }
    let was = row.accepted_cents.unwrap_or(row.amount_cents);
    let counted = verification.counted().cents().checked_sub(was);
    let counted =
        counted.ok_or_else(|| StorageError::inconsistent("cost_line", id, "its amounts do not fit"))?;
    let is_pending = i64::from(matches!(verification.state, State::Pending));
    let pending = is_pending - i64::from(row.accepted_cents.is_none());
    cost_sums::change(tx, &cell(&row)?, counted, pending).await
}

/// The cell of a claimed line.
fn cell(row: &Model) -> Result<Cell<'_>, StorageError> {
    let of_none =
        || StorageError::inconsistent("cost_line", row.id, "it is claimed and in no cell of the budget");
    Ok(Cell {
        import: row.import_id,
        category: row.category.as_deref().ok_or_else(of_none)?,
        sub_area: row.sub_area_id.ok_or_else(of_none)?,
    })
}

/// Accepts in full every pending line of these reports that is not in a sample, or those that are named. Says how
/// many; the caller has let the machine decide about them.
///
/// # Errors
/// When the database fails.
pub async fn accept_pending(
    tx: &Tx,
    reports: &[CostReportId],
    only: Option<&[CostLineId]>,
    verified: Stamp,
) -> Result<u64, StorageError> {
    let (by, at) = stamp_columns(Some(verified));
    less_pending(tx, reports, only).await?;
    let only = match only {
        Some(ids) => Column::Id.is_in(ids.iter().map(|&id| Uuid::from(id))),
        None => Column::Id.not_in_subquery(samples::sampled_ids()),
    };
    let done = Entity::update_many()
        .set(ActiveModel {
            verification: Set("accepted".to_owned()),
            verified_by: Set(by),
            verified_at: Set(at),
            ..Default::default()
        })
        .col_expr(Column::AcceptedCents, Expr::col(Column::AmountCents))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(in_force(reports))
        .filter(is_claimed())
        .filter(Column::Verification.eq("pending"))
        .filter(only)
        .exec(tx.connection())
        .await?;
    Ok(done.rows_affected)
}

/// Takes the lines that are to be accepted off those that are not verified. They count as claimed before
/// and after.
async fn less_pending(
    tx: &Tx,
    reports: &[CostReportId],
    only: Option<&[CostLineId]>,
) -> Result<(), StorageError> {
    let pending = Entity::find()
        .filter(in_force(reports))
        .filter(is_claimed())
        .filter(Column::Verification.eq("pending"));
    match only {
        Some(ids) => {
            let named = pending.filter(Column::Id.is_in(ids.iter().map(|&id| Uuid::from(id))));
            shift_pending(tx, &named.all(tx.connection()).await?, -1).await
        }
        None => {
            let imports: Vec<Uuid> = imports_in_force(tx, reports).await?.into_keys().collect();
            cost_sums::all_verified(tx, &imports).await?;
            if samples::of_reports(tx, reports).await?.is_empty() {
                return Ok(());
            }
            // Those of the sample stay undecided.
            let sampled = pending.filter(Column::Id.in_subquery(samples::sampled_ids()));
            shift_pending(tx, &sampled.all(tx.connection()).await?, 1).await
        }
    }
}

/// Counts these lines as not verified, or no more, in the cells that they belong to.
async fn shift_pending(tx: &Tx, rows: &[Model], by: i64) -> Result<(), StorageError> {
    let mut cells: HashMap<(Uuid, String, Uuid), i64> = HashMap::new();
    for row in rows {
        let cell = cell(row)?;
        *cells
            .entry((cell.import, cell.category.to_owned(), cell.sub_area))
            .or_default() += by;
    }
    // As many statements as cells are touched, at most a few dozen.
    for ((import, category, sub_area), lines) in cells {
        let cell = Cell {
            import,
            category: &category,
            sub_area,
        };
        cost_sums::change(tx, &cell, 0, lines).await?;
    }
    Ok(())
}

/// The lines in force of these reports about which somebody decided by name: those that are not accepted
/// in full.
///
/// # Errors
/// When the database fails or a state is unknown.
pub async fn decided_by_name(
    db: &impl Access,
    reports: &[CostReportId],
) -> Result<Vec<(CostLineId, StateName)>, StorageError> {
    let rows: Vec<(Uuid, String)> = Entity::find()
        .select_only()
        .columns([Column::Id, Column::Verification])
        .filter(in_force(reports))
        .filter(Column::Verification.is_in(["partly", "disallowed"]))
        .order_by_asc(Column::Id)
        .into_tuple()
        .all(db.connection())
        .await?;
    rows.into_iter()
        .map(|(id, state)| Ok((id.into(), code("cost_line", id, "verification", &state)?)))
        .collect()
}

/// Forgets every decision about the lines of these reports: their claim was rejected, and the next
/// one is verified anew.
///
/// # Errors
/// When the database fails.
pub async fn forget(tx: &Tx, reports: &[CostReportId]) -> Result<u64, StorageError> {
    let imports: Vec<Uuid> = imports_in_force(tx, reports).await?.into_keys().collect();
    cost_sums::none_verified(tx, &imports).await?;
    let done = Entity::update_many()
        .set(columns(&State::Pending, Money::ZERO))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(in_force(reports))
        .filter(Column::Verification.ne("pending"))
        .exec(tx.connection())
        .await?;
    Ok(done.rows_affected)
}

fn columns(state: &State, line: Money) -> ActiveModel {
    let (verified, accepted, grounds) = match state {
        State::Pending => (None, None, None),
        State::Accepted { verified } => (Some(*verified), Some(line), None),
        State::Partly {
            verified,
            amount,
            grounds,
        } => (Some(*verified), Some(*amount), Some(grounds)),
        State::Disallowed { verified, grounds } => (Some(*verified), Some(Money::ZERO), Some(grounds)),
    };
    let (by, at) = stamp_columns(verified);
    ActiveModel {
        verification: Set(Into::<&'static str>::into(StateName::from(state)).to_owned()),
        accepted_cents: Set(accepted.map(Money::cents)),
        reason_code: Set(grounds.map(|given| Into::<&'static str>::into(given.code).to_owned())),
        reason_text: Set(grounds.map(|given| given.text.clone())),
        verified_by: Set(by),
        verified_at: Set(at),
        ..Default::default()
    }
}

/// Adds to each line its report and the claim that holds it; lines of superseded imports are left out.
async fn with_context(db: &impl Access, rows: Vec<Model>) -> Result<Vec<VerifiedLine>, StorageError> {
    let mut ids: Vec<Uuid> = rows.iter().map(|row| row.cost_report_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let reports: HashMap<Uuid, cost_report::Model> = cost_report::Entity::find()
        .filter(cost_report::Column::Id.is_in(ids.clone()))
        .all(db.connection())
        .await?
        .into_iter()
        .map(|report| (report.id, report))
        .collect();
    let claims: HashMap<Uuid, ClaimId> = claim_report::Entity::find()
        .filter(claim_report::Column::CostReportId.is_in(ids))
        .filter(claim_report::Column::ReleasedAt.is_null())
        .all(db.connection())
        .await?
        .into_iter()
        .map(|held| (held.cost_report_id, held.claim_id.into()))
        .collect();
    let lines: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let sampled = samples::of_lines(db, &lines).await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        let report = reports
            .get(&row.cost_report_id)
            .ok_or_else(|| StorageError::inconsistent("cost_line", row.id, "no cost report"))?;
        if report.import_id != Some(row.import_id) || row.exclusion.is_some() {
            continue;
        }
        let verification = Verification {
            line: row.id.into(),
            version: row.version,
            report: row.cost_report_id.into(),
            partner: report.partner_id.into(),
            project: report.project_id.into(),
            claim: claims.get(&row.cost_report_id).copied(),
            amount: Money::from_cents(row.amount_cents),
            state: state(&row)?,
        };
        found.push(VerifiedLine {
            sampled: sampled.get(&row.id).copied(),
            line: row.try_into()?,
            verification,
        });
    }
    Ok(found)
}

fn state(row: &Model) -> Result<State, StorageError> {
    let grounds = match row.reason_code.as_ref().zip(row.reason_text.clone()) {
        Some((reason, text)) => Some(Grounds {
            code: code("cost_line", row.id, "reason_code", reason)?,
            text,
        }),
        None => None,
    };
    let verified = stamp(row.verified_by, row.verified_at);
    let name = code("cost_line", row.id, "verification", &row.verification)?;
    Ok(match (name, verified, row.accepted_cents, grounds) {
        (StateName::Pending, None, None, None) => State::Pending,
        (StateName::Accepted, Some(verified), Some(cents), None) if cents == row.amount_cents => {
            State::Accepted { verified }
        }
        (StateName::Partly, Some(verified), Some(cents), Some(grounds)) => State::Partly {
            verified,
            amount: Money::from_cents(cents),
            grounds,
        },
        (StateName::Disallowed, Some(verified), Some(0), Some(grounds)) => {
            State::Disallowed { verified, grounds }
        }
        (name, ..) => {
            let what = format!(
                "the verification is {name:?} but the columns of other states are set or its own are not"
            );
            return Err(StorageError::inconsistent("cost_line", row.id, what));
        }
    })
}
