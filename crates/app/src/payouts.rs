//! Payouts: created by the officer, approved by another person, confirmed by the bank.

mod advance;
mod attention;
mod bank;
mod final_balance;
mod set_off;

pub use advance::{OrderInstalment, advance_actions, create_of_advance};
pub use attention::{Waiting, Waits, count_needing_attention, needing_attention};
pub use final_balance::create_final;
pub use set_off::{
    ProposeSetOff, WithdrawSetOff, propose_set_off, set_offs, set_offs_of_recoveries, withdraw_set_off,
};

pub(crate) use bank::{bank_facts, sent_with};
pub(crate) use final_balance::final_action;
pub(crate) use set_off::unbookable;

use std::fmt::Debug;

use chrono::NaiveDate;
use talkoot_domain::{
    calendar,
    claim::{self, ClaimMachine},
    decision::DecisionMachine,
    hands::Hands,
    ids::{BankAccountId, ClaimId, OrganisationId, PayoutId, PersonId, ProjectId},
    money::Money,
    payout::{Command, CommandName, Destination, Event, Facts, Payout, PayoutMachine, Source, State},
    policy::{Action, Actor},
    project::Project,
    workflow::{Machine, Refusal, Stamp},
};
use talkoot_storage::{Access, Scope, StorageError, bank_accounts, hands, payment_holds, payouts, projects};

use crate::{
    Answer, App, Availability, Begun, Failure, Note, Request, Subject, Version, Work, availability, claims,
    payment_batches::{self, Membership},
};

/// What the bank said.
#[derive(Clone, Debug)]
pub struct ConfirmPayout {
    /// Which.
    pub id: PayoutId,
    /// The version that was read.
    pub expected_version: Version,
    /// The bank's reference of the transaction.
    pub bank_reference: String,
    /// The day on which the money was booked.
    pub value_date: NaiveDate,
}

/// A payment that the bank could not make.
#[derive(Clone, Debug)]
pub struct FailPayout {
    /// Which.
    pub id: PayoutId,
    /// The version that was read.
    pub expected_version: Version,
    /// Why.
    pub reason: String,
}

/// Creates the payout of what is payable for an approved claim.
///
/// # Errors
/// Refused when nothing is payable, and while another payout of the claim has not failed.
pub async fn create(app: &App, actor: &Actor, request: Request<(ClaimId, Version)>) -> Answer<PayoutId> {
    let (id, expected) = request.body;
    let mut work = match app.begin(actor, Action::CreatePayout, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let (project, claim) = claims::locked(&work, id).await?;
    work.permit(&project.standings(None))?;
    work.same_version("claim", claim.id.into(), claim.version, expected)
        .await?;
    let facts = claims::facts(&work.tx, &project, &claim, actor.person).await?;
    let about = claims::subject(&claim);
    let amount = claim.figures.payable;
    let order = claim::Command::OrderPayout;
    work.decide::<ClaimMachine>(about, claim.state, order, &facts, Note::none())?;
    let details = serde_json::json!({ "claim": id.to_string(), "amount": amount.to_string() });
    let payout = start(
        &mut work,
        &project,
        claim.lead,
        (Source::Claim(id), amount),
        details,
    )
    .await?;
    work.finish(payout).await
}

/// Stores a new payout to the account in force of whoever is paid, and logs its birth with `details`.
async fn start(
    work: &mut Work<'_>,
    project: &Project,
    payee: OrganisationId,
    (source, amount): (Source, Money),
    mut details: serde_json::Value,
) -> Answer<PayoutId> {
    // Whatever is paid: a claim asks for this beforehand, an advance here.
    let held = payment_holds::held(&work.tx, project.id).await?;
    held.check().map_err(|why| {
        Refusal::of(
            why.code(),
            PayoutMachine::OBJECT,
            Action::CreatePayout.into(),
            why.to_string(),
        )
    })?;
    let payout = Payout {
        id: work.app.new_id(),
        version: 1,
        project: project.id,
        source,
        amount,
        set_off: Money::ZERO,
        created: Stamp {
            by: work.actor()?.person,
            at: work.now,
        },
        state: State::Created,
    };
    payouts::insert(&work.tx, &payout).await?;
    let account = bank_accounts::in_force(&work.tx, payee, project.authority).await?;
    let account = work.found("bank account", account)?.id;
    name(work, payout.id, account, payout.created).await?;
    details["account"] = account.to_string().into();
    work.record(
        "payout",
        subject(&payout),
        None,
        Some("created"),
        Note::details(details),
    );
    work.emit(Event::Created.into(), subject(&payout));
    Ok(payout.id)
}

fn subject(payout: &Payout) -> Subject {
    Subject {
        id: payout.id.into(),
        project: Some(payout.project),
    }
}

async fn name(work: &Work<'_>, payout: PayoutId, account: BankAccountId, named: Stamp) -> Answer<()> {
    let destination = Destination {
        account,
        named,
        in_force: true,
    };
    Ok(payouts::set_destination(&work.tx, payout, &destination).await?)
}

/// Points a payout to the account in force of whoever is paid; a second person approves it anew then.
///
/// # Errors
/// Refused when the account is named already, when there is none, and while the payout is in a batch.
pub async fn redirect(app: &App, actor: &Actor, request: Request<(PayoutId, Version)>) -> Answer<PayoutId> {
    let (id, expected) = request.body;
    let mut work = match app.begin(actor, Action::RedirectPayout, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let (project, payout, batch) = locked(&work, id).await?;
    work.permit(&project.standings(None))?;
    work.same_version("payout", payout.id.into(), payout.version, expected)
        .await?;
    let payee = payee(&work.tx, &project, &payout).await?;
    let account = bank_accounts::in_force(&work.tx, payee, project.authority).await?;
    let account = account.map(|account| account.id);
    let batch = batch.map(|batch| batch.number);
    let facts = facts(
        &work.tx,
        (&project, &payout),
        (Hands::default(), batch),
        calendar::helsinki_date(work.now),
        actor.person,
    )
    .await?;
    let details = serde_json::json!({
        "before": facts.destination.map(|destination| destination.account.to_string()),
        "account": account.map(|account| account.to_string()),
    });
    let command = Command::Redirect { account };
    let note = Note::details(details);
    let state =
        work.decide::<PayoutMachine>(subject(&payout), payout.state.clone(), command, &facts, note)?;
    if let Some(account) = account {
        let named = Stamp {
            by: actor.person,
            at: work.now,
        };
        name(&work, id, account, named).await?;
    }
    payouts::update(&work.tx, &Payout { state, ..payout }).await?;
    work.finish(id).await
}

/// Who is paid: the lead of the time of a claim, the lead of today otherwise.
async fn payee(db: &impl Access, project: &Project, payout: &Payout) -> Answer<OrganisationId> {
    match payout.source {
        Source::Claim(claim) => {
            let claim = talkoot_storage::claims::find(db, &Scope::system(), claim).await?;
            Ok(claim.ok_or(Failure::NotFound("claim"))?.lead)
        }
        Source::Advance { .. } | Source::FinalBalance(_) => Ok(project.lead),
    }
}

/// Locks the batch that a payout is in and then its project, and reads the payout again behind the locks;
/// gives the batch while it is under way.
async fn locked(work: &Work<'_>, id: PayoutId) -> Answer<(Project, Payout, Option<Membership>)> {
    let seen = work.found("payout", payouts::find(&work.tx, &work.scope, id).await?)?;
    let before = batch_of(&work.tx, id).await?;
    if let Some(batch) = before {
        talkoot_storage::payment_batches::lock(&work.tx, &Scope::system(), batch.batch).await?;
    }
    let project = projects::lock(&work.tx, &work.scope, seen.project).await?;
    let project = work.found("project", project)?;
    let payout = work.found("payout", payouts::find(&work.tx, &work.scope, id).await?)?;
    let batch = batch_of(&work.tx, id).await?;
    if let Some(new) = batch.filter(|new| before.is_none_or(|seen| seen.batch != new.batch)) {
        // Its lock would have to come before that of the project.
        tracing::info!(batch = %new.batch, "a payout was put in a batch while somebody else dealt with it");
        return Err(StorageError::Stale { table: "payout" }.into());
    }
    Ok((project, payout, batch.filter(|batch| batch.state.is_live())))
}

async fn batch_of(db: &impl Access, payout: PayoutId) -> Answer<Option<Membership>> {
    Ok(talkoot_storage::payment_batches::of_payouts(db, &[payout])
        .await?
        .pop())
}

/// Everybody who had a hand in what is paid: in the claim, or in the decision that grants the advance.
async fn hands_of(db: &impl Access, project: &Project, payout: &Payout) -> Answer<Hands> {
    Ok(match payout.source.claim() {
        Some(claim) => hands::of(db, ClaimMachine::OBJECT, claim.into()).await?,
        None => hands::of(db, DecisionMachine::OBJECT, project.decision.into()).await?,
    })
}

async fn facts(
    db: &impl Access,
    (project, payout): (&Project, &Payout),
    (claim_hands, batch): (Hands, Option<i32>),
    today: NaiveDate,
    by: PersonId,
) -> Answer<Facts> {
    let set_offs = payouts::set_offs(db, &[payout.id]).await?;
    Ok(Facts {
        by,
        created_by: payout.created.by,
        to_bank: payout.to_bank().map_err(Failure::internal)?,
        set_off_by: set_offs.iter().map(|one| one.proposed.by).collect(),
        destination: payouts::destination(db, payout.id).await?,
        batch,
        claim_hands,
        held: payment_holds::held(db, payout.project).await?,
        expired: project.terms.appropriation_expires_on.filter(|day| today >= *day),
    })
}

/// Approves a payout with what is set off against it, as the second person; when nothing of it goes to the
/// bank, it is settled at once.
///
/// # Errors
/// Refused to whoever created it, and to whoever proposed what is set off against it.
pub async fn approve(app: &App, actor: &Actor, request: Request<(PayoutId, Version)>) -> Answer<PayoutId> {
    let asked = request.body;
    step(
        app,
        actor,
        Action::ApprovePayout,
        &request,
        asked,
        Command::Approve,
    )
    .await
}

/// Records that a payout went to the bank.
///
/// # Errors
/// Refused before it is approved.
pub async fn send(app: &App, actor: &Actor, request: Request<(PayoutId, Version)>) -> Answer<PayoutId> {
    let asked = request.body;
    step(app, actor, Action::SendPayout, &request, asked, Command::Send).await
}

/// Records that the money arrived; the claim is paid then, by a reaction.
///
/// # Errors
/// Refused without a reference, and for an impossible value date.
pub async fn confirm(app: &App, actor: &Actor, request: Request<ConfirmPayout>) -> Answer<PayoutId> {
    let asked = request.body.clone();
    let command = Command::Confirm {
        bank_reference: asked.bank_reference.trim().to_owned(),
        value_date: asked.value_date,
    };
    let payout = (asked.id, asked.expected_version);
    step(app, actor, Action::ConfirmPayout, &request, payout, command).await
}

/// Records that the bank could not pay; another payout can be created then.
///
/// # Errors
/// Refused without a reason.
pub async fn fail(app: &App, actor: &Actor, request: Request<FailPayout>) -> Answer<PayoutId> {
    let asked = request.body.clone();
    let command = Command::Fail {
        reason: asked.reason.trim().to_owned(),
    };
    let payout = (asked.id, asked.expected_version);
    step(app, actor, Action::FailPayout, &request, payout, command).await
}

async fn step<T: Debug>(
    app: &App,
    actor: &Actor,
    action: Action,
    request: &Request<T>,
    (id, expected): (PayoutId, Version),
    command: Command,
) -> Answer<PayoutId> {
    let mut work = match app.begin(actor, action, request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let (project, payout, batch) = locked(&work, id).await?;
    work.permit(&project.standings(None))?;
    work.same_version("payout", payout.id.into(), payout.version, expected)
        .await?;
    let hands = hands_of(&work.tx, &project, &payout).await?;
    let number = batch.map(|batch| batch.number);
    let facts = facts(
        &work.tx,
        (&project, &payout),
        (hands, number),
        calendar::helsinki_date(work.now),
        actor.person,
    )
    .await?;
    let payout = carry_out(&mut work, (&project, payout), command, &facts).await?;
    if matches!(payout.state, State::Approved { .. }) {
        set_off::settle_when_whole(&mut work, &project, payout).await?;
    }
    if let Some(batch) = batch {
        payment_batches::settle_when_over(&mut work, batch.batch).await?;
    }
    work.finish(id).await
}

/// Takes a step of a payout behind the lock of its project, with what follows from it for an open claim;
/// gives the payout as it is then.
pub(crate) async fn carry_out(
    work: &mut Work<'_>,
    (project, payout): (&Project, Payout),
    command: Command,
    facts: &Facts,
) -> Answer<Payout> {
    let note = match &command {
        Command::Fail { reason } => Note::reason(reason),
        Command::Confirm {
            bank_reference,
            value_date,
        } => Note::details(serde_json::json!({ "bankReference": bank_reference, "valueDate": value_date })),
        Command::Approve
        | Command::Redirect { .. }
        | Command::SetOff
        | Command::WithdrawSetOff
        | Command::SettleBySetOff
        | Command::Send => Note::none(),
    };
    let state = work.decide::<PayoutMachine>(subject(&payout), payout.state.clone(), command, facts, note)?;
    let is_booked = matches!(state, State::Confirmed { .. });
    let mut payout = Payout { state, ..payout };
    payouts::update(&work.tx, &payout).await?;
    payout.version += 1;
    set_off::booked(work, project, &payout).await?;
    if is_booked && matches!(payout.source, Source::Advance { .. }) {
        // An open claim clears what has been paid in advance, this instalment included.
        let command = work.action();
        claims::refresh_open(work, command, project, ("payout", payout.id.into())).await?;
    }
    Ok(payout)
}

/// The payout, if it exists for this person.
///
/// # Errors
/// When the database fails.
pub async fn find(app: &App, actor: &Actor, id: PayoutId) -> Answer<Option<Payout>> {
    Ok(payouts::find(app.store(), &Scope::of(actor), id).await?)
}

/// These payouts, for this person.
///
/// # Errors
/// When the database fails.
pub async fn find_many(app: &App, actor: &Actor, ids: &[PayoutId]) -> Answer<Vec<Payout>> {
    Ok(payouts::find_many(app.store(), &Scope::of(actor), ids).await?)
}

/// Every payout of claims that the person has found, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn of_claims(app: &App, claims: &[ClaimId]) -> Answer<Vec<Payout>> {
    Ok(payouts::of_claims(app.store(), claims).await?)
}

/// The accounts that payouts which the person has found go to.
///
/// # Errors
/// When the database fails.
pub async fn destinations(app: &App, payouts: &[PayoutId]) -> Answer<Vec<(PayoutId, Destination)>> {
    Ok(payouts::destinations(app.store(), payouts).await?)
}

/// Every payout of projects that the person has found, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn of_projects(app: &App, projects: &[ProjectId]) -> Answer<Vec<Payout>> {
    Ok(payouts::of_projects(app.store(), projects).await?)
}

/// What this person can do with the payout now, and why not; `claim_hands` are those of its claim, if it
/// pays one and they are known already, and `batch` is the one that it is in.
///
/// # Errors
/// When the database fails.
pub async fn available_actions(
    app: &App,
    actor: &Actor,
    project: &Project,
    payout: &Payout,
    (claim_hands, batch): (Option<Hands>, Option<Membership>),
) -> Answer<Vec<Availability>> {
    const OFFERED: [(Action, CommandName); 7] = [
        (Action::ApprovePayout, CommandName::Approve),
        (Action::RedirectPayout, CommandName::Redirect),
        (Action::ProposeSetOff, CommandName::SetOff),
        (Action::WithdrawSetOff, CommandName::WithdrawSetOff),
        (Action::SendPayout, CommandName::Send),
        (Action::ConfirmPayout, CommandName::Confirm),
        (Action::FailPayout, CommandName::Fail),
    ];
    let hands = match claim_hands {
        Some(known) => known,
        None => hands_of(app.store(), project, payout).await?,
    };
    let batch = batch.filter(|batch| batch.state.is_live());
    let number = batch.map(|batch| batch.number);
    let facts = facts(
        app.store(),
        (project, payout),
        (hands, number),
        app.today(),
        actor.person,
    )
    .await?;
    let standings = project.standings(None);
    Ok(availability::<PayoutMachine>(
        actor,
        &standings,
        &payout.state,
        &facts,
        &OFFERED,
    ))
}
