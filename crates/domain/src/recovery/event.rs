/// What happened to a recovery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "snake_case", prefix = "recovery_")]
pub enum Event {
    /// The lead municipality is heard.
    Opened,
    /// It answered, or its time has passed.
    Heard,
    /// A decision was drafted.
    Drafted,
    /// It was decided.
    Decided,
    /// It was not paid in time.
    Late,
    /// Some of it came in or was given up.
    Reduced,
    /// All of it came in or was given up.
    Settled,
    /// Something in the debtor's favour was proposed.
    ReliefProposed,
    /// That was refused.
    ReliefRejected,
    /// It is a trifle that is not collected.
    Waived,
    /// It was opened by mistake.
    Cancelled,
}
