//! What is written about the agreement between the municipalities of a project.

use std::collections::BTreeSet;

use talkoot_domain::{
    agreement::{Agreement, State, last_day_to_sign},
    calendar,
    ids::{AgreementId, OrganisationId, PersonId},
    obligation::Subject,
    policy::Role,
    project::Project,
    schedule::ObligationKind,
};
use talkoot_mail::message;
use talkoot_storage::{
    Scope, agreements, obligations, organisations,
    outbox::Event,
    people::{self, Person},
    projects,
};

use super::{Composed, Letter, NewLetter, ROLE_ENDED, enqueue, named, still_holds};
use crate::{Answer, App, Failure, Work};

/// Who signs for a municipality.
const SIGNERS: [Role; 1] = [Role::PartnerApprover];
/// Who is told what became of it.
const TOLD: [Role; 2] = [Role::LeadCoordinator, Role::PartnerApprover];

/// Asks everybody who can sign, once per person and municipality.
pub(super) async fn offered(work: &mut Work<'_>, event: &Event) -> Answer<()> {
    let agreement = found(work, event).await?;
    let mut letters = Vec::new();
    for party in &agreement.parties {
        let readers = people::holders(&work.tx, party.organisation, &SIGNERS, work.now).await?;
        letters.extend(readers.into_iter().map(|reader| NewLetter {
            person: reader.id,
            recipient_as: as_whom(&agreement, party.organisation),
            letter: Letter::AgreementOffered {
                agreement: event.object,
                municipality: party.organisation.into(),
            },
        }));
    }
    enqueue(work, None, Some(agreement.project), letters).await
}

/// Tells everybody who answers for a municipality that it is in force, once to each person.
pub(super) async fn in_force(work: &mut Work<'_>, event: &Event) -> Answer<()> {
    let agreement = event.object;
    tell(work, event, Letter::AgreementInForce { agreement }).await
}

/// Tells them that it was ended.
pub(super) async fn terminated(work: &mut Work<'_>, event: &Event) -> Answer<()> {
    let agreement = event.object;
    tell(work, event, Letter::AgreementTerminated { agreement }).await
}

async fn tell(work: &mut Work<'_>, event: &Event, letter: Letter) -> Answer<()> {
    let agreement = found(work, event).await?;
    let (mut told, mut letters) = (BTreeSet::<PersonId>::new(), Vec::new());
    for party in &agreement.parties {
        let readers = people::holders(&work.tx, party.organisation, &TOLD, work.now).await?;
        for reader in readers.into_iter().filter(|reader| told.insert(reader.id)) {
            letters.push(NewLetter {
                person: reader.id,
                recipient_as: as_whom(&agreement, party.organisation),
                letter: letter.clone(),
            });
        }
    }
    enqueue(work, None, Some(agreement.project), letters).await
}

async fn found(work: &Work<'_>, event: &Event) -> Answer<Agreement> {
    let found = agreements::find(&work.tx, &work.scope, event.object.into()).await?;
    work.found("agreement", found)
}

fn as_whom(agreement: &Agreement, municipality: OrganisationId) -> &'static str {
    if municipality == agreement.lead {
        "lead_municipality"
    } else {
        "partner"
    }
}

async fn loaded(app: &App, id: AgreementId) -> Answer<(Agreement, Project)> {
    let scope = Scope::system();
    let agreement = agreements::find(app.store(), &scope, id).await?;
    let agreement = agreement.ok_or(Failure::NotFound("agreement"))?;
    let project = projects::find(app.store(), &scope, agreement.project).await?;
    Ok((agreement, project.ok_or(Failure::NotFound("project"))?))
}

async fn name(app: &App, id: OrganisationId, reader: &Person) -> Answer<String> {
    let found = organisations::find(app.store(), id).await?;
    let found = found.ok_or(Failure::NotFound("organisation"))?;
    Ok(found.name(reader.language).to_owned())
}

fn page(app: &App, id: AgreementId) -> String {
    app.mail().page(&format!("agreements/{id}"))
}

/// That a signature is missing.
pub(super) async fn compose_offered(
    app: &App,
    (id, municipality): (AgreementId, OrganisationId),
    reader: &Person,
) -> Answer<Composed> {
    let (agreement, project) = loaded(app, id).await?;
    let State::Signing { offered } = &agreement.state else {
        return Ok(Composed::Obsolete("the agreement is not being signed any more"));
    };
    if agreement
        .signatures
        .iter()
        .any(|one| one.organisation == municipality)
    {
        return Ok(Composed::Obsolete("the municipality has signed meanwhile"));
    }
    if !still_holds(app, reader, municipality, &SIGNERS).await? {
        return Ok(Composed::Obsolete(ROLE_ENDED));
    }
    let (kind, subject) = (ObligationKind::AgreementSignature, Subject::Agreement(id));
    let owed = obligations::of_subject(app.store(), kind, subject, Some(municipality)).await?;
    let respond_by = match owed {
        Some(owed) => owed.due,
        // It was offered before signatures were owed.
        None => last_day_to_sign(None, calendar::helsinki_date(offered.at)).map_err(Failure::internal)?,
    };
    let message = message::AgreementOffered {
        project: named(&project),
        lead_municipality: name(app, agreement.lead, reader).await?,
        municipality: name(app, municipality, reader).await?,
        fingerprint: hex::encode(agreement.sha256),
        respond_by,
        url: page(app, id),
    };
    Ok(Composed::Message(Box::new(message.into())))
}

/// That it is in force, or that it was ended.
pub(super) async fn compose_told(
    app: &App,
    letter: &Letter,
    id: AgreementId,
    reader: &Person,
) -> Answer<Composed> {
    let (agreement, project) = loaded(app, id).await?;
    let mut is_party = false;
    for party in &agreement.parties {
        is_party = is_party || still_holds(app, reader, party.organisation, &TOLD).await?;
    }
    if !is_party {
        return Ok(Composed::Obsolete(ROLE_ENDED));
    }
    let lead_municipality = name(app, agreement.lead, reader).await?;
    let message = match (letter, &agreement.state) {
        (Letter::AgreementInForce { .. }, State::InForce { since, .. }) => {
            let mut partners = Vec::new();
            for party in agreement
                .parties
                .iter()
                .filter(|one| one.organisation != agreement.lead)
            {
                partners.push(name(app, party.organisation, reader).await?);
            }
            message::AgreementInForce {
                project: named(&project),
                lead_municipality,
                partners,
                since: calendar::helsinki_date(*since),
                fingerprint: hex::encode(agreement.sha256),
                url: page(app, id),
            }
            .into()
        }
        (Letter::AgreementTerminated { .. }, State::Terminated { reason, .. }) => {
            message::AgreementTerminated {
                project: named(&project),
                lead_municipality,
                reason: reason.clone(),
                url: page(app, id),
            }
            .into()
        }
        _ => return Ok(Composed::Obsolete("the agreement has moved on meanwhile")),
    };
    Ok(Composed::Message(Box::new(message)))
}
