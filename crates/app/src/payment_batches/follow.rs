//! What follows for a batch from what became of its payments.

use talkoot_domain::{
    ids::PaymentBatchId,
    payment_batch::{Command, PaymentBatch, PaymentBatchMachine, StateName},
};
use talkoot_storage::{Scope, payment_batches};

use super::{lines::facts, subject};
use crate::{Answer, Note, Work};

/// Ends a batch whose last payment was confirmed or has failed; the caller has locked it.
pub(crate) async fn settle_when_over(work: &mut Work<'_>, id: PaymentBatchId) -> Answer<()> {
    let Some(batch) = payment_batches::find(&work.tx, &Scope::system(), id).await? else {
        return Ok(());
    };
    let by = work.actor()?.person;
    let facts = facts(&work.tx, work.app, &batch, by).await?;
    let is_sent = matches!(
        StateName::from(&batch.state),
        StateName::Sent | StateName::Acknowledged
    );
    if !is_sent || facts.open > 0 {
        return Ok(());
    }
    let details = serde_json::json!({ "confirmed": facts.confirmed, "payouts": batch.lines.len() });
    let (about, note) = (subject(&batch), Note::details(details));
    let state =
        work.decide::<PaymentBatchMachine>(about, batch.state.clone(), Command::Settle, &facts, note)?;
    Ok(payment_batches::update(&work.tx, &PaymentBatch { state, ..batch }).await?)
}

/// Records the bank's answer to the file of a batch, after what it says of each payment was carried out;
/// `reason` is why it rejected every one of them. The caller has locked the batch.
pub(crate) async fn answered(work: &mut Work<'_>, id: PaymentBatchId, reason: Option<String>) -> Answer<()> {
    let found = payment_batches::find(&work.tx, &Scope::system(), id).await?;
    let batch = work.found("payment batch", found)?;
    let is_sent = matches!(
        StateName::from(&batch.state),
        StateName::Sent | StateName::Acknowledged
    );
    if !is_sent {
        return Ok(());
    }
    let by = work.actor()?.person;
    let facts = facts(&work.tx, work.app, &batch, by).await?;
    let command = match reason {
        Some(reason) if facts.open == 0 && facts.confirmed == 0 => Command::Reject { reason },
        _ => Command::Acknowledge,
    };
    let rejected = matches!(command, Command::Reject { .. });
    let note = match &command {
        Command::Reject { reason } => Note::reason(reason),
        _ => Note::none(),
    };
    let about = subject(&batch);
    let state = work.decide::<PaymentBatchMachine>(about, batch.state.clone(), command, &facts, note)?;
    payment_batches::update(&work.tx, &PaymentBatch { state, ..batch }).await?;
    if rejected {
        Ok(())
    } else {
        settle_when_over(work, id).await
    }
}
