/// What happened to a part of a change request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "snake_case", prefix = "change_part_")]
pub enum Event {
    /// An officer proposed what shall become of it.
    Proposed,
    /// The proposal was sent back.
    Returned,
    /// It was accepted, with changes or without.
    Accepted,
    /// It was rejected.
    Rejected,
    /// It was proposed that it does not come into force.
    CancellationProposed,
    /// A side confirmed it.
    Confirmed,
    /// An item of what is handed over was taken over.
    TakenOver,
    /// It came into force.
    Enforced,
    /// Its request was withdrawn.
    Withdrawn,
}
