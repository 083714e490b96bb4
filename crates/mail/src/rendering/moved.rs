//! Deadlines that moved, and duties that were given up.

use super::NotRendered;
use super::letter::{Draft, Letter};
use crate::message::{ObligationExtended, ObligationKind, ObligationWaived};

pub(super) fn extended(mut draft: Draft<'_>, facts: &ObligationExtended) -> Result<Letter, NotRendered> {
    let title = title(&mut draft, facts.obligation)?;
    draft.value("municipality", &facts.municipality);
    draft.due(facts.due);
    draft.paragraph("situation")?;
    draft.list(std::slice::from_ref(&facts.reason))?;
    draft.project_facts(&facts.project)?;
    draft.fact("obligation", &title)?;
    if let Some(period) = &facts.period {
        draft.fact("period", period)?;
    }
    draft.fact("municipality", &facts.municipality)?;
    draft.date_fact("due", facts.due)?;
    draft.finish("subject", "action", "why")
}

pub(super) fn waived(mut draft: Draft<'_>, facts: &ObligationWaived) -> Result<Letter, NotRendered> {
    let title = title(&mut draft, facts.obligation)?;
    draft.value("municipality", &facts.municipality);
    draft.paragraph("situation")?;
    draft.list(std::slice::from_ref(&facts.reason))?;
    draft.project_facts(&facts.project)?;
    draft.fact("obligation", &title)?;
    if let Some(period) = &facts.period {
        draft.fact("period", period)?;
    }
    draft.fact("municipality", &facts.municipality)?;
    draft.finish("subject", "action", "why")
}

fn title(draft: &mut Draft<'_>, obligation: ObligationKind) -> Result<String, NotRendered> {
    let kind = obligation.to_string().replace('_', "-");
    draft.word("obligation", &format!("obligation-{kind}"))
}
