//! Bank accounts of organisations, version by version.

mod row;

use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait,
};
use talkoot_domain::{
    bank_account::{BankAccount, StateName},
    ids::{BankAccountId, OrganisationId},
    workflow::Name,
};
use uuid::Uuid;

use crate::{
    Access, Page, Scope, StorageError, Tx,
    entity::bank_account::{Column, Entity},
    store::Connected,
};

/// Which accounts a list shows; empty fields show all.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Of this owner only.
    pub owner: Option<OrganisationId>,
    /// With this authority only.
    pub authority: Option<OrganisationId>,
    /// In one of these states only.
    pub states: Vec<StateName>,
}

/// An account is seen by its owner and by the authority that pays to it.
fn visible(scope: &Scope) -> Condition {
    scope.owns(&[Column::OwnerId, Column::AuthorityId])
}

fn filtered(filter: &Filter) -> Condition {
    let states = filter.states.iter().map(|state| state.code());
    Condition::all()
        .add_option(filter.owner.map(|id| Column::OwnerId.eq(Uuid::from(id))))
        .add_option(filter.authority.map(|id| Column::AuthorityId.eq(Uuid::from(id))))
        .add_option((!filter.states.is_empty()).then(|| Column::State.is_in(states)))
}

/// The account, if it exists for this scope.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn find(
    db: &impl Access,
    scope: &Scope,
    id: BankAccountId,
) -> Result<Option<BankAccount>, StorageError> {
    Ok(find_many(db, scope, &[id]).await?.pop())
}

/// These accounts, for this scope, in no order.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn find_many(
    db: &impl Access,
    scope: &Scope,
    ids: &[BankAccountId],
) -> Result<Vec<BankAccount>, StorageError> {
    let ids = ids.iter().map(|&id| Uuid::from(id));
    let rows = Entity::find()
        .filter(visible(scope))
        .filter(Column::Id.is_in(ids))
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// The account of an owner with an authority that is in one of these states.
async fn one_of(
    db: &impl Access,
    owner: OrganisationId,
    authority: OrganisationId,
    states: &[StateName],
) -> Result<Option<BankAccount>, StorageError> {
    let filter = Filter {
        owner: Some(owner),
        authority: Some(authority),
        states: states.to_vec(),
    };
    Entity::find()
        .filter(filtered(&filter))
        .one(db.connection())
        .await?
        .map(TryInto::try_into)
        .transpose()
}

/// The account in force, for whoever pays to it or from it.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn in_force(
    db: &impl Access,
    owner: OrganisationId,
    authority: OrganisationId,
) -> Result<Option<BankAccount>, StorageError> {
    one_of(db, owner, authority, &[StateName::Approved]).await
}

/// The account that waits for a decision.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn open(
    db: &impl Access,
    owner: OrganisationId,
    authority: OrganisationId,
) -> Result<Option<BankAccount>, StorageError> {
    let states = [StateName::Proposed, StateName::Confirmed, StateName::Reviewed];
    one_of(db, owner, authority, &states).await
}

/// The number of the owner's newest account with the authority; 0 when there is none.
///
/// # Errors
/// When the database fails.
pub async fn newest_number(
    tx: &Tx,
    owner: OrganisationId,
    authority: OrganisationId,
) -> Result<i32, StorageError> {
    let newest: Option<Option<i32>> = Entity::find()
        .select_only()
        .column_as(Column::Number.max(), "newest")
        .filter(Column::OwnerId.eq(Uuid::from(owner)))
        .filter(Column::AuthorityId.eq(Uuid::from(authority)))
        .into_tuple()
        .one(tx.connection())
        .await?;
    Ok(newest.flatten().unwrap_or(0))
}

/// Keeps these accounts as they are until the commit, so that none of them is put out of force while
/// it is being paid to; gives those that are in force.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn hold_in_force(tx: &Tx, ids: &[BankAccountId]) -> Result<Vec<BankAccount>, StorageError> {
    let mut ids: Vec<Uuid> = ids.iter().map(|&id| id.into()).collect();
    ids.sort_unstable();
    let rows = Entity::find()
        .filter(Column::Id.is_in(ids))
        .filter(Column::State.eq(StateName::Approved.code()))
        .order_by_asc(Column::Id)
        .lock_shared()
        .all(tx.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// The accounts that an authority pays from, or has paid from.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn own_of(db: &impl Access, authority: OrganisationId) -> Result<Vec<BankAccount>, StorageError> {
    let filter = Filter {
        owner: Some(authority),
        authority: Some(authority),
        states: vec![StateName::Approved, StateName::Superseded],
    };
    let rows = Entity::find()
        .filter(filtered(&filter))
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Locks an account until the commit: what an authority numbers by the account that it pays from is
/// numbered one after the other.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn lock(tx: &Tx, id: BankAccountId) -> Result<Option<BankAccount>, StorageError> {
    Entity::find_by_id(Uuid::from(id))
        .lock_exclusive()
        .one(tx.connection())
        .await?
        .map(TryInto::try_into)
        .transpose()
}

/// A page of accounts, oldest first.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn list(
    db: &impl Access,
    scope: &Scope,
    filter: &Filter,
    page: Page<BankAccountId>,
) -> Result<Vec<BankAccount>, StorageError> {
    let after = page.after.map(|id| Column::Id.gt(Uuid::from(id)));
    let rows = Entity::find()
        .filter(visible(scope))
        .filter(filtered(filter))
        .apply_if(after, QueryFilter::filter)
        .order_by_asc(Column::Id)
        .limit(page.first)
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// How many accounts such a list has.
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

/// Stores a proposed account.
///
/// # Errors
/// [`StorageError::Taken`] when another one of this owner waits for a decision.
pub async fn insert(tx: &Tx, account: &BankAccount) -> Result<(), StorageError> {
    Entity::insert(row::of(account))
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Stores a changed account; `account.version` is the version that was read, the stored one is the
/// next.
///
/// # Errors
/// [`StorageError::Stale`] when somebody was first.
pub async fn update(tx: &Tx, account: &BankAccount) -> Result<(), StorageError> {
    let mut changed = row::of(account);
    changed.version = Set(account.version + 1);
    let done = Entity::update_many()
        .set(changed)
        .filter(Column::Id.eq(Uuid::from(account.id)))
        .filter(Column::Version.eq(account.version))
        .exec(tx.connection())
        .await?;
    StorageError::unless_first(&done, "bank_account")
}
