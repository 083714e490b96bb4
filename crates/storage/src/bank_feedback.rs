//! What banks say about payments, message by message.

mod row;

use std::collections::HashMap;

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{Query, SelectStatement},
};
use strum::IntoEnumIterator;
use talkoot_domain::{
    bank_feedback::{BankFeedback, Item, Outcome, StateName},
    ids::{BankFeedbackId, FileId, OrganisationId, PayoutId},
    workflow::Name,
};
use uuid::Uuid;

use crate::{
    Access, Page, Scope, StorageError, Tx,
    entity::{
        bank_feedback::{Column, Entity, Model},
        bank_feedback_item as item,
    },
    store::Connected,
};

/// Which messages a list shows; empty fields show all.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// About payments of this authority only.
    pub authority: Option<OrganisationId>,
    /// In one of these states only.
    pub states: Vec<StateName>,
}

/// A message is seen by the authority whose payments it is about.
fn visible(scope: &Scope) -> Condition {
    scope.owns(&[Column::AuthorityId])
}

fn filtered(filter: &Filter) -> Condition {
    let states = filter.states.iter().map(|state| state.code());
    Condition::all()
        .add_option(filter.authority.map(|id| Column::AuthorityId.eq(Uuid::from(id))))
        .add_option((!filter.states.is_empty()).then(|| Column::State.is_in(states)))
}

/// The message, if it exists for this scope.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn find(
    db: &impl Access,
    scope: &Scope,
    id: BankFeedbackId,
) -> Result<Option<BankFeedback>, StorageError> {
    let row = Entity::find_by_id(Uuid::from(id))
        .filter(visible(scope))
        .one(db.connection())
        .await?;
    Ok(with_items(db, row.into_iter().collect()).await?.pop())
}

/// The message that came as exactly this file, if it was imported for the authority.
///
/// # Errors
/// When the database fails.
pub async fn of_content(
    db: &impl Access,
    authority: OrganisationId,
    sha256: [u8; 32],
) -> Result<Option<BankFeedbackId>, StorageError> {
    let found: Option<Uuid> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::AuthorityId.eq(Uuid::from(authority)))
        .filter(Column::Sha256.eq(sha256.to_vec()))
        .into_tuple()
        .one(db.connection())
        .await?;
    Ok(found.map(Into::into))
}

/// The authority for which this file was imported; nothing for any other file.
///
/// # Errors
/// When the database fails.
pub async fn of_file(db: &impl Access, file: FileId) -> Result<Option<OrganisationId>, StorageError> {
    let found: Option<Uuid> = Entity::find()
        .select_only()
        .column(Column::AuthorityId)
        .filter(Column::FileId.eq(Uuid::from(file)))
        .into_tuple()
        .one(db.connection())
        .await?;
    Ok(found.map(Into::into))
}

/// A page of messages, oldest first.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn list(
    db: &impl Access,
    scope: &Scope,
    filter: &Filter,
    page: Page<BankFeedbackId>,
) -> Result<Vec<BankFeedback>, StorageError> {
    let after = page.after.map(|id| Column::Id.gt(Uuid::from(id)));
    let rows = Entity::find()
        .filter(visible(scope))
        .filter(filtered(filter))
        .apply_if(after, QueryFilter::filter)
        .order_by_asc(Column::Id)
        .limit(page.first)
        .all(db.connection())
        .await?;
    with_items(db, rows).await
}

/// How many messages such a list has.
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

/// What does not agree about each of these payouts in messages that nobody has dealt with, oldest first; the
/// caller has found the payouts.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn open_items(
    db: &impl Access,
    payouts: &[PayoutId],
) -> Result<Vec<(PayoutId, Item)>, StorageError> {
    let rows = item::Entity::find()
        .filter(item::Column::PayoutId.is_in(payouts.iter().map(|&id| Uuid::from(id))))
        .filter(disagreeing())
        .order_by_asc(item::Column::FeedbackId)
        .order_by_asc(item::Column::Position)
        .all(db.connection())
        .await?;
    rows.iter()
        .filter_map(|row| Some((PayoutId::from(row.payout_id?), row::item(row))))
        .map(|(payout, item)| Ok((payout, item?)))
        .collect()
}

fn disagreeing() -> Condition {
    let open = Query::select()
        .column(Column::Id)
        .from(Entity)
        .and_where(Column::State.eq(StateName::Attention.code()))
        .to_owned();
    let outcomes = Outcome::iter().filter(|outcome| outcome.needs_attention());
    Condition::all()
        .add(item::Column::Outcome.is_in(outcomes.map(Into::<&'static str>::into)))
        .add(item::Column::FeedbackId.in_subquery(open))
}

/// The payouts about which something does not agree in messages that nobody has dealt with.
pub(crate) fn disagreeing_payouts() -> SelectStatement {
    Query::select()
        .column(item::Column::PayoutId)
        .from(item::Entity)
        .cond_where(disagreeing().add(item::Column::PayoutId.is_not_null()))
        .to_owned()
}

/// Stores an imported message.
///
/// # Errors
/// [`StorageError::Taken`] when the same file was imported at the same moment.
pub async fn insert(tx: &Tx, feedback: &BankFeedback) -> Result<(), StorageError> {
    Entity::insert(row::of(feedback))
        .exec_without_returning(tx.connection())
        .await?;
    // Chunks stay below what both engines can bind.
    for some in feedback.items.chunks(500) {
        let rows = some.iter().map(|item| row::of_item(feedback.id, item));
        item::Entity::insert_many(rows)
            .exec_without_returning(tx.connection())
            .await?;
    }
    Ok(())
}

/// Stores a changed message; `feedback.version` is the version that was read, the stored one is the next.
///
/// # Errors
/// [`StorageError::Stale`] when somebody was first.
pub async fn update(tx: &Tx, feedback: &BankFeedback) -> Result<(), StorageError> {
    let mut changed = row::of(feedback);
    changed.version = Set(feedback.version + 1);
    let done = Entity::update_many()
        .set(changed)
        .filter(Column::Id.eq(Uuid::from(feedback.id)))
        .filter(Column::Version.eq(feedback.version))
        .exec(tx.connection())
        .await?;
    StorageError::unless_first(&done, "bank_feedback")
}

async fn with_items(db: &impl Access, rows: Vec<Model>) -> Result<Vec<BankFeedback>, StorageError> {
    let stored = item::Entity::find()
        .filter(item::Column::FeedbackId.is_in(rows.iter().map(|row| row.id)))
        .order_by_asc(item::Column::FeedbackId)
        .order_by_asc(item::Column::Position)
        .all(db.connection())
        .await?;
    let mut items: HashMap<Uuid, Vec<Item>> = HashMap::new();
    for one in &stored {
        items.entry(one.feedback_id).or_default().push(row::item(one)?);
    }
    rows.into_iter()
        .map(|row| {
            let own = items.remove(&row.id).unwrap_or_default();
            row::feedback(&row, own)
        })
        .collect()
}
