use talkoot_domain::{
    ids::{ProjectId, ProjectResultId},
    policy::{Action, Actor, Standings},
    project_result::{CommandName, ProjectResult, ProjectResultMachine},
};
use talkoot_storage::{Page, Scope, project_results as storage};

use super::{facts, project_of, standings};
use crate::{Answer, App, Availability, availability};

/// The result, if it exists for this person.
///
/// # Errors
/// When the database fails.
pub async fn find(app: &App, actor: &Actor, id: ProjectResultId) -> Answer<Option<ProjectResult>> {
    Ok(storage::find(app.store(), &Scope::of(actor), id).await?)
}

/// A page of the results of a project that this person sees, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn list(
    app: &App,
    actor: &Actor,
    project: ProjectId,
    page: Page<ProjectResultId>,
) -> Answer<Vec<ProjectResult>> {
    Ok(storage::of_project(app.store(), &Scope::of(actor), project, page).await?)
}

/// How many there are of these.
///
/// # Errors
/// When the database fails.
pub async fn count(app: &App, actor: &Actor, project: ProjectId) -> Answer<u64> {
    Ok(storage::count_of_project(app.store(), &Scope::of(actor), project).await?)
}

/// What this person can do with it now, and why not.
///
/// # Errors
/// When the database fails.
pub async fn available_actions(
    app: &App,
    actor: &Actor,
    result: &ProjectResult,
) -> Answer<Vec<Availability>> {
    const OFFERED: [(Action, CommandName); 5] = [
        (Action::UpdateProjectResult, CommandName::Update),
        (Action::SubmitProjectResult, CommandName::Submit),
        (Action::ApproveProjectResult, CommandName::Approve),
        (Action::ReturnProjectResult, CommandName::Return),
        (Action::WithdrawProjectResult, CommandName::Withdraw),
    ];
    const REUSE: [(Action, CommandName); 1] = [(Action::RecordResultReuse, CommandName::Reuse)];
    let project = project_of(app.store(), result).await?;
    let of_project = standings(app.store(), &project, result).await?;
    let facts = facts(app.store(), result, actor.person).await?;
    // For the first municipality of one's own that did not take part.
    let mut held = actor.memberships.iter().map(|held| held.organisation);
    let own = Standings {
        own: held.find(|own| {
            let mut parties = result.content.parties.iter();
            parties.all(|party| party.municipality != *own)
        }),
        ..Standings::default()
    };
    let offered = |standings: &Standings, offered: &[(Action, CommandName)]| {
        availability::<ProjectResultMachine>(actor, standings, &result.state, &facts, offered)
    };
    let mut all = offered(&of_project, &OFFERED);
    all.extend(offered(&own, &REUSE));
    Ok(all)
}
