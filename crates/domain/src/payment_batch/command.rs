use super::PaymentFile;

/// What can be asked of a payment batch.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(CommandName),
    doc = "The bare commands of a payment batch.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum Command {
    /// Approves it, as the second person.
    Approve,
    /// Dissolves it before its file is made; its payouts are free again.
    Cancel {
        /// Why.
        reason: String,
    },
    /// Makes its file, once; its payouts are with the bank then.
    Send {
        /// The file.
        file: PaymentFile,
    },
    /// Records that the bank took the file.
    Acknowledge,
    /// Records that the bank paid nothing of it.
    Reject {
        /// Why, as the bank says.
        reason: String,
    },
    /// Records that each of its payments is confirmed or has failed.
    Settle,
}
