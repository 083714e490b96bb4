//! Reviews of applications with their scores.

mod row;

use std::collections::HashMap;

use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait,
};
use talkoot_domain::{
    ids::{ApplicationId, CallId, PersonId, ReviewId},
    review::Review,
};
use uuid::Uuid;

use crate::{
    Access, Page, Scope, StorageError, Tx,
    entity::{
        review::{Column, Entity, Model},
        review_score as score,
    },
    store::Connected,
};

/// Reviews are the authority's own; applicants do not see them.
fn visible(scope: &Scope) -> Condition {
    scope.owns(&[Column::AuthorityId])
}

/// The review, if it exists for this scope.
///
/// # Errors
/// When the database fails or the rows contradict themselves.
pub async fn find(db: &impl Access, scope: &Scope, id: ReviewId) -> Result<Option<Review>, StorageError> {
    let rows = Entity::find_by_id(Uuid::from(id))
        .filter(visible(scope))
        .all(db.connection())
        .await?;
    Ok(complete(db, rows).await?.pop())
}

/// Every review of these applications that the scope sees, in the order of the assignments.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn of_applications(
    db: &impl Access,
    scope: &Scope,
    applications: &[ApplicationId],
) -> Result<Vec<Review>, StorageError> {
    let rows = Entity::find()
        .filter(visible(scope))
        .filter(Column::ApplicationId.is_in(applications.iter().map(|&id| Uuid::from(id))))
        .order_by_asc(Column::Id)
        .all(db.connection())
        .await?;
    complete(db, rows).await
}

/// Every review of the applications to a call, in the order of the assignments; the caller has found the call as
/// one of its authority.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn of_call(db: &impl Access, call: CallId) -> Result<Vec<Review>, StorageError> {
    let rows = Entity::find()
        .filter(Column::CallId.eq(Uuid::from(call)))
        .order_by_asc(Column::Id)
        .all(db.connection())
        .await?;
    complete(db, rows).await
}

/// A page of a person's own reviews, oldest first.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn of_reviewer(
    db: &impl Access,
    scope: &Scope,
    reviewer: PersonId,
    page: Page<ReviewId>,
) -> Result<Vec<Review>, StorageError> {
    let after = page.after.map(|id| Column::Id.gt(Uuid::from(id)));
    let rows = Entity::find()
        .filter(visible(scope))
        .filter(Column::ReviewerId.eq(Uuid::from(reviewer)))
        .apply_if(after, QueryFilter::filter)
        .order_by_asc(Column::Id)
        .limit(page.first)
        .all(db.connection())
        .await?;
    complete(db, rows).await
}

/// How many reviews of their own a person sees.
///
/// # Errors
/// When the database fails.
pub async fn count_of_reviewer(
    db: &impl Access,
    scope: &Scope,
    reviewer: PersonId,
) -> Result<u64, StorageError> {
    Ok(Entity::find()
        .filter(visible(scope))
        .filter(Column::ReviewerId.eq(Uuid::from(reviewer)))
        .count(db.connection())
        .await?)
}

/// What a person is to review and has not submitted, oldest first.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn waiting_for(
    db: &impl Access,
    scope: &Scope,
    reviewer: PersonId,
) -> Result<Vec<Review>, StorageError> {
    let rows = Entity::find()
        .filter(visible(scope))
        .filter(Column::ReviewerId.eq(Uuid::from(reviewer)))
        .filter(Column::State.eq("assigned"))
        .order_by_asc(Column::Id)
        .all(db.connection())
        .await?;
    complete(db, rows).await
}

/// How many reviews of each of these applications are awaited: assigned and not submitted.
///
/// # Errors
/// When the database fails.
pub async fn awaited(
    db: &impl Access,
    applications: &[ApplicationId],
) -> Result<HashMap<ApplicationId, u64>, StorageError> {
    let rows: Vec<(Uuid, i64)> = Entity::find()
        .select_only()
        .column(Column::ApplicationId)
        .column_as(Column::Id.count(), "reviews")
        .filter(Column::ApplicationId.is_in(applications.iter().map(|&id| Uuid::from(id))))
        .filter(Column::State.eq("assigned"))
        .group_by(Column::ApplicationId)
        .into_tuple()
        .all(db.connection())
        .await?;
    Ok(rows
        .into_iter()
        .map(|(id, reviews)| (id.into(), reviews.unsigned_abs()))
        .collect())
}

async fn complete(db: &impl Access, rows: Vec<Model>) -> Result<Vec<Review>, StorageError> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let scores = score::Entity::find()
        .filter(score::Column::ReviewId.is_in(rows.iter().map(|row| row.id)))
        .order_by_asc(score::Column::ReviewId)
        .order_by_asc(score::Column::Criterion)
        .all(db.connection())
        .await?;
    let mut of_review: HashMap<Uuid, Vec<_>> = HashMap::new();
    for given in scores {
        of_review
            .entry(given.review_id)
            .or_default()
            .push(row::score(given)?);
    }
    rows.into_iter()
        .map(|found| {
            let scores = of_review.remove(&found.id).unwrap_or_default();
            row::review(&found, scores)
        })
        .collect()
}

/// Stores a new review.
///
/// # Errors
/// [`StorageError::Taken`] when the person is assigned already.
pub async fn insert(tx: &Tx, review: &Review) -> Result<(), StorageError> {
    Entity::insert(row::of(review))
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Stores a changed review, without its scores; `review.version` is the version that was read, the stored one is the
/// next.
///
/// # Errors
/// [`StorageError::Stale`] when somebody was first.
pub async fn update(tx: &Tx, review: &Review) -> Result<(), StorageError> {
    let mut changed = row::of(review);
    changed.version = Set(review.version + 1);
    let done = Entity::update_many()
        .set(changed)
        .filter(Column::Id.eq(Uuid::from(review.id)))
        .filter(Column::Version.eq(review.version))
        .exec(tx.connection())
        .await?;
    StorageError::unless_first(&done, "review")
}

/// Replaces the scores of a review that is not submitted.
///
/// # Errors
/// When the database fails.
pub async fn replace_scores(tx: &Tx, review: &Review) -> Result<(), StorageError> {
    score::Entity::delete_many()
        .filter(score::Column::ReviewId.eq(Uuid::from(review.id)))
        .exec(tx.connection())
        .await?;
    if review.scores.is_empty() {
        return Ok(());
    }
    let rows = review.scores.iter().map(|given| score::ActiveModel {
        review_id: Set(review.id.into()),
        criterion: Set(given.criterion.clone()),
        points: Set(given.points.into()),
        reason: Set(given.reason.clone()),
    });
    score::Entity::insert_many(rows)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}
