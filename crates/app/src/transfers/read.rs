use talkoot_domain::{
    ids::TransferId,
    policy::{Action, Actor},
    transfer::{CommandName, Transfer, TransferMachine},
};
use talkoot_storage::{Page, Scope, transfers};

use super::Filter;
use crate::{Answer, App, Availability, availability};

/// The transfer, if it exists for this person.
///
/// # Errors
/// When the database fails.
pub async fn find(app: &App, actor: &Actor, id: TransferId) -> Answer<Option<Transfer>> {
    Ok(transfers::find(app.store(), &Scope::of(actor), id).await?)
}

/// A page of the transfers that this person sees, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn list(
    app: &App,
    actor: &Actor,
    filter: &Filter,
    page: Page<TransferId>,
) -> Answer<Vec<Transfer>> {
    Ok(transfers::list(app.store(), &Scope::of(actor), filter, page).await?)
}

/// How many such transfers there are.
///
/// # Errors
/// When the database fails.
pub async fn count(app: &App, actor: &Actor, filter: &Filter) -> Answer<u64> {
    Ok(transfers::count(app.store(), &Scope::of(actor), filter).await?)
}

/// What this person can do with the transfer now, and why not.
#[must_use]
pub fn available_actions(actor: &Actor, transfer: &Transfer) -> Vec<Availability> {
    const OFFERED: [(Action, CommandName); 3] = [
        (Action::RecordTransfer, CommandName::Record),
        (Action::ConfirmTransfer, CommandName::Confirm),
        (Action::DisputeTransfer, CommandName::Dispute),
    ];
    let facts = transfer.facts(actor.person);
    availability::<TransferMachine>(actor, &transfer.standings(), &transfer.state, &facts, &OFFERED)
}
