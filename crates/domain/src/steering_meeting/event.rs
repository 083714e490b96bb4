/// What happened to a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "snake_case", prefix = "steering_meeting_")]
pub enum Event {
    /// Somebody planned it.
    Planned,
    /// It was planned otherwise.
    Updated,
    /// It was held.
    Held,
    /// It decided something.
    Decided,
    /// Its minutes are approved.
    Approved,
    /// It was called off.
    Cancelled,
}
