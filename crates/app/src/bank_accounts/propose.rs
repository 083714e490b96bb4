use talkoot_domain::{
    bank_account::{BankAccount, Bic, Details, Event, State, standings},
    identifiers::{Iban, PaymentReference},
    ids::{BankAccountId, OrganisationId},
    organisation::OrganisationKind,
    policy::{Action, Actor},
    workflow::{Refusal, RefusalCode, Stamp},
};
use talkoot_storage::{bank_accounts, organisations};

use super::subject;
use crate::{Answer, App, Begun, Note, Request, Work};

/// An account as somebody types it.
#[derive(Clone, Debug)]
pub struct ProposeBankAccount {
    /// Whose account it is.
    pub owner: OrganisationId,
    /// The authority that pays to it, or from it.
    pub authority: OrganisationId,
    /// The account number.
    pub iban: String,
    /// The bank's code, if it is to be named.
    pub bic: Option<String>,
    /// The reference number under which the municipality expects the money.
    pub reference: Option<String>,
    /// The bank's identifier of the payer, for an authority's own account.
    pub service_id: Option<String>,
    /// Why the account is new.
    pub reason: String,
}

/// The longest identifier of a payer (ISO 20022, `Max35Text`).
const LONGEST_SERVICE_ID: usize = 35;

/// Proposes an account, beside the one that is in force.
///
/// # Errors
/// Refused for a mistyped number, without a reason, and while another account waits for a decision.
pub async fn propose(
    app: &App,
    actor: &Actor,
    request: Request<ProposeBankAccount>,
) -> Answer<BankAccountId> {
    let mut work = match app.begin(actor, Action::ProposeBankAccount, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = &request.body;
    work.permit(&standings(asked.owner, asked.authority))?;
    let authority = organisations::find(&work.tx, asked.authority).await?;
    if work.found("organisation", authority)?.kind != OrganisationKind::Authority {
        let message = "choose the authority that pays: an account is used by one authority";
        return Err(work.faulty(&["authorityId"], message));
    }
    let details = details(&work, asked)?;
    if let Some(open) = bank_accounts::open(&work.tx, asked.owner, asked.authority).await? {
        return Err(waits(open.number).into());
    }
    let in_force = bank_accounts::in_force(&work.tx, asked.owner, asked.authority).await?;
    if in_force
        .as_ref()
        .is_some_and(|account| same_payment(&account.details, &details))
    {
        let message = "this account is in force already, with the same bank and reference";
        return Err(work.faulty(&["iban"], message));
    }
    let newest = bank_accounts::newest_number(&work.tx, asked.owner, asked.authority).await?;
    let account = BankAccount {
        id: app.new_id(),
        version: 1,
        owner: asked.owner,
        authority: asked.authority,
        number: newest + 1,
        details,
        replaces: in_force.map(|account| account.id),
        proposed: Stamp {
            by: actor.person,
            at: work.now,
        },
        state: State::Proposed,
    };
    bank_accounts::insert(&work.tx, &account).await?;
    let note = Note {
        reason: Some(account.details.reason.clone()),
        details: serde_json::json!({
            "owner": asked.owner.to_string(),
            "authority": asked.authority.to_string(),
            "number": account.number,
            "iban": account.details.iban.electronic(),
            "bic": account.details.bic.as_ref().map(Bic::as_str),
            "reference": account.details.reference.as_ref().map(PaymentReference::national),
        }),
    };
    work.record("bank_account", subject(&account), None, Some("proposed"), note);
    work.emit(Event::Proposed.into(), subject(&account));
    work.finish(account.id).await
}

fn same_payment(one: &Details, other: &Details) -> bool {
    (&one.iban, &one.bic, &one.reference, &one.service_id)
        == (&other.iban, &other.bic, &other.reference, &other.service_id)
}

fn waits(number: i32) -> Refusal {
    Refusal::of(
        RefusalCode::Duplicate,
        "bank_account",
        Action::ProposeBankAccount.into(),
        format!("account {number} waits for a decision; withdraw it before you propose another one"),
    )
}

fn details(work: &Work<'_>, asked: &ProposeBankAccount) -> Answer<Details> {
    let iban: Iban = asked
        .iban
        .parse()
        .map_err(|why: talkoot_domain::identifiers::IbanRefused| work.faulty(&["iban"], why.to_string()))?;
    let bic = given(asked.bic.as_deref())
        .map(|text| {
            text.parse::<Bic>()
                .map_err(|why| work.faulty(&["bic"], why.to_string()))
        })
        .transpose()?;
    let reference = given(asked.reference.as_deref())
        .map(|text| {
            text.parse::<PaymentReference>()
                .map_err(|why| work.faulty(&["reference"], why.to_string()))
        })
        .transpose()?;
    let service_id = given(asked.service_id.as_deref()).map(str::to_owned);
    if let Some(id) = &service_id {
        if asked.owner != asked.authority {
            let message =
                "only the account that an authority pays from has the bank's identifier of the payer";
            return Err(work.faulty(&["serviceId"], message));
        }
        if id.len() > LONGEST_SERVICE_ID || !id.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            let message = "write the identifier as the bank gave it: at most 35 letters and digits";
            return Err(work.faulty(&["serviceId"], message));
        }
    }
    let reason = asked.reason.trim();
    if reason.is_empty() {
        let message = "write why the account is new, for those who review it";
        return Err(work.faulty(&["reason"], message));
    }
    Ok(Details {
        iban,
        bic,
        reference,
        service_id,
        reason: reason.to_owned(),
    })
}

fn given(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}
