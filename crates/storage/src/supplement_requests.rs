//! Supplement requests about claims, with their questions, answers and files.

mod row;

use std::collections::HashMap;

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{Query, SelectStatement},
};
use talkoot_domain::{
    ids::{ClaimId, SupplementRequestId},
    supplement_request::SupplementRequest,
};
use uuid::Uuid;

use crate::{
    Access, Page, Scope, StorageError, Tx,
    entity::{
        supplement_file as file, supplement_question as question,
        supplement_request::{Column, Entity, Model},
    },
    obligations,
    store::Connected,
};

/// A request is seen by whoever sees its obligation: the municipality that is to answer, the lead and the
/// authority, not the other partners.
fn visible(scope: &Scope) -> Condition {
    if scope.organisations().is_none() {
        return Condition::all();
    }
    Condition::all().add(Column::ObligationId.in_subquery(obligations::visible_ids(scope)))
}

/// The request, if it exists for this scope.
///
/// # Errors
/// When the database fails or the rows contradict themselves.
pub async fn find(
    db: &impl Access,
    scope: &Scope,
    id: SupplementRequestId,
) -> Result<Option<SupplementRequest>, StorageError> {
    let rows = Entity::find_by_id(Uuid::from(id))
        .filter(visible(scope))
        .all(db.connection())
        .await?;
    Ok(complete(db, rows).await?.pop())
}

/// A page of the requests about a claim, oldest first.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn list(
    db: &impl Access,
    scope: &Scope,
    claim: ClaimId,
    page: Page<SupplementRequestId>,
) -> Result<Vec<SupplementRequest>, StorageError> {
    let after = page.after.map(|id| Column::Id.gt(Uuid::from(id)));
    let rows = Entity::find()
        .filter(visible(scope))
        .filter(Column::ClaimId.eq(Uuid::from(claim)))
        .apply_if(after, QueryFilter::filter)
        .order_by_asc(Column::Id)
        .limit(page.first)
        .all(db.connection())
        .await?;
    complete(db, rows).await
}

/// How many requests about a claim there are, for this scope.
///
/// # Errors
/// When the database fails.
pub async fn count(db: &impl Access, scope: &Scope, claim: ClaimId) -> Result<u64, StorageError> {
    Ok(Entity::find()
        .filter(visible(scope))
        .filter(Column::ClaimId.eq(Uuid::from(claim)))
        .count(db.connection())
        .await?)
}

/// Every request about a claim, in order; the caller has found the claim.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn of_claim(db: &impl Access, claim: ClaimId) -> Result<Vec<SupplementRequest>, StorageError> {
    let rows = Entity::find()
        .filter(Column::ClaimId.eq(Uuid::from(claim)))
        .order_by_asc(Column::Number)
        .all(db.connection())
        .await?;
    complete(db, rows).await
}

/// The number of the request that asks further about another one's answer, if there is one.
///
/// # Errors
/// When the database fails.
pub async fn follower(db: &impl Access, id: SupplementRequestId) -> Result<Option<i32>, StorageError> {
    Ok(Entity::find()
        .select_only()
        .column(Column::Number)
        .filter(Column::FollowsId.eq(Uuid::from(id)))
        .into_tuple()
        .one(db.connection())
        .await?)
}

async fn complete(db: &impl Access, rows: Vec<Model>) -> Result<Vec<SupplementRequest>, StorageError> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let questions = question::Entity::find()
        .filter(question::Column::RequestId.is_in(ids.iter().copied()))
        .order_by_asc(question::Column::RequestId)
        .order_by_asc(question::Column::Place)
        .all(db.connection())
        .await?;
    let files = file::Entity::find()
        .filter(file::Column::RequestId.is_in(ids))
        .order_by_asc(file::Column::Place)
        .all(db.connection())
        .await?;
    let mut of_request: HashMap<Uuid, Vec<_>> = HashMap::new();
    for asked in questions {
        let request = asked.request_id;
        let place = asked.place;
        let own = files
            .iter()
            .filter(|file| file.request_id == request && file.question_place == place);
        let own = own.map(|file| file.file_id.into()).collect();
        let asked = row::question(asked, own);
        of_request.entry(request).or_default().push(asked);
    }
    rows.into_iter()
        .map(|row| {
            let questions = of_request.remove(&row.id).unwrap_or_default();
            row::request(&row, questions)
        })
        .collect()
}

/// Stores a new request with its questions.
///
/// # Errors
/// [`StorageError::Taken`] when somebody asked at the same moment.
pub async fn insert(tx: &Tx, new: &SupplementRequest) -> Result<(), StorageError> {
    Entity::insert(row::of(new))
        .exec_without_returning(tx.connection())
        .await?;
    let questions = new
        .questions
        .iter()
        .zip(1..)
        .map(|(asked, place)| question::ActiveModel {
            request_id: Set(new.id.into()),
            place: Set(place),
            question: Set(asked.text.clone()),
            cost_line_id: Set(asked.line.map(Into::into)),
            category: Set(asked.category.clone()),
            answer: Set(asked.answer.clone()),
        });
    question::Entity::insert_many(questions)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Stores a changed request; `request.version` is the version that was read, the stored one is the next.
///
/// # Errors
/// [`StorageError::Stale`] when somebody was first.
pub async fn update(tx: &Tx, request: &SupplementRequest) -> Result<(), StorageError> {
    let mut changed = row::of(request);
    changed.version = Set(request.version + 1);
    let done = Entity::update_many()
        .set(changed)
        .filter(Column::Id.eq(Uuid::from(request.id)))
        .filter(Column::Version.eq(request.version))
        .exec(tx.connection())
        .await?;
    StorageError::unless_first(&done, "supplement_request")
}

/// Stores the answers of a request that has just been answered, once.
///
/// # Errors
/// When the database fails.
pub async fn answer(tx: &Tx, request: &SupplementRequest) -> Result<(), StorageError> {
    // At most fifty questions, each with an answer of its own.
    for (answered, place) in request.questions.iter().zip(1_i32..) {
        let row = question::ActiveModel {
            answer: Set(answered.answer.clone()),
            ..Default::default()
        };
        question::Entity::update_many()
            .set(row)
            .filter(question::Column::RequestId.eq(Uuid::from(request.id)))
            .filter(question::Column::Place.eq(place))
            .exec(tx.connection())
            .await?;
    }
    let files: Vec<file::ActiveModel> = request
        .questions
        .iter()
        .zip(1_i32..)
        .flat_map(|(answered, question)| {
            let files = answered.files.iter().zip(1_i32..);
            files.map(move |(&id, place)| file::ActiveModel {
                request_id: Set(request.id.into()),
                question_place: Set(question),
                place: Set(place),
                file_id: Set(id.into()),
            })
        })
        .collect();
    if files.is_empty() {
        return Ok(());
    }
    file::Entity::insert_many(files)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// The files that belong to the answers of requests that the scope sees.
pub(crate) fn visible_files(scope: &Scope) -> SelectStatement {
    let requests = Query::select()
        .column(Column::Id)
        .from(Entity)
        .cond_where(visible(scope))
        .to_owned();
    Query::select()
        .column(file::Column::FileId)
        .from(file::Entity)
        .and_where(file::Column::RequestId.in_subquery(requests))
        .to_owned()
}
