/// What happened to a transfer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "snake_case", prefix = "transfer_")]
pub enum Event {
    /// The lead received the money and owes it.
    Owed,
    /// The lead passed it on.
    Recorded,
    /// The partner has it.
    Confirmed,
    /// The partner does not have it, or not as recorded.
    Disputed,
}
