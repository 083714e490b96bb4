//! A project and what is owed in it, with all that belongs to them.

use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect,
    sea_query::{Query, SelectStatement},
};
use uuid::Uuid;

use super::OF_THE_CLOCK;
use crate::{
    StorageError,
    audit::rows::{Owners, Rows, parts},
    entity::{
        budget_cell, cost_report, former_lead_sight, obligation, obligation_submission,
        obligation_submission_file, period, portfolio_report, project, project_amendment, project_contact,
        project_partner, project_retention,
    },
};

/// When the clock looks at somebody's days again: it finds the day itself, and writes it without an entry.
const OF_THE_LOOK: [&str; 1] = ["look_on"];
/// For so many keys rows are looked up at a time.
const AT_ONCE: usize = 1_000;

/// What is owed, with what was handed in for it.
pub(super) async fn obligation(
    rows: &mut Rows,
    db: &impl ConnectionTrait,
    own: &Owners,
) -> Result<(), StorageError> {
    use obligation_submission::{Column, Entity};
    rows.read::<obligation::Entity>(db, obligation::Column::Id, own, &OF_THE_CLOCK)
        .await?;
    rows.read::<Entity>(db, Column::ObligationId, own, &[]).await?;
    let submissions = parts::<Entity>(db, Column::Id, Column::ObligationId, own).await?;
    let key = obligation_submission_file::Column::SubmissionId;
    rows.read::<obligation_submission_file::Entity>(db, key, &submissions, &[])
        .await
}

/// A project with its partners, periods and budget, who answers for it, and what former leads go on seeing.
pub(super) async fn project(
    rows: &mut Rows,
    db: &impl ConnectionTrait,
    own: &Owners,
) -> Result<(), StorageError> {
    rows.read::<project::Entity>(db, project::Column::Id, own, &[])
        .await?;
    let key = project_partner::Column::ProjectId;
    rows.read::<project_partner::Entity>(db, key, own, &[]).await?;
    let key = project_amendment::Column::ProjectId;
    rows.read::<project_amendment::Entity>(db, key, own, &[]).await?;
    let key = project_retention::Column::ProjectId;
    rows.read::<project_retention::Entity>(db, key, own, &[]).await?;
    rows.read::<period::Entity>(db, period::Column::ProjectId, own, &[])
        .await?;
    let key = project_contact::Column::ProjectId;
    rows.read::<project_contact::Entity>(db, key, own, &OF_THE_LOOK)
        .await?;
    sight(rows, db, own).await?;
    let (version, id) = (project::Column::BudgetVersionId, project::Column::Id);
    let versions = parts::<project::Entity>(db, version, id, own).await?;
    let key = budget_cell::Column::BudgetVersionId;
    rows.read::<budget_cell::Entity>(db, key, &versions, &[]).await
}

/// What former leads go on seeing of a project.
async fn sight(rows: &mut Rows, db: &impl ConnectionTrait, own: &Owners) -> Result<(), StorageError> {
    use former_lead_sight::{Column, Entity};
    let Some(columns) = rows.columns::<Entity>(&[])? else {
        return Ok(());
    };
    let mut seen: Vec<(Uuid, Uuid)> = Vec::new();
    macro_rules! of_projects {
        ($($table:ident),+) => {{
            $(
                let some: Vec<(Uuid, Uuid)> = $table::Entity::find()
                    .select_only()
                    .columns([$table::Column::Id, $table::Column::ProjectId])
                    .filter($table::Column::ProjectId.is_in(own.keys().copied()))
                    .filter($table::Column::Id.in_subquery(kept_in_sight()))
                    .into_tuple()
                    .all(db)
                    .await?;
                seen.extend(some);
            )+
        }};
    }
    of_projects!(cost_report, portfolio_report, obligation);
    for some in seen.chunks(AT_ONCE) {
        let owners: Owners = some.iter().copied().collect();
        let found = Entity::find()
            .filter(Column::ObjectId.is_in(owners.keys().copied()))
            .all(db)
            .await?;
        rows.take::<Entity>(&found, Column::ObjectId, &owners, &columns)?;
    }
    Ok(())
}

/// Everything that any former lead goes on seeing.
fn kept_in_sight() -> SelectStatement {
    Query::select()
        .column(former_lead_sight::Column::ObjectId)
        .from(former_lead_sight::Entity)
        .to_owned()
}
