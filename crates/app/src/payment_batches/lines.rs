//! What must be known to decide about a batch.

use std::collections::{BTreeMap, btree_map::Entry};

use talkoot_domain::{
    bank_account, calendar,
    ids::{PayoutId, PersonId},
    payment_batch::{Facts, Line, PaymentBatch, PaymentBatchMachine, Unfit, UnfitLine, fit},
    payment_hold::Held,
    payout::{Destination, Payout, StateName},
    workflow::Machine,
};
use talkoot_storage::{Access, Scope, bank_accounts, hands, payment_holds, payouts};

use crate::{Answer, App};

/// The payouts of a batch, in no order.
pub(super) async fn payouts_of(db: &impl Access, batch: &PaymentBatch) -> Answer<Vec<Payout>> {
    Ok(payouts::find_many(db, &Scope::system(), &ids(batch)).await?)
}

fn ids(batch: &PaymentBatch) -> Vec<PayoutId> {
    batch.lines.iter().map(|line| line.payout).collect()
}

pub(super) async fn facts(db: &impl Access, app: &App, batch: &PaymentBatch, by: PersonId) -> Answer<Facts> {
    let payouts = payouts_of(db, batch).await?;
    let destinations = payouts::destinations(db, &ids(batch)).await?;
    let mut holds = BTreeMap::new();
    for project in batch.lines.iter().map(|line| line.project) {
        if let Entry::Vacant(place) = holds.entry(project) {
            place.insert(payment_holds::held(db, project).await?);
        }
    }
    let debtor = bank_accounts::find_many(db, &Scope::system(), &[batch.debtor]).await?;
    let counted = |wanted: &[StateName]| {
        let states = payouts.iter().map(|payout| StateName::from(&payout.state));
        states.filter(|state| wanted.contains(state)).count()
    };
    let over = counted(&[StateName::Confirmed, StateName::Failed]);
    Ok(Facts {
        by,
        hands: hands::of(db, PaymentBatchMachine::OBJECT, batch.id.into()).await?,
        unfit: batch.lines.iter().find_map(|line| {
            let payout = payouts.iter().find(|payout| payout.id == line.payout);
            let named = destinations.iter().find(|(id, _)| *id == line.payout);
            let held = holds.get(&line.project).unwrap_or(&Held::No);
            unfit(line, payout, named.map(|(_, destination)| destination), held)
        }),
        debtor_in_force: debtor
            .iter()
            .any(|account| matches!(account.state, bank_account::State::Approved { .. })),
        execution_date: batch.execution_date,
        today: calendar::helsinki_date(app.now()),
        open: batch.lines.len().saturating_sub(over),
        confirmed: counted(&[StateName::Confirmed]),
    })
}

/// What stops a payment that a batch holds.
fn unfit(
    line: &Line,
    payout: Option<&Payout>,
    destination: Option<&Destination>,
    held: &Held,
) -> Option<UnfitLine> {
    let state = payout.map_or(StateName::Created, |payout| StateName::from(&payout.state));
    let why = match fit(state, destination, None, held) {
        Ok(destination) if destination.account != line.account => Unfit::OtherAccount,
        Ok(_) => return None,
        Err(why) => why,
    };
    Some(UnfitLine {
        position: usize::try_from(line.position).unwrap_or_default(),
        amount: line.amount,
        why,
    })
}
