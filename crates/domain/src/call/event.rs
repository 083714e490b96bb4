/// What happened to a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "snake_case", prefix = "call_")]
pub enum Event {
    /// Its content was replaced.
    Updated,
    /// The criteria of its review were replaced.
    ReviewRulesSet,
    /// A correction of what it says was published.
    Corrected,
    /// It was opened to the public.
    Published,
    /// Its time ended.
    Closed,
    /// Every application is decided.
    Resolved,
    /// It was put away.
    Archived,
}
