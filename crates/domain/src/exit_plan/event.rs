/// What happened to an exit plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "snake_case", prefix = "exit_plan_")]
pub enum Event {
    /// It was begun.
    Started,
    /// Questions were answered.
    Changed,
    /// Every question has its answer.
    Completed,
    /// The steering group approved it.
    SteeringApproved,
    /// Something was noted in the follow-up.
    Noted,
    /// The follow-up ended.
    Closed,
}
