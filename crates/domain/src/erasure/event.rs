/// What happened to an erasure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "snake_case", prefix = "erasure_")]
pub enum Event {
    /// Somebody proposed it.
    Proposed,
    /// It was done.
    Done,
    /// It was taken back.
    Withdrawn,
}
