//! A finding on costs that were approved.

use std::collections::BTreeSet;

use talkoot_domain::{
    correction::State,
    ids::{CorrectionId, PersonId},
    policy::Role,
};
use talkoot_mail::message;
use talkoot_storage::{Scope, corrections, organisations, outbox::Event, people, people::Person, projects};

use super::{Composed, Letter, NewLetter, enqueue, named};
use crate::{Answer, App, Failure, Work};

/// To those who handle the project, run it or prepare the partner's costs; not to the one who found it.
pub(super) async fn write(work: &mut Work<'_>, event: &Event) -> Answer<()> {
    let id: CorrectionId = event.object.into();
    let Some(correction) = corrections::find(&work.tx, &work.scope, id).await? else {
        tracing::error!(correction = %id, "an event names a correction that does not exist");
        return Ok(());
    };
    let project = projects::find(&work.tx, &work.scope, correction.project).await?;
    let project = work.found("project", project)?;
    let mut known: BTreeSet<PersonId> = BTreeSet::from([correction.proposed.by]);
    let mut letters = Vec::new();
    for (organisation, roles, recipient_as) in [
        (
            project.authority,
            [Role::Officer, Role::SecondApprover],
            "officer",
        ),
        (
            project.lead,
            [Role::LeadCoordinator, Role::LeadCoordinator],
            "lead_municipality",
        ),
        (
            correction.partner,
            [Role::PartnerPreparer, Role::PartnerApprover],
            "responsible",
        ),
    ] {
        for reader in people::holders(&work.tx, organisation, &roles, work.now).await? {
            if known.insert(reader.id) {
                letters.push(NewLetter {
                    person: reader.id,
                    recipient_as,
                    letter: Letter::CorrectionProposed {
                        correction: event.object,
                    },
                });
            }
        }
    }
    enqueue(work, None, Some(project.id), letters).await
}

/// What was found, unless it was decided about meanwhile.
pub(super) async fn compose(app: &App, id: CorrectionId, reader: &Person) -> Answer<Composed> {
    let scope = Scope::system();
    let correction = corrections::find(app.store(), &scope, id).await?;
    let correction = correction.ok_or(Failure::NotFound("correction"))?;
    if !matches!(correction.state, State::Proposed | State::Endorsed { .. }) {
        return Ok(Composed::Obsolete("it has been decided meanwhile"));
    }
    let project = projects::find(app.store(), &scope, correction.project).await?;
    let project = project.ok_or(Failure::NotFound("project"))?;
    let municipality = organisations::find(app.store(), correction.partner).await?;
    let municipality = municipality.ok_or(Failure::NotFound("organisation"))?;
    let message = message::CorrectionProposed {
        project: named(&project),
        number: correction.number.unsigned_abs(),
        municipality: municipality.name(reader.language).to_owned(),
        change: correction.change().map_err(Failure::internal)?,
        reason: correction.grounds.text.clone(),
        url: app.mail().page(&format!("corrections/{id}")),
    };
    Ok(Composed::Message(Box::new(message.into())))
}
