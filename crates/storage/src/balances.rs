//! What projects have claimed, been granted and paid, and owe: in two statements for any number of them.

use std::collections::HashMap;

use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait},
};
use talkoot_domain::{
    ids::ProjectId,
    money::{Money, Overflow},
    project::Balance,
};
use uuid::Uuid;

use crate::{
    Access, StorageError,
    claims::APPROVED,
    entity::{claim, payout},
};

/// The balance of each of these projects; the caller has found them.
///
/// # Errors
/// When the database fails, also when a sum is more than money can be.
pub async fn of_projects(
    db: &impl Access,
    projects: &[ProjectId],
) -> Result<HashMap<ProjectId, Balance>, StorageError> {
    let ids: Vec<Uuid> = projects.iter().map(|&id| id.into()).collect();
    let mut found: HashMap<ProjectId, Balance> =
        projects.iter().map(|&id| (id, Balance::default())).collect();
    claims(db, &ids, &mut found).await?;
    payouts(db, &ids, &mut found).await?;
    Ok(found)
}

fn too_large(project: ProjectId) -> impl FnOnce(Overflow) -> StorageError {
    move |overflow| StorageError::inconsistent("project", project, overflow.to_string())
}

/// State, claimed, grant, cleared, owed.
type ClaimRow = (Uuid, String, i64, i64, i64, i64);

async fn claims(
    db: &impl Access,
    projects: &[Uuid],
    found: &mut HashMap<ProjectId, Balance>,
) -> Result<(), StorageError> {
    use claim::Column;
    let rows: Vec<ClaimRow> = claim::Entity::find()
        .select_only()
        .columns([
            Column::ProjectId,
            Column::State,
            Column::ClaimedCents,
            Column::GrantCents,
            Column::AdvanceClearedCents,
            Column::OwedCents,
        ])
        .filter(Column::ProjectId.is_in(projects.iter().copied()))
        .filter(Column::State.is_not_in(["draft", "rejected"]))
        .order_by_asc(Column::Number)
        .into_tuple()
        .all(db.connection())
        .await?;
    for (project, state, claimed, grant, cleared, owed) in rows {
        let project = ProjectId::from(project);
        let balance = found.entry(project).or_default();
        let add = |sum: Money, cents| sum.checked_add(Money::from_cents(cents));
        balance.claimed = add(balance.claimed, claimed).map_err(too_large(project))?;
        if APPROVED.contains(&state.as_str()) {
            balance.advance_cleared = add(balance.advance_cleared, cleared).map_err(too_large(project))?;
            // The claims come in order; the last one says how it stands now.
            balance.granted = Money::from_cents(grant);
            balance.owed = Money::from_cents(owed);
        }
    }
    Ok(())
}

async fn payouts(
    db: &impl Access,
    projects: &[Uuid],
    found: &mut HashMap<ProjectId, Balance>,
) -> Result<(), StorageError> {
    use payout::Column;
    let rows: Vec<(Uuid, String, i64)> = payout::Entity::find()
        .select_only()
        .columns([Column::ProjectId, Column::Source])
        .column_as(
            Expr::col(Column::AmountCents)
                .sub(Expr::col(Column::ReturnedCents))
                .sum()
                .cast_as("bigint"),
            "cents",
        )
        .filter(Column::ProjectId.is_in(projects.iter().copied()))
        .filter(Column::State.eq("confirmed"))
        .group_by(Column::ProjectId)
        .group_by(Column::Source)
        .into_tuple()
        .all(db.connection())
        .await?;
    for (project, source, cents) in rows {
        let project = ProjectId::from(project);
        let balance = found.entry(project).or_default();
        let amount = Money::from_cents(cents);
        balance.paid = balance.paid.checked_add(amount).map_err(too_large(project))?;
        if source == "advance" {
            balance.advance_paid = amount;
        }
    }
    Ok(())
}
