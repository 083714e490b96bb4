use talkoot_domain::{
    final_report::{CommandName, Fact, FinalReport, FinalReportMachine},
    ids::{FinalReportId, ObligationId, OrganisationId},
    policy::{self, Action, Actor},
    project::Project,
};
use talkoot_storage::{Scope, final_reports, obligations, projects};

use super::{facts::gathered, filled_in, gate::in_the_way, known};
use crate::{Answer, App, Availability, Failure, availability, forms::Filled};

/// The report, if it exists for this person.
///
/// # Errors
/// When the database fails.
pub async fn find(app: &App, actor: &Actor, id: FinalReportId) -> Answer<Option<FinalReport>> {
    Ok(final_reports::find(app.store(), &Scope::of(actor), id).await?)
}

/// The reports of these obligations, for this person.
///
/// # Errors
/// When the database fails.
pub async fn of_obligations(
    app: &App,
    actor: &Actor,
    obligations: &[ObligationId],
) -> Answer<Vec<FinalReport>> {
    Ok(final_reports::of_obligations(app.store(), &Scope::of(actor), obligations).await?)
}

/// What is answered in a report that the person has found.
///
/// # Errors
/// When the database fails.
pub async fn filled(app: &App, project: &Project, report: &FinalReport) -> Answer<Filled> {
    filled_in(app.store(), project, report).await
}

/// What the system knows beside the report: as it was at its submission while it is with the authority, else as it is now.
/// What is a municipality's own is seen by itself, the lead and the authority.
///
/// # Errors
/// When the database fails.
pub async fn facts(app: &App, actor: &Actor, project: &Project, report: &FinalReport) -> Answer<Vec<Fact>> {
    let mut facts = match &report.facts {
        Some(facts) => facts.clone(),
        None => gathered(app.store(), project).await?,
    };
    let own = |organisation: OrganisationId| {
        let mut held = actor.memberships.iter();
        held.any(|held| held.organisation == organisation)
    };
    if !own(project.lead) && !own(project.authority) {
        facts.retain(|fact| fact.of.is_none_or(own));
    }
    Ok(facts)
}

/// What this person can do with the report of this project now, and why not.
///
/// # Errors
/// When the database fails.
pub async fn available_actions(
    app: &App,
    actor: &Actor,
    project: &Project,
    report: &FinalReport,
) -> Answer<Vec<Availability>> {
    const OFFERED: [(Action, CommandName); 4] = [
        (Action::AnswerFinalReport, CommandName::Answer),
        (Action::SubmitFinalReport, CommandName::Submit),
        (Action::AcceptFinalReport, CommandName::Accept),
        (Action::ReturnFinalReport, CommandName::Return),
    ];
    let filled = filled_in(app.store(), project, report).await?;
    let partners = projects::partners(app.store(), &[project.id]).await?;
    let mut partners = partners.into_iter().map(|(_, partner)| partner.organisation);
    let answers_for = partners.find(|&partner| {
        let standings = project.standings(Some(partner));
        policy::permit(Action::AnswerFinalReport, actor, &standings).is_ok()
    });
    let mut available = availability::<FinalReportMachine>(
        actor,
        &project.standings(answers_for),
        &report.state,
        &known(actor.person, &filled),
        &OFFERED,
    );
    let submits = |one: &&mut Availability| one.action == Action::SubmitFinalReport && one.refusal.is_none();
    if let Some(submit) = available.iter_mut().find(submits) {
        let owed = obligations::find(app.store(), &Scope::system(), report.obligation).await?;
        let owed = owed.ok_or(Failure::NotFound("obligation"))?;
        submit.refusal = in_the_way(
            app.store(),
            (Action::SubmitFinalReport, app.today()),
            project,
            &owed,
        )
        .await?;
    }
    Ok(available)
}
