//! Claims for correction of decisions.

use super::letter::{Draft, Letter};
use super::{NotRendered, formats};
use crate::message::{RectificationDecided, RectificationOutcome, RectificationReceived};

pub(super) fn received(mut draft: Draft<'_>, facts: &RectificationReceived) -> Result<Letter, NotRendered> {
    draft.value("lead", &facts.lead_municipality);
    draft.value(
        "received",
        &formats::date_in_sentence(facts.received, draft.language()),
    );
    draft.paragraph("situation")?;
    if facts.late {
        draft.paragraph("late")?;
    }
    draft.project_facts(&facts.project)?;
    draft.fact("lead-municipality", &facts.lead_municipality)?;
    draft.date_fact("received", facts.received)?;
    draft.date_fact("claim-until", facts.claim_until)?;
    draft.finish("subject", "action", "why")
}

pub(super) fn decided(mut draft: Draft<'_>, facts: &RectificationDecided) -> Result<Letter, NotRendered> {
    let (situation, action) = match facts.outcome {
        RectificationOutcome::Unchanged => ("unchanged", "action"),
        RectificationOutcome::Changed => ("changed", "action-changed"),
        RectificationOutcome::DismissedAsLate => ("dismissed", "action"),
    };
    draft.paragraph(situation)?;
    draft.list(&facts.reasons)?;
    draft.project_facts(&facts.project)?;
    draft.date_fact("decided", facts.decided)?;
    draft.finish("subject", action, "why")
}
