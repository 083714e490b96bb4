//! Deadlines that moved, and duties that were given up.

use super::NotRendered;
use super::letter::{Draft, Letter};
use crate::message::{ObligationExtended, ObligationKind, ObligationWaived, Project};
use chrono::NaiveDate;

pub(super) fn extended(draft: Draft<'_>, facts: &ObligationExtended) -> Result<Letter, NotRendered> {
    let owed = (
        facts.obligation,
        facts.municipality.as_str(),
        facts.period.as_deref(),
    );
    letter(draft, owed, &facts.project, &facts.reason, Some(facts.due))
}

pub(super) fn waived(draft: Draft<'_>, facts: &ObligationWaived) -> Result<Letter, NotRendered> {
    let owed = (
        facts.obligation,
        facts.municipality.as_str(),
        facts.period.as_deref(),
    );
    letter(draft, owed, &facts.project, &facts.reason, None)
}

/// What was owed, by whom and for which period; why; and until when it is owed now, if it is.
fn letter(
    mut draft: Draft<'_>,
    (obligation, municipality, period): (ObligationKind, &str, Option<&str>),
    project: &Project,
    reason: &str,
    due: Option<NaiveDate>,
) -> Result<Letter, NotRendered> {
    let kind = obligation.to_string().replace('_', "-");
    let title = draft.word("obligation", &format!("obligation-{kind}"))?;
    draft.value("municipality", municipality);
    if let Some(due) = due {
        draft.due(due);
    }
    draft.paragraph("situation")?;
    draft.list(&[reason.to_owned()])?;
    draft.project_facts(project)?;
    draft.fact("obligation", &title)?;
    if let Some(period) = period {
        draft.fact("period", period)?;
    }
    draft.fact("municipality", municipality)?;
    if let Some(due) = due {
        draft.date_fact("due", due)?;
    }
    draft.finish("subject", "action", "why")
}
