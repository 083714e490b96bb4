/// What can be asked of a claim.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(CommandName),
    doc = "The bare commands of a claim.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum Command {
    /// Takes in the cost reports accepted since, and computes it anew.
    Recompute,
    /// Hands it to the authority; an answer is due when questions were asked.
    Submit {
        /// The answer to the questions.
        answer: Option<String>,
    },
    /// Sends it back with questions.
    RequestSupplement {
        /// What is to be answered.
        questions: String,
    },
    /// Declares that every line is verified.
    CheckContent,
    /// Approves it for payment.
    Approve,
    /// Refuses it as a whole.
    Reject {
        /// Why.
        reason: String,
    },
    /// Orders the payout of what is payable.
    OrderPayout,
    /// Its payout was confirmed by the bank; given by the system.
    Pay,
}
