//! The people in charge of a project come and go.

use super::letter::{Draft, Letter};
use super::{NotRendered, formats};
use crate::message::{Duty, DutyTaken, DutyVacant, OpenMatter};

pub(super) fn vacant(mut draft: Draft<'_>, facts: &DutyVacant) -> Result<Letter, NotRendered> {
    draft.value("municipality", &facts.municipality);
    draft.value("since", &formats::date_short(facts.since, draft.language()));
    let manager = facts.duty == Duty::Manager;
    draft.paragraph(if manager { "manager" } else { "owner" })?;
    if let Some(deputy) = &facts.deputy {
        draft.value("deputy", deputy);
        draft.paragraph("deputy")?;
    } else if !manager {
        draft.paragraph("nobody")?;
    }
    draft.project_facts(&facts.project)?;
    draft.fact("municipality", &facts.municipality)?;
    draft.date_fact("vacant-since", facts.since)?;
    let subject = if manager {
        "subject-manager"
    } else {
        "subject-owner"
    };
    if facts.to_authority {
        return draft.finish(subject, "action-authority", "why-authority");
    }
    let action = if manager { "action-manager" } else { "action-owner" };
    draft.finish(subject, action, "why")
}

pub(super) fn taken(mut draft: Draft<'_>, facts: &DutyTaken) -> Result<Letter, NotRendered> {
    draft.value("municipality", &facts.organisation);
    draft.value(
        "first-day",
        &formats::date_short(facts.first_day, draft.language()),
    );
    draft.paragraph(match facts.duty {
        Duty::Owner => "owner",
        Duty::Deputy => "deputy",
        Duty::Manager => "manager",
        Duty::Officer => "officer",
    })?;
    if let Some(predecessor) = &facts.predecessor {
        draft.value("predecessor", predecessor);
        draft.paragraph("predecessor")?;
    }
    if facts.open.is_empty() {
        draft.paragraph("nothing")?;
    }
    let mut points = Vec::with_capacity(facts.open.len());
    for matter in &facts.open {
        points.push(point(&mut draft, *matter)?);
    }
    draft.list(&points)?;
    draft.project_facts(&facts.project)?;
    let Some(predecessor) = &facts.predecessor else {
        draft.date_fact("first-day", facts.first_day)?;
        return draft.finish("subject-first", "action-first", "why-first");
    };
    draft.fact("predecessor", predecessor)?;
    draft.date_fact("first-day", facts.first_day)?;
    draft.finish("subject", "action", "why")
}

/// An open matter in words, with its last day where there is one.
fn point(draft: &mut Draft<'_>, matter: OpenMatter) -> Result<String, NotRendered> {
    let (key, number) = match matter {
        OpenMatter::Obligation(kind, due) => {
            let kind = kind.to_string().replace('_', "-");
            let title = draft.word("obligation", &format!("obligation-{kind}"))?;
            let due = due.map(|day| formats::date_alone(day, draft.language()));
            return Ok(due.map_or(title.clone(), |due| format!("{title}: {due}")));
        }
        OpenMatter::CostReports(number) => ("matter-cost-reports", number),
        OpenMatter::PortfolioReports(number) => ("matter-portfolio-reports", number),
        OpenMatter::Claims(number) => ("matter-claims", number),
        OpenMatter::ChangeRequests(number) => ("matter-change-requests", number),
        OpenMatter::Agreements(number) => ("matter-agreements", number),
        OpenMatter::Payouts(number) => ("matter-payouts", number),
        OpenMatter::Documents(number) => ("matter-documents", number),
    };
    draft.number("count", number);
    draft.text(key)
}
