/// What happened to an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "snake_case", prefix = "application_")]
pub enum Event {
    /// Its content was replaced.
    Updated,
    /// The budget of a partner was replaced.
    BudgetSet,
    /// Fields of the form were answered.
    Answered,
    /// The plan of a partner was replaced.
    PlanSet,
    /// The partners were asked to commit.
    CommitmentsRequested,
    /// It was taken back from the partners.
    Reopened,
    /// It was given to the authority, for the first time or supplemented.
    Submitted,
    /// The applicants were asked to supplement.
    SupplementRequested,
    /// It was evaluated.
    Evaluated,
    /// It was taken out of the call.
    Withdrawn,
    /// It was granted.
    Accepted,
    /// It was not granted.
    Rejected,
    /// A claim for correction was answered so that it is decided anew.
    Reconsidered,
}
