//! What is written about an application.

use std::collections::BTreeSet;

use talkoot_domain::{
    calendar,
    ids::{ApplicationId, PersonId},
    policy::Role,
};
use talkoot_mail::message;
use talkoot_storage::{
    Scope, applications,
    applications::submissions,
    outbox::Event,
    people::{self, Person},
};

use super::{Composed, Letter, NewLetter, ROLE_ENDED, enqueue, still_holds};
use crate::{Answer, App, Failure, Work, applications::gather};

/// Those who answer for a municipality's part; while nobody does, those who prepare there.
const ANSWER_FOR: [Role; 2] = [Role::LeadCoordinator, Role::PartnerApprover];
const STAND_INS: [Role; 1] = [Role::PartnerPreparer];

/// A receipt to every municipality that takes part, once to each person.
pub(super) async fn write(work: &mut Work<'_>, event: &Event) -> Answer<()> {
    let id: ApplicationId = event.object.into();
    let found = applications::find(&work.tx, &work.scope, id).await?;
    let application = work.found("application", found)?;
    let (mut told, mut letters) = (BTreeSet::<PersonId>::new(), Vec::new());
    for part in &application.partners {
        let mut readers = people::holders(&work.tx, part.organisation, &ANSWER_FOR, work.now).await?;
        if readers.is_empty() {
            readers = people::holders(&work.tx, part.organisation, &STAND_INS, work.now).await?;
        }
        for reader in readers.into_iter().filter(|reader| told.insert(reader.id)) {
            letters.push(NewLetter {
                person: reader.id,
                recipient_as: if part.organisation == application.lead {
                    "lead_municipality"
                } else {
                    "partner"
                },
                letter: Letter::ApplicationReceived {
                    application: event.object,
                },
            });
        }
    }
    enqueue(work, None, None, letters).await
}

/// What arrived, when, and its fingerprint.
pub(super) async fn compose(app: &App, id: ApplicationId, reader: &Person) -> Answer<Composed> {
    let found = applications::find(app.store(), &Scope::system(), id).await?;
    let found = found.ok_or(Failure::NotFound("application"))?;
    let Some(submitted) = found.state.submitted() else {
        return Ok(Composed::Obsolete(
            "the application was withdrawn before it was submitted",
        ));
    };
    let roles = [&ANSWER_FOR[..], &STAND_INS[..]].concat();
    let mut part_of = false;
    for part in &found.partners {
        part_of = part_of || still_holds(app, reader, part.organisation, &roles).await?;
    }
    if !part_of {
        return Ok(Composed::Obsolete(ROLE_ENDED));
    }
    let dossier = gather(app.store(), vec![found]).await?.pop();
    let dossier = dossier.ok_or(Failure::NotFound("application"))?;
    let kept = submissions::of_applications(app.store(), &[id]).await?.pop();
    let lead = dossier.application.lead;
    let (leads, others): (Vec<_>, Vec<_>) = dossier.partners.iter().partition(|one| one.id == lead);
    let message = message::ApplicationReceived {
        project: message::Project {
            name: dossier.application.title.clone(),
            // The authority gives one with its decision.
            reference: String::new(),
        },
        call: dossier.call.details.title.clone(),
        lead_municipality: leads.iter().map(|one| one.name(reader.language)).collect(),
        partners: others
            .iter()
            .map(|one| one.name(reader.language).to_owned())
            .collect(),
        applied: dossier.requested_grant()?,
        received: calendar::helsinki_date(submitted.at),
        fingerprint: kept.map(|kept| kept.sha256_hex()),
        url: app.mail().page(&format!("applications/{id}")),
    };
    Ok(Composed::Message(Box::new(message.into())))
}
