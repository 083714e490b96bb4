//! Claims for correction: to the officers when one arrives, to the lead municipality when it is answered.

use talkoot_domain::{
    calendar,
    ids::{OrganisationId, RectificationId},
    policy::Role,
    rectification::{Rectification, State},
};
use talkoot_mail::message;
use talkoot_storage::{
    Scope, applications, decision_letters, decisions, organisations,
    outbox::Event,
    people::{self, Person},
    rectifications,
};

use super::{Composed, Letter, NewLetter, ROLE_ENDED, enqueue, still_holds};
use crate::{Answer, App, Failure, Work};

const OFFICERS: [Role; 1] = [Role::Officer];
const LEADERS: [Role; 1] = [Role::LeadCoordinator];

/// To those who handle grants in the authority.
pub(super) async fn received(work: &mut Work<'_>, event: &Event) -> Answer<()> {
    let rectification = event.object;
    let letter = Letter::RectificationReceived { rectification };
    write(work, event, &letter, |claim| {
        (claim.authority, &OFFICERS, "authority")
    })
    .await
}

/// To those who run projects in the lead municipality.
pub(super) async fn decided(work: &mut Work<'_>, event: &Event) -> Answer<()> {
    let rectification = event.object;
    let letter = Letter::RectificationDecided { rectification };
    write(work, event, &letter, |claim| {
        (claim.lead, &LEADERS, "lead_municipality")
    })
    .await
}

async fn write(
    work: &mut Work<'_>,
    event: &Event,
    letter: &Letter,
    to: impl Fn(&Rectification) -> (OrganisationId, &'static [Role; 1], &'static str),
) -> Answer<()> {
    let id: RectificationId = event.object.into();
    let Some(claim) = rectifications::find(&work.tx, &work.scope, id).await? else {
        tracing::error!(rectification = %id, "an event names a claim for correction that does not exist");
        return Ok(());
    };
    let (organisation, roles, recipient_as) = to(&claim);
    let readers = people::holders(&work.tx, organisation, roles, work.now).await?;
    let letters = readers
        .into_iter()
        .map(|reader| NewLetter {
            person: reader.id,
            recipient_as,
            letter: letter.clone(),
        })
        .collect();
    enqueue(work, None, None, letters).await
}

/// What arrived, or what the answer is.
pub(super) async fn compose(
    app: &App,
    letter: &Letter,
    id: RectificationId,
    reader: &Person,
) -> Answer<Composed> {
    let (db, scope) = (app.store(), Scope::system());
    let claim = rectifications::find(db, &scope, id).await?;
    let claim = claim.ok_or(Failure::NotFound("rectification"))?;
    let decision = decisions::find(db, &scope, claim.decision).await?;
    let decision = decision.ok_or(Failure::NotFound("decision"))?;
    let application = applications::find(db, &scope, decision.application).await?;
    let application = application.ok_or(Failure::NotFound("application"))?;
    let written = decision_letters::of_decisions(db, &scope, &[decision.id])
        .await?
        .pop();
    let project = message::Project {
        name: application.title,
        reference: written.map(|written| written.number).unwrap_or_default(),
    };
    let url = app.mail().page(&format!("rectifications/{id}"));
    if matches!(letter, Letter::RectificationReceived { .. }) {
        if !still_holds(app, reader, claim.authority, &OFFICERS).await? {
            return Ok(Composed::Obsolete(ROLE_ENDED));
        }
        let lead = organisations::find(db, claim.lead).await?;
        let lead = lead.ok_or(Failure::NotFound("organisation"))?;
        let message = message::RectificationReceived {
            project,
            lead_municipality: lead.name(reader.language).to_owned(),
            received: calendar::helsinki_date(claim.filed.at),
            claim_until: claim.stated.claim_until,
            late: claim.late.as_stated,
            url,
        };
        return Ok(Composed::Message(Box::new(message.into())));
    }
    if !still_holds(app, reader, claim.lead, &LEADERS).await? {
        return Ok(Composed::Obsolete(ROLE_ENDED));
    }
    let State::Decided { reply, decided, .. } = claim.state else {
        return Err(Failure::internal("a letter about an answer that was not made"));
    };
    let message = message::RectificationDecided {
        project,
        outcome: reply.outcome,
        reasons: vec![reply.reasoning],
        decided: calendar::helsinki_date(decided.at),
        url,
    };
    Ok(Composed::Message(Box::new(message.into())))
}
