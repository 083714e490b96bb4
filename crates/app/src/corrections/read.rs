use talkoot_domain::{
    correction::{CommandName, Correction, CorrectionMachine},
    ids::{CorrectionId, CostLineId, ProjectId},
    policy::{Action, Actor},
    project::Project,
};
use talkoot_storage::{Page, Scope, corrections};

use super::decide::facts;
use crate::{Answer, App, Availability, availability};

/// The correction, if it exists for this person.
///
/// # Errors
/// When the database fails.
pub async fn find(app: &App, actor: &Actor, id: CorrectionId) -> Answer<Option<Correction>> {
    Ok(corrections::find(app.store(), &Scope::of(actor), id).await?)
}

/// These corrections, for this person.
///
/// # Errors
/// When the database fails.
pub async fn find_many(app: &App, actor: &Actor, ids: &[CorrectionId]) -> Answer<Vec<Correction>> {
    Ok(corrections::find_many(app.store(), &Scope::of(actor), ids).await?)
}

/// A page of a project's corrections that the person sees, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn list(
    app: &App,
    actor: &Actor,
    project: ProjectId,
    page: Page<CorrectionId>,
) -> Answer<Vec<Correction>> {
    Ok(corrections::list(app.store(), &Scope::of(actor), project, page).await?)
}

/// How many corrections of a project this person sees.
///
/// # Errors
/// When the database fails.
pub async fn count(app: &App, actor: &Actor, project: ProjectId) -> Answer<u64> {
    Ok(corrections::count(app.store(), &Scope::of(actor), project).await?)
}

/// The corrections of these lines that the person sees, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn of_lines(
    app: &App,
    actor: &Actor,
    lines: &[CostLineId],
) -> Answer<Vec<(CostLineId, Correction)>> {
    Ok(corrections::of_lines(app.store(), &Scope::of(actor), lines).await?)
}

/// What this person can do with the correction now, and why not.
///
/// # Errors
/// When the database fails.
pub async fn available_actions(
    app: &App,
    actor: &Actor,
    project: &Project,
    correction: &Correction,
) -> Answer<Vec<Availability>> {
    const OFFERED: [(Action, CommandName); 3] = [
        (Action::EndorseCorrection, CommandName::Endorse),
        (Action::ApproveCorrection, CommandName::Approve),
        (Action::RejectCorrection, CommandName::Reject),
    ];
    let facts = facts(app.store(), correction, actor.person).await?;
    let standings = project.standings(Some(correction.partner));
    Ok(availability::<CorrectionMachine>(
        actor,
        &standings,
        &correction.state,
        &facts,
        &OFFERED,
    ))
}
