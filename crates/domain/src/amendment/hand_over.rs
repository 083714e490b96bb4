//! The lead changes: the state's money that the old lead hands to the new one (scenario S6).

use crate::{
    entitlement::{Explanation, Input, Quantity, Rule},
    money::{Money, Overflow},
    rounding::Rounding,
};

/// Where the money stands at the cut-off, EUR, since the beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The award; it does not change with the lead.
    pub award: Money,
    /// What the authority paid to the old lead: advances and payouts of claims.
    pub received: Money,
    /// What of it the authority recovers from the lead of the time, or has recovered: principals. It is not handed
    /// over too.
    pub recovered: Money,
    /// The old lead's own share of the grant on its accepted costs, corrections since included.
    pub own_share: Money,
    /// The other partners' shares.
    pub shares_of_others: Money,
    /// What the old lead passed on to them.
    pub passed_on: Money,
}

/// What the change of the lead comes to, EUR.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HandOver {
    /// What it was computed from.
    pub position: Position,
    /// What the old lead pays to the new one; negative when the new one owes it.
    pub amount: Money,
    /// What the authority has not paid yet, with what it recovers.
    pub remaining_cash: Money,
    /// What the project can still be entitled to.
    pub remaining_entitlement: Money,
    /// What the partners are entitled to and have not received: the new lead passes it on.
    pub not_passed_on: Money,
}

/// The amount to hand over: what was received and is not recovered, less what the old lead may keep and what it
/// passed on.
///
/// `remaining_entitlement = remaining_cash + amount - not_passed_on`, whatever the numbers are.
///
/// # Errors
/// [`Overflow`] when a sum does not fit.
pub fn hand_over(position: Position) -> Result<HandOver, Overflow> {
    let amount = position
        .received
        .checked_sub(position.recovered)?
        .checked_sub(position.own_share)?
        .checked_sub(position.passed_on)?;
    let kept = position.received.checked_sub(position.recovered)?;
    let granted = position.own_share.checked_add(position.shares_of_others)?;
    Ok(HandOver {
        position,
        amount,
        remaining_cash: position.award.checked_sub(kept)?,
        remaining_entitlement: position.award.checked_sub(granted)?,
        not_passed_on: position.shares_of_others.checked_sub(position.passed_on)?,
    })
}

impl HandOver {
    /// Why so much is handed over.
    #[must_use]
    pub fn explain(&self) -> Explanation {
        Explanation {
            rule: Rule::HandOver,
            inputs: vec![
                Input::amount(Quantity::Received, self.position.received),
                Input::amount(Quantity::Recovered, self.position.recovered),
                Input::amount(Quantity::Entitled, self.position.own_share),
                Input::amount(Quantity::PassedOn, self.position.passed_on),
            ],
            unrounded: self.amount.to_string(),
            rounding: Rounding::Exact,
            limited_by: None,
            result: self.amount,
        }
    }
}

#[cfg(test)]
mod tests;
