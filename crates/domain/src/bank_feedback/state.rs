use crate::workflow::Stamp;

/// Where a bank's feedback stands.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(StateName),
    doc = "The bare states of a bank's feedback.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum State {
    /// Something in it does not agree with what was sent; an officer looks at it.
    Attention,
    /// Everything in it agreed.
    Clear,
    /// What did not agree was dealt with.
    Settled {
        /// By whom, and when.
        settled: Stamp,
        /// What was done.
        note: String,
    },
}
