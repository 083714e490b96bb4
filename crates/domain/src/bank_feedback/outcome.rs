/// What a bank's word about a payment led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumIter, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Outcome {
    /// The bank took the payment; it is confirmed when it is booked.
    Acknowledged,
    /// The payout has failed.
    Failed,
    /// The payout is confirmed.
    Confirmed,
    /// The bank said so before; nothing changed.
    Repeated,
    /// The bank announces what it has not booked yet; nothing changed.
    Announced,
    /// The name has the form of a payment made here, but there is none of this authority.
    Unknown,
    /// Another amount than was sent.
    AmountDiffers,
    /// The payout was never sent to the bank.
    NotSent,
    /// The opposite of what is known of the payout.
    Contradicts,
    /// Money of a confirmed payout came back.
    Returned,
    /// The bank gives no reference or no day, or a day that cannot be.
    Incomplete,
}

impl Outcome {
    /// Whether it does not agree with what was sent, so that an officer looks at it.
    #[must_use]
    pub const fn needs_attention(self) -> bool {
        match self {
            Self::Acknowledged | Self::Failed | Self::Confirmed | Self::Repeated | Self::Announced => false,
            Self::Unknown
            | Self::AmountDiffers
            | Self::NotSent
            | Self::Contradicts
            | Self::Returned
            | Self::Incomplete => true,
        }
    }
}
