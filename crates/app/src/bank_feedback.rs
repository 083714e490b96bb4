//! What the bank says about payments: imported by an officer as the file came from the bank. What does not
//! agree with what was sent changes nothing and waits for an officer.

mod booked;
mod import;
mod read;
mod settle;
mod status;

pub use import::{ImportBankFeedback, import};
pub use read::{available_actions, count, find, list};
pub use settle::{SettleBankFeedback, settle};
pub use talkoot_storage::bank_feedback::Filter;

use talkoot_domain::{
    bank_feedback::{BankFeedback, Item, Judged, Outcome},
    payout::{Payout, PayoutMachine},
    project::Project,
    workflow,
};

use crate::{Answer, Subject, Work, payouts};

fn subject(feedback: &BankFeedback) -> Subject {
    Subject {
        id: feedback.id.into(),
        project: None,
    }
}

/// Carries out what the bank's word means for a payout, whose project is locked, and notes it in the item;
/// gives the payout as it is then. A step that the payout refuses is noted for an officer.
async fn carry_out(
    work: &mut Work<'_>,
    project: &Project,
    payout: Payout,
    judged: Judged,
    item: &mut Item,
) -> Answer<Payout> {
    match judged {
        Judged::Only(outcome, words) => {
            item.outcome = outcome;
            item.words = words;
            Ok(payout)
        }
        Judged::Step(command, outcome) => {
            let facts = payouts::bank_facts(work, &payout).await?;
            let tried = workflow::transition::<PayoutMachine>(
                payout.state.clone(),
                command.clone(),
                &facts,
                work.now,
            );
            let refused = match tried {
                Err(refusal) => Some(refusal),
                Ok(_) => payouts::unbookable(work, &payout, &command).await?,
            };
            if let Some(refusal) = refused {
                item.outcome = Outcome::Incomplete;
                item.words = refusal.message;
                return Ok(payout);
            }
            if let talkoot_domain::payout::Command::Fail { reason } = &command {
                item.words.clone_from(reason);
            }
            item.outcome = outcome;
            payouts::carry_out(work, (project, payout), command, &facts).await
        }
    }
}
