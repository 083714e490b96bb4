/// What happened to a ranking list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "snake_case", prefix = "ranking_")]
pub enum Event {
    /// It was kept, and stands.
    Fixed,
    /// It was proposed after a decision; another person has to confirm it.
    Proposed,
    /// Another person confirmed it, and it stands.
    Confirmed,
    /// It was taken back.
    Withdrawn,
}
