//! Corrections of costs that had been approved.

mod row;

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, sea_query::Query,
};
use talkoot_domain::{
    correction::{CorrectedLine, Correction, Effect},
    ids::{CorrectionId, CostLineId, ProjectId},
    money::Money,
};
use uuid::Uuid;

use crate::{
    Access, Page, Scope, StorageError, Tx,
    entity::{
        correction::{Column, Entity, Model},
        correction_effect, correction_line, project,
    },
    store::Connected,
};

/// A correction is seen by the municipality whose costs it concerns, and by the lead and the authority
/// of its project; never by the other partners.
fn visible(scope: &Scope) -> Condition {
    let mut seen = scope.owns(&[Column::PartnerId]);
    if scope.organisations().is_some() {
        let led_or_granted = Query::select()
            .column(project::Column::Id)
            .from(project::Entity)
            .cond_where(scope.owns(&[project::Column::AuthorityId, project::Column::LeadId]))
            .to_owned();
        seen = seen.add(Column::ProjectId.in_subquery(led_or_granted));
    }
    seen
}

/// The correction, if it exists for this scope.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn find(
    db: &impl Access,
    scope: &Scope,
    id: CorrectionId,
) -> Result<Option<Correction>, StorageError> {
    Ok(find_many(db, scope, &[id]).await?.pop())
}

/// These corrections, for this scope, oldest first.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn find_many(
    db: &impl Access,
    scope: &Scope,
    ids: &[CorrectionId],
) -> Result<Vec<Correction>, StorageError> {
    let rows = Entity::find()
        .filter(visible(scope))
        .filter(Column::Id.is_in(ids.iter().map(|&id| Uuid::from(id))))
        .order_by_asc(Column::Id)
        .all(db.connection())
        .await?;
    with_parts(db, rows).await
}

/// A page of a project's corrections, oldest first.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn list(
    db: &impl Access,
    scope: &Scope,
    project: ProjectId,
    page: Page<CorrectionId>,
) -> Result<Vec<Correction>, StorageError> {
    let after = page.after.map(|id| Column::Id.gt(Uuid::from(id)));
    let rows = Entity::find()
        .filter(visible(scope))
        .filter(Column::ProjectId.eq(Uuid::from(project)))
        .apply_if(after, QueryFilter::filter)
        .order_by_asc(Column::Id)
        .limit(page.first)
        .all(db.connection())
        .await?;
    with_parts(db, rows).await
}

/// How many corrections a project has, for this scope.
///
/// # Errors
/// When the database fails.
pub async fn count(db: &impl Access, scope: &Scope, project: ProjectId) -> Result<u64, StorageError> {
    Ok(Entity::find()
        .filter(visible(scope))
        .filter(Column::ProjectId.eq(Uuid::from(project)))
        .count(db.connection())
        .await?)
}

/// The corrections of a project in these states, oldest first; the caller has found the project.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn in_states(
    db: &impl Access,
    project: ProjectId,
    states: &[&str],
) -> Result<Vec<Correction>, StorageError> {
    let rows = Entity::find()
        .filter(Column::ProjectId.eq(Uuid::from(project)))
        .filter(Column::State.is_in(states.iter().copied()))
        .order_by_asc(Column::Id)
        .all(db.connection())
        .await?;
    with_parts(db, rows).await
}

/// The corrections that changed these lines, oldest first, each with the line it is found by; the caller
/// has found the lines.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn of_lines(
    db: &impl Access,
    scope: &Scope,
    lines: &[CostLineId],
) -> Result<Vec<(CostLineId, Correction)>, StorageError> {
    let ids = lines.iter().map(|&id| Uuid::from(id));
    let touched = correction_line::Entity::find()
        .filter(correction_line::Column::LineId.is_in(ids))
        .all(db.connection())
        .await?;
    let mut corrections: Vec<CorrectionId> = touched.iter().map(|row| row.correction_id.into()).collect();
    corrections.sort_unstable();
    corrections.dedup();
    let found = find_many(db, scope, &corrections).await?;
    let mut pairs = Vec::new();
    for correction in found {
        for row in touched
            .iter()
            .filter(|row| row.correction_id == Uuid::from(correction.id))
        {
            pairs.push((row.line_id.into(), correction.clone()));
        }
    }
    Ok(pairs)
}

/// The number of the last correction of a project; 0 when there is none.
///
/// # Errors
/// When the database fails.
pub async fn last_number(db: &impl Access, project: ProjectId) -> Result<i32, StorageError> {
    let number: Option<i32> = Entity::find()
        .select_only()
        .column(Column::Number)
        .filter(Column::ProjectId.eq(Uuid::from(project)))
        .order_by_desc(Column::Number)
        .limit(1)
        .into_tuple()
        .one(db.connection())
        .await?;
    Ok(number.unwrap_or(0))
}

/// When the latest correction of a project was approved; nothing when none was.
///
/// # Errors
/// When the database fails.
pub async fn latest_approval(
    db: &impl Access,
    project: ProjectId,
) -> Result<Option<DateTime<Utc>>, StorageError> {
    let latest: Option<Option<DateTime<Utc>>> = Entity::find()
        .select_only()
        .column(Column::ApprovedAt)
        .filter(Column::ProjectId.eq(Uuid::from(project)))
        .filter(Column::ApprovedAt.is_not_null())
        .order_by_desc(Column::ApprovedAt)
        .limit(1)
        .into_tuple()
        .one(db.connection())
        .await?;
    Ok(latest.flatten())
}

/// Stores a new correction with its lines.
///
/// # Errors
/// [`StorageError::Taken`] when another one undoes the same correction.
pub async fn insert(tx: &Tx, correction: &Correction) -> Result<(), StorageError> {
    let db = tx.connection();
    Entity::insert(row::columns(correction))
        .exec_without_returning(db)
        .await?;
    for some in correction.lines.chunks(500) {
        let rows = some.iter().map(|line| correction_line::ActiveModel {
            correction_id: Set(correction.id.into()),
            line_id: Set(line.line.into()),
            accepted_before_cents: Set(line.accepted_before.cents()),
            remains_cents: Set(line.remains.cents()),
        });
        correction_line::Entity::insert_many(rows)
            .exec_without_returning(db)
            .await?;
    }
    Ok(())
}

/// Stores a changed correction; `correction.version` is the version that was read, the stored one is the
/// next. Its lines never change.
///
/// # Errors
/// [`StorageError::Stale`] when somebody was first.
pub async fn update(tx: &Tx, correction: &Correction) -> Result<(), StorageError> {
    let mut changed = row::columns(correction);
    changed.version = Set(correction.version + 1);
    let done = Entity::update_many()
        .set(changed)
        .filter(Column::Id.eq(Uuid::from(correction.id)))
        .filter(Column::Version.eq(correction.version))
        .exec(tx.connection())
        .await?;
    StorageError::unless_first(&done, "correction")
}

/// Stores what an approved correction changed, once.
///
/// # Errors
/// [`StorageError::Taken`] when it is stored already.
pub async fn insert_effects(tx: &Tx, id: CorrectionId, effects: &[Effect]) -> Result<(), StorageError> {
    if effects.is_empty() {
        return Ok(());
    }
    let rows = effects.iter().map(|effect| correction_effect::ActiveModel {
        correction_id: Set(id.into()),
        partner_id: Set(effect.partner.into()),
        accepted_cents: Set(effect.accepted.cents()),
        share_cents: Set(effect.share.cents()),
    });
    correction_effect::Entity::insert_many(rows)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

async fn with_parts(db: &impl Access, rows: Vec<Model>) -> Result<Vec<Correction>, StorageError> {
    let ids = || rows.iter().map(|row| row.id);
    let mut lines: HashMap<Uuid, Vec<CorrectedLine>> = HashMap::new();
    for row in correction_line::Entity::find()
        .filter(correction_line::Column::CorrectionId.is_in(ids()))
        .all(db.connection())
        .await?
    {
        lines.entry(row.correction_id).or_default().push(CorrectedLine {
            line: row.line_id.into(),
            accepted_before: Money::from_cents(row.accepted_before_cents),
            remains: Money::from_cents(row.remains_cents),
        });
    }
    let mut effects: HashMap<Uuid, Vec<Effect>> = HashMap::new();
    for row in correction_effect::Entity::find()
        .filter(correction_effect::Column::CorrectionId.is_in(ids()))
        .all(db.connection())
        .await?
    {
        effects.entry(row.correction_id).or_default().push(Effect {
            partner: row.partner_id.into(),
            accepted: Money::from_cents(row.accepted_cents),
            share: Money::from_cents(row.share_cents),
        });
    }
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        let mut lines = lines.remove(&row.id).unwrap_or_default();
        lines.sort_by_key(|line| line.line);
        let mut effects = effects.remove(&row.id).unwrap_or_default();
        effects.sort_by_key(|effect| effect.partner);
        found.push(row::correction(row, lines, effects)?);
    }
    Ok(found)
}
