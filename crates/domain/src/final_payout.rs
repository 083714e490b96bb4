//! When what remains at the end of a grant is paid (rule 8).

use crate::{
    entitlement::FinalOutcome,
    money::Money,
    workflow::{Reason, RefusalCode},
};

/// Why the final balance cannot be paid now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// The end has not come.
    #[error("the last claim of the project is not approved; the final balance is known after it")]
    NoLastClaim,
    /// The claim's own payout comes first.
    #[error("claim {0} is not paid; pay it first (createPayout)")]
    ClaimUnpaid(i32),
    /// It is on its way.
    #[error("a payout of {0} is neither confirmed nor failed; the final balance is known after it")]
    LivePayout(Money),
    /// Nothing is open.
    #[error("everything the project is entitled to is paid; nothing remains to be paid")]
    Settled,
    /// Money goes the other way.
    #[error("{0} more were paid than the project is entitled to; they are returned (openRecovery)")]
    Return(Money),
    /// Nobody knows where to pay.
    #[error("the lead municipality has no bank account in force; have one approved first")]
    NoAccountInForce,
}

impl Reason for Why {
    fn code(&self) -> RefusalCode {
        match self {
            Self::NoLastClaim | Self::ClaimUnpaid(_) => RefusalCode::WrongState,
            Self::LivePayout(_) => RefusalCode::Duplicate,
            Self::Settled | Self::Return(_) => RefusalCode::LimitExceeded,
            Self::NoAccountInForce => RefusalCode::Incomplete,
        }
    }
}

/// The last claim of a project, once it is approved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LastClaim {
    /// Its number.
    pub number: i32,
    /// Whether it is paid, or nothing of it was payable.
    pub settled: bool,
    /// What has to happen with the balance.
    pub outcome: FinalOutcome,
}

/// What must be known to pay the final balance.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// The last claim with the balance after it.
    pub last: Option<LastClaim>,
    /// A payout of the project that is neither confirmed nor failed.
    pub live_payout: Option<Money>,
    /// Whether the lead has a bank account in force.
    pub account_in_force: bool,
}

/// How much is paid, if it can be paid now.
///
/// # Errors
/// The first reason why not, in this order: the last claim, its payout, another payout, the balance, the
/// account.
pub fn order(facts: &Facts) -> Result<Money, Why> {
    let last = facts.last.ok_or(Why::NoLastClaim)?;
    if let Some(amount) = facts.live_payout {
        return Err(Why::LivePayout(amount));
    }
    if !last.settled {
        return Err(Why::ClaimUnpaid(last.number));
    }
    match last.outcome {
        FinalOutcome::Pay(amount) if facts.account_in_force => Ok(amount),
        FinalOutcome::Pay(_) => Err(Why::NoAccountInForce),
        FinalOutcome::Settled => Err(Why::Settled),
        FinalOutcome::Return(amount) | FinalOutcome::Waivable(amount) => Err(Why::Return(amount)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Goal: when the final balance is paid, in order of precedence.
    #[test]
    fn the_order_of_reasons() {
        use FinalOutcome::{Pay, Return, Settled, Waivable};
        let euros = |text: &str| text.parse::<Money>().unwrap();
        let cents = Money::from_cents;
        for (last, live, account, expected) in [
            (None, Some(cents(1)), false, Err(Why::NoLastClaim)),
            (
                Some((false, Pay(cents(5)))),
                Some(cents(7)),
                false,
                Err(Why::LivePayout(cents(7))),
            ),
            (
                Some((false, Pay(cents(5)))),
                None,
                false,
                Err(Why::ClaimUnpaid(4)),
            ),
            (Some((true, Settled)), None, false, Err(Why::Settled)),
            (
                Some((true, Return(euros("493.83")))),
                None,
                true,
                Err(Why::Return(euros("493.83"))),
            ),
            (
                Some((true, Waivable(euros("53.83")))),
                None,
                true,
                Err(Why::Return(euros("53.83"))),
            ),
            (
                Some((true, Pay(cents(5)))),
                None,
                false,
                Err(Why::NoAccountInForce),
            ),
            (
                Some((true, Pay(euros("9506.17")))),
                None,
                true,
                Ok(euros("9506.17")),
            ),
        ] {
            let facts = Facts {
                last: last.map(|(settled, outcome)| LastClaim {
                    number: 4,
                    settled,
                    outcome,
                }),
                live_payout: live,
                account_in_force: account,
            };
            assert_eq!(order(&facts), expected, "{facts:?}");
        }
    }
}
