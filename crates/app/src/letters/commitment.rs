//! That a municipality is asked to commit to an application.

use std::collections::BTreeSet;

use talkoot_domain::{
    calendar::HolidayCalendar,
    commitment::State,
    ids::{CommitmentId, PersonId},
    money::Money,
    policy::Role,
};
use talkoot_mail::message;
use talkoot_storage::{Scope, applications, commitments, outbox::Event, people, people::Person};

use super::{Composed, Letter, NewLetter, ROLE_ENDED, enqueue, still_holds};
use crate::{Answer, App, Failure, Work, applications::gather};

/// Who commits for a municipality; while nobody does, those who prepare there.
const COMMIT: [Role; 1] = [Role::PartnerApprover];
const STAND_INS: [Role; 1] = [Role::PartnerPreparer];

/// To those who can commit for the municipality.
pub(super) async fn write(work: &mut Work<'_>, event: &Event) -> Answer<()> {
    let id: CommitmentId = event.object.into();
    let found = commitments::find(&work.tx, &work.scope, id).await?;
    let commitment = work.found("commitment", found)?;
    let mut readers = people::holders(&work.tx, commitment.partner, &COMMIT, work.now).await?;
    if readers.is_empty() {
        readers = people::holders(&work.tx, commitment.partner, &STAND_INS, work.now).await?;
    }
    let mut told = BTreeSet::<PersonId>::new();
    let letters = readers.into_iter().filter(|reader| told.insert(reader.id));
    let letters = letters.map(|reader| NewLetter {
        person: reader.id,
        recipient_as: "partner",
        letter: Letter::CommitmentRequested {
            commitment: event.object,
        },
    });
    enqueue(work, None, None, letters.collect()).await
}

/// What the municipality would take on, unless it has answered meanwhile.
pub(super) async fn compose(app: &App, id: CommitmentId, reader: &Person) -> Answer<Composed> {
    let scope = Scope::system();
    let commitment = commitments::find(app.store(), &scope, id).await?;
    let commitment = commitment.ok_or(Failure::NotFound("commitment"))?;
    if !matches!(commitment.state, State::Requested { .. }) {
        return Ok(Composed::Obsolete("the municipality has answered meanwhile"));
    }
    let roles = [COMMIT, STAND_INS].concat();
    if !still_holds(app, reader, commitment.partner, &roles).await? {
        return Ok(Composed::Obsolete(ROLE_ENDED));
    }
    let application = applications::find(app.store(), &scope, commitment.application).await?;
    let application = application.ok_or(Failure::NotFound("application"))?;
    let dossier = gather(app.store(), vec![application]).await?.pop();
    let dossier = dossier.ok_or(Failure::NotFound("application"))?;
    if dossier.application.part(commitment.partner).is_none() {
        return Ok(Composed::Obsolete("the municipality takes no part any more"));
    }
    let own = dossier
        .cells
        .iter()
        .filter(|cell| cell.partner == commitment.partner);
    let costs = Money::sum(own.map(|cell| cell.amount)).map_err(Failure::internal)?;
    let grant = dossier.call.details.terms.rate.of_floor(costs);
    let name = |id| {
        let found = dossier.partners.iter().find(|one| one.id == id);
        found.map_or_else(String::new, |one| one.name(reader.language).to_owned())
    };
    let message = message::CommitmentRequested {
        project: message::Project {
            name: dossier.application.title.clone(),
            // The authority gives one with its decision.
            reference: String::new(),
        },
        lead_municipality: name(dossier.application.lead),
        municipality: name(commitment.partner),
        costs,
        own_funding: costs.checked_sub(grant).map_err(Failure::internal)?,
        respond_by: HolidayCalendar::Finland.roll(dossier.call.details.closes_on),
        url: app
            .mail()
            .page(&format!("applications/{}", dossier.application.id)),
    };
    Ok(Composed::Message(Box::new(message.into())))
}
