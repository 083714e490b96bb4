//! What the authority asks about a claim.

use talkoot_domain::{ids::SupplementRequestId, policy::Role, supplement_request::State};
use talkoot_mail::message;
use talkoot_storage::{
    Scope, claims, obligations, outbox::Event, people, people::Person, projects, supplement_requests,
};

use super::{Composed, Letter, NewLetter, ROLE_ENDED, enqueue, named, still_holds};
use crate::{Answer, App, Failure, Work};

const ANSWERERS: [Role; 1] = [Role::LeadCoordinator];
const STAND_INS: [Role; 1] = [Role::PartnerApprover];

/// To those who run the project in the lead municipality; while nobody does, to those who approve there.
pub(super) async fn write(work: &mut Work<'_>, event: &Event) -> Answer<()> {
    let id: SupplementRequestId = event.object.into();
    let Some(request) = supplement_requests::find(&work.tx, &work.scope, id).await? else {
        tracing::error!(request = %id, "an event names a supplement request that does not exist");
        return Ok(());
    };
    let project = projects::find(&work.tx, &work.scope, request.project).await?;
    let project = work.found("project", project)?;
    let mut readers = people::holders(&work.tx, project.lead, &ANSWERERS, work.now).await?;
    if readers.is_empty() {
        tracing::warn!(organisation = %project.lead, "nobody runs projects there; the approvers are written to");
        readers = people::holders(&work.tx, project.lead, &STAND_INS, work.now).await?;
    }
    let letters = readers
        .into_iter()
        .map(|reader| NewLetter {
            person: reader.id,
            recipient_as: "lead_municipality",
            letter: Letter::SupplementRequested {
                supplement_request: event.object,
            },
        })
        .collect();
    enqueue(work, None, Some(project.id), letters).await
}

/// The questions and the day, unless it was answered or withdrawn meanwhile.
pub(super) async fn compose(app: &App, id: SupplementRequestId, reader: &Person) -> Answer<Composed> {
    let scope = Scope::system();
    let request = supplement_requests::find(app.store(), &scope, id).await?;
    let request = request.ok_or(Failure::NotFound("supplement request"))?;
    if !matches!(request.state, State::Open) {
        return Ok(Composed::Obsolete("it was answered or withdrawn meanwhile"));
    }
    let project = projects::find(app.store(), &scope, request.project).await?;
    let project = project.ok_or(Failure::NotFound("project"))?;
    let roles = [ANSWERERS, STAND_INS].concat();
    if !still_holds(app, reader, project.lead, &roles).await? {
        return Ok(Composed::Obsolete(ROLE_ENDED));
    }
    let claim = claims::find(app.store(), &scope, request.claim).await?;
    let claim = claim.ok_or(Failure::NotFound("claim"))?;
    let owed = obligations::find(app.store(), &scope, request.obligation).await?;
    let owed = owed.ok_or(Failure::NotFound("obligation"))?;
    let message = message::ClaimSupplementRequested {
        project: named(&project),
        claim_number: claim.number.unsigned_abs(),
        requests: request.questions.into_iter().map(|one| one.text).collect(),
        respond_by: owed.due,
        url: app.mail().page(&format!("supplement-requests/{id}")),
    };
    Ok(Composed::Message(Box::new(message.into())))
}
