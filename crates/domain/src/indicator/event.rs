/// What happened to an indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "snake_case", prefix = "indicator_")]
pub enum Event {
    /// It was added.
    Added,
    /// A value was recorded.
    Recorded,
    /// It was given up.
    Dropped,
}
