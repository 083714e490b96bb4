use talkoot_domain::{
    call::ExitPlanFrom,
    exit_plan::{ExitPlan, ExitPlanMachine, StateName},
    policy::Action,
    project::Project,
    schedule::ObligationKind,
    workflow::{Machine as _, Refusal, RefusalCode},
};
use talkoot_storage::{Access, exit_plans};

use crate::Answer;

/// Why a report of this kind cannot be handed in yet: the terms want an exit plan by then and the steering group has
/// approved none. Nothing when it can.
pub(crate) async fn in_the_way(
    db: &impl Access,
    action: Action,
    project: &Project,
    kind: ObligationKind,
) -> Answer<Option<Refusal>> {
    let is_needed = match (project.terms.exit_plan_from, kind) {
        (ExitPlanFrom::InterimReport, ObligationKind::InterimReport | ObligationKind::FinalReport)
        | (ExitPlanFrom::FinalReport, ObligationKind::FinalReport) => true,
        (ExitPlanFrom::Never | ExitPlanFrom::InterimReport | ExitPlanFrom::FinalReport, _) => false,
    };
    if !is_needed {
        return Ok(None);
    }
    let plan = exit_plans::of_projects(db, &[project.id]).await?.pop();
    let what = match plan.as_ref().map(|plan: &ExitPlan| StateName::from(&plan.state)) {
        Some(StateName::Approved | StateName::FollowUp | StateName::Closed) => return Ok(None),
        None => "the project has no exit plan; begin it with startExitPlan",
        Some(StateName::Draft) => "the exit plan of the project is not answered to the end",
        Some(StateName::Answered) => "the steering group has not approved the exit plan of the project",
    };
    let kind = kind.to_string().replace('_', " ");
    let message =
        format!("{what}; the {kind} is handed in when the steering group has approved the exit plan");
    Ok(Some(Refusal::of(
        RefusalCode::Incomplete,
        ExitPlanMachine::OBJECT,
        action.into(),
        message,
    )))
}
