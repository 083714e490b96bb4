/// What happened to an obligation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "snake_case", prefix = "obligation_")]
pub enum Event {
    /// It can be handed in.
    Opened,
    /// Its day ended.
    Overdue,
    /// It was handed in.
    Submitted,
    /// It was accepted.
    Accepted,
    /// It came back to be mended.
    Returned,
    /// Its deadline was moved.
    Extended,
    /// Its deadline was moved to an earlier day.
    BroughtForward,
    /// It is owed again.
    Resumed,
    /// It was given up.
    Waived,
}
