//! What is written to the members of a steering group about its meetings.

use talkoot_domain::{
    calendar,
    ids::SteeringMeetingId,
    steering_meeting::{State, SteeringMeeting},
};
use talkoot_mail::{Message, message};
use talkoot_storage::{Scope, outbox::Event, people::Person, projects, steering_meetings};

use super::{Composed, Letter, NewLetter, enqueue, named};
use crate::{Answer, App, Failure, Work};

/// Invites the members, or tells them that the meeting is called off.
pub(super) async fn write(work: &mut Work<'_>, event: &Event, letter: Letter) -> Answer<()> {
    let found = steering_meetings::find(&work.tx, &work.scope, event.object.into()).await?;
    let meeting = work.found("steering_meeting", found)?;
    let letters = meeting
        .details
        .members
        .iter()
        .map(|&person| NewLetter {
            person,
            recipient_as: "steering_member",
            letter: letter.clone(),
        })
        .collect();
    enqueue(work, None, Some(meeting.project), letters).await
}

pub(super) async fn compose(
    app: &App,
    letter: &Letter,
    id: SteeringMeetingId,
    reader: &Person,
) -> Answer<Composed> {
    let scope = Scope::system();
    let meeting = steering_meetings::find(app.store(), &scope, id).await?;
    let meeting = meeting.ok_or(Failure::NotFound("steering_meeting"))?;
    if !meeting.details.members.contains(&reader.id) {
        return Ok(Composed::Obsolete("whoever is written to is no member any more"));
    }
    let invites = matches!(letter, Letter::SteeringMeetingPlanned { .. });
    let points = match (&meeting.state, invites) {
        (State::Planned, true) => {
            let agenda = meeting.details.agenda.iter();
            agenda
                .map(|item| item.title_in(reader.language).to_owned())
                .collect()
        }
        (State::Cancelled { reason, .. }, false) => vec![reason.clone()],
        _ => return Ok(Composed::Obsolete("the meeting is not to come any more")),
    };
    let facts = facts(app, &meeting, points).await?;
    Ok(Composed::Message(Box::new(if invites {
        Message::SteeringMeetingPlanned(facts)
    } else {
        Message::SteeringMeetingCancelled(facts)
    })))
}

async fn facts(
    app: &App,
    meeting: &SteeringMeeting,
    points: Vec<String>,
) -> Answer<message::SteeringMeeting> {
    let project = projects::find(app.store(), &Scope::system(), meeting.project).await?;
    let project = project.ok_or(Failure::NotFound("project"))?;
    let details = &meeting.details;
    let begins = calendar::helsinki_time(details.starts_at);
    Ok(message::SteeringMeeting {
        project: named(&project),
        number: u32::try_from(meeting.number).unwrap_or_default(),
        day: begins.date(),
        begins: begins.format("%-H.%M").to_string(),
        starts_at: details.starts_at,
        ends_at: details.ends_at(),
        place: details.place.clone(),
        points,
        url: app.mail().page(&format!("steering-meetings/{}", meeting.id)),
    })
}
