/// What happened to a final report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "snake_case", prefix = "final_report_")]
pub enum Event {
    /// It was begun.
    Started,
    /// Questions were answered.
    Changed,
    /// It was handed to the authority.
    Submitted,
    /// The authority accepted it.
    Accepted,
    /// The authority gave it back.
    Returned,
}
