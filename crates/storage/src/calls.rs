//! Grant calls.

use chrono::NaiveDate;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, FromJsonQueryResult, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use serde::{Deserialize, Serialize};
use talkoot_domain::{
    call::{Call, Details, State, StateName},
    ids::CallId,
};
use uuid::Uuid;

use crate::{
    Access, Page, Scope, StorageError, Tx,
    entity::call::{ActiveModel, Column, Entity, Model},
    map::{code, stamp, stamp_columns},
    store::Connected,
    terms::{self, TermsDocument},
};

/// A published call is public; a draft belongs to its authority.
fn visible(scope: &Scope) -> Condition {
    Condition::any()
        .add(Column::State.ne("draft"))
        .add(scope.owns(&[Column::AuthorityId]))
}

/// The call, if it exists for this scope.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn find(db: &impl Access, scope: &Scope, id: CallId) -> Result<Option<Call>, StorageError> {
    Entity::find_by_id(Uuid::from(id))
        .filter(visible(scope))
        .one(db.connection())
        .await?
        .map(TryInto::try_into)
        .transpose()
}

/// Locks the call until the commit: what is granted from its appropriation is decided one after the
/// other.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn lock(tx: &Tx, scope: &Scope, id: CallId) -> Result<Option<Call>, StorageError> {
    Entity::find_by_id(Uuid::from(id))
        .filter(visible(scope))
        .lock_exclusive()
        .one(tx.connection())
        .await?
        .map(TryInto::try_into)
        .transpose()
}

/// These calls, for this scope, in no order.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn find_many(db: &impl Access, scope: &Scope, ids: &[CallId]) -> Result<Vec<Call>, StorageError> {
    let ids = ids.iter().map(|&id| Uuid::from(id));
    let rows = Entity::find()
        .filter(visible(scope))
        .filter(Column::Id.is_in(ids))
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// A page of calls, oldest first.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn list(db: &impl Access, scope: &Scope, page: Page<CallId>) -> Result<Vec<Call>, StorageError> {
    let after = page.after.map(|id| Column::Id.gt(Uuid::from(id)));
    let rows = Entity::find()
        .filter(visible(scope))
        .filter(Condition::all().add_option(after))
        .order_by_asc(Column::Id)
        .limit(page.first)
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// How many calls there are for this scope.
///
/// # Errors
/// When the database fails.
pub async fn count(db: &impl Access, scope: &Scope) -> Result<u64, StorageError> {
    Ok(Entity::find()
        .filter(visible(scope))
        .count(db.connection())
        .await?)
}

/// A page of the calls that have been published, oldest first: what the public sees.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn public(db: &impl Access, page: Page<CallId>) -> Result<Vec<Call>, StorageError> {
    let after = page.after.map(|id| Column::Id.gt(Uuid::from(id)));
    let rows = Entity::find()
        .filter(Column::State.ne("draft"))
        .filter(Condition::all().add_option(after))
        .order_by_asc(Column::Id)
        .limit(page.first)
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// How many calls have been published.
///
/// # Errors
/// When the database fails.
pub async fn count_public(db: &impl Access) -> Result<u64, StorageError> {
    Ok(Entity::find()
        .filter(Column::State.ne("draft"))
        .count(db.connection())
        .await?)
}

/// Published calls whose closing day is on or before this day.
///
/// # Errors
/// When the database fails.
pub async fn closing_until(db: &impl Access, day: NaiveDate) -> Result<Vec<CallId>, StorageError> {
    let ids: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::State.eq("published"))
        .filter(Column::ClosesOn.lte(day))
        .into_tuple()
        .all(db.connection())
        .await?;
    Ok(ids.into_iter().map(Into::into).collect())
}

/// What a call says, as one document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DetailsDocument {
    title: String,
    opens_on: NaiveDate,
    closes_on: NaiveDate,
    terms: TermsDocument,
}

impl DetailsDocument {
    pub(crate) fn of(details: &Details) -> Self {
        Self {
            title: details.title.clone(),
            opens_on: details.opens_on,
            closes_on: details.closes_on,
            terms: terms::to_document(&details.terms),
        }
    }
}

/// What a call said, from the document in a row.
pub(crate) fn details(
    table: &'static str,
    row: Uuid,
    document: DetailsDocument,
) -> Result<Details, StorageError> {
    Ok(Details {
        title: document.title,
        opens_on: document.opens_on,
        closes_on: document.closes_on,
        terms: terms::from_document(table, row, document.terms)?,
    })
}

/// What a call says, as a document whose fields can be compared.
#[must_use]
pub fn document(details: &Details) -> serde_json::Value {
    serde_json::json!(DetailsDocument::of(details))
}

/// Stores a new call.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &Tx, call: &Call) -> Result<(), StorageError> {
    Entity::insert(row(call))
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Stores a changed call; `call.version` is the version that was read, the stored one is the next.
///
/// # Errors
/// [`StorageError::Stale`] when somebody was first.
pub async fn update(tx: &Tx, call: &Call) -> Result<(), StorageError> {
    let mut changed = row(call);
    changed.version = Set(call.version + 1);
    let done = Entity::update_many()
        .set(changed)
        .filter(Column::Id.eq(Uuid::from(call.id)))
        .filter(Column::Version.eq(call.version))
        .exec(tx.connection())
        .await?;
    StorageError::unless_first(&done, "call")
}

fn row(call: &Call) -> ActiveModel {
    let (published, closed_at, resolved, archived) = match call.state {
        State::Draft => (None, None, None, None),
        State::Published { published } => (Some(published), None, None, None),
        State::Closed { published, closed_at } => (Some(published), Some(closed_at), None, None),
        State::Resolved {
            published,
            closed_at,
            resolved,
        } => (Some(published), Some(closed_at), Some(resolved), None),
        State::Archived {
            published,
            closed_at,
            resolved,
            archived,
        } => (Some(published), Some(closed_at), Some(resolved), Some(archived)),
    };
    let (published_by, published_at) = stamp_columns(published);
    let (resolved_by, resolved_at) = stamp_columns(resolved);
    let (archived_by, archived_at) = stamp_columns(archived);
    ActiveModel {
        id: Set(call.id.into()),
        version: Set(call.version),
        authority_id: Set(call.authority.into()),
        drafted_by: Set(call.drafted_by.into()),
        title: Set(call.details.title.clone()),
        opens_on: Set(call.details.opens_on),
        closes_on: Set(call.details.closes_on),
        terms: Set(terms::to_document(&call.details.terms)),
        state: Set(Into::<&'static str>::into(StateName::from(&call.state)).to_owned()),
        published_by: Set(published_by),
        published_at: Set(published_at),
        closed_at: Set(closed_at),
        resolved_by: Set(resolved_by),
        resolved_at: Set(resolved_at),
        archived_by: Set(archived_by),
        archived_at: Set(archived_at),
    }
}

impl TryFrom<Model> for Call {
    type Error = StorageError;

    fn try_from(row: Model) -> Result<Self, StorageError> {
        let state = state(&row)?;
        Ok(Self {
            id: row.id.into(),
            version: row.version,
            authority: row.authority_id.into(),
            drafted_by: row.drafted_by.into(),
            details: Details {
                title: row.title,
                opens_on: row.opens_on,
                closes_on: row.closes_on,
                terms: terms::from_document("call", row.id, row.terms)?,
            },
            state,
        })
    }
}

fn state(row: &Model) -> Result<State, StorageError> {
    let published = stamp(row.published_by, row.published_at);
    let resolved = stamp(row.resolved_by, row.resolved_at);
    let archived = stamp(row.archived_by, row.archived_at);
    Ok(
        match (
            code("call", row.id, "state", &row.state)?,
            published,
            row.closed_at,
            resolved,
            archived,
        ) {
            (StateName::Draft, None, None, None, None) => State::Draft,
            (StateName::Published, Some(published), None, None, None) => State::Published { published },
            (StateName::Closed, Some(published), Some(closed_at), None, None) => {
                State::Closed { published, closed_at }
            }
            (StateName::Resolved, Some(published), Some(closed_at), Some(resolved), None) => {
                State::Resolved {
                    published,
                    closed_at,
                    resolved,
                }
            }
            (StateName::Archived, Some(published), Some(closed_at), Some(resolved), Some(archived)) => {
                State::Archived {
                    published,
                    closed_at,
                    resolved,
                    archived,
                }
            }
            (state, ..) => {
                return Err(StorageError::inconsistent(
                    "call",
                    row.id,
                    format!(
                        "the state is {state:?} but the columns of other states are set or its own are not"
                    ),
                ));
            }
        },
    )
}
