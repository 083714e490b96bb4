//! That what the authority had asked was answered: to those who handle it.

use talkoot_domain::{
    application, calendar,
    ids::{ApplicationId, OrganisationId, PersonId, ProjectId, SupplementRequestId},
    policy::Role,
    supplement_request::State,
};
use talkoot_mail::message;
use talkoot_storage::{
    Scope, application_handlers, application_supplements, applications, claims, organisations,
    outbox::Event,
    people::{self, Person},
    projects, supplement_requests,
};

use super::{Composed, Letter, NewLetter, ROLE_ENDED, enqueue, named, still_holds};
use crate::{
    Answer, App, Failure, Work,
    project_contacts::{self, Team},
};

const READERS: [Role; 1] = [Role::Officer];

/// To the officer of the project, or to every officer while nobody is.
pub(super) async fn about_claim(work: &mut Work<'_>, event: &Event) -> Answer<()> {
    let id: SupplementRequestId = event.object.into();
    let request = supplement_requests::find(&work.tx, &work.scope, id).await?;
    let request = work.found("supplement request", request)?;
    let project = projects::find(&work.tx, &work.scope, request.project).await?;
    let project = work.found("project", project)?;
    let team = Team::load(&work.tx, &[project.id], work.now).await?;
    let today = calendar::helsinki_date(work.now);
    let officer = project_contacts::officer(&work.tx, &project, (&team, today), work.now).await?;
    let readers = match officer {
        Some(officer) => vec![officer],
        None => officers(work, project.authority).await?,
    };
    let letter = Letter::SupplementAnswered {
        supplement_request: event.object,
    };
    write(work, Some(project.id), readers, &letter).await
}

/// To the officer to whom the application is assigned, or to every officer; an application that comes for the first
/// time answers nothing.
pub(super) async fn about_application(work: &mut Work<'_>, event: &Event) -> Answer<()> {
    let id: ApplicationId = event.object.into();
    if application_supplements::of_applications(&work.tx, &[id])
        .await?
        .is_empty()
    {
        return Ok(());
    }
    let application = applications::find(&work.tx, &work.scope, id).await?;
    let application = work.found("application", application)?;
    let handled = application_handlers::of_applications(&work.tx, &[id]).await?;
    let readers = match handled.get(&id) {
        Some(handled) => vec![handled.person],
        None => officers(work, application.authority).await?,
    };
    let letter = Letter::ApplicationSupplemented {
        application: event.object,
    };
    write(work, None, readers, &letter).await
}

async fn officers(work: &Work<'_>, authority: OrganisationId) -> Answer<Vec<PersonId>> {
    let holders = people::holders(&work.tx, authority, &READERS, work.now).await?;
    Ok(holders.into_iter().map(|one| one.id).collect())
}

async fn write(
    work: &mut Work<'_>,
    project: Option<ProjectId>,
    readers: Vec<PersonId>,
    letter: &Letter,
) -> Answer<()> {
    let letters = readers.into_iter().map(|person| NewLetter {
        person,
        recipient_as: Role::Officer.into(),
        letter: letter.clone(),
    });
    enqueue(work, None, project, letters.collect()).await
}

/// The answer about a claim, unless it was dealt with meanwhile.
pub(super) async fn compose_claim(app: &App, id: SupplementRequestId, reader: &Person) -> Answer<Composed> {
    let scope = Scope::system();
    let request = supplement_requests::find(app.store(), &scope, id).await?;
    let request = request.ok_or(Failure::NotFound("supplement request"))?;
    let State::Answered { answered } = &request.state else {
        return Ok(Composed::Obsolete("the answer was dealt with meanwhile"));
    };
    let project = projects::find(app.store(), &scope, request.project).await?;
    let project = project.ok_or(Failure::NotFound("project"))?;
    if !still_holds(app, reader, project.authority, &READERS).await? {
        return Ok(Composed::Obsolete(ROLE_ENDED));
    }
    let claim = claims::find(app.store(), &scope, request.claim).await?;
    let claim = claim.ok_or(Failure::NotFound("claim"))?;
    let lead = organisations::find(app.store(), project.lead).await?;
    let lead = lead.ok_or(Failure::NotFound("organisation"))?;
    let message = message::SupplementAnswered {
        project: named(&project),
        lead_municipality: lead.name(reader.language).to_owned(),
        claim_number: Some(claim.number.unsigned_abs()),
        answered: calendar::helsinki_date(answered.at),
        url: app.mail().page(&format!("supplement-requests/{id}")),
    };
    Ok(Composed::Message(Box::new(message.into())))
}

/// The supplement of an application, unless it was dealt with meanwhile.
pub(super) async fn compose_application(app: &App, id: ApplicationId, reader: &Person) -> Answer<Composed> {
    let application = applications::find(app.store(), &Scope::system(), id).await?;
    let application = application.ok_or(Failure::NotFound("application"))?;
    let application::State::Submitted { submitted } = &application.state else {
        return Ok(Composed::Obsolete("the supplement was dealt with meanwhile"));
    };
    if !still_holds(app, reader, application.authority, &READERS).await? {
        return Ok(Composed::Obsolete(ROLE_ENDED));
    }
    let rounds = application_supplements::of_applications(app.store(), &[id]).await?;
    let answered = rounds.last().and_then(|round| round.answered.as_ref());
    let lead = organisations::find(app.store(), application.lead).await?;
    let lead = lead.ok_or(Failure::NotFound("organisation"))?;
    let message = message::SupplementAnswered {
        project: message::Project {
            name: application.title,
            // The authority gives one with its decision.
            reference: String::new(),
        },
        lead_municipality: lead.name(reader.language).to_owned(),
        claim_number: None,
        answered: calendar::helsinki_date(answered.map_or(submitted.at, |(stamp, _)| stamp.at)),
        url: app.mail().page(&format!("applications/{id}")),
    };
    Ok(Composed::Message(Box::new(message.into())))
}
