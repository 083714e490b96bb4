//! The portfolio as a summary for a steering group.

use talkoot_app::portfolio::Overview;
use talkoot_documents::{
    Document,
    portfolio::{PortfolioSummary, ProjectLine, compose},
};
use talkoot_domain::language::Language;

use super::Shown;

/// The summary in a language.
pub(super) fn document(shown: &Shown, language: Language) -> Document {
    let authorities: Vec<&str> = shown
        .authorities
        .iter()
        .map(|&id| shown.organisation(id, language))
        .collect();
    compose(&PortfolioSummary {
        language,
        authority: authorities.join(", "),
        day: shown.day,
        projects: shown
            .projects
            .iter()
            .map(|one| line(shown, one, language))
            .collect(),
        coverage: shown
            .covered
            .iter()
            .map(|one| (shown.call_title(one.call).to_owned(), one.planned, one.coverage))
            .collect(),
    })
}

fn line(shown: &Shown, one: &Overview, language: Language) -> ProjectLine {
    let entry = &one.entry;
    ProjectLine {
        project: format!("{} {}", one.project.number, one.project.name),
        lead: shown.organisation(entry.lead, language).to_owned(),
        award: entry.award,
        paid: entry.balance.paid,
        foreseen: entry.foreseen_grant,
        burnt: entry.burnt_percent().map(|percent| format!("{percent:.2}")),
        elapsed: format!("{:.2}", entry.elapsed_percent(shown.day)),
        lights: entry.report.map(|report| report.lights).unwrap_or_default(),
        days_late: entry.days_late(shown.day),
        risks_occurred: entry.risks.occurred,
        vacancies: entry.vacancies,
    }
}
