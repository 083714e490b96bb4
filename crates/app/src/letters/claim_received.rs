//! A receipt for a payment claim.

use chrono::{DateTime, Utc};
use talkoot_domain::{calendar, ids::ClaimId, policy::Role};
use talkoot_mail::{message, period_text};
use talkoot_storage::{Scope, claims, outbox::Event, people, people::Person, projects};

use super::{Composed, Letter, NewLetter, ROLE_ENDED, enqueue, named, still_holds};
use crate::{Answer, App, Failure, Work};

const READERS: [Role; 1] = [Role::LeadCoordinator];

/// To those who run the project in the municipality that claims.
pub(super) async fn write(work: &mut Work<'_>, event: &Event) -> Answer<()> {
    let id: ClaimId = event.object.into();
    let claim = claims::find(&work.tx, &work.scope, id).await?;
    let claim = work.found("claim", claim)?;
    let readers = people::holders(&work.tx, claim.lead, &READERS, work.now).await?;
    let letters = readers.into_iter().map(|reader| NewLetter {
        person: reader.id,
        recipient_as: "lead_municipality",
        letter: Letter::ClaimReceived {
            claim: event.object,
            at: event.at,
        },
    });
    enqueue(work, None, Some(claim.project), letters.collect()).await
}

/// What arrived and when, unless it came back or was sent again meanwhile.
pub(super) async fn compose(
    app: &App,
    (id, at): (ClaimId, DateTime<Utc>),
    reader: &Person,
) -> Answer<Composed> {
    let scope = Scope::system();
    let claim = claims::find(app.store(), &scope, id).await?;
    let claim = claim.ok_or(Failure::NotFound("claim"))?;
    if !still_holds(app, reader, claim.lead, &READERS).await? {
        return Ok(Composed::Obsolete(ROLE_ENDED));
    }
    let project = projects::find(app.store(), &scope, claim.project).await?;
    let project = project.ok_or(Failure::NotFound("project"))?;
    let period = projects::periods_by_id(app.store(), &[claim.period]).await?.pop();
    let (_, period) = period.ok_or(Failure::NotFound("period"))?;
    let message = message::ClaimReceived {
        project: named(&project),
        claim_number: claim.number.unsigned_abs(),
        period: period_text(period.days.first, period.days.last, reader.language),
        claimed: claim.figures.payable,
        received: calendar::helsinki_date(at),
        url: app.mail().page(&format!("claims/{id}")),
    };
    Ok(Composed::Message(Box::new(message.into())))
}
