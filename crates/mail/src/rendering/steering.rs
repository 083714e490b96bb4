//! Meetings of the steering group.

use super::letter::{Draft, Letter};
use super::{NotRendered, formats};
use crate::message::SteeringMeeting;

pub(super) fn meeting(mut draft: Draft<'_>, facts: &SteeringMeeting) -> Result<Letter, NotRendered> {
    let language = draft.language();
    draft.value("number", &facts.number.to_string());
    draft.value("day", &formats::date_in_sentence(facts.day, language));
    draft.value("day-short", &formats::date_short(facts.day, language));
    draft.value("begins", &facts.begins);
    draft.paragraph("situation")?;
    draft.list(&facts.points)?;
    draft.project_facts(&facts.project)?;
    draft.date_fact("meeting-day", facts.day)?;
    draft.fact("meeting-begins", &facts.begins)?;
    draft.fact("meeting-place", &facts.place)?;
    draft.finish("subject", "action", "why")
}
