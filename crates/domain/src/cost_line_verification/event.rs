/// What happened to a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "snake_case", prefix = "cost_line_")]
pub enum Event {
    /// The authority decided, or took its decision back.
    Verified,
    /// An approved correction changed what is accepted.
    Corrected,
}
