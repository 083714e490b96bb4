use chrono::NaiveDate;

/// What can be asked of a transfer.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(CommandName),
    doc = "The bare commands of a transfer.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum Command {
    /// Records that the lead passed the money on.
    Record {
        /// The day on which it left the lead's account.
        paid_on: NaiveDate,
        /// By what the partner finds it on its account.
        reference: String,
    },
    /// The partner says that the money came.
    Confirm,
    /// The partner says that it did not come, or not as recorded.
    Dispute {
        /// What is wrong.
        reason: String,
    },
}
