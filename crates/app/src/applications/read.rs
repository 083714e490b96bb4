use chrono::{DateTime, Utc};
use talkoot_domain::{
    application::{Application, ApplicationMachine, CommandName, StateName},
    commitment::{self, Commitment, CommitmentMachine},
    ids::{ApplicationId, CallId, CommitmentId},
    policy::{Action, Actor},
    workflow::{Refusal, RefusalCode},
};
use talkoot_storage::{Page, Scope, applications, commitments};

use super::{Dossier, gather};
use crate::{Answer, App, Availability, actions::permitted, availability};

/// The application, if it exists for this person.
///
/// # Errors
/// When the database fails.
pub async fn find(app: &App, actor: &Actor, id: ApplicationId) -> Answer<Option<Application>> {
    Ok(applications::find(app.store(), &Scope::of(actor), id).await?)
}

/// The commitment, if its application exists for this person.
///
/// # Errors
/// When the database fails.
pub async fn find_commitment(app: &App, actor: &Actor, id: CommitmentId) -> Answer<Option<Commitment>> {
    Ok(commitments::find(app.store(), &Scope::of(actor), id).await?)
}

/// A page of applications, of one call or of all.
///
/// # Errors
/// When the database fails.
pub async fn list(
    app: &App,
    actor: &Actor,
    call: Option<CallId>,
    page: Page<ApplicationId>,
) -> Answer<Vec<Application>> {
    Ok(applications::list(app.store(), &Scope::of(actor), call, page).await?)
}

/// How many applications this person sees, of one call or of all.
///
/// # Errors
/// When the database fails.
pub async fn count(app: &App, actor: &Actor, call: Option<CallId>) -> Answer<u64> {
    Ok(applications::count(app.store(), &Scope::of(actor), call).await?)
}

/// Everything about these applications, for this person.
///
/// # Errors
/// When the database fails.
pub async fn dossiers(app: &App, actor: &Actor, ids: &[ApplicationId]) -> Answer<Vec<Dossier>> {
    let found = applications::find_many(app.store(), &Scope::of(actor), ids).await?;
    gather(app.store(), found).await
}

/// What this person can do with the application now, and why not.
#[must_use]
pub fn available_actions(actor: &Actor, dossier: &Dossier, now: DateTime<Utc>) -> Vec<Availability> {
    const OFFERED: [(Action, CommandName); 10] = [
        (Action::UpdateApplication, CommandName::Update),
        (Action::SetBudget, CommandName::SetBudget),
        (Action::AnswerFields, CommandName::Answer),
        (Action::SetPlan, CommandName::SetPlan),
        (Action::RequestCommitments, CommandName::RequestCommitments),
        (Action::ReopenApplication, CommandName::Reopen),
        (Action::SubmitApplication, CommandName::Submit),
        (
            Action::RequestApplicationSupplement,
            CommandName::RequestSupplement,
        ),
        (Action::EvaluateApplication, CommandName::Evaluate),
        (Action::WithdrawApplication, CommandName::Withdraw),
    ];
    let application = &dossier.application;
    // Whoever prepares for one of the partners can set that partner's budget: any of them, for a person
    // may hold one role in one municipality and another role in another.
    let own = actor
        .memberships
        .iter()
        .map(|held| held.organisation)
        .filter(|&organisation| application.part(organisation).is_some());
    let facts = dossier.facts(actor.person, now);
    let by = |partner| {
        let standings = application.standings(partner);
        availability::<ApplicationMachine>(actor, &standings, &application.state, &facts, &OFFERED)
    };
    own.map(|partner| by(Some(partner)))
        .fold(by(None), |best, other| {
            let both = best.into_iter().zip(other);
            both.map(|(best, other)| if other.refusal.is_none() { other } else { best })
                .collect()
        })
}

/// Whether this person can draft the decision about the application now; `drafted` says that there is one.
#[must_use]
pub fn drafting(actor: &Actor, dossier: &Dossier, drafted: bool) -> Availability {
    const ACTION: Action = Action::DraftDecision;
    let application = &dossier.application;
    let state = StateName::from(&application.state);
    let refused = |code, message| Refusal::of(code, "application", ACTION.into(), message);
    let known = if drafted {
        Err(refused(
            RefusalCode::Duplicate,
            "there is a decision about this application already; change or make that one",
        ))
    } else if state == StateName::Evaluated {
        Ok(())
    } else {
        let mut refusal = refused(
            RefusalCode::WrongState,
            "a decision is drafted when the application has been evaluated; evaluate it first",
        );
        refusal.state = Some(state.into());
        Err(refusal)
    };
    permitted(ACTION, actor, &[application.standings(None)], known)
}

/// What this person can do with a commitment now, and why not.
#[must_use]
pub fn commitment_actions(actor: &Actor, dossier: &Dossier, commitment: &Commitment) -> Vec<Availability> {
    const OFFERED: [(Action, commitment::CommandName); 2] = [
        (Action::GiveCommitment, commitment::CommandName::Give),
        (Action::DeclineCommitment, commitment::CommandName::Decline),
    ];
    availability::<CommitmentMachine>(
        actor,
        &dossier.application.standings(Some(commitment.partner)),
        &commitment.state,
        &dossier.commitment_facts(commitment.partner, actor.person),
        &OFFERED,
    )
}
