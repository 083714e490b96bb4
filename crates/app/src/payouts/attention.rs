//! Payouts that wait for an officer.

use chrono::Duration;
use talkoot_domain::{
    ids::PayoutId,
    payout::{Payout, State},
    policy::Actor,
};
use talkoot_storage::{Page, Scope, bank_feedback, payouts};

use crate::{Answer, App};

/// Why a payout waits for an officer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Waits {
    /// The bank could not pay, and no other payout took its place.
    Failed(String),
    /// Sent, and the bank has not confirmed it.
    Silent,
    /// Its account is no longer in force.
    AccountChanged,
    /// The bank says something that does not agree with what was sent.
    Disagrees(String),
}

/// A payout that waits for an officer, and why.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// The payout.
    pub payout: Payout,
    /// Why; at least one reason.
    pub reasons: Vec<Waits>,
}

/// A page of the payouts that wait for an officer of this person's authority, oldest first. A payout that was
/// sent waits when it was not confirmed within so many days.
///
/// # Errors
/// When the database fails.
pub async fn needing_attention(
    app: &App,
    actor: &Actor,
    days: u16,
    page: Page<PayoutId>,
) -> Answer<Vec<Waiting>> {
    let sent_before = app.now() - Duration::days(days.into());
    let store = app.store();
    let found = payouts::needing_attention(store, &Scope::of(actor), sent_before, page).await?;
    let ids: Vec<PayoutId> = found.iter().map(|payout| payout.id).collect();
    let said = bank_feedback::open_items(store, &ids).await?;
    let destinations = payouts::destinations(store, &ids).await?;
    let waiting = found.into_iter().map(|payout| {
        let mut reasons = match &payout.state {
            State::Failed { reason, .. } => vec![Waits::Failed(reason.clone())],
            State::Sent { sent, .. } if sent.at < sent_before => vec![Waits::Silent],
            State::Created | State::Approved { .. } => {
                let named = destinations.iter().find(|(id, _)| *id == payout.id);
                let changed = named.is_some_and(|(_, destination)| !destination.in_force);
                changed.then_some(Waits::AccountChanged).into_iter().collect()
            }
            State::Sent { .. } | State::Confirmed { .. } => Vec::new(),
        };
        let own = said.iter().filter(|(id, _)| *id == payout.id);
        reasons.extend(own.map(|(_, item)| Waits::Disagrees(item.words.clone())));
        Waiting { payout, reasons }
    });
    Ok(waiting.collect())
}

/// How many such payouts there are.
///
/// # Errors
/// When the database fails.
pub async fn count_needing_attention(app: &App, actor: &Actor, days: u16) -> Answer<u64> {
    let sent_before = app.now() - Duration::days(days.into());
    Ok(payouts::count_needing_attention(app.store(), &Scope::of(actor), sent_before).await?)
}
