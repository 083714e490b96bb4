//! A status report: whether the bank took the file of a batch and its payments.

use talkoot_banking::{StatusReport, Verdict, batch_of, end_to_end_id};
use talkoot_domain::{
    bank_feedback::{self as domain, Item, Message, Outcome},
    ids::OrganisationId,
    payment_batch::PaymentBatch,
    payout::Payout,
};
use talkoot_storage::{Scope, payouts, projects};

use super::{
    carry_out,
    import::{Read, faulty},
};
use crate::{Answer, Failure, Work, payment_batches};

pub(super) async fn follow(
    work: &mut Work<'_>,
    authority: OrganisationId,
    report: &StatusReport,
) -> Answer<Read> {
    let batch = answered(work, authority, report).await?;
    let names: Vec<String> = batch
        .lines
        .iter()
        .map(|line| end_to_end_id(line.payout))
        .collect();
    let total = batch.total().map_err(Failure::internal)?;
    let verdicts = report
        .verdicts(&names, total)
        .map_err(|why| faulty(why.to_string()))?;
    let ids: Vec<_> = batch.lines.iter().map(|line| line.payout).collect();
    let mut known = payouts::find_many(&work.tx, &Scope::system(), &ids).await?;
    let mut items = Vec::with_capacity(names.len());
    for (line, (name, verdict)) in batch.lines.iter().zip(&verdicts) {
        let place = known.iter().position(|payout| payout.id == line.payout);
        let payout: Payout = work.found("payout", place.map(|place| known.swap_remove(place)))?;
        let mut item = Item {
            position: line.position,
            end_to_end_id: name.clone(),
            payout: Some(payout.id),
            amount: Some(line.amount),
            bank_reference: None,
            value_date: None,
            outcome: Outcome::Acknowledged,
            words: String::new(),
        };
        let rejected = match verdict {
            Verdict::Accepted => None,
            Verdict::Rejected(why) => Some(why.as_str()),
        };
        let judged = domain::status(&payout.state, rejected);
        let project = projects::find(&work.tx, &Scope::system(), payout.project).await?;
        let project = work.found("project", project)?;
        carry_out(work, &project, payout, judged, &mut item).await?;
        items.push(item);
    }
    let rejected = verdicts.iter().map(|(_, verdict)| match verdict {
        Verdict::Accepted => None,
        Verdict::Rejected(why) => Some(why.clone()),
    });
    // Of a file that was rejected as a whole each payment tells the same reason.
    let all: Option<Vec<String>> = rejected.collect();
    let reason = all.and_then(|reasons| reasons.into_iter().next());
    payment_batches::answered(work, batch.id, reason).await?;
    Ok(Read {
        message: Message::Status,
        message_id: report.message_id.clone(),
        batch: Some(batch.id),
        items,
        not_ours: 0,
    })
}

/// The batch whose file the bank answers, behind its lock and those of its projects.
async fn answered(work: &Work<'_>, authority: OrganisationId, report: &StatusReport) -> Answer<PaymentBatch> {
    let unknown = || {
        faulty(format!(
            "the bank answers the payment file {}, which was not made here for this authority; choose the \
             answer to a file of one of its payment batches",
            report.original_message_id
        ))
    };
    let id = batch_of(&report.original_message_id).ok_or_else(unknown)?;
    let batch = match payment_batches::locked(work, id).await {
        Err(Failure::NotFound(_)) => return Err(unknown().into()),
        other => other?,
    };
    if batch.authority == authority && batch.state.written().is_some() {
        Ok(batch)
    } else {
        Err(unknown().into())
    }
}
