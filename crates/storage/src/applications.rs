//! Applications with their partners.

mod plan;
pub mod plans;
mod row;
pub mod submissions;

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{Query, SelectStatement},
};
use talkoot_domain::{
    application::{Application, Part},
    ids::{ApplicationId, CallId, OrganisationId},
};
use uuid::Uuid;

use crate::{
    Access, Page, Scope, StorageError, Tx,
    entity::{
        application::{Column, Entity, Model},
        application_partner as partner,
    },
    map::{stamp, stamp_columns},
    store::Connected,
};

pub use plan::{
    cells, latest_budget_number, replace_cells, replace_part, replace_partners, replace_sub_areas,
};

/// The partners see an application from the start, the authority once it has been submitted.
pub(crate) fn visible(scope: &Scope) -> Condition {
    let Some(organisations) = scope.organisations() else {
        return Condition::all();
    };
    Condition::any()
        .add(
            Condition::all()
                .add(Column::SubmittedAt.is_not_null())
                .add(scope.owns(&[Column::AuthorityId])),
        )
        .add(Column::Id.in_subquery(of_partners(organisations)))
}

/// The keys of the applications that this scope sees.
pub(crate) fn visible_ids(scope: &Scope) -> SelectStatement {
    Query::select()
        .column(Column::Id)
        .from(Entity)
        .cond_where(visible(scope))
        .to_owned()
}

/// The keys of the applications in which these organisations take part.
pub(crate) fn of_partners(organisations: Vec<Uuid>) -> SelectStatement {
    Query::select()
        .column(partner::Column::ApplicationId)
        .from(partner::Entity)
        .and_where(partner::Column::OrganisationId.is_in(organisations))
        .to_owned()
}

/// The application, if it exists for this scope.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn find(
    db: &impl Access,
    scope: &Scope,
    id: ApplicationId,
) -> Result<Option<Application>, StorageError> {
    Ok(find_many(db, scope, &[id]).await?.pop())
}

/// These applications, for this scope, in no order.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn find_many(
    db: &impl Access,
    scope: &Scope,
    ids: &[ApplicationId],
) -> Result<Vec<Application>, StorageError> {
    let ids = ids.iter().map(|&id| Uuid::from(id));
    let rows = Entity::find()
        .filter(visible(scope))
        .filter(Column::Id.is_in(ids))
        .all(db.connection())
        .await?;
    with_partners(db, rows).await
}

/// Locks the application until the commit: its content, budget, commitments and decision are
/// changed one after the other.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn lock(tx: &Tx, scope: &Scope, id: ApplicationId) -> Result<Option<Application>, StorageError> {
    let row = Entity::find_by_id(Uuid::from(id))
        .filter(visible(scope))
        .lock_exclusive()
        .one(tx.connection())
        .await?;
    Ok(with_partners(tx, row.into_iter().collect()).await?.pop())
}

/// A page of applications, oldest first; of one call or of all.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn list(
    db: &impl Access,
    scope: &Scope,
    call: Option<CallId>,
    page: Page<ApplicationId>,
) -> Result<Vec<Application>, StorageError> {
    let after = page.after.map(|id| Column::Id.gt(Uuid::from(id)));
    let rows = Entity::find()
        .filter(visible(scope))
        .apply_if(call, |query, call| {
            query.filter(Column::CallId.eq(Uuid::from(call)))
        })
        .apply_if(after, QueryFilter::filter)
        .order_by_asc(Column::Id)
        .limit(page.first)
        .all(db.connection())
        .await?;
    with_partners(db, rows).await
}

/// Every application to a call, oldest first, whatever its state: for who writes to all of them.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn of_call(db: &impl Access, call: CallId) -> Result<Vec<Application>, StorageError> {
    let rows = Entity::find()
        .filter(Column::CallId.eq(Uuid::from(call)))
        .order_by_asc(Column::Id)
        .all(db.connection())
        .await?;
    with_partners(db, rows).await
}

/// How many applications there are for this scope; of one call or of all.
///
/// # Errors
/// When the database fails.
pub async fn count(db: &impl Access, scope: &Scope, call: Option<CallId>) -> Result<u64, StorageError> {
    Ok(Entity::find()
        .filter(visible(scope))
        .apply_if(call, |query, call| {
            query.filter(Column::CallId.eq(Uuid::from(call)))
        })
        .count(db.connection())
        .await?)
}

/// The applications of a call that have been submitted and wait for a decision.
///
/// # Errors
/// When the database fails.
pub async fn count_undecided(db: &impl Access, call: CallId) -> Result<u64, StorageError> {
    Ok(Entity::find()
        .filter(Column::CallId.eq(Uuid::from(call)))
        .filter(Column::State.is_in(["submitted", "supplement_requested", "evaluated"]))
        .count(db.connection())
        .await?)
}

/// Every application of a call that was submitted and not withdrawn, oldest first; the caller has found the call as
/// one of its authority.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn submitted_to(db: &impl Access, call: CallId) -> Result<Vec<Application>, StorageError> {
    let rows = Entity::find()
        .filter(Column::CallId.eq(Uuid::from(call)))
        .filter(Column::State.is_in([
            "submitted",
            "supplement_requested",
            "evaluated",
            "accepted",
            "rejected",
        ]))
        .order_by_asc(Column::Id)
        .all(db.connection())
        .await?;
    with_partners(db, rows).await
}

/// So much waits for one authority at most; what is more shows when that is done.
const MOST_HANDLED: u64 = 2_000;

/// The applications that these authorities have before them: submitted or evaluated, not decided; oldest first.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn being_handled(
    db: &impl Access,
    authorities: &[OrganisationId],
) -> Result<Vec<Application>, StorageError> {
    let rows = Entity::find()
        .filter(Column::AuthorityId.is_in(authorities.iter().map(|&id| Uuid::from(id))))
        .filter(Column::State.is_in(["submitted", "supplement_requested", "evaluated"]))
        .order_by_asc(Column::Id)
        .limit(MOST_HANDLED)
        .all(db.connection())
        .await?;
    with_partners(db, rows).await
}

/// Stores a new application with its partners.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &Tx, application: &Application) -> Result<(), StorageError> {
    Entity::insert(row::of(application))
        .exec_without_returning(tx.connection())
        .await?;
    insert_partners(tx, application.id, &application.partners).await
}

/// Stores a changed application, without its partners; `application.version` is the version that was
/// read, the stored one is the next.
///
/// # Errors
/// [`StorageError::Stale`] when somebody was first.
pub async fn update(tx: &Tx, application: &Application) -> Result<(), StorageError> {
    let mut changed = row::of(application);
    changed.version = Set(application.version + 1);
    let done = Entity::update_many()
        .set(changed)
        .filter(Column::Id.eq(Uuid::from(application.id)))
        .filter(Column::Version.eq(application.version))
        .exec(tx.connection())
        .await?;
    StorageError::unless_first(&done, "application")
}

async fn insert_partners(tx: &Tx, id: ApplicationId, parts: &[Part]) -> Result<(), StorageError> {
    let rows = parts.iter().map(|part| {
        let (prepared_by, prepared_at) = stamp_columns(part.prepared);
        partner::ActiveModel {
            application_id: Set(id.into()),
            organisation_id: Set(part.organisation.into()),
            prepared_by: Set(prepared_by),
            prepared_at: Set(prepared_at),
        }
    });
    partner::Entity::insert_many(rows)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

async fn with_partners(db: &impl Access, rows: Vec<Model>) -> Result<Vec<Application>, StorageError> {
    let mut applications = rows
        .into_iter()
        .map(row::read)
        .collect::<Result<Vec<Application>, StorageError>>()?;
    if applications.is_empty() {
        return Ok(applications);
    }
    let ids = applications.iter().map(|application| Uuid::from(application.id));
    let partners = partner::Entity::find()
        .filter(partner::Column::ApplicationId.is_in(ids))
        .order_by_asc(partner::Column::OrganisationId)
        .all(db.connection())
        .await?;
    for application in &mut applications {
        let id = Uuid::from(application.id);
        let own = partners.iter().filter(|partner| partner.application_id == id);
        application.partners = own
            .map(|partner| Part {
                organisation: partner.organisation_id.into(),
                prepared: stamp(partner.prepared_by, partner.prepared_at),
            })
            .collect();
    }
    Ok(applications)
}
