use serde_json::Value;
use talkoot_domain::{
    change_part::{ChangePart, ChangePartMachine, CommandName, Confirmation, Hindrance, Outcome},
    ids::{ChangePartId, ProjectId},
    policy::{Action, Actor},
};
use talkoot_storage::{
    Scope,
    amendments::{self as stored, Amendment},
    change_parts, change_requests, projects,
};

use super::{Effect, Moment, effect, facts, settlement, standings};
use crate::{Answer, App, Availability, Failure, availability};

/// The part, if its request exists for this person.
///
/// # Errors
/// When the database fails.
pub async fn find(app: &App, actor: &Actor, id: ChangePartId) -> Answer<Option<ChangePart>> {
    Ok(change_parts::find(app.store(), &Scope::of(actor), id).await?)
}

/// The confirmations of parts that the person has found.
///
/// # Errors
/// When the database fails.
pub async fn confirmations(app: &App, parts: &[ChangePartId]) -> Answer<Vec<(ChangePartId, Confirmation)>> {
    Ok(change_parts::confirmations(app.store(), parts).await?)
}

/// The amendments of projects that the person has found, in order.
///
/// # Errors
/// When the database fails.
pub async fn amendments(app: &App, projects: &[ProjectId]) -> Answer<Vec<Amendment>> {
    Ok(stored::of_projects(app.store(), projects).await?)
}

/// The amendments that came of parts that the person has found.
///
/// # Errors
/// When the database fails.
pub async fn amendments_of(app: &App, parts: &[ChangePartId]) -> Answer<Vec<Amendment>> {
    Ok(stored::of_parts(app.store(), parts).await?)
}

/// What a part that the person has found would do now, or why it cannot; nothing once it is settled.
///
/// # Errors
/// When the database fails.
pub async fn effect_of(app: &App, part: &ChangePart) -> Answer<Option<Result<Effect, Hindrance>>> {
    if !part.state_name().is_undecided() && !part.state_name().is_waiting() {
        return Ok(None);
    }
    let project = projects::find(app.store(), &Scope::system(), part.project).await?;
    let project = project.ok_or(Failure::NotFound("project"))?;
    let at = Moment::of(part, app.now());
    Ok(Some(effect(app.store(), &project, part.content(), at).await?))
}

/// What this person can do with the part now, and why not.
///
/// # Errors
/// When the database fails.
pub async fn available_actions(app: &App, actor: &Actor, part: &ChangePart) -> Answer<Vec<Availability>> {
    let scope = Scope::system();
    let project = projects::find(app.store(), &scope, part.project).await?;
    let project = project.ok_or(Failure::NotFound("project"))?;
    let request = change_requests::find(app.store(), &scope, part.request).await?;
    let request = request.ok_or(Failure::NotFound("change request"))?;
    let facts = facts(app.store(), &project, &request, part, actor, app.now()).await?;
    let outcome = part.state.proposal().map(|proposal| proposal.outcome);
    let deciding = CommandName::deciding(outcome.unwrap_or(Outcome::Accept));
    let offered = [
        (Action::ProposeChangePart, CommandName::Propose),
        (Action::AcceptChangeOfDirection, CommandName::AcceptAlone),
        (Action::ReturnChangePart, CommandName::Return),
        (Action::DecideChangePart, deciding),
        (Action::ConfirmChangePart, CommandName::Confirm),
        (Action::TakeOverItem, CommandName::TakeOver),
        (
            Action::ProposeChangePartCancellation,
            CommandName::ProposeCancellation,
        ),
        (Action::CancelChangePart, CommandName::Cancel),
    ];
    let standings = standings(&project, part);
    Ok(availability::<ChangePartMachine>(
        actor,
        &standings,
        &part.state,
        &facts,
        &offered,
    ))
}

/// The settlement of a part that the person has found: as it was when it came into force, or as it would
/// be now; nothing for a part that settles nothing or cannot be.
///
/// # Errors
/// When the database fails.
pub async fn settlement_of(app: &App, part: &ChangePart) -> Answer<Option<Value>> {
    if let Some(amendment) = stored::of_parts(app.store(), &[part.id]).await?.pop() {
        return Ok(amendment.settlement);
    }
    let Some(Ok(effect)) = effect_of(app, part).await? else {
        return Ok(None);
    };
    let project = projects::find(app.store(), &Scope::system(), part.project).await?;
    let project = project.ok_or(Failure::NotFound("project"))?;
    Ok(settlement(&project, &effect))
}
