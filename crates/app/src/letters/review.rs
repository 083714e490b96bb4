//! That somebody is to review an application.

use talkoot_domain::{
    ids::ReviewId,
    policy::Role,
    review::{Review, State},
};
use talkoot_mail::message;
use talkoot_storage::{Scope, applications, calls, outbox::Event, people::Person, review_rules, reviews};

use super::{Composed, Letter, NewLetter, ROLE_ENDED, enqueue, still_holds};
use crate::{Answer, App, Failure, Work};

const READERS: [Role; 2] = [Role::Reviewer, Role::Officer];

/// To the reviewer; whoever assigned themselves knows.
pub(super) async fn write(work: &mut Work<'_>, event: &Event) -> Answer<()> {
    let id: ReviewId = event.object.into();
    let Some(review) = reviews::find(&work.tx, &work.scope, id).await? else {
        tracing::error!(review = %id, "an event names a review that does not exist");
        return Ok(());
    };
    if !is_awaited(&review) || review.reviewer == review.assigned.by {
        return Ok(());
    }
    let letter = NewLetter {
        person: review.reviewer,
        recipient_as: "reviewer",
        letter: Letter::ReviewAssigned { review: event.object },
    };
    enqueue(work, None, None, vec![letter]).await
}

const fn is_awaited(review: &Review) -> bool {
    match review.state {
        State::Assigned => true,
        State::Submitted { .. } | State::Conflicted { .. } | State::Withdrawn { .. } => false,
    }
}

/// What is to be reviewed, unless it was done or taken back meanwhile.
pub(super) async fn compose(app: &App, id: ReviewId, reader: &Person) -> Answer<Composed> {
    let (db, scope) = (app.store(), Scope::system());
    let review = reviews::find(db, &scope, id).await?;
    let review = review.ok_or(Failure::NotFound("review"))?;
    if !is_awaited(&review) {
        return Ok(Composed::Obsolete(
            "the review was submitted or taken back meanwhile",
        ));
    }
    if !still_holds(app, reader, review.authority, &READERS).await? {
        return Ok(Composed::Obsolete(ROLE_ENDED));
    }
    let application = applications::find(db, &scope, review.application).await?;
    let application = application.ok_or(Failure::NotFound("application"))?;
    let call = calls::find(db, &scope, review.call).await?;
    let call = call.ok_or(Failure::NotFound("call"))?;
    let message = message::ReviewAssigned {
        project: message::Project {
            name: application.title,
            // The authority gives one with its decision.
            reference: String::new(),
        },
        blind: review_rules::of_call(db, call.id).await?.blind,
        call: call.details.title,
        url: app.mail().page(&format!("reviews/{id}")),
    };
    Ok(Composed::Message(Box::new(message.into())))
}
