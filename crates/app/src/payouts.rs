//! Payouts: created by the officer, approved by another person, confirmed by the bank.

use std::fmt::Debug;

use chrono::NaiveDate;
use talkoot_domain::{
    claim::{self, ClaimMachine},
    hands::Hands,
    ids::{ClaimId, PayoutId, PersonId},
    payout::{Command, CommandName, Event, Facts, Payout, PayoutMachine, State},
    policy::{Action, Actor},
    project::Project,
    workflow::{Machine, Stamp},
};
use talkoot_storage::{Scope, hands, payouts, projects};

use crate::{Answer, App, Availability, Begun, Note, Request, Subject, Version, availability, claims};

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
    work.same_version("claim", claim.version, expected)?;
    let facts = claims::facts(&work.tx, &project, &claim, actor.person).await?;
    let about = claims::subject(&claim);
    let amount = claim.figures.payable;
    let order = claim::Command::OrderPayout;
    work.decide::<ClaimMachine>(about, claim.state, order, &facts, Note::none())?;
    let payout = Payout {
        id: app.new_id(),
        version: 1,
        project: project.id,
        claim: id,
        amount,
        created: Stamp {
            by: actor.person,
            at: work.now,
        },
        state: State::Created,
    };
    payouts::insert(&work.tx, &payout).await?;
    let details = serde_json::json!({ "claim": id.to_string(), "amount": amount.to_string() });
    work.record(
        "payout",
        subject(&payout),
        None,
        Some("created"),
        Note::details(details),
    );
    work.emit(Event::Created.into(), subject(&payout));
    work.finish(payout.id).await
}

fn subject(payout: &Payout) -> Subject {
    Subject {
        id: payout.id.into(),
        project: Some(payout.project),
    }
}

/// Approves a payout, as the second person.
///
/// # Errors
/// Refused to whoever created it.
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
    let seen = work.found("payout", payouts::find(&work.tx, &work.scope, id).await?)?;
    let project = projects::lock(&work.tx, &work.scope, seen.project).await?;
    let project = work.found("project", project)?;
    let payout = work.found("payout", payouts::find(&work.tx, &work.scope, id).await?)?;
    work.permit(&project.standings(None))?;
    work.same_version("payout", payout.version, expected)?;
    let claim_hands = hands::of(&work.tx, ClaimMachine::OBJECT, payout.claim.into()).await?;
    let facts = facts(&payout, claim_hands, actor.person);
    let note = match &command {
        Command::Fail { reason } => Note::reason(reason),
        Command::Confirm {
            bank_reference,
            value_date,
        } => Note::details(serde_json::json!({ "bankReference": bank_reference, "valueDate": value_date })),
        Command::Approve | Command::Send => Note::none(),
    };
    let state = work.decide::<PayoutMachine>(subject(&payout), payout.state, command, &facts, note)?;
    payouts::update(&work.tx, &Payout { state, ..payout }).await?;
    work.finish(id).await
}

/// The payout, if it exists for this person.
///
/// # Errors
/// When the database fails.
pub async fn find(app: &App, actor: &Actor, id: PayoutId) -> Answer<Option<Payout>> {
    Ok(payouts::find(app.store(), &Scope::of(actor), id).await?)
}

/// Every payout of claims that the person has found, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn of_claims(app: &App, claims: &[ClaimId]) -> Answer<Vec<Payout>> {
    Ok(payouts::of_claims(app.store(), claims).await?)
}

fn facts(payout: &Payout, claim_hands: Hands, by: PersonId) -> Facts {
    Facts {
        by,
        created_by: payout.created.by,
        claim_hands,
    }
}

/// What this person can do with the payout now, and why not; `claim_hands` are those of its claim.
#[must_use]
pub fn available_actions(
    actor: &Actor,
    project: &Project,
    payout: &Payout,
    claim_hands: Hands,
) -> Vec<Availability> {
    const OFFERED: [(Action, CommandName); 4] = [
        (Action::ApprovePayout, CommandName::Approve),
        (Action::SendPayout, CommandName::Send),
        (Action::ConfirmPayout, CommandName::Confirm),
        (Action::FailPayout, CommandName::Fail),
    ];
    let facts = facts(payout, claim_hands, actor.person);
    let standings = project.standings(None);
    availability::<PayoutMachine>(actor, &standings, &payout.state, &facts, &OFFERED)
}
