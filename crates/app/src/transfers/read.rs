use talkoot_domain::{
    ids::TransferId,
    policy::{self, Action, Actor},
    transfer::{CommandName, Transfer, TransferMachine},
};
use talkoot_storage::{Page, Scope, projects, transfers};

use super::Filter;
use crate::{Answer, App, Availability, Failure, agreements::is_agreed_for_transfer, availability};

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
///
/// # Errors
/// When the database fails.
pub async fn available_actions(app: &App, actor: &Actor, transfer: &Transfer) -> Answer<Vec<Availability>> {
    const OFFERED: [(Action, CommandName); 3] = [
        (Action::RecordTransfer, CommandName::Record),
        (Action::ConfirmTransfer, CommandName::Confirm),
        (Action::DisputeTransfer, CommandName::Dispute),
    ];
    let standings = transfer.standings();
    // Only who may record it is told whether an agreement is missing.
    let is_agreed = match policy::permit(Action::RecordTransfer, actor, &standings) {
        Ok(_) => {
            let project = projects::find(app.store(), &Scope::system(), transfer.project).await?;
            let project = project.ok_or(Failure::NotFound("project"))?;
            is_agreed_for_transfer(app.store(), &project, transfer).await?
        }
        Err(_) => true,
    };
    let facts = transfer.facts(actor.person, is_agreed);
    Ok(availability::<TransferMachine>(
        actor,
        &standings,
        &transfer.state,
        &facts,
        &OFFERED,
    ))
}
