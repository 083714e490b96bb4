/// What happened to a correction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "snake_case", prefix = "correction_")]
pub enum Event {
    /// Somebody found something.
    Proposed,
    /// An officer approved it.
    Endorsed,
    /// A second person approved it; the lines are changed.
    Approved,
    /// The authority said no.
    Rejected,
    /// A claim that counts it was approved.
    Netted,
    /// It is recovered.
    Recovering,
    /// It is not recovered after all and waits for the next claim.
    Released,
}
