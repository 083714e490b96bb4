//! Corrections and recoveries.

use super::letter::{Draft, Letter};
use super::{NotRendered, formats};
use crate::message::{CorrectionProposed, RecoveryDecided, RecoveryLate, RecoveryNotice};

pub(super) fn correction_proposed(
    mut draft: Draft<'_>,
    facts: &CorrectionProposed,
) -> Result<Letter, NotRendered> {
    draft.number("number", facts.number);
    draft.value("municipality", &facts.municipality);
    draft.paragraph("situation")?;
    draft.list(std::slice::from_ref(&facts.reason))?;
    draft.project_facts(&facts.project)?;
    draft.fact("municipality", &facts.municipality)?;
    draft.money_fact("change-of-costs", facts.change)?;
    draft.finish("subject", "action", "why")
}

pub(super) fn notice(mut draft: Draft<'_>, facts: &RecoveryNotice) -> Result<Letter, NotRendered> {
    draft.due(facts.respond_by);
    draft.value("amount", &formats::money(facts.principal, draft.language()));
    draft.paragraph("situation")?;
    draft.list(std::slice::from_ref(&facts.reason))?;
    draft.project_facts(&facts.project)?;
    draft.money_fact("principal", facts.principal)?;
    draft.date_fact("due", facts.respond_by)?;
    draft.finish("subject", "action", "why")
}

pub(super) fn decided(mut draft: Draft<'_>, facts: &RecoveryDecided) -> Result<Letter, NotRendered> {
    draft.due(facts.due);
    draft.value("amount", &formats::money(facts.total, draft.language()));
    draft.paragraph("situation")?;
    draft.list(std::slice::from_ref(&facts.reason))?;
    draft.project_facts(&facts.project)?;
    draft.money_fact("principal", facts.principal)?;
    draft.money_fact("interest", facts.interest)?;
    draft.money_fact("total", facts.total)?;
    draft.date_fact("due", facts.due)?;
    draft.finish("subject", "action", "why")
}

pub(super) fn late(mut draft: Draft<'_>, facts: &RecoveryLate) -> Result<Letter, NotRendered> {
    draft.due(facts.due);
    draft.value("amount", &formats::money(facts.open, draft.language()));
    draft.paragraph("situation")?;
    draft.project_facts(&facts.project)?;
    draft.money_fact("open", facts.open)?;
    draft.date_fact("due", facts.due)?;
    draft.finish("subject", "action", "why")
}
