/// What happened to a payout.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "snake_case", prefix = "payout_")]
pub enum Event {
    /// It was created.
    Created,
    /// A second person approved it.
    Approved,
    /// It was pointed to another account.
    Redirected,
    /// A part of it is to pay a recovery.
    SetOff,
    /// A part that was to pay a recovery goes to the bank again.
    SetOffWithdrawn,
    /// It went to the bank.
    Sent,
    /// The money arrived.
    Confirmed,
    /// The bank could not pay.
    Failed,
}
