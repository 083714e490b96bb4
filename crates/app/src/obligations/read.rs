use talkoot_domain::{
    final_report::forms as asked_in,
    ids::ObligationId,
    obligation::{CommandName, Obligation, ObligationMachine},
    policy::{Action, Actor},
    schedule::ObligationKind,
    workflow::{self, Machine},
};
use talkoot_storage::{Page, Scope, hands, obligations, projects};

use super::{Filter, hand_in, standings};
use crate::{Answer, App, Availability, Failure, availability, final_reports, portfolio_reports};

/// The obligation, if it exists for this person.
///
/// # Errors
/// When the database fails.
pub async fn find(app: &App, actor: &Actor, id: ObligationId) -> Answer<Option<Obligation>> {
    Ok(obligations::find(app.store(), &Scope::of(actor), id).await?)
}

/// These obligations, for this person.
///
/// # Errors
/// When the database fails.
pub async fn find_many(app: &App, actor: &Actor, ids: &[ObligationId]) -> Answer<Vec<Obligation>> {
    Ok(obligations::find_many(app.store(), &Scope::of(actor), ids).await?)
}

/// A page of what this person's organisations owe, or are owed, by due date.
///
/// # Errors
/// When the database fails.
pub async fn list(
    app: &App,
    actor: &Actor,
    filter: &Filter,
    page: Page<ObligationId>,
) -> Answer<Vec<Obligation>> {
    Ok(obligations::list(app.store(), &Scope::of(actor), filter, page).await?)
}

/// How many such obligations there are.
///
/// # Errors
/// When the database fails.
pub async fn count(app: &App, actor: &Actor, filter: &Filter) -> Answer<u64> {
    Ok(obligations::count(app.store(), &Scope::of(actor), filter).await?)
}

/// What this person can do with the obligation now, and why not.
///
/// # Errors
/// When the database fails.
pub async fn available_actions(
    app: &App,
    actor: &Actor,
    obligation: &Obligation,
) -> Answer<Vec<Availability>> {
    const OFFERED: [(Action, CommandName); 2] = [
        (Action::ExtendObligation, CommandName::Extend),
        (Action::WaiveObligation, CommandName::Waive),
    ];
    let project = projects::find(app.store(), &Scope::system(), obligation.project).await?;
    let project = project.ok_or(Failure::NotFound("project"))?;
    let standings = standings(&project, obligation);
    let hands = hands::of(app.store(), ObligationMachine::OBJECT, obligation.id.into()).await?;
    let facts = obligation.facts(actor.person, hands, app.now());
    let mut available =
        availability::<ObligationMachine>(actor, &standings, &obligation.state, &facts, &OFFERED);
    for (one, (_, command)) in available.iter_mut().zip(OFFERED) {
        let by_itself = obligation.check_by_itself(command);
        if let (None, Err(why)) = (&one.refusal, by_itself) {
            one.refusal = Some(workflow::refusal::<ObligationMachine>(
                &obligation.state,
                command,
                &why,
            ));
        }
    }
    if !obligation.kind.has_own_report() {
        let mut own = hand_in::available(app, actor, &standings, obligation, facts.hands.clone());
        let handed_in =
            |one: &&mut Availability| one.action == Action::SubmitObligation && one.refusal.is_none();
        if let Some(submit) = own.iter_mut().find(handed_in) {
            submit.refusal = hand_in::hindrance(app.store(), app.today(), &project, obligation).await?;
        }
        available.extend(own);
    }
    if asked_in(obligation.kind).is_some() {
        available.push(final_reports::start_available(app, actor, &project, obligation).await?);
        for one in &mut available {
            let judges = matches!(one.action, Action::AcceptObligation | Action::ReturnObligation);
            if judges && one.refusal.is_none() {
                one.refusal = final_reports::settles_itself(app.store(), one.action, obligation).await?;
            }
        }
    }
    if obligation.kind == ObligationKind::PortfolioReport {
        available.push(portfolio_reports::start_available(app, actor, &project, obligation).await?);
    }
    Ok(available)
}
