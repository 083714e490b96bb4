//! That a published call was corrected.

use talkoot_domain::{
    application::{Application, StateName},
    calendar::HolidayCalendar,
    ids::{ApplicationId, CallCorrectionId},
    policy::Role,
};
use talkoot_mail::message;
use talkoot_storage::{Scope, applications, call_corrections, calls, outbox::Event, people, people::Person};

use super::{Composed, Letter, NewLetter, ROLE_ENDED, enqueue, still_holds};
use crate::{Answer, App, Failure, Work};

const READERS: [Role; 1] = [Role::LeadCoordinator];

/// To those who lead an application to the call that is not decided or withdrawn.
pub(super) async fn write(work: &mut Work<'_>, event: &Event) -> Answer<()> {
    let id: CallCorrectionId = event.object.into();
    let Some(correction) = call_corrections::find(&work.tx, &work.scope, id).await? else {
        tracing::error!(correction = %id, "an event names a correction of a call that does not exist");
        return Ok(());
    };
    let mut letters = Vec::new();
    for application in applications::of_call(&work.tx, correction.call).await? {
        if !concerns(&application) {
            continue;
        }
        for reader in people::holders(&work.tx, application.lead, &READERS, work.now).await? {
            letters.push(NewLetter {
                person: reader.id,
                recipient_as: "lead_municipality",
                letter: Letter::CallCorrected {
                    call_correction: event.object,
                    application: application.id.into(),
                },
            });
        }
    }
    enqueue(work, None, None, letters).await
}

fn concerns(application: &Application) -> bool {
    match StateName::from(&application.state) {
        StateName::Draft
        | StateName::PartnerCommitments
        | StateName::Submitted
        | StateName::SupplementRequested => true,
        StateName::Evaluated | StateName::Accepted | StateName::Rejected | StateName::Withdrawn => false,
    }
}

/// Why the call was corrected, and until when applications are taken now.
pub(super) async fn compose(
    app: &App,
    (id, application): (CallCorrectionId, ApplicationId),
    reader: &Person,
) -> Answer<Composed> {
    let scope = Scope::system();
    let correction = call_corrections::find(app.store(), &scope, id).await?;
    let correction = correction.ok_or(Failure::NotFound("call correction"))?;
    let application = applications::find(app.store(), &scope, application).await?;
    let application = application.ok_or(Failure::NotFound("application"))?;
    if !concerns(&application) {
        return Ok(Composed::Obsolete(
            "the application was decided or withdrawn meanwhile",
        ));
    }
    if !still_holds(app, reader, application.lead, &READERS).await? {
        return Ok(Composed::Obsolete(ROLE_ENDED));
    }
    let call = calls::find(app.store(), &scope, correction.call).await?;
    let call = call.ok_or(Failure::NotFound("call"))?;
    let submitted = !matches!(
        StateName::from(&application.state),
        StateName::Draft | StateName::PartnerCommitments
    );
    let message = message::CallCorrected {
        project: message::Project {
            name: application.title,
            reference: call.details.title.clone(),
        },
        closes: HolidayCalendar::Finland.roll(call.details.closes_on),
        call: call.details.title,
        reason: correction.reason,
        submitted,
        url: app.mail().page(&format!("calls/{}", call.id)),
    };
    Ok(Composed::Message(Box::new(message.into())))
}
