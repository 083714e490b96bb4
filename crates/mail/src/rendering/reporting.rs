//! Reports that come back for mending.

use super::NotRendered;
use super::letter::{Draft, Letter};
use crate::message::{CostReportReturned, ObligationReturned, PortfolioReportReturned};

pub(super) fn cost_report_returned(
    mut draft: Draft<'_>,
    facts: &CostReportReturned,
) -> Result<Letter, NotRendered> {
    draft.value("period", &facts.period);
    draft.due(facts.respond_by);
    draft.paragraph("situation")?;
    draft.list(&facts.reasons)?;
    draft.project_facts(&facts.project)?;
    draft.fact("municipality", &facts.municipality)?;
    draft.fact("period", &facts.period)?;
    draft.date_fact("due", facts.respond_by)?;
    draft.finish("subject", "action", "why")
}

pub(super) fn portfolio_report_returned(
    mut draft: Draft<'_>,
    facts: &PortfolioReportReturned,
) -> Result<Letter, NotRendered> {
    draft.due(facts.respond_by);
    draft.paragraph("situation")?;
    draft.list(&facts.questions)?;
    draft.project_facts(&facts.project)?;
    draft.fact("period", &facts.period)?;
    draft.date_fact("due", facts.respond_by)?;
    draft.finish("subject", "action", "why")
}

pub(super) fn obligation_returned(
    mut draft: Draft<'_>,
    facts: &ObligationReturned,
) -> Result<Letter, NotRendered> {
    let kind = facts.obligation.to_string().replace('_', "-");
    let title = draft.word("obligation", &format!("obligation-{kind}"))?;
    draft.due(facts.respond_by);
    draft.paragraph("situation")?;
    draft.list(&facts.questions)?;
    draft.project_facts(&facts.project)?;
    draft.fact("obligation", &title)?;
    if let Some(period) = &facts.period {
        draft.fact("period", period)?;
    }
    draft.date_fact("due", facts.respond_by)?;
    draft.finish("subject", "action", "why")
}
