//! Money paid before costs are accepted (*ennakko*), at once or in instalments (*maksuerät*), as the
//! decision grants it (act 688/2001, 12 §). How claims use it up is rule 7.

use chrono::NaiveDate;

use crate::{
    money::{Money, Overflow},
    payout::{self, Payout, Source},
    rate::Rate,
    workflow::{Reason, RefusalCode},
};

/// What the decision says about an advance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdvancePlan {
    /// What is paid, in order; at least one.
    pub instalments: Vec<Instalment>,
    /// The part of each claim's grant that uses up the advance; the last claim uses up the rest.
    pub clearing: Rate,
}

/// A part of the advance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instalment {
    /// The first day on which it may be paid; from the acceptance of the decision on when absent.
    pub payable_from: Option<NaiveDate>,
    /// How much.
    pub amount: Money,
}

/// A plan that cannot be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FaultyPlan {
    /// An advance of no instalments.
    #[error("an advance has at least one instalment; name it, or leave the advance out")]
    NoInstalment,
    /// An instalment of nothing.
    #[error("instalment {0} is not more than 0.00; give what is paid")]
    NothingPaid(usize),
    /// The dates go back.
    #[error(
        "instalment {0} may be paid before the one that precedes it; put them in the order of their days"
    )]
    OutOfOrder(usize),
    /// More than is granted.
    #[error("an advance of {advance} is more than the award of {award}")]
    OverAward {
        /// All instalments.
        advance: Money,
        /// The award.
        award: Money,
    },
    /// The sums pass what can be counted.
    #[error(transparent)]
    TooLarge(#[from] Overflow),
}

impl AdvancePlan {
    /// All that is paid in advance.
    ///
    /// # Errors
    /// [`Overflow`] when it does not fit.
    pub fn total(&self) -> Result<Money, Overflow> {
        Money::sum(self.instalments.iter().map(|one| one.amount))
    }

    /// The instalment with this number, from 1.
    #[must_use]
    pub fn instalment(&self, number: i32) -> Option<Instalment> {
        let place = usize::try_from(number).ok()?.checked_sub(1)?;
        self.instalments.get(place).copied()
    }

    /// Whether the plan can stand beside an award.
    ///
    /// # Errors
    /// The first fault.
    pub fn check(&self, award: Money) -> Result<(), FaultyPlan> {
        if self.instalments.is_empty() {
            return Err(FaultyPlan::NoInstalment);
        }
        let mut before = None;
        for (number, instalment) in (1..).zip(&self.instalments) {
            if instalment.amount <= Money::ZERO {
                return Err(FaultyPlan::NothingPaid(number));
            }
            if instalment.payable_from < before {
                return Err(FaultyPlan::OutOfOrder(number));
            }
            before = instalment.payable_from;
        }
        let advance = self.total()?;
        if advance > award {
            return Err(FaultyPlan::OverAward { advance, award });
        }
        Ok(())
    }
}

/// Why an instalment cannot be paid now.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// Nothing was granted in advance.
    #[error("the decision grants no advance; only claims are paid")]
    NoAdvance,
    /// There is no such instalment.
    #[error("the decision has {count} instalments; there is no number {asked}")]
    NoSuchInstalment {
        /// The number that was asked for.
        asked: i32,
        /// How many there are.
        count: usize,
    },
    /// It is too early.
    #[error("instalment {number} may be paid from {from} on")]
    TooEarly {
        /// Which.
        number: i32,
        /// The first day.
        from: NaiveDate,
    },
    /// It is on its way or has arrived.
    #[error("a payout of instalment {0} exists already; a new one is made only after it has failed")]
    LivePayout(i32),
    /// The advance has been settled.
    #[error("claim {0} was the last one and settled the advance; nothing more is paid in advance")]
    LastClaimApproved(i32),
    /// More would be paid than was granted.
    #[error("with {amount} more, {paid} would be paid in all, which is more than the award of {award}")]
    OverAward {
        /// The instalment.
        amount: Money,
        /// Everything paid or on its way, the instalment included.
        paid: Money,
        /// The award.
        award: Money,
    },
    /// Nobody knows where to pay.
    #[error("the lead municipality has no bank account in force; have one approved first")]
    NoAccountInForce,
    /// The municipalities have not agreed.
    #[error(
        "the municipalities have no agreement in force; an advance is paid when every one of them has signed it"
    )]
    NoAgreement,
    /// The sums pass what can be counted.
    #[error(transparent)]
    TooLarge(#[from] Overflow),
}

impl Reason for Why {
    fn code(&self) -> RefusalCode {
        match self {
            Self::NoAdvance | Self::LastClaimApproved(_) => RefusalCode::WrongState,
            Self::NoSuchInstalment { .. } | Self::TooLarge(_) => RefusalCode::InvalidInput,
            Self::TooEarly { .. } => RefusalCode::Deadline,
            Self::LivePayout(_) => RefusalCode::Duplicate,
            Self::OverAward { .. } => RefusalCode::LimitExceeded,
            Self::NoAccountInForce | Self::NoAgreement => RefusalCode::Incomplete,
        }
    }

    fn path(&self) -> Vec<String> {
        match self {
            Self::NoSuchInstalment { .. } | Self::TooEarly { .. } => vec!["instalment".to_owned()],
            Self::NoAdvance
            | Self::LivePayout(_)
            | Self::LastClaimApproved(_)
            | Self::OverAward { .. }
            | Self::NoAccountInForce
            | Self::NoAgreement
            | Self::TooLarge(_) => Vec::new(),
        }
    }
}

/// What must be known to pay an instalment.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// What the decision says.
    pub plan: Option<&'a AdvancePlan>,
    /// What was granted at most.
    pub award: Money,
    /// Every payout of the project so far.
    pub payouts: &'a [Payout],
    /// The number of the last claim, once it is approved.
    pub last_claim: Option<i32>,
    /// Today in Helsinki.
    pub today: NaiveDate,
    /// Whether the lead has a bank account in force.
    pub account_in_force: bool,
    /// Whether the municipalities have an agreement in force, or none is required.
    pub is_agreed: bool,
}

/// How much is paid for an instalment, if it can be paid now.
///
/// # Errors
/// The first reason why not, in this order: no such instalment, too early, paid already, the advance is
/// settled, more than the award, no account, no agreement.
pub fn order(facts: &Facts<'_>, number: i32) -> Result<Money, Why> {
    let plan = facts.plan.ok_or(Why::NoAdvance)?;
    let instalment = plan.instalment(number).ok_or(Why::NoSuchInstalment {
        asked: number,
        count: plan.instalments.len(),
    })?;
    if let Some(from) = instalment.payable_from.filter(|&from| facts.today < from) {
        return Err(Why::TooEarly { number, from });
    }
    let live = || {
        let has_failed =
            |payout: &&Payout| payout::StateName::from(&payout.state) == payout::StateName::Failed;
        facts.payouts.iter().filter(move |payout| !has_failed(payout))
    };
    if live().any(|payout| payout.source == Source::Advance { instalment: number }) {
        return Err(Why::LivePayout(number));
    }
    if let Some(last) = facts.last_claim {
        return Err(Why::LastClaimApproved(last));
    }
    let amount = instalment.amount;
    let paid = Money::sum(live().map(|payout| payout.amount).chain([amount]))?;
    if paid > facts.award {
        return Err(Why::OverAward {
            amount,
            paid,
            award: facts.award,
        });
    }
    if !facts.account_in_force {
        return Err(Why::NoAccountInForce);
    }
    if !facts.is_agreed {
        return Err(Why::NoAgreement);
    }
    Ok(amount)
}

#[cfg(test)]
mod tests;
