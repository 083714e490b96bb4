/// What happened to a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "snake_case", prefix = "project_result_")]
pub enum Event {
    /// Somebody began to write it.
    Created,
    /// It was written anew.
    Updated,
    /// It is with the authority.
    Submitted,
    /// Everybody may read it.
    Approved,
    /// The authority asks about it.
    Returned,
    /// It is in the bank no more.
    Withdrawn,
    /// Another municipality took it into use.
    Reused,
}
