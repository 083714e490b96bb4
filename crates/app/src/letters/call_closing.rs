//! That a call closes on the next day, to those whose application to it is not submitted.

use talkoot_domain::{
    application::{Application, StateName},
    calendar::HolidayCalendar,
    call::Call,
    ids::ApplicationId,
    policy::Role,
};
use talkoot_mail::message;
use talkoot_storage::{Scope, applications, calls, people, people::Person};

use super::{Composed, Letter, NewLetter, ROLE_ENDED, enqueue, still_holds};
use crate::{Answer, App, Failure, Work};

const READERS: [Role; 1] = [Role::LeadCoordinator];

fn is_being_written(application: &Application) -> bool {
    match StateName::from(&application.state) {
        StateName::Draft | StateName::PartnerCommitments => true,
        StateName::Submitted
        | StateName::SupplementRequested
        | StateName::Evaluated
        | StateName::Accepted
        | StateName::Rejected
        | StateName::Withdrawn => false,
    }
}

/// To those who run projects in the municipality that leads each application.
pub(crate) async fn write(work: &mut Work<'_>, call: &Call) -> Answer<()> {
    let mut letters = Vec::new();
    let all = applications::of_call(&work.tx, call.id).await?;
    for application in all.iter().filter(|one| is_being_written(one)) {
        let readers = people::holders(&work.tx, application.lead, &READERS, work.now).await?;
        letters.extend(readers.into_iter().map(|reader| NewLetter {
            person: reader.id,
            recipient_as: "lead_municipality",
            letter: Letter::CallClosing {
                application: application.id.into(),
            },
        }));
    }
    enqueue(work, None, None, letters).await
}

/// The last day, unless it was submitted or withdrawn meanwhile, or the call closed.
pub(super) async fn compose(app: &App, id: ApplicationId, reader: &Person) -> Answer<Composed> {
    let scope = Scope::system();
    let application = applications::find(app.store(), &scope, id).await?;
    let application = application.ok_or(Failure::NotFound("application"))?;
    if !is_being_written(&application) {
        return Ok(Composed::Obsolete(
            "the application was submitted or withdrawn meanwhile",
        ));
    }
    if !still_holds(app, reader, application.lead, &READERS).await? {
        return Ok(Composed::Obsolete(ROLE_ENDED));
    }
    let call = calls::find(app.store(), &scope, application.call).await?;
    let call = call.ok_or(Failure::NotFound("call"))?;
    if call.details.closing_time() <= app.now() {
        return Ok(Composed::Obsolete("the call has closed"));
    }
    let message = message::CallClosing {
        project: message::Project {
            name: application.title,
            // The authority gives one with its decision.
            reference: String::new(),
        },
        closes: HolidayCalendar::Finland.roll(call.details.closes_on),
        call: call.details.title,
        url: app.mail().page(&format!("applications/{id}")),
    };
    Ok(Composed::Message(Box::new(message.into())))
}
