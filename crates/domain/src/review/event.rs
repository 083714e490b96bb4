/// What happened to a review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "snake_case", prefix = "review_")]
pub enum Event {
    /// A reviewer was assigned.
    Assigned,
    /// Scores were saved.
    Saved,
    /// It was submitted.
    Submitted,
    /// A conflict of interest was declared, or found when the reviewer was assigned.
    Conflicted,
    /// The assignment was taken back.
    Withdrawn,
}
