use chrono::NaiveDate;
use talkoot_domain::{
    ids::{ProjectId, RecoveryId},
    interest::ReferenceRates,
    money::Money,
    policy::{Action, Actor},
    project::Project,
    recovery::{CommandName, Recovery, RecoveryMachine, Standing},
    workflow::{Refusal, RefusalCode},
};
use talkoot_storage::{Access, Page, Scope, recoveries, reference_rates};

use super::facts;
use crate::{Answer, App, Availability, Failure, availability};

/// The recovery, if it exists for this person.
///
/// # Errors
/// When the database fails.
pub async fn find(app: &App, actor: &Actor, id: RecoveryId) -> Answer<Option<Recovery>> {
    Ok(recoveries::find(app.store(), &Scope::of(actor), id).await?)
}

/// These recoveries, for this person.
///
/// # Errors
/// When the database fails.
pub async fn find_many(app: &App, actor: &Actor, ids: &[RecoveryId]) -> Answer<Vec<Recovery>> {
    Ok(recoveries::find_many(app.store(), &Scope::of(actor), ids).await?)
}

/// A page of a project's recoveries, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn list(
    app: &App,
    actor: &Actor,
    project: ProjectId,
    page: Page<RecoveryId>,
) -> Answer<Vec<Recovery>> {
    Ok(recoveries::list(app.store(), &Scope::of(actor), project, page).await?)
}

/// How many recoveries of a project this person sees.
///
/// # Errors
/// When the database fails.
pub async fn count(app: &App, actor: &Actor, project: ProjectId) -> Answer<u64> {
    Ok(recoveries::count(app.store(), &Scope::of(actor), project).await?)
}

/// The reference rates in force: those published with this version and those confirmed since.
///
/// # Errors
/// When the database fails.
pub async fn rates(db: &impl Access) -> Answer<ReferenceRates> {
    let recorded = reference_rates::all(db).await?;
    let confirmed = recorded.into_iter().filter(|one| one.confirmed.is_some());
    Ok(ReferenceRates::published().with(confirmed.map(|one| one.rate)))
}

/// Everything that is open of a recovery at the end of a day.
///
/// # Errors
/// Refused when a reference rate is not known.
pub(crate) async fn open_on(db: &impl Access, recovery: &Recovery, day: NaiveDate) -> Answer<Money> {
    let rates = rates(db).await?;
    let standing = recovery.account().at(day.max(recovery.paid_on), &rates);
    let standing = standing.map_err(|why| {
        Refusal::of(
            RefusalCode::CannotCheck,
            "recovery",
            "computeInterest",
            why.to_string(),
        )
    })?;
    Ok(standing.open().map_err(Failure::internal)?)
}

/// Principal and interest of a recovery at the end of a day.
///
/// # Errors
/// Refused when a reference rate is not known; the interest is not guessed.
pub async fn standing_at(app: &App, recovery: &Recovery, day: NaiveDate) -> Answer<Standing> {
    let rates = rates(app.store()).await?;
    let standing = recovery.account().at(day.max(recovery.paid_on), &rates);
    standing.map_err(|why| {
        Refusal::of(
            RefusalCode::CannotCheck,
            "recovery",
            "computeInterest",
            why.to_string(),
        )
        .into()
    })
}

/// What this person can do with the recovery now, and why not.
///
/// # Errors
/// When the database fails.
pub async fn available_actions(
    app: &App,
    actor: &Actor,
    project: &Project,
    recovery: &Recovery,
) -> Answer<Vec<Availability>> {
    const OFFERED: [(Action, CommandName); 9] = [
        (Action::AnswerRecovery, CommandName::Answer),
        (Action::CloseRecoveryHearing, CommandName::CloseHearing),
        (Action::DraftRecovery, CommandName::Draft),
        (Action::DecideRecovery, CommandName::Decide),
        (Action::RecordRecoveryReceipt, CommandName::Receive),
        (Action::ProposeRecoveryRelief, CommandName::ProposeRelief),
        (Action::ApproveRecoveryRelief, CommandName::Relieve),
        (Action::RejectRecoveryRelief, CommandName::RejectRelief),
        (Action::CancelRecovery, CommandName::Cancel),
    ];
    let facts = facts(app.store(), project, recovery, actor.person, app.now()).await?;
    let standings = project.standings(Some(recovery.debtor));
    Ok(availability::<RecoveryMachine>(
        actor,
        &standings,
        &recovery.state,
        &facts,
        &OFFERED,
    ))
}
