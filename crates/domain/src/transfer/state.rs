use chrono::NaiveDate;

use crate::workflow::Stamp;

/// What the lead recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassedOn {
    /// Who recorded it, and when.
    pub recorded: Stamp,
    /// The day on which the money left the lead's account.
    pub paid_on: NaiveDate,
    /// By what the partner finds it on its account.
    pub reference: String,
}

/// Where a transfer stands.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(StateName),
    doc = "The bare states of a transfer.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum State {
    /// The lead has the money.
    Owed,
    /// The lead says that it passed it on.
    PassedOn(PassedOn),
    /// The partner has it.
    Confirmed {
        /// What the lead recorded.
        passed: PassedOn,
        /// Who confirmed it for the partner, and when; not the one who recorded it.
        confirmed: Stamp,
    },
    /// The partner does not have it, or not as recorded; the lead looks into it and records it anew.
    Disputed {
        /// What the lead recorded.
        passed: PassedOn,
        /// Who said so for the partner, and when; not the one who recorded it.
        disputed: Stamp,
        /// What is wrong.
        reason: String,
    },
}
