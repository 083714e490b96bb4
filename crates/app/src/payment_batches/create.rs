use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use talkoot_domain::{
    bank_account::BankAccount,
    calendar,
    hands::Deed,
    identifiers::PaymentReference,
    ids::{OrganisationId, PaymentBatchId, PayoutId, ProjectId},
    payment_batch::{
        Event, Format, InOtherBatch, Line, PaymentBatch, State, Unfit, UnfitLine, check_plan, fit, standings,
    },
    payout::{Destination, Payout, StateName},
    policy::{Action, Actor},
    project::Project,
    workflow::{Refusal, RefusalCode, Stamp},
};
use talkoot_storage::{Access, bank_accounts, hands, payment_batches, payment_holds, payouts, people};

use super::{lock_projects, subject};
use crate::{Answer, App, Begun, Failure, Note, Request, Work};

const ACTION: Action = Action::CreatePaymentBatch;
const OBJECT: &str = "payment_batch";

/// The payouts that are to go to the bank together.
#[derive(Clone, Debug)]
pub struct CreatePaymentBatch {
    /// The authority that pays.
    pub authority: OrganisationId,
    /// The payouts, in the order of the file.
    pub payouts: Vec<PayoutId>,
    /// The day on which the bank is to pay.
    pub execution_date: NaiveDate,
    /// Which message the bank takes.
    pub format: Format,
}

/// Puts approved payouts of an authority together.
///
/// # Errors
/// Refused for a day on which no bank pays, without an account of the authority in force, and for each
/// payout that is not approved, is another authority's, names no account in force or is in a batch already;
/// all of them are named.
pub async fn create(
    app: &App,
    actor: &Actor,
    request: Request<CreatePaymentBatch>,
) -> Answer<PaymentBatchId> {
    let mut work = match app.begin(actor, ACTION, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = &request.body;
    work.permit(&standings(asked.authority))?;
    let today = calendar::helsinki_date(work.now);
    check_plan(&asked.payouts, asked.execution_date, today).map_err(|why| Refusal {
        path: why.path(),
        ..Refusal::input(ACTION.into(), &[], why.to_string())
    })?;
    let (payouts, projects) = locked(&work, asked).await?;
    let fitting = fitting(&work, asked, &payouts, &projects).await?;
    let debtor = debtor(&work, asked.authority).await?;
    let number = payment_batches::newest_number(&work.tx, asked.authority).await? + 1;
    let lines = (1..)
        .zip(&fitting)
        .map(|(position, (payout, account))| line(number, position, payout, account))
        .collect::<Answer<Vec<Line>>>()?;
    let batch = PaymentBatch {
        id: app.new_id(),
        version: 1,
        authority: asked.authority,
        number,
        debtor: debtor.id,
        execution_date: asked.execution_date,
        format: asked.format,
        lines,
        created: Stamp {
            by: actor.person,
            at: work.now,
        },
        state: State::Draft,
    };
    payment_batches::insert(&work.tx, &batch).await?;
    prepared(&work, &batch, &payouts).await?;
    let details = serde_json::json!({
        "number": number,
        "payouts": batch.lines.len(),
        "total": batch.total().map_err(Failure::internal)?.to_string(),
        "executionDate": batch.execution_date,
        "account": debtor.id.to_string(),
    });
    work.record(
        OBJECT,
        subject(&batch),
        None,
        Some("draft"),
        Note::details(details),
    );
    work.emit(Event::Created.into(), subject(&batch));
    work.finish(batch.id).await
}

/// The payouts as they are behind the locks of their projects, in no order.
async fn locked(
    work: &Work<'_>,
    asked: &CreatePaymentBatch,
) -> Answer<(HashMap<PayoutId, Payout>, BTreeMap<ProjectId, Project>)> {
    let seen = payouts::find_many(&work.tx, &work.scope, &asked.payouts).await?;
    let projects = lock_projects(work, seen.iter().map(|payout| payout.project)).await?;
    let found = payouts::find_many(&work.tx, &work.scope, &asked.payouts).await?;
    Ok((
        found.into_iter().map(|payout| (payout.id, payout)).collect(),
        projects,
    ))
}

/// The payouts in the order asked for, each with the account that it goes to.
async fn fitting<'a>(
    work: &Work<'_>,
    asked: &CreatePaymentBatch,
    found: &'a HashMap<PayoutId, Payout>,
    projects: &BTreeMap<ProjectId, Project>,
) -> Answer<Vec<(&'a Payout, BankAccount)>> {
    let destinations = destinations(work, &asked.payouts).await?;
    let mut others = others(&work.tx, &asked.payouts).await?;
    let mut fitting = Vec::with_capacity(asked.payouts.len());
    let mut refusals = Vec::new();
    for (place, id) in asked.payouts.iter().enumerate() {
        let payout = found.get(id);
        let of_authority = payout.filter(|payout| {
            let project = projects.get(&payout.project);
            project.is_some_and(|project| project.authority == asked.authority)
        });
        let Some(payout) = of_authority else {
            let message = "there is no such payout of this authority; choose among its approved payouts";
            refusals.push(refusal(place, RefusalCode::InvalidInput, message.to_owned()));
            continue;
        };
        let (destination, account) = match destinations.get(id) {
            Some((destination, account)) => (Some(destination), account.clone()),
            None => (None, None),
        };
        let held = payment_holds::held(&work.tx, payout.project).await?;
        let fits = fit(
            StateName::from(&payout.state),
            destination,
            others.remove(id),
            &held,
        );
        match fits.and_then(|_| account.ok_or(Unfit::AccountChanged)) {
            Ok(account) => fitting.push((payout, account)),
            Err(why) => {
                let amount = payout.to_bank().map_err(Failure::internal)?;
                let (code, position) = (why.code(), place + 1);
                let line = UnfitLine {
                    position,
                    amount,
                    why,
                };
                refusals.push(refusal(place, code, line.to_string()));
            }
        }
    }
    if refusals.is_empty() {
        Ok(fitting)
    } else {
        Err(Failure::Refused(refusals))
    }
}

fn refusal(place: usize, code: RefusalCode, message: String) -> Refusal {
    Refusal {
        path: vec!["payoutIds".to_owned(), place.to_string()],
        ..Refusal::of(code, OBJECT, ACTION.into(), message)
    }
}

/// Where payouts go, with the account that is kept in force until the commit.
async fn destinations(
    work: &Work<'_>,
    ids: &[PayoutId],
) -> Answer<HashMap<PayoutId, (Destination, Option<BankAccount>)>> {
    let named = payouts::destinations(&work.tx, ids).await?;
    let accounts: Vec<_> = named.iter().map(|(_, destination)| destination.account).collect();
    let held = bank_accounts::hold_in_force(&work.tx, &accounts).await?;
    let with_accounts = named.into_iter().map(|(payout, destination)| {
        let account = held.iter().find(|account| account.id == destination.account);
        let in_force = account.is_some();
        (
            payout,
            (
                Destination {
                    in_force,
                    ..destination
                },
                account.cloned(),
            ),
        )
    });
    Ok(with_accounts.collect())
}

/// The batches that these payouts are in already, with the name of whoever was first.
async fn others(db: &impl Access, ids: &[PayoutId]) -> Answer<HashMap<PayoutId, InOtherBatch>> {
    let members = payment_batches::of_payouts(db, ids).await?;
    let makers: Vec<_> = members.iter().map(|one| one.made_by).collect();
    let people = people::find_many(db, &makers).await?;
    let named = members.into_iter().map(|one| {
        let maker = people.iter().find(|person| person.id == one.made_by);
        let other = InOtherBatch {
            number: one.number,
            made_by: maker.map_or_else(|| "somebody".to_owned(), |person| person.name.clone()),
        };
        (one.payout, other)
    });
    Ok(named.collect())
}

/// The authority's own account in force, locked, so that batches are numbered one after the other.
async fn debtor(work: &Work<'_>, authority: OrganisationId) -> Answer<BankAccount> {
    let account = bank_accounts::in_force(&work.tx, authority, authority).await?;
    let missing = || {
        Refusal::of(
            RefusalCode::Incomplete,
            OBJECT,
            ACTION.into(),
            "the authority has no approved account to pay from: an officer proposes it (proposeBankAccount \
             with the authority as its owner), and others confirm, review and approve it",
        )
    };
    let account = account.ok_or_else(missing)?;
    let account = bank_accounts::lock(&work.tx, account.id).await?;
    let in_force = account.filter(|account| {
        matches!(
            account.state,
            talkoot_domain::bank_account::State::Approved { .. }
        )
    });
    Ok(in_force.ok_or_else(missing)?)
}

/// A payment without a reference of the payee's own gets one of the batch and its place in it.
fn line(batch: i32, position: i32, payout: &Payout, account: &BankAccount) -> Answer<Line> {
    let reference = match &account.details.reference {
        Some(reference) => reference.clone(),
        None => PaymentReference::from_base(&format!("{batch}{position:03}")).map_err(Failure::internal)?,
    };
    Ok(Line {
        position,
        payout: payout.id,
        project: payout.project,
        account: account.id,
        amount: payout.to_bank().map_err(Failure::internal)?,
        reference,
    })
}

/// Records who does not approve the batch: who made it, and who created its payouts or pointed them to
/// their accounts.
async fn prepared(work: &Work<'_>, batch: &PaymentBatch, found: &HashMap<PayoutId, Payout>) -> Answer<()> {
    let id = batch.id.into();
    work.had_a_hand(OBJECT, id, Deed::Drafted).await?;
    let ids: Vec<PayoutId> = found.keys().copied().collect();
    let named = payouts::destinations(&work.tx, &ids).await?;
    let namers = named.into_iter().map(|(_, destination)| destination.named.by);
    let mut people: Vec<_> = found
        .values()
        .map(|payout| payout.created.by)
        .chain(namers)
        .collect();
    people.sort_unstable();
    people.dedup();
    for person in people {
        hands::add(&work.tx, OBJECT, id, person, Deed::Prepared).await?;
    }
    Ok(())
}
