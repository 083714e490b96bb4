/// What happened to a milestone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "snake_case", prefix = "milestone_")]
pub enum Event {
    /// Somebody planned it.
    Added,
    /// It is worked on.
    Started,
    /// It is foreseen on another day.
    Moved,
    /// It is foreseen after its baseline.
    Delayed,
    /// It was reached.
    Completed,
    /// It was given up.
    Dropped,
}
