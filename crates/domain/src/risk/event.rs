/// What happened to a risk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "snake_case", prefix = "risk_")]
pub enum Event {
    /// Somebody raised it.
    Raised,
    /// It was judged anew.
    Assessed,
    /// Something is done about it.
    Mitigated,
    /// It came true.
    Occurred,
    /// It threatens no more.
    Closed,
}
