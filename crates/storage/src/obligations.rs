//! What projects owe, and when.

mod cost_reports;
mod due;
mod row;
pub mod submissions;

pub use cost_reports::{CostReportRow, cost_report};
pub use due::{ending_before, opening_until, reminder_plan, reminding_until};

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{OnConflict, Query, SelectStatement},
};
use talkoot_domain::{
    ids::{ObligationId, OrganisationId, ProjectId},
    obligation::{Obligation, StateName, Subject},
    schedule::ObligationKind,
    workflow::Name,
};
use uuid::Uuid;

use crate::{
    Access, Page, Scope, StorageError, Tx,
    entity::{
        obligation::{ActiveModel, Column, Entity},
        project,
    },
    projects::kept_in_sight,
    store::Connected,
};

/// Which obligations a list shows; empty lists show all.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Of this project only.
    pub project: Option<ProjectId>,
    /// Owed by this municipality only.
    pub responsible: Option<OrganisationId>,
    /// In one of these states only.
    pub states: Vec<StateName>,
    /// Of one of these kinds only.
    pub kinds: Vec<ObligationKind>,
}

/// An obligation is seen by whoever owes it, the lead of the project and its authority, and by a former
/// lead that saw it while it led.
fn visible(scope: &Scope) -> Condition {
    let Some(organisations) = scope.organisations() else {
        return Condition::all();
    };
    let projects = Query::select()
        .column(project::Column::Id)
        .from(project::Entity)
        .cond_where(
            Condition::any()
                .add(project::Column::AuthorityId.is_in(organisations.clone()))
                .add(project::Column::LeadId.is_in(organisations.clone())),
        )
        .to_owned();
    Condition::any()
        .add(Column::ResponsibleId.is_in(organisations.clone()))
        .add(Column::ProjectId.in_subquery(projects))
        .add(Column::Id.in_subquery(kept_in_sight(organisations)))
}

/// The ids of the obligations of a scope, for what hangs on them.
pub(crate) fn visible_ids(scope: &Scope) -> SelectStatement {
    Query::select()
        .column(Column::Id)
        .from(Entity)
        .cond_where(visible(scope))
        .to_owned()
}

fn filtered(filter: &Filter) -> Condition {
    let states = filter.states.iter().map(|state| state.code());
    let kinds = filter.kinds.iter().map(|&kind| Into::<&'static str>::into(kind));
    Condition::all()
        .add_option(filter.project.map(|id| Column::ProjectId.eq(Uuid::from(id))))
        .add_option(
            filter
                .responsible
                .map(|id| Column::ResponsibleId.eq(Uuid::from(id))),
        )
        .add_option((!filter.states.is_empty()).then(|| Column::State.is_in(states)))
        .add_option((!filter.kinds.is_empty()).then(|| Column::Kind.is_in(kinds)))
}

/// The obligation, if it exists for this scope.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn find(
    db: &impl Access,
    scope: &Scope,
    id: ObligationId,
) -> Result<Option<Obligation>, StorageError> {
    Ok(find_many(db, scope, &[id]).await?.pop())
}

/// These obligations, for this scope, in no order.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn find_many(
    db: &impl Access,
    scope: &Scope,
    ids: &[ObligationId],
) -> Result<Vec<Obligation>, StorageError> {
    let ids = ids.iter().map(|&id| Uuid::from(id));
    let rows = Entity::find()
        .filter(visible(scope))
        .filter(Column::Id.is_in(ids))
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// A page of obligations, by due date.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn list(
    db: &impl Access,
    scope: &Scope,
    filter: &Filter,
    page: Page<ObligationId>,
) -> Result<Vec<Obligation>, StorageError> {
    let after = match page.after {
        Some(id) => find(db, scope, id).await?.map(|last| {
            Condition::any().add(Column::Due.gt(last.due)).add(
                Condition::all()
                    .add(Column::Due.eq(last.due))
                    .add(Column::Id.gt(Uuid::from(last.id))),
            )
        }),
        None => None,
    };
    let rows = Entity::find()
        .filter(visible(scope))
        .filter(filtered(filter))
        .apply_if(after, QueryFilter::filter)
        .order_by_asc(Column::Due)
        .order_by_asc(Column::Id)
        .limit(page.first)
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// How many obligations such a list has.
///
/// # Errors
/// When the database fails.
pub async fn count(db: &impl Access, scope: &Scope, filter: &Filter) -> Result<u64, StorageError> {
    Ok(Entity::find()
        .filter(visible(scope))
        .filter(filtered(filter))
        .count(db.connection())
        .await?)
}

/// How many obligations of the whole installation are overdue, for whoever watches it.
///
/// # Errors
/// When the database fails.
pub async fn count_overdue(db: &impl Access) -> Result<u64, StorageError> {
    Ok(Entity::find()
        .filter(Column::State.eq(StateName::Overdue.code()))
        .count(db.connection())
        .await?)
}

/// Stores new obligations; those that the schedule made before are left as they are. Says how many
/// were new.
///
/// # Errors
/// When the database fails.
pub async fn insert_planned(tx: &Tx, obligations: &[Obligation]) -> Result<u64, StorageError> {
    if obligations.is_empty() {
        return Ok(0);
    }
    let known = [
        Column::ProjectId,
        Column::Kind,
        Column::ResponsibleId,
        Column::Planned,
    ];
    let known = OnConflict::columns(known)
        .target_and_where(Column::SubjectId.is_null())
        .do_nothing()
        .to_owned();
    let done = Entity::insert_many(obligations.iter().map(row::of))
        .on_conflict(known)
        .try_insert()
        .exec_without_returning(tx.connection())
        .await?;
    Ok(match done {
        sea_orm::TryInsertResult::Inserted(rows) => rows,
        sea_orm::TryInsertResult::Empty | sea_orm::TryInsertResult::Conflicted => 0,
    })
}

/// Stores a new obligation that hangs on something.
///
/// # Errors
/// [`StorageError::Taken`] when what it hangs on owes this kind already.
pub async fn insert(tx: &Tx, obligation: &Obligation) -> Result<(), StorageError> {
    Entity::insert(row::of(obligation))
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// The obligation of a kind that hangs on something, if there is one; the caller holds the lock of the project.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn of_subject(
    db: &impl Access,
    kind: ObligationKind,
    subject: Subject,
    responsible: Option<OrganisationId>,
) -> Result<Option<Obligation>, StorageError> {
    let kind: &'static str = kind.into();
    let mut found = Entity::find()
        .filter(Column::SubjectId.eq(subject.key()))
        .filter(Column::Kind.eq(kind));
    if let Some(responsible) = responsible {
        found = found.filter(Column::ResponsibleId.eq(Uuid::from(responsible)));
    }
    found
        .one(db.connection())
        .await?
        .map(TryInto::try_into)
        .transpose()
}

/// Stores a changed obligation; `obligation.version` is the version that was read, the stored one is
/// the next.
///
/// # Errors
/// [`StorageError::Stale`] when somebody was first.
pub async fn update(tx: &Tx, obligation: &Obligation) -> Result<(), StorageError> {
    let mut changed = row::of(obligation);
    changed.version = Set(obligation.version + 1);
    let done = Entity::update_many()
        .set(changed)
        .filter(Column::Id.eq(Uuid::from(obligation.id)))
        .filter(Column::Version.eq(obligation.version))
        .exec(tx.connection())
        .await?;
    StorageError::unless_first(&done, "obligation")
}

/// Stores the day of the next reminder only. It is no change that a person has to know of, so the
/// version stays; the caller holds the lock of the project.
///
/// # Errors
/// When the database fails.
pub async fn set_next_reminder(
    tx: &Tx,
    id: ObligationId,
    next: Option<chrono::NaiveDate>,
) -> Result<(), StorageError> {
    let row = ActiveModel {
        next_reminder_on: Set(next),
        ..Default::default()
    };
    Entity::update_many()
        .set(row)
        .filter(Column::Id.eq(Uuid::from(id)))
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// Every obligation of a project, in no order; the caller holds the lock of the project.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn of_project(db: &impl Access, project: ProjectId) -> Result<Vec<Obligation>, StorageError> {
    let rows = Entity::find()
        .filter(Column::ProjectId.eq(Uuid::from(project)))
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}
