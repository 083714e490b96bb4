/// What happened to a portfolio report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "snake_case", prefix = "portfolio_report_")]
pub enum Event {
    /// Its content was replaced.
    Updated,
    /// The steering group approved it.
    SteeringApproved,
    /// It was handed to the authority.
    Submitted,
    /// The authority accepted it.
    Accepted,
    /// The authority gave it back.
    Returned,
}
