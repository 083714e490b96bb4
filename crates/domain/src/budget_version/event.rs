/// What happened to a version of a budget.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "snake_case", prefix = "budget_version_")]
pub enum Event {
    /// It was proposed.
    Proposed,
    /// It holds.
    Approved,
    /// It was put aside.
    Discarded,
    /// Another one holds.
    Superseded,
}
