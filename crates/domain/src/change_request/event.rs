/// What happened to a change request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "snake_case", prefix = "change_request_")]
pub enum Event {
    /// It was begun.
    Created,
    /// It was written anew.
    Updated,
    /// It was given to the authority.
    Submitted,
    /// It was taken back.
    Withdrawn,
    /// Every part of it is decided.
    Settled,
}
