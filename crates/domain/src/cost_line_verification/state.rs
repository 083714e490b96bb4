use crate::{money::Money, workflow::Stamp};

/// Why a line is not accepted in full, for statistics and for the partner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumIter, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum ReasonCode {
    /// Not a cost that the decision covers.
    NotEligibleCost,
    /// Accrued before or after the use period.
    OutsideUsePeriod,
    /// Value added tax that is not a final cost.
    Vat,
    /// No voucher or no payment was shown.
    NoEvidence,
    /// Belongs to something else than the project.
    NotProjectCost,
    /// Claimed already.
    Duplicate,
    /// More than the budget allows.
    OverBudget,
    /// Procured against the rules of procurement.
    Procurement,
    /// Something else; the text says what.
    Other,
}

/// Why a line is not accepted in full.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grounds {
    /// For statistics.
    pub code: ReasonCode,
    /// For the partner, in words.
    pub text: String,
}

/// What the authority has decided about a line.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(StateName),
    doc = "The bare states of a verification.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum State {
    /// Nothing yet.
    Pending,
    /// All of it is accepted.
    Accepted {
        /// Who decided, and when.
        verified: Stamp,
    },
    /// A part of it is accepted.
    Partly {
        /// Who decided, and when.
        verified: Stamp,
        /// What is accepted: of the same sign as the line and nearer to nothing.
        amount: Money,
        /// Why not all.
        grounds: Grounds,
    },
    /// Nothing of it is accepted.
    Disallowed {
        /// Who decided, and when.
        verified: Stamp,
        /// Why.
        grounds: Grounds,
    },
}
