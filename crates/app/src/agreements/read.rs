use talkoot_documents::Document;
use talkoot_domain::{
    agreement::{Agreement, AgreementMachine, CommandName, State},
    ids::{AgreementId, OrganisationId, ProjectId},
    policy::{Action, Actor},
    project::Project,
    workflow::{Refusal, check},
};
use talkoot_storage::{Scope, agreements, hands};

use super::{OBJECT, draft, standings, text};
use crate::{Answer, App, Availability, Failure, actions::permitted};

/// The agreement, if it exists for this person.
///
/// # Errors
/// When the database fails.
pub async fn find(app: &App, actor: &Actor, id: AgreementId) -> Answer<Option<Agreement>> {
    Ok(agreements::find(app.store(), &Scope::of(actor), id).await?)
}

/// The agreements of projects that the person has found, in the order of their numbers.
///
/// # Errors
/// When the database fails.
pub async fn of_projects(app: &App, projects: &[ProjectId]) -> Answer<Vec<Agreement>> {
    Ok(agreements::of_projects(app.store(), projects).await?)
}

/// Whether what an agreement says is still so: the lead, the partners, the budget, the award and the use period.
///
/// # Errors
/// When the database fails.
pub async fn is_current(app: &App, project: &Project, agreement: &Agreement) -> Answer<bool> {
    let all = agreements::of_projects(app.store(), &[project.id]).await?;
    text::is_current(app.store(), project, agreement, &all).await
}

/// What an agreement says, after a look at its hash.
///
/// # Errors
/// Not found when it does not exist for this person; a fault on our side when the text is not the one that was
/// written.
pub async fn document(app: &App, actor: &Actor, id: AgreementId) -> Answer<Document> {
    let agreement = find(app, actor, id).await?.ok_or(Failure::NotFound(OBJECT))?;
    if Document::hash(&agreement.document) != agreement.sha256 {
        return Err(Failure::internal("an agreement is not what was written"));
    }
    Document::from_stored(&agreement.document).map_err(Failure::internal)
}

/// Whether an agreement can be drafted for a project now.
///
/// # Errors
/// When the database fails.
pub async fn can_draft(app: &App, project: &Project) -> Answer<Result<(), Refusal>> {
    let all = agreements::of_projects(app.store(), &[project.id]).await?;
    Ok(draft::may_begin(&all).map_err(|why| draft::refusal(Action::DraftAgreement, &why)))
}

/// What this person can do with the agreement now, and why not. Signing is offered for the municipalities that have
/// not signed.
///
/// # Errors
/// When the database fails.
pub async fn available_actions(
    app: &App,
    actor: &Actor,
    project: &Project,
    agreement: &Agreement,
) -> Answer<Vec<Availability>> {
    let is_current = match agreement.state {
        State::Draft | State::Signing { .. } => is_current(app, project, agreement).await?,
        State::InForce { .. }
        | State::Replaced { .. }
        | State::Withdrawn { .. }
        | State::Terminated { .. } => true,
    };
    let hands = hands::of(app.store(), OBJECT, agreement.id.into()).await?;
    let facts = agreement.facts(actor.person, hands, is_current);
    let lead = [standings(project, agreement, None)];
    let waiting: Vec<OrganisationId> = agreement
        .parties
        .iter()
        .map(|party| party.organisation)
        .filter(|one| {
            !agreement
                .signatures
                .iter()
                .any(|signed| signed.organisation == *one)
        })
        .collect();
    let parties: Vec<_> = waiting
        .into_iter()
        .map(|one| standings(project, agreement, Some(one)))
        .collect();
    let offered = [
        (Action::RedraftAgreement, CommandName::Redraft, &lead[..]),
        (Action::OfferAgreement, CommandName::Offer, &lead[..]),
        (Action::SignAgreement, CommandName::Sign, &parties[..]),
        (Action::WithdrawAgreement, CommandName::Withdraw, &lead[..]),
        (Action::TerminateAgreement, CommandName::Terminate, &lead[..]),
    ];
    Ok(offered
        .into_iter()
        .map(|(action, command, standings)| {
            let can = check::<AgreementMachine>(&agreement.state, command, &facts);
            permitted(action, actor, standings, can)
        })
        .collect())
}
