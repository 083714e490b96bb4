//! A partner's books against the grant: where each euro of its own accounts went, period by period.

use crate::{
    ids::{OrganisationId, PeriodId},
    money::{Money, Overflow},
};

/// Between which two amounts a difference lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, strum::EnumIter, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Step {
    /// From the ledger to the selected lines.
    LedgerToSelected,
    /// From the selected lines to what is claimed.
    SelectedToClaimed,
    /// From what is claimed to what is accepted.
    ClaimedToAccepted,
    /// From what is accepted to the share of the grant.
    AcceptedToGrant,
    /// From the share of the grant to what is paid.
    GrantToPaid,
    /// From what is paid to what the partner has received.
    PaidToReceived,
}

/// A difference by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Where it lies.
    pub step: Step,
    /// What it is, for example `excluded`, `not_claimed`, `disallowed`, `own_share`.
    pub name: &'static str,
    /// Which one: a reason of the import or of the verification, a state; empty when the name says all.
    pub detail: String,
    /// How much it takes off, EUR; negative when it adds.
    pub amount: Money,
}

/// One partner and one period; amounts in EUR. Ledger to accepted go by the period of the costs, grant, paid
/// and received by the period of the claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The municipality.
    pub partner: OrganisationId,
    /// The period.
    pub period: PeriodId,
    /// The sum of its ledger file.
    pub ledger: Money,
    /// What of it was selected for the project.
    pub selected: Money,
    /// What stands in a claim that was submitted and not rejected.
    pub claimed: Money,
    /// What is accepted of it now, corrections included.
    pub accepted: Money,
    /// The partner's share of the grant of the approved claims of the period.
    pub grant: Money,
    /// What the authority has paid of that share.
    pub paid: Money,
    /// What of it the partner has: confirmed by itself after a transfer, or paid to it as the lead.
    pub received: Money,
    /// What explains the differences, in the order of the steps; items of nothing are left out.
    pub items: Vec<Item>,
}

impl Row {
    /// Adds an item, unless it is nothing.
    pub fn explain(&mut self, step: Step, name: &'static str, detail: impl Into<String>, amount: Money) {
        if !amount.is_zero() {
            self.items.push(Item {
                step,
                name,
                detail: detail.into(),
                amount,
            });
        }
    }

    /// The two amounts of a step.
    #[must_use]
    pub const fn between(&self, step: Step) -> (Money, Money) {
        match step {
            Step::LedgerToSelected => (self.ledger, self.selected),
            Step::SelectedToClaimed => (self.selected, self.claimed),
            Step::ClaimedToAccepted => (self.claimed, self.accepted),
            Step::AcceptedToGrant => (self.accepted, self.grant),
            Step::GrantToPaid => (self.grant, self.paid),
            Step::PaidToReceived => (self.paid, self.received),
        }
    }

    /// What of a step no item explains; nothing when the books agree.
    ///
    /// # Errors
    /// [`Overflow`] when a sum does not fit.
    pub fn unexplained(&self, step: Step) -> Result<Money, Overflow> {
        let (from, to) = self.between(step);
        let of_step = self.items.iter().filter(|item| item.step == step);
        let explained = Money::sum(of_step.map(|item| item.amount))?;
        from.checked_sub(to)?.checked_sub(explained)
    }
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator;
    use uuid::Uuid;

    use super::*;

    /// Goal: each step has its own two amounts, and items of other steps explain nothing of it.
    #[test]
    fn what_is_not_explained() {
        let euros = |text: &str| text.parse::<Money>().unwrap();
        let mut row = Row {
            partner: Uuid::from_u128(1).into(),
            period: Uuid::from_u128(2).into(),
            ledger: euros("1000.00"),
            selected: euros("600.00"),
            claimed: euros("600.00"),
            accepted: euros("500.00"),
            grant: euros("425.00"),
            paid: Money::ZERO,
            received: euros("-10.00"),
            items: Vec::new(),
        };
        let open = |row: &Row| -> Vec<String> {
            Step::iter()
                .map(|step| row.unexplained(step).unwrap().to_string())
                .collect()
        };
        assert_eq!(
            open(&row),
            ["400.00", "0.00", "100.00", "75.00", "425.00", "10.00"]
        );
        row.explain(
            Step::LedgerToSelected,
            "excluded",
            "not_selected",
            euros("450.00"),
        );
        row.explain(Step::LedgerToSelected, "rejected", "", euros("-50.00"));
        row.explain(Step::SelectedToClaimed, "not_claimed", "open", Money::ZERO);
        row.explain(Step::ClaimedToAccepted, "disallowed", "vat", euros("100.00"));
        row.explain(Step::AcceptedToGrant, "own_share", "", euros("75.00"));
        row.explain(Step::GrantToPaid, "awaits_payment", "", euros("425.00"));
        row.explain(Step::PaidToReceived, "passed_on", "claim 1", euros("10.00"));
        assert_eq!(open(&row), ["0.00"; 6]);
        assert_eq!(row.items.len(), 6);
    }
}
