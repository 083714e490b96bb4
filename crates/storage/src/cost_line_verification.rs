//! What the authority has decided about cost lines: the verification columns of the lines.

mod decided;

pub use decided::{Decided, by_decision};

use std::collections::HashMap;

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{Expr, ExprTrait, Func},
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
    Access, Page, Scope, StorageError, Tx,
    cost_lines::in_force,
    cost_reports,
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

fn filtered(scope: &Scope, reports: &[CostReportId], filter: &Filter) -> Condition {
    let partner = filter.partner.map(|partner| {
        let of_partner = sea_orm::sea_query::Query::select()
            .column(cost_report::Column::Id)
            .from(cost_report::Entity)
            .and_where(cost_report::Column::PartnerId.eq(Uuid::from(partner)))
            .to_owned();
        Column::CostReportId.in_subquery(of_partner)
    });
    let state = filter.state.map(|state| {
        let state: &'static str = state.into();
        Column::Verification.eq(state)
    });
    Condition::all()
        .add(in_force(reports))
        .add(Column::CostReportId.in_subquery(cost_reports::visible_ids(scope)))
        .add_option(partner)
        .add_option(state)
        .add_option(
            filter
                .category
                .as_ref()
                .map(|category| Column::Category.eq(category.as_str())),
        )
        .add_option(filter.sub_area.map(|area| Column::SubAreaId.eq(Uuid::from(area))))
        .add_option(
            filter
                .sampled
                .then(|| Column::Id.in_subquery(samples::sampled_ids())),
        )
}

/// A page of the lines in force of these reports that the scope sees, in the order they came.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn list(
    db: &impl Access,
    scope: &Scope,
    reports: &[CostReportId],
    filter: &Filter,
    page: Page<CostLineId>,
) -> Result<Vec<VerifiedLine>, StorageError> {
    let after = page.after.map(|id| Column::Id.gt(Uuid::from(id)));
    let rows = Entity::find()
        .filter(filtered(scope, reports, filter))
        .apply_if(after, QueryFilter::filter)
        .order_by_asc(Column::Id)
        .limit(page.first)
        .all(db.connection())
        .await?;
    with_context(db, rows).await
}

/// How many lines there are on all pages.
///
/// # Errors
/// When the database fails.
pub async fn count(
    db: &impl Access,
    scope: &Scope,
    reports: &[CostReportId],
    filter: &Filter,
) -> Result<u64, StorageError> {
    Ok(Entity::find()
        .filter(filtered(scope, reports, filter))
        .count(db.connection())
        .await?)
}

/// What the lines in force of these reports add up to; the caller has found the reports.
///
/// # Errors
/// When the database fails, when a sum is more than money can be, and when a line has no category or
/// sub-area, which a submitted report never has.
pub async fn sums(db: &impl Access, reports: &[CostReportId]) -> Result<Vec<Sum>, StorageError> {
    type Row = (Uuid, Option<String>, Option<Uuid>, i64, i64, i64);
    let report_of = imports_in_force(db, reports).await?;
    // Everything asked for here stands in the index `cost_line_sums`, in the order of the groups: neither
    // the lines themselves nor a sorting of them is needed. Who has no accepted amount is not verified.
    let amount = Expr::col(Column::AmountCents);
    let accepted = Expr::col(Column::AcceptedCents);
    let counted = Func::coalesce([accepted.clone(), amount.clone()]);
    let pending = amount.clone().count().sub(accepted.count());
    let rows: Vec<Row> = Entity::find()
        .select_only()
        .column(Column::ImportId)
        .column(Column::Category)
        .column(Column::SubAreaId)
        .column_as(amount.sum().cast_as("BIGINT"), "claimed")
        .column_as(Expr::expr(counted).sum().cast_as("BIGINT"), "counted")
        .column_as(pending.cast_as("BIGINT"), "pending")
        .filter(Column::ImportId.is_in(report_of.keys().copied()))
        .group_by(Column::ImportId)
        .group_by(Column::Category)
        .group_by(Column::SubAreaId)
        .into_tuple()
        .all(db.connection())
        .await?;
    rows.into_iter()
        .map(|(import, category, sub_area, claimed, counted, pending)| {
            let report = report_of.get(&import).copied().unwrap_or_default();
            let cell = category.zip(sub_area);
            let (category, sub_area) = cell.ok_or_else(|| {
                StorageError::inconsistent(
                    "cost_report",
                    report,
                    "a claimed line has no category or sub-area",
                )
            })?;
            Ok(Sum {
                report: report.into(),
                category,
                sub_area: sub_area.into(),
                claimed: Money::from_cents(claimed),
                counted: Money::from_cents(counted),
                pending: pending.unsigned_abs(),
            })
        })
        .collect()
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
    let mut changed = columns(&verification.state, verification.amount);
    changed.version = Set(verification.version + 1);
    let done = Entity::update_many()
        .set(changed)
        .filter(Column::Id.eq(Uuid::from(verification.line)))
        .filter(Column::Version.eq(verification.version))
        .exec(tx.connection())
        .await?;
    if done.rows_affected == 1 {
        Ok(())
    } else {
        Err(StorageError::Stale { table: "cost_line" })
    }
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
        .filter(Column::Verification.eq("pending"))
        .filter(only)
        .exec(tx.connection())
        .await?;
    Ok(done.rows_affected)
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
        if report.import_id != Some(row.import_id) {
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
            line: row.into(),
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
