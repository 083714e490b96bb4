//! Surveys.

use super::NotRendered;
use super::letter::{Draft, Letter};
use crate::message::SurveyAsked;

pub(super) fn asked(mut draft: Draft<'_>, facts: &SurveyAsked) -> Result<Letter, NotRendered> {
    draft.value("survey", &facts.survey);
    draft.value("asker", &facts.asker);
    draft.due(facts.closes);
    draft.paragraph("situation")?;
    let apart = draft.text("survey-apart")?;
    draft.said(apart);
    if facts.of_call {
        draft.fact("call", &facts.project.name)?;
    } else {
        draft.project_facts(&facts.project)?;
    }
    draft.fact("survey-asker", &facts.asker)?;
    draft.date_fact("due", facts.closes)?;
    draft.finish("subject", "action", "why")
}
