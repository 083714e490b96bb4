use chrono::NaiveDate;
use talkoot_domain::{
    final_report::{FinalReport, FinalReportMachine},
    obligation::{Obligation, ObligationMachine},
    policy::Action,
    project::Project,
    workflow::{Machine as _, Reason as _, Refusal, RefusalCode},
};
use talkoot_storage::{Access, Scope, final_reports};

use crate::{Answer, exit_plans, indicators};

/// What else must be there before the report of an obligation can be handed in on a Helsinki date: its day, the exit plan and the measured
/// values.
/// Nothing when all is.
pub(crate) async fn in_the_way(
    db: &impl Access,
    (action, today): (Action, NaiveDate),
    project: &Project,
    obligation: &Obligation,
) -> Answer<Option<Refusal>> {
    if let Err(early) = obligation.check_begun(today) {
        let object = ObligationMachine::OBJECT;
        let refusal = Refusal::of(early.code(), object, action.into(), early.to_string());
        return Ok(Some(refusal));
    }
    let plan = exit_plans::in_the_way(db, action, project, obligation.kind).await?;
    if plan.is_some() {
        return Ok(plan);
    }
    indicators::in_the_way(db, action, project, obligation.kind).await
}

/// Why an obligation is not handed in, accepted or given back as a statement: it has a report of its own, which settles
/// it. Nothing when it has none.
pub(crate) async fn settles_itself(
    db: &impl Access,
    action: Action,
    obligation: &Obligation,
) -> Answer<Option<Refusal>> {
    let found = final_reports::of_obligations(db, &Scope::system(), &[obligation.id]).await?;
    Ok(found.into_iter().next().map(|_: FinalReport| {
        let message = "a report with questions was begun for this obligation; hand that in (submitFinalReport), accept it \
                       (acceptFinalReport) or return it (returnFinalReport)";
        let object = FinalReportMachine::OBJECT;
        Refusal {
            path: vec!["id".to_owned()],
            ..Refusal::of(RefusalCode::InvalidInput, object, action.into(), message)
        }
    }))
}
