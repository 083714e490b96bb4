//! What the authority asks about an application.

use talkoot_domain::{
    application::{Application, State},
    ids::ApplicationId,
    policy::Role,
};
use talkoot_mail::message;
use talkoot_storage::{
    Scope, application_supplements, applications, calls, outbox::Event, people, people::Person,
};

use super::{Composed, Letter, NewLetter, ROLE_ENDED, enqueue, still_holds};
use crate::{Answer, App, Failure, Work};

const ANSWERERS: [Role; 1] = [Role::LeadCoordinator];
const STAND_INS: [Role; 1] = [Role::PartnerApprover];

/// After a supplement was requested.
pub(super) async fn write(work: &mut Work<'_>, event: &Event) -> Answer<()> {
    let id: ApplicationId = event.object.into();
    let Some(application) = applications::find(&work.tx, &work.scope, id).await? else {
        tracing::error!(application = %id, "an event names an application that does not exist");
        return Ok(());
    };
    ask_for_supplement(work, &application).await
}

/// To those who run projects in the lead municipality; while nobody does, to those who approve there.
pub(crate) async fn ask_for_supplement(work: &mut Work<'_>, application: &Application) -> Answer<()> {
    let mut readers = people::holders(&work.tx, application.lead, &ANSWERERS, work.now).await?;
    if readers.is_empty() {
        tracing::warn!(organisation = %application.lead, "nobody runs projects there; the approvers are written to");
        readers = people::holders(&work.tx, application.lead, &STAND_INS, work.now).await?;
    }
    let letters = readers
        .into_iter()
        .map(|reader| NewLetter {
            person: reader.id,
            recipient_as: "lead_municipality",
            letter: Letter::ApplicationSupplementRequested {
                application: application.id.into(),
            },
        })
        .collect();
    enqueue(work, None, None, letters).await
}

/// The questions and the day, unless it was given meanwhile.
pub(super) async fn compose(app: &App, id: ApplicationId, reader: &Person) -> Answer<Composed> {
    let scope = Scope::system();
    let application = applications::find(app.store(), &scope, id).await?;
    let application = application.ok_or(Failure::NotFound("application"))?;
    if !matches!(application.state, State::SupplementRequested { .. }) {
        return Ok(Composed::Obsolete(
            "the supplement came, or the application was withdrawn meanwhile",
        ));
    }
    let roles = [ANSWERERS, STAND_INS].concat();
    if !still_holds(app, reader, application.lead, &roles).await? {
        return Ok(Composed::Obsolete(ROLE_ENDED));
    }
    let rounds = application_supplements::of_applications(app.store(), &[id]).await?;
    let Some(round) = rounds.into_iter().rfind(|round| round.answered.is_none()) else {
        return Ok(Composed::Obsolete("no request is open"));
    };
    let call = calls::find(app.store(), &scope, application.call).await?;
    let call = call.ok_or(Failure::NotFound("call"))?;
    let asked_sections = round.sections.into_iter().map(|one| one.question);
    let mut requests: Vec<String> = asked_sections.collect();
    if requests.join("\n") != round.questions {
        requests.insert(0, round.questions);
    }
    let message = message::ApplicationSupplementRequested {
        project: message::Project {
            name: application.title,
            reference: call.details.title,
        },
        requests,
        respond_by: round.respond_by,
        url: app.mail().page(&format!("applications/{id}")),
    };
    Ok(Composed::Message(Box::new(message.into())))
}
