/// What happened to a commitment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "snake_case", prefix = "commitment_")]
pub enum Event {
    /// The partner was asked.
    Requested,
    /// The municipality committed itself.
    Given,
    /// The municipality said no.
    Declined,
    /// What it was about has changed.
    Fallen,
}
