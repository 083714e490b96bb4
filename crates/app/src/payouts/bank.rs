//! What becomes of payouts with the bank.

use talkoot_domain::{
    calendar,
    hands::Hands,
    payment_batch::PaymentBatch,
    payout::{Command, Facts, Payout, PayoutMachine, State},
};
use talkoot_storage::{Scope, payouts, projects};

use super::{facts, subject};
use crate::{Answer, Note, Work};

/// What must be known to carry out what the bank says of a payout: who prepared it plays no part.
pub(crate) async fn bank_facts(work: &Work<'_>, payout: &Payout) -> Answer<Facts> {
    let by = work.actor()?.person;
    let project = projects::find(&work.tx, &Scope::system(), payout.project).await?;
    let project = work.found("project", project)?;
    let today = calendar::helsinki_date(work.now);
    let nobody = (Hands::default(), None);
    facts(&work.tx, (&project, payout), nobody, today, by).await
}

/// Records that a payout went to the bank with the file of a batch; its project is locked.
pub(crate) async fn sent_with(work: &mut Work<'_>, payout: Payout, batch: &PaymentBatch) -> Answer<()> {
    let facts = bank_facts(work, &payout).await?;
    let note = Note::details(serde_json::json!({ "batch": batch.id.to_string() }));
    let about = subject(&payout);
    let state: State =
        work.decide::<PayoutMachine>(about, payout.state.clone(), Command::Send, &facts, note)?;
    Ok(payouts::update(&work.tx, &Payout { state, ..payout }).await?)
}
