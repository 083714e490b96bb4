use talkoot_domain::{
    bank_account::{BankAccount, BankAccountMachine, CommandName},
    ids::{BankAccountId, OrganisationId},
    policy::{Action, Actor},
};
use talkoot_storage::{Page, Scope, bank_accounts};

use super::Filter;
use crate::{Answer, App, Availability, availability};

/// The account, if it exists for this person.
///
/// # Errors
/// When the database fails.
pub async fn find(app: &App, actor: &Actor, id: BankAccountId) -> Answer<Option<BankAccount>> {
    Ok(bank_accounts::find(app.store(), &Scope::of(actor), id).await?)
}

/// These accounts, for this person.
///
/// # Errors
/// When the database fails.
pub async fn find_many(app: &App, actor: &Actor, ids: &[BankAccountId]) -> Answer<Vec<BankAccount>> {
    Ok(bank_accounts::find_many(app.store(), &Scope::of(actor), ids).await?)
}

/// The account in force of an owner with an authority, if it exists for this person.
///
/// # Errors
/// When the database fails.
pub async fn in_force(
    app: &App,
    actor: &Actor,
    owner: OrganisationId,
    authority: OrganisationId,
) -> Answer<Option<BankAccount>> {
    match bank_accounts::in_force(app.store(), owner, authority).await? {
        Some(account) => find(app, actor, account.id).await,
        None => Ok(None),
    }
}

/// A page of the accounts that this person sees, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn list(
    app: &App,
    actor: &Actor,
    filter: &Filter,
    page: Page<BankAccountId>,
) -> Answer<Vec<BankAccount>> {
    Ok(bank_accounts::list(app.store(), &Scope::of(actor), filter, page).await?)
}

/// How many such accounts there are.
///
/// # Errors
/// When the database fails.
pub async fn count(app: &App, actor: &Actor, filter: &Filter) -> Answer<u64> {
    Ok(bank_accounts::count(app.store(), &Scope::of(actor), filter).await?)
}

/// What this person can do with the account now, and why not.
#[must_use]
pub fn available_actions(actor: &Actor, account: &BankAccount) -> Vec<Availability> {
    const OFFERED: [(Action, CommandName); 5] = [
        (Action::ConfirmBankAccount, CommandName::Confirm),
        (Action::WithdrawBankAccount, CommandName::Withdraw),
        (Action::ReviewBankAccount, CommandName::Review),
        (Action::ApproveBankAccount, CommandName::Approve),
        (Action::RejectBankAccount, CommandName::Reject),
    ];
    let facts = account.facts(actor.person);
    availability::<BankAccountMachine>(actor, &account.standings(), &account.state, &facts, &OFFERED)
}
