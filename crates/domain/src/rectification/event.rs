/// What happened to a claim for correction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "snake_case", prefix = "rectification_")]
pub enum Event {
    /// It was made.
    Filed,
    /// The answer was drafted.
    Drafted,
    /// It was answered.
    Decided,
    /// It was taken back.
    Withdrawn,
}
