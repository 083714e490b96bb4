//! Reports that came back to be mended.

use chrono::{DateTime, Utc};
use talkoot_domain::{
    calendar,
    ids::{CostReportId, ObligationId, OrganisationId, PortfolioReportId},
    policy::Role,
    project::Project,
};
use talkoot_mail::{date_text, message, period_text};
use talkoot_storage::{
    Scope, final_reports, obligations, organisations, outbox::Event, people, people::Person,
    portfolio_reports, projects,
};

use super::{Composed, Letter, NewLetter, ROLE_ENDED, enqueue, named, still_holds};
use crate::{Answer, App, Failure, Work, final_reports::in_words};

/// Who answers for a partner's costs.
const PARTNER: [Role; 2] = [Role::PartnerPreparer, Role::PartnerApprover];
/// Who runs the project, and stands in where nobody holds the role to be written to.
const LEAD: [Role; 1] = [Role::LeadCoordinator];

/// Whether the reader is still somebody whom [`write`](fn@write) would address.
async fn addressed(
    app: &App,
    reader: &Person,
    project: &Project,
    organisation: OrganisationId,
    roles: &[Role],
) -> Answer<bool> {
    Ok(still_holds(app, reader, organisation, roles).await?
        || still_holds(app, reader, project.lead, &LEAD).await?)
}

/// To those who prepare and approve the partner's costs.
pub(super) async fn write_to_partner(work: &mut Work<'_>, event: &Event) -> Answer<()> {
    let id: CostReportId = event.object.into();
    let Some(report) = obligations::cost_report(&work.tx, id).await? else {
        tracing::error!(report = %id, "an event names a cost report that does not exist");
        return Ok(());
    };
    let project = project(work, report.project).await?;
    let letter = Letter::CostReportReturned {
        cost_report: event.object,
        at: event.at,
    };
    write(work, &project, report.partner, &PARTNER, &letter).await
}

/// To those who run the project.
pub(super) async fn write_to_lead(work: &mut Work<'_>, event: &Event) -> Answer<()> {
    let id: PortfolioReportId = event.object.into();
    let Some(report) = portfolio_reports::find(&work.tx, &work.scope, id).await? else {
        tracing::error!(report = %id, "an event names a portfolio report that does not exist");
        return Ok(());
    };
    let project = project(work, report.project).await?;
    let letter = Letter::PortfolioReportReturned {
        portfolio_report: event.object,
        at: event.at,
    };
    write(work, &project, project.lead, &LEAD, &letter).await
}

/// To those who run the project; what has a report of its own is written about as that report.
pub(super) async fn write_about_statement(work: &mut Work<'_>, event: &Event) -> Answer<()> {
    let obligation = obligations::find(&work.tx, &work.scope, event.object.into()).await?;
    let Some(obligation) = obligation.filter(|found| !found.kind.has_own_report()) else {
        return Ok(());
    };
    let project = project(work, obligation.project).await?;
    let letter = Letter::ObligationReturned {
        obligation: event.object,
        at: event.at,
    };
    write(work, &project, project.lead, &LEAD, &letter).await
}

async fn project(work: &Work<'_>, id: talkoot_domain::ids::ProjectId) -> Answer<Project> {
    let project = projects::find(&work.tx, &work.scope, id).await?;
    work.found("project", project)
}

/// To whoever holds the roles, or else to those who run the project.
async fn write(
    work: &mut Work<'_>,
    project: &Project,
    organisation: OrganisationId,
    roles: &[Role],
    letter: &Letter,
) -> Answer<()> {
    let mut readers = people::holders(&work.tx, organisation, roles, work.now).await?;
    if readers.is_empty() {
        let kind = letter.kind();
        tracing::warn!(%organisation, ?roles, kind, "nobody holds the role to be written to; the lead is");
        readers = people::holders(&work.tx, project.lead, &LEAD, work.now).await?;
    }
    let letters = readers
        .into_iter()
        .map(|reader| NewLetter {
            person: reader.id,
            recipient_as: "responsible",
            letter: letter.clone(),
        })
        .collect();
    enqueue(work, None, Some(project.id), letters).await
}

/// The lead returned a cost report, unless it has been submitted again meanwhile.
pub(super) async fn cost_report(
    app: &App,
    id: CostReportId,
    at: DateTime<Utc>,
    reader: &Person,
) -> Answer<Composed> {
    let report = obligations::cost_report(app.store(), id).await?;
    let report = report.ok_or(Failure::NotFound("cost report"))?;
    let reasons = match report.returned {
        Some((returned_at, reasons)) if returned_at == at => reasons,
        _ => return Ok(Composed::Obsolete("it has been submitted again meanwhile")),
    };
    let scope = Scope::system();
    let project = projects::find(app.store(), &scope, report.project).await?;
    let project = project.ok_or(Failure::NotFound("project"))?;
    if !addressed(app, reader, &project, report.partner, &PARTNER).await? {
        return Ok(Composed::Obsolete(ROLE_ENDED));
    }
    let municipality = organisations::find(app.store(), report.partner).await?;
    let municipality = municipality.ok_or(Failure::NotFound("organisation"))?;
    let returned_on = calendar::helsinki_date(at);
    let obligation = match report.obligation {
        Some(id) => obligations::find(app.store(), &scope, id).await?,
        None => None,
    };
    let message = message::CostReportReturned {
        project: named(&project),
        municipality: municipality.name(reader.language).to_owned(),
        period: period_text(report.period.first, report.period.last, reader.language),
        reasons: reasons.lines().map(ToOwned::to_owned).collect(),
        // The ladder chases the same date.
        respond_by: obligation.map_or_else(
            || project.terms.schedule.mend_by(returned_on, returned_on),
            |owed| owed.due,
        ),
        url: app.mail().page(&format!("cost-reports/{id}")),
    };
    Ok(Composed::Message(Box::new(message.into())))
}

/// The authority returned a portfolio report, unless it has been submitted again meanwhile.
pub(super) async fn portfolio_report(
    app: &App,
    id: PortfolioReportId,
    at: DateTime<Utc>,
    reader: &Person,
) -> Answer<Composed> {
    let scope = Scope::system();
    let report = portfolio_reports::find(app.store(), &scope, id).await?;
    let report = report.ok_or(Failure::NotFound("portfolio report"))?;
    let asked = match report.state.asked() {
        Some(asked) if asked.returned.at == at && report.state.submitted().is_none() => asked,
        _ => return Ok(Composed::Obsolete("it has been submitted again meanwhile")),
    };
    let project = projects::find(app.store(), &scope, report.project).await?;
    let project = project.ok_or(Failure::NotFound("project"))?;
    if !addressed(app, reader, &project, project.lead, &LEAD).await? {
        return Ok(Composed::Obsolete(ROLE_ENDED));
    }
    let obligation = obligations::find(app.store(), &scope, report.obligation).await?;
    let obligation = obligation.ok_or(Failure::NotFound("obligation"))?;
    let message = message::PortfolioReportReturned {
        project: named(&project),
        // A portfolio report covers no period: it is known by the day of the schedule.
        period: date_text(obligation.planned, reader.language),
        questions: asked.questions.clone(),
        respond_by: obligation.due,
        url: app.mail().page(&format!("portfolio-reports/{id}")),
    };
    Ok(Composed::Message(Box::new(message.into())))
}

/// The authority returned a statement, unless it has been handed in again meanwhile.
pub(super) async fn obligation(
    app: &App,
    id: ObligationId,
    at: DateTime<Utc>,
    reader: &Person,
) -> Answer<Composed> {
    let scope = Scope::system();
    let obligation = obligations::find(app.store(), &scope, id).await?;
    let obligation = obligation.ok_or(Failure::NotFound("obligation"))?;
    let submissions = obligations::submissions::of_obligations(app.store(), &[id]).await?;
    let answered = submissions.last().and_then(|last| last.answered.as_ref());
    let mut questions = answered
        .filter(|answered| answered.returned.at == at)
        .map(|answered| answered.questions.clone());
    if questions.is_none() {
        // It may have a report of its own, with questions about sections.
        let reports = final_reports::of_obligations(app.store(), &scope, &[id]).await?;
        let asked = reports.iter().find_map(|report| report.state.asked());
        questions = asked
            .filter(|asked| asked.returned.at == at)
            .map(|asked| in_words(&asked.questions));
    }
    let Some(questions) = questions else {
        return Ok(Composed::Obsolete("it has been handed in again meanwhile"));
    };
    if !obligation.state.is_awaited() {
        return Ok(Composed::Obsolete("it is not awaited any more"));
    }
    let project = projects::find(app.store(), &scope, obligation.project).await?;
    let project = project.ok_or(Failure::NotFound("project"))?;
    if !addressed(app, reader, &project, project.lead, &LEAD).await? {
        return Ok(Composed::Obsolete(ROLE_ENDED));
    }
    let message = message::ObligationReturned {
        obligation: obligation.kind,
        project: named(&project),
        period: obligation
            .period
            .map(|period| period_text(period.first, period.last, reader.language)),
        questions,
        respond_by: obligation.due,
        url: app.mail().page(&format!("obligations/{id}")),
    };
    Ok(Composed::Message(Box::new(message.into())))
}
