/// What happened to a project as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "snake_case", prefix = "project_")]
pub enum Event {
    /// It was closed.
    Closed,
}
