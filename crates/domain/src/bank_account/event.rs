/// What happened to a bank account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "snake_case", prefix = "bank_account_")]
pub enum Event {
    /// It was proposed.
    Proposed,
    /// Its owner confirmed it.
    Confirmed,
    /// An officer reviewed it.
    Reviewed,
    /// It is in force.
    Approved,
    /// The authority refused it.
    Rejected,
    /// The proposal was taken back.
    Withdrawn,
    /// Another account took its place.
    Superseded,
}
