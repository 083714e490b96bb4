//! That a decision about an application was made; the letter itself is read in the system.

use talkoot_domain::{calendar, ids::DecisionId, policy::Role};
use talkoot_mail::message::{self, DecisionOutcome};
use talkoot_storage::{
    Scope, applications, calls, decision_letters, decisions,
    outbox::Event,
    people::{self, Person},
};

use super::{Composed, Letter, NewLetter, ROLE_ENDED, enqueue, still_holds};
use crate::{Answer, App, Failure, Work};

const READERS: [Role; 1] = [Role::LeadCoordinator];
const STAND_INS: [Role; 1] = [Role::PartnerApprover];

/// To those who run projects in the lead municipality; while nobody does, to those who approve there.
pub(super) async fn write(work: &mut Work<'_>, event: &Event) -> Answer<()> {
    let id: DecisionId = event.object.into();
    let Some(decision) = decisions::find(&work.tx, &work.scope, id).await? else {
        tracing::error!(decision = %id, "an event names a decision that does not exist");
        return Ok(());
    };
    let mut readers = people::holders(&work.tx, decision.lead, &READERS, work.now).await?;
    if readers.is_empty() {
        tracing::warn!(organisation = %decision.lead, "nobody runs projects there; the approvers are written to");
        readers = people::holders(&work.tx, decision.lead, &STAND_INS, work.now).await?;
    }
    let letters = readers
        .into_iter()
        .map(|reader| NewLetter {
            person: reader.id,
            recipient_as: "lead_municipality",
            letter: Letter::DecisionMade {
                decision: event.object,
            },
        })
        .collect();
    enqueue(work, None, None, letters).await
}

/// What was decided, and until when its correction can be claimed.
pub(super) async fn compose(app: &App, id: DecisionId, reader: &Person) -> Answer<Composed> {
    let (db, scope) = (app.store(), Scope::system());
    let decision = decisions::find(db, &scope, id).await?;
    let decision = decision.ok_or(Failure::NotFound("decision"))?;
    let roles = [READERS, STAND_INS].concat();
    if !still_holds(app, reader, decision.lead, &roles).await? {
        return Ok(Composed::Obsolete(ROLE_ENDED));
    }
    let Some(decided) = decision.state.decided() else {
        return Err(Failure::internal("a letter about a decision that was not made"));
    };
    let letter = decision_letters::of_decisions(db, &scope, &[id]).await?.pop();
    let letter = letter.ok_or(Failure::NotFound("decision letter"))?;
    let application = applications::find(db, &scope, decision.application).await?;
    let application = application.ok_or(Failure::NotFound("application"))?;
    let call = calls::find_many(db, &scope, &[decision.call]).await?.pop();
    let terms = call.ok_or(Failure::NotFound("call"))?.details.terms;
    let outcome = match decision.proposal.grant {
        Some(grant) => DecisionOutcome::Awarded {
            amount: grant.award,
            rate: grant.rate,
            use_from: terms.use_period.first,
            use_until: terms.use_period.last,
        },
        None => DecisionOutcome::Refused {
            reasons: vec![decision.proposal.reasoning],
        },
    };
    let message = message::DecisionMade {
        project: message::Project {
            name: application.title,
            reference: letter.number,
        },
        decided: calendar::helsinki_date(decided.at),
        outcome,
        claim_until: letter.notice.claim_until,
        url: app.mail().page(&format!("decisions/{id}")),
    };
    Ok(Composed::Message(Box::new(message.into())))
}
