/// What happened to a correction of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "snake_case", prefix = "call_correction_")]
pub enum Event {
    /// An officer proposed it.
    Proposed,
    /// A second person published it; the call says it now.
    Published,
    /// It was taken back.
    Withdrawn,
}
