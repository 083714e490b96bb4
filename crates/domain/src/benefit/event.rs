/// What happened to a benefit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "snake_case", prefix = "benefit_")]
pub enum Event {
    /// It was stated.
    Stated,
    /// It was calculated anew.
    Recalculated,
    /// It was withdrawn.
    Withdrawn,
}
