use crate::{
    entitlement::{self, Explanation, Input, Limit, Quantity, Rule},
    money::{Money, Overflow},
    rounding::Rounding,
};

/// What a claim comes to, in EUR.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// What the lines of its own reports claim.
    pub claimed: Money,
    /// Accepted within the budgets since the beginning, this claim included (E). Lines that nobody has
    /// verified count as claimed.
    pub eligible: Money,
    /// The same before this claim.
    pub eligible_before: Money,
    /// Claimed and eligible but above the budgets since the beginning.
    pub parked: Money,
    /// The most that could be granted when it was computed.
    pub award: Money,
    /// Public support from others that lowered the ceiling, or could have (rule 10); nothing where it does not
    /// count.
    pub other_support: Money,
    /// The grant on everything accepted so far (G).
    pub grant: Money,
    /// The same before this claim.
    pub grant_before: Money,
    /// The grant of this claim: the difference. Negative when more was taken back than added.
    pub amount: Money,
    /// Paid in advance and not used up by the claims before this one.
    pub advance_before: Money,
    /// What of the advance this claim uses up (rule 7).
    pub advance_cleared: Money,
    /// What is left of the advance after it.
    pub advance: Money,
    /// What the project owed from earlier claims.
    pub owed_before: Money,
    /// What is to be paid: the grant of this claim less the advance it clears and what was owed, never
    /// below nothing.
    pub payable: Money,
    /// What the project owes after it; set off against the next claim.
    pub owed: Money,
}

impl Figures {
    /// What this claim adds to the accepted costs.
    ///
    /// # Errors
    /// [`Overflow`] when the difference does not fit.
    pub fn accepted(&self) -> Result<Money, Overflow> {
        self.eligible.checked_sub(self.eligible_before)
    }

    /// Why so much is payable.
    ///
    /// # Errors
    /// [`Overflow`] when the difference does not fit.
    pub fn explain_payable(&self) -> Result<Explanation, Overflow> {
        let net = self.amount.checked_sub(self.advance_cleared)?;
        let balance = net.checked_sub(self.owed_before)?;
        let settled = entitlement::settle(net, self.owed_before)?;
        Ok(Explanation {
            rule: Rule::Settlement,
            inputs: vec![
                Input::amount(Quantity::GrantOfClaim, self.amount),
                Input::amount(Quantity::AdvanceCleared, self.advance_cleared),
                Input::amount(Quantity::OwedBefore, self.owed_before),
            ],
            unrounded: balance.to_string(),
            rounding: Rounding::Exact,
            limited_by: balance.is_negative().then_some(Limit::NotNegative),
            result: settled.pay,
        })
    }
}
