//! A payout that arrived, or could not be made.

use talkoot_domain::{
    calendar,
    ids::{OrganisationId, PayoutId},
    payout::{Payout, Source, State},
    policy::Role,
    project::Project,
};
use talkoot_mail::message::{self, PaidFor};
use talkoot_storage::{
    Access, Scope, claims, organisations,
    outbox::Event,
    payouts,
    people::{self, Person},
    projects,
};

use super::{Composed, Letter, NewLetter, ROLE_ENDED, enqueue, named, still_holds};
use crate::{Answer, App, Failure, Work};

/// To those who run projects in the municipality that was paid.
pub(super) async fn confirmed(work: &mut Work<'_>, event: &Event) -> Answer<()> {
    let Some((payout, project)) = found(work, event).await? else {
        return Ok(());
    };
    let payee = payee(&work.tx, &payout, &project).await?;
    let letter = Letter::PayoutConfirmed { payout: event.object };
    write(
        work,
        &project,
        (payee, Role::LeadCoordinator),
        "lead_municipality",
        letter,
    )
    .await
}

/// To the officers of the authority.
pub(super) async fn failed(work: &mut Work<'_>, event: &Event) -> Answer<()> {
    let Some((_, project)) = found(work, event).await? else {
        return Ok(());
    };
    let letter = Letter::PayoutFailed { payout: event.object };
    write(
        work,
        &project,
        (project.authority, Role::Officer),
        "officer",
        letter,
    )
    .await
}

async fn found(work: &Work<'_>, event: &Event) -> Answer<Option<(Payout, Project)>> {
    let id: PayoutId = event.object.into();
    let Some(payout) = payouts::find(&work.tx, &work.scope, id).await? else {
        tracing::error!(payout = %id, "an event names a payout that does not exist");
        return Ok(None);
    };
    let project = projects::find(&work.tx, &work.scope, payout.project).await?;
    Ok(Some((payout, work.found("project", project)?)))
}

/// Who is paid: the lead of the time.
async fn payee(db: &impl Access, payout: &Payout, project: &Project) -> Answer<OrganisationId> {
    let Some(claim) = payout.source.claim() else {
        return Ok(project.lead);
    };
    let claim = claims::find(db, &Scope::system(), claim).await?;
    Ok(claim.ok_or(Failure::NotFound("claim"))?.lead)
}

async fn write(
    work: &mut Work<'_>,
    project: &Project,
    (organisation, role): (OrganisationId, Role),
    recipient_as: &'static str,
    letter: Letter,
) -> Answer<()> {
    let readers = people::holders(&work.tx, organisation, &[role], work.now).await?;
    let letters = readers.into_iter().map(|reader| NewLetter {
        person: reader.id,
        recipient_as,
        letter: letter.clone(),
    });
    enqueue(work, None, Some(project.id), letters.collect()).await
}

/// What the letter says, unless the reader no longer has to do with it.
pub(super) async fn compose(app: &App, letter: &Letter, id: PayoutId, reader: &Person) -> Answer<Composed> {
    let scope = Scope::system();
    let payout = payouts::find(app.store(), &scope, id).await?;
    let payout = payout.ok_or(Failure::NotFound("payout"))?;
    let project = projects::find(app.store(), &scope, payout.project).await?;
    let project = project.ok_or(Failure::NotFound("project"))?;
    let payee = payee(app.store(), &payout, &project).await?;
    let (organisation, role) = match letter {
        Letter::PayoutFailed { .. } => (project.authority, Role::Officer),
        _ => (payee, Role::LeadCoordinator),
    };
    if !still_holds(app, reader, organisation, &[role]).await? {
        return Ok(Composed::Obsolete(ROLE_ENDED));
    }
    let recipient = organisations::find(app.store(), payee).await?;
    let recipient = recipient.ok_or(Failure::NotFound("organisation"))?;
    let recipient = recipient.name(reader.language).to_owned();
    let paid_for = paid_for(app, &payout).await?;
    let url = app.mail().page(&format!("payouts/{id}"));
    let (project, amount) = (named(&project), payout.amount);
    let message = match &payout.state {
        State::Confirmed { confirmation, .. } => message::PayoutConfirmed {
            project,
            paid_for,
            recipient,
            amount,
            set_off: (!payout.set_off.is_zero()).then_some(payout.set_off),
            paid: confirmation.value_date,
            payment_reference: Some(confirmation.bank_reference.clone()),
            url,
        }
        .into(),
        State::Failed { failed, reason, .. } => message::PayoutFailed {
            project,
            paid_for,
            recipient,
            amount,
            failed: calendar::helsinki_date(failed.at),
            reason: reason.clone(),
            url,
        }
        .into(),
        State::Created | State::Approved { .. } | State::Sent { .. } => {
            return Ok(Composed::Obsolete("the payout has moved on meanwhile"));
        }
    };
    Ok(Composed::Message(Box::new(message)))
}

async fn paid_for(app: &App, payout: &Payout) -> Answer<PaidFor> {
    Ok(match payout.source {
        Source::Advance { instalment } => PaidFor::Instalment(instalment.unsigned_abs()),
        Source::Claim(claim) | Source::FinalBalance(claim) => {
            let claim = claims::find(app.store(), &Scope::system(), claim).await?;
            let claim = claim.ok_or(Failure::NotFound("claim"))?;
            PaidFor::Claim(claim.number.unsigned_abs())
        }
    })
}
