//! That payments to a project are held, and that they go on.

use talkoot_domain::{
    calendar,
    ids::PaymentHoldId,
    payment_hold::{PaymentHold, State},
    policy::Role,
    project::Project,
};
use talkoot_mail::message;
use talkoot_storage::{Scope, outbox::Event, payment_holds, people, people::Person, projects};

use super::{Composed, Letter, NewLetter, enqueue, named};
use crate::{Answer, App, Failure, Work};

/// To those who run the project.
pub(super) async fn write(work: &mut Work<'_>, event: &Event, lifted: bool) -> Answer<()> {
    let id: PaymentHoldId = event.object.into();
    let Some(hold) = payment_holds::find(&work.tx, &work.scope, id).await? else {
        tracing::error!(hold = %id, "an event names a payment hold that does not exist");
        return Ok(());
    };
    let project = projects::find(&work.tx, &work.scope, hold.project).await?;
    let project = work.found("project", project)?;
    let letter = Letter::PaymentHold {
        hold: event.object,
        lifted,
    };
    let readers = people::holders(&work.tx, project.lead, &[Role::LeadCoordinator], work.now).await?;
    let letters = readers
        .into_iter()
        .map(|reader| NewLetter {
            person: reader.id,
            recipient_as: "lead",
            letter: letter.clone(),
        })
        .collect();
    enqueue(work, None, Some(project.id), letters).await
}

/// The hold as it is now; that it was set is old news once it is lifted.
pub(super) async fn compose(
    app: &App,
    id: PaymentHoldId,
    lifted: bool,
    _reader: &Person,
) -> Answer<Composed> {
    let scope = Scope::system();
    let hold = payment_holds::find(app.store(), &scope, id).await?;
    let hold = hold.ok_or(Failure::NotFound("payment hold"))?;
    let project = projects::find(app.store(), &scope, hold.project).await?;
    let project = project.ok_or(Failure::NotFound("project"))?;
    let url = app.mail().page(&format!("projects/{}", project.id));
    Ok(match (lifted, &hold.state) {
        (false, State::Standing) => set(&project, &hold, url),
        (false, State::Lifted { .. }) => Composed::Obsolete("the hold has been lifted meanwhile"),
        (true, State::Lifted { lifted, reason }) => Composed::Message(Box::new(
            message::PaymentHoldLifted {
                project: named(&project),
                lifted: calendar::helsinki_date(lifted.at),
                reason: reason.clone(),
                url,
            }
            .into(),
        )),
        (true, State::Standing) => Composed::Obsolete("the hold stands"),
    })
}

fn set(project: &Project, hold: &PaymentHold, url: String) -> Composed {
    Composed::Message(Box::new(
        message::PaymentHoldSet {
            project: named(project),
            set: calendar::helsinki_date(hold.set.at),
            reason: hold.reason.clone(),
            url,
        }
        .into(),
    ))
}
