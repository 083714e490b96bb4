/// What happened to a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "snake_case", prefix = "decision_")]
pub enum Event {
    /// What it says was replaced.
    Updated,
    /// It was made.
    Decided,
    /// The lead accepted the grant.
    Accepted,
    /// The lead refused the grant.
    Refused,
}
