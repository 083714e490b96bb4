use std::fmt::Debug;

use talkoot_domain::{
    bank_account::{BankAccount, BankAccountMachine, Command},
    ids::BankAccountId,
    policy::{Action, Actor},
};
use talkoot_storage::bank_accounts;

use super::subject;
use crate::{Answer, App, Begun, Note, Request, Version, Work};

/// An account that the authority refuses.
#[derive(Clone, Debug)]
pub struct RejectBankAccount {
    /// Which.
    pub id: BankAccountId,
    /// The version that was read.
    pub expected_version: Version,
    /// Why.
    pub reason: String,
}

/// Confirms an account for its owner.
///
/// # Errors
/// Refused to whoever proposed it.
pub async fn confirm(
    app: &App,
    actor: &Actor,
    request: Request<(BankAccountId, Version)>,
) -> Answer<BankAccountId> {
    let asked = request.body;
    step(
        app,
        actor,
        Action::ConfirmBankAccount,
        &request,
        asked,
        Command::Confirm,
    )
    .await
}

/// Reviews an account for the authority.
///
/// # Errors
/// Refused to whoever confirmed it.
pub async fn review(
    app: &App,
    actor: &Actor,
    request: Request<(BankAccountId, Version)>,
) -> Answer<BankAccountId> {
    let asked = request.body;
    step(
        app,
        actor,
        Action::ReviewBankAccount,
        &request,
        asked,
        Command::Review,
    )
    .await
}

/// Approves an account for the authority; the one that was in force is put out of force.
///
/// # Errors
/// Refused to whoever reviewed or proposed it.
pub async fn approve(
    app: &App,
    actor: &Actor,
    request: Request<(BankAccountId, Version)>,
) -> Answer<BankAccountId> {
    let asked = request.body;
    step(
        app,
        actor,
        Action::ApproveBankAccount,
        &request,
        asked,
        Command::Approve,
    )
    .await
}

/// Takes a proposed account back.
///
/// # Errors
/// Refused once it is in force.
pub async fn withdraw(
    app: &App,
    actor: &Actor,
    request: Request<(BankAccountId, Version)>,
) -> Answer<BankAccountId> {
    let asked = request.body;
    step(
        app,
        actor,
        Action::WithdrawBankAccount,
        &request,
        asked,
        Command::Withdraw,
    )
    .await
}

/// Refuses an account for the authority.
///
/// # Errors
/// Refused without a reason.
pub async fn reject(app: &App, actor: &Actor, request: Request<RejectBankAccount>) -> Answer<BankAccountId> {
    let asked = (request.body.id, request.body.expected_version);
    let command = Command::Reject {
        reason: request.body.reason.trim().to_owned(),
    };
    step(app, actor, Action::RejectBankAccount, &request, asked, command).await
}

async fn step<T: Debug>(
    app: &App,
    actor: &Actor,
    action: Action,
    request: &Request<T>,
    (id, expected): (BankAccountId, Version),
    command: Command,
) -> Answer<BankAccountId> {
    let mut work = match app.begin(actor, action, request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let account = work.found(
        "bank account",
        bank_accounts::find(&work.tx, &work.scope, id).await?,
    )?;
    work.permit(&account.standings())?;
    work.same_version("bank_account", account.id.into(), account.version, expected)
        .await?;
    let note = match &command {
        Command::Reject { reason } => Note::reason(reason),
        Command::Confirm | Command::Review | Command::Approve | Command::Withdraw | Command::Supersede => {
            Note::details(serde_json::json!({ "iban": account.details.iban.electronic() }))
        }
    };
    let approves = command == Command::Approve;
    let facts = account.facts(actor.person);
    let about = subject(&account);
    let state = work.decide::<BankAccountMachine>(about, account.state.clone(), command, &facts, note)?;
    if approves {
        supersede(&mut work, &account, actor).await?;
    }
    bank_accounts::update(&work.tx, &BankAccount { state, ..account }).await?;
    work.finish(id).await
}

/// Puts the account that was in force out of force, for this one takes its place.
async fn supersede(work: &mut Work<'_>, by: &BankAccount, actor: &Actor) -> Answer<()> {
    let Some(old) = bank_accounts::in_force(&work.tx, by.owner, by.authority).await? else {
        return Ok(());
    };
    let note = Note::details(serde_json::json!({ "replacedBy": by.id.to_string() }));
    let facts = old.facts(actor.person);
    let command = Command::Supersede;
    let state = work.decide::<BankAccountMachine>(subject(&old), old.state.clone(), command, &facts, note)?;
    Ok(bank_accounts::update(&work.tx, &BankAccount { state, ..old }).await?)
}
