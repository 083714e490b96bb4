use chrono::NaiveDate;

use crate::workflow::Stamp;

/// What the bank said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confirmation {
    /// Who recorded it, and when.
    pub confirmed: Stamp,
    /// The bank's reference of the transaction; [`NOTHING_SENT`](super::NOTHING_SENT) when all of it was set
    /// off.
    pub bank_reference: String,
    /// The day on which the money was booked.
    pub value_date: NaiveDate,
}

/// Where a payout stands.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(StateName),
    doc = "The bare states of a payout.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum State {
    /// Waits for the second person.
    Created,
    /// May be sent to the bank.
    Approved {
        /// Who approved it; not the one who created it.
        approved: Stamp,
    },
    /// With the bank.
    Sent {
        /// Who approved it; not the one who created it.
        approved: Stamp,
        /// Who sent it, and when.
        sent: Stamp,
    },
    /// The money has arrived.
    Confirmed {
        /// Who approved it; not the one who created it.
        approved: Stamp,
        /// Who sent it, and when.
        sent: Stamp,
        /// What the bank said.
        confirmation: Confirmation,
    },
    /// The bank could not pay; another payout may be created.
    Failed {
        /// Who approved it; not the one who created it.
        approved: Stamp,
        /// Who sent it, and when.
        sent: Stamp,
        /// Who recorded the failure, and when.
        failed: Stamp,
        /// Why.
        reason: String,
    },
}
