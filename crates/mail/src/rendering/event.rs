//! The days of a message for the reader's calendar.

use super::{NotRendered, letter::Letter, texts::Texts};
use crate::message::{Message, ObligationKind, Reminder};
use crate::single_line::single_line;
use talkoot_domain::{icalendar::Event, language::Language};

/// The days by which something is to be done, as a calendar shows them; none for a message without one.
///
/// A reminder names what is owed, so that its day is the same whichever step it is; other messages are called as
/// their mails are.
pub(super) fn events(message: &Message, letter: &Letter, texts: &Texts) -> Result<Vec<Event>, NotRendered> {
    match message {
        Message::Reminder(facts) => Ok(vec![of_reminder(facts, &letter.action, texts)?]),
        Message::ReminderDigest(digest) => {
            let each = digest.reminders.iter();
            each.map(|facts| of_reminder(facts, "", texts)).collect()
        }
        Message::ObligationExtended(facts) => Ok(vec![Event {
            // The same day as its reminders know.
            uid: event_uid(&facts.obligation.to_string(), &facts.url),
            day: facts.due,
            hours: None,
            summary: deadline_title(
                facts.obligation,
                &facts.municipality,
                &facts.project.name,
                texts.language,
            )?,
            description: letter.action.clone(),
            url: facts.url.clone(),
        }]),
        Message::SteeringMeetingPlanned(facts) => Ok(vec![Event {
            uid: event_uid("steering-meeting", &facts.url),
            day: facts.day,
            hours: Some((facts.starts_at, facts.ends_at)),
            summary: letter.subject.clone(),
            description: facts.place.clone(),
            url: facts.url.clone(),
        }]),
        other => Ok(other
            .deadline()
            .map(|day| Event {
                uid: event_uid(other.kind(), other.url()),
                day,
                hours: None,
                summary: letter.subject.clone(),
                description: letter.action.clone(),
                url: other.url().to_owned(),
            })
            .into_iter()
            .collect()),
    }
}

fn of_reminder(facts: &Reminder, action: &str, texts: &Texts) -> Result<Event, NotRendered> {
    let project = &facts.project.name;
    Ok(Event {
        uid: event_uid(&facts.obligation.to_string(), &facts.url),
        day: facts.due,
        hours: None,
        summary: deadline_title(facts.obligation, &facts.municipality, project, texts.language)?,
        description: action.to_owned(),
        url: facts.url.clone(),
    })
}

/// By which calendars know a day again: what it is about and the page where it is done, with the host of the
/// installation behind the @ as RFC 5545 recommends.
#[must_use]
pub fn event_uid(kind: &str, url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    format!("{kind}-{}@{host}", path.replace('/', "-"))
}

/// What is owed, by whom and in which project, as the day of it is called in a calendar.
///
/// # Errors
/// [`NotRendered`] when a text is missing, which a test finds.
pub fn deadline_title(
    obligation: ObligationKind,
    municipality: &str,
    project: &str,
    language: Language,
) -> Result<String, NotRendered> {
    let title = obligation_title(obligation, language)?;
    Ok(single_line(&format!("{title}, {municipality} – {project}")))
}

/// What is owed, as it is called at the beginning of a line: in mails, calendars and agendas alike.
///
/// # Errors
/// [`NotRendered`] when a text is missing, which a test finds.
pub fn obligation_title(obligation: ObligationKind, language: Language) -> Result<String, NotRendered> {
    let key = format!("obligation-{}", obligation.to_string().replace('_', "-"));
    let forms = Texts::of(language)?.forms(&key)?;
    let title = forms.into_iter().find(|(form, _)| form == "title");
    Ok(title.map(|(_, text)| text).unwrap_or_default())
}
