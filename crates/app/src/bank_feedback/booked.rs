//! A notification of bookings: what the bank has paid, and what came back.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use talkoot_banking::{Detail, Direction, Entry, Notification, in_words, payout_of};
use talkoot_domain::{
    bank_feedback::{self as domain, Booking, Item, Judged, Message, Outcome},
    ids::{OrganisationId, PaymentBatchId, PayoutId, ProjectId},
    money::Money,
    payout::Payout,
    project::Project,
};
use talkoot_storage::{Scope, bank_accounts, payouts};

use super::{
    carry_out,
    import::{Read, faulty},
};
use crate::{Answer, Work, payment_batches};

/// The payouts that a message may speak of, behind their locks.
struct Known {
    payouts: HashMap<PayoutId, Payout>,
    projects: BTreeMap<ProjectId, Project>,
    batches: BTreeSet<PaymentBatchId>,
}

pub(super) async fn follow(
    work: &mut Work<'_>,
    authority: OrganisationId,
    notification: &Notification,
) -> Answer<Read> {
    own_accounts(work, authority, notification).await?;
    let mut known = known(work, authority, notification).await?;
    let mut items = Vec::new();
    let mut not_ours = 0;
    let entries = notification.accounts.iter().flat_map(|account| &account.entries);
    for entry in entries {
        if entry.details.is_empty() {
            not_ours += 1;
        }
        for detail in &entry.details {
            let Some((name, id)) = named(detail) else {
                not_ours += 1;
                continue;
            };
            let mut item = item(items.len(), name, entry, detail);
            match known.payouts.remove(&id) {
                None => {
                    item.words = "there is no such payout of this authority".to_owned();
                }
                Some(payout) => {
                    item.payout = Some(id);
                    let judged = judged(entry, detail, &payout, &item);
                    let project = work.found("project", known.projects.get(&payout.project).cloned())?;
                    let payout = carry_out(work, &project, payout, judged, &mut item).await?;
                    known.payouts.insert(id, payout);
                }
            }
            items.push(item);
        }
    }
    for batch in known.batches {
        payment_batches::settle_when_over(work, batch).await?;
    }
    Ok(Read {
        message: Message::Booked,
        message_id: notification.message_id.clone(),
        batch: None,
        items,
        not_ours,
    })
}

/// The payment that a detail names, when the name has the form of ours.
fn named(detail: &Detail) -> Option<(&str, PayoutId)> {
    let name = detail.end_to_end_id.as_deref()?;
    Some((name, payout_of(name)?))
}

fn item(before: usize, name: &str, entry: &Entry, detail: &Detail) -> Item {
    Item {
        position: i32::try_from(before + 1).unwrap_or(i32::MAX),
        end_to_end_id: name.to_owned(),
        payout: None,
        amount: Some(detail.amount),
        bank_reference: detail.reference.clone().or_else(|| entry.reference.clone()),
        value_date: entry.value_date,
        outcome: Outcome::Unknown,
        words: String::new(),
    }
}

fn judged(entry: &Entry, detail: &Detail, payout: &Payout, item: &Item) -> Judged {
    let booking = Booking {
        amount: detail.amount,
        came_back: entry.direction == Direction::Credit || detail.amount < Money::ZERO,
        returned: detail
            .returned
            .as_ref()
            .map(|why| in_words(std::slice::from_ref(why))),
        booked: entry.booked,
        value_date: item.value_date,
        reference: item.bank_reference.clone(),
    };
    domain::booked(payout, &booking)
}

/// Makes sure that the message is about accounts that the authority pays from, or has paid from.
async fn own_accounts(work: &Work<'_>, authority: OrganisationId, notification: &Notification) -> Answer<()> {
    let own = bank_accounts::own_of(&work.tx, authority).await?;
    for account in &notification.accounts {
        if !own.iter().any(|known| known.details.iban == account.iban) {
            let message = format!(
                "the message is about the account {}, from which this authority does not pay; choose the \
                 notifications of its own account",
                account.iban
            );
            return Err(faulty(message).into());
        }
    }
    Ok(())
}

/// Locks the batches of the payouts that are named, by id, and then their projects.
async fn known(work: &Work<'_>, authority: OrganisationId, notification: &Notification) -> Answer<Known> {
    let entries = notification.accounts.iter().flat_map(|account| &account.entries);
    let details = entries.flat_map(|entry| &entry.details);
    let ids: BTreeSet<PayoutId> = details.filter_map(named).map(|(_, id)| id).collect();
    let ids: Vec<PayoutId> = ids.into_iter().collect();
    let mut seen = Vec::new();
    let mut members = Vec::new();
    // Chunks stay below what both engines can bind.
    for some in ids.chunks(500) {
        seen.extend(payouts::find_many(&work.tx, &work.scope, some).await?);
        members.extend(talkoot_storage::payment_batches::of_payouts(&work.tx, some).await?);
    }
    let batches: BTreeSet<PaymentBatchId> = members.iter().map(|member| member.batch).collect();
    for &batch in &batches {
        talkoot_storage::payment_batches::lock(&work.tx, &Scope::system(), batch).await?;
    }
    let projects = payment_batches::lock_projects(work, seen.iter().map(|payout| payout.project)).await?;
    let mut found = HashMap::new();
    for some in ids.chunks(500) {
        for payout in payouts::find_many(&work.tx, &work.scope, some).await? {
            let project = projects.get(&payout.project);
            if project.is_some_and(|project| project.authority == authority) {
                found.insert(payout.id, payout);
            }
        }
    }
    Ok(Known {
        payouts: found,
        projects,
        batches,
    })
}
