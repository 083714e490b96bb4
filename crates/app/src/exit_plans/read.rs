use talkoot_domain::{
    exit_plan::{CommandName, ExitPlan, ExitPlanMachine},
    ids::{ExitPlanId, ProjectId},
    policy::{Action, Actor},
    project::Project,
};
use talkoot_storage::{Scope, exit_plans};

use super::{facts, filled_in};
use crate::{Answer, App, Availability, availability, forms::Filled};

/// The plan, if it exists for this person.
///
/// # Errors
/// When the database fails.
pub async fn find(app: &App, actor: &Actor, id: ExitPlanId) -> Answer<Option<ExitPlan>> {
    Ok(exit_plans::find(app.store(), &Scope::of(actor), id).await?)
}

/// The plans of projects that the person has found.
///
/// # Errors
/// When the database fails.
pub async fn of_projects(app: &App, projects: &[ProjectId]) -> Answer<Vec<ExitPlan>> {
    Ok(exit_plans::of_projects(app.store(), projects).await?)
}

/// What is answered in a plan that the person has found.
///
/// # Errors
/// When the database fails.
pub async fn filled(app: &App, project: &Project, plan: &ExitPlan) -> Answer<Filled> {
    filled_in(app.store(), project, plan).await
}

/// What this person can do with the plan of this project now, and why not.
///
/// # Errors
/// When the database fails.
pub async fn available_actions(
    app: &App,
    actor: &Actor,
    project: &Project,
    plan: &ExitPlan,
) -> Answer<Vec<Availability>> {
    const OFFERED: [(Action, CommandName); 5] = [
        (Action::AnswerExitPlan, CommandName::Answer),
        (Action::CompleteExitPlan, CommandName::Complete),
        (Action::ApproveExitPlanBySteering, CommandName::ApproveBySteering),
        (Action::NoteExitPlan, CommandName::Note),
        (Action::CloseExitPlan, CommandName::Close),
    ];
    let filled = filled_in(app.store(), project, plan).await?;
    Ok(availability::<ExitPlanMachine>(
        actor,
        &project.standings(None),
        &plan.state,
        &facts(actor.person, &filled),
        &OFFERED,
    ))
}
