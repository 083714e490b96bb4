use async_graphql::{Enum, SimpleObject};
use talkoot_app::payouts::{Waiting, Waits};

use super::PayoutObject;

/// Why a payout waits for an officer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "PayoutAttentionReason")]
pub(crate) enum ReasonKind {
    /// The bank could not pay, and no other payout took its place.
    Failed,
    /// Sent, and not confirmed within the days that were asked for.
    Silent,
    /// The account that it names is no longer in force.
    AccountChanged,
    /// The bank says something that does not agree with what was sent.
    Disagrees,
}

/// A reason why a payout waits for an officer.
#[derive(SimpleObject)]
pub(crate) struct PayoutWaits {
    /// Which.
    reason: ReasonKind,
    /// More about it, and what to do.
    words: String,
}

/// A payout that waits for an officer of its authority.
#[derive(SimpleObject)]
pub(crate) struct PayoutAttention {
    /// The payout.
    payout: PayoutObject,
    /// Why it waits.
    reasons: Vec<PayoutWaits>,
}

impl From<Waiting> for PayoutAttention {
    fn from(waiting: Waiting) -> Self {
        Self {
            payout: PayoutObject(waiting.payout),
            reasons: waiting.reasons.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<Waits> for PayoutWaits {
    fn from(waits: Waits) -> Self {
        let (reason, words) = match waits {
            Waits::Failed(why) => (
                ReasonKind::Failed,
                format!("the bank could not pay: {why}; correct what is wrong and create another payout"),
            ),
            Waits::Silent => (
                ReasonKind::Silent,
                "the bank has not confirmed the payment; look at the account statement".to_owned(),
            ),
            Waits::AccountChanged => (
                ReasonKind::AccountChanged,
                "the account is no longer in force; point the payout to the one that replaced it \
                 (redirectPayout)"
                    .to_owned(),
            ),
            Waits::Disagrees(words) => (ReasonKind::Disagrees, words),
        };
        Self { reason, words }
    }
}
