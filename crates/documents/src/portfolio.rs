//! The summary of a portfolio (*hankesalkun yhteenveto*, *sammandrag av projektportföljen*) for a steering group: how
//! much has come of what was owed, which lights are shown, and every project on a line.

mod texts;

use chrono::NaiveDate;
use talkoot_domain::{
    coverage::Coverage,
    formats,
    language::Language,
    money::Money,
    portfolio_report::{Aspect, Light},
};

use crate::Document;
use texts::{EN, FI, SV, Texts};

/// Everything that a summary tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PortfolioSummary {
    /// The language it is written in.
    pub language: Language,
    /// The authority whose portfolio it is.
    pub authority: String,
    /// At the end of which day it stood so; today as it stands when it is written.
    pub day: NaiveDate,
    /// Every project, in the order in which it is to be shown.
    pub projects: Vec<ProjectLine>,
    /// What came of the portfolio reports, per call and date of the schedule.
    pub coverage: Vec<(String, NaiveDate, Coverage)>,
}

/// A project on a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectLine {
    /// Its number and name.
    pub project: String,
    /// The lead municipality, by its name in the language of the text.
    pub lead: String,
    /// What was granted at most.
    pub award: Money,
    /// What was paid.
    pub paid: Money,
    /// The grant that the costs foreseen at completion would give.
    pub foreseen: Money,
    /// How much of the budget is spent, in per cent with two decimals; none without a budget.
    pub burnt: Option<String>,
    /// How much of the use period is over, in per cent with two decimals.
    pub elapsed: String,
    /// The lights of its last report, in the order of [`Aspect`]; none where nobody set one.
    pub lights: [Option<Light>; 5],
    /// By how many days what is late the longest is late; 0 when nothing is.
    pub days_late: i64,
    /// How many risks came true.
    pub risks_occurred: u64,
    /// How many duties nobody holds.
    pub vacancies: u64,
}

const fn texts(language: Language) -> &'static Texts {
    match language {
        Language::Fi => &FI,
        Language::Sv => &SV,
        Language::En => &EN,
    }
}

/// The summary.
#[must_use]
pub fn compose(summary: &PortfolioSummary) -> Document {
    let (t, language) = (texts(summary.language), summary.language);
    let mut document = Document::new(
        language,
        t.title.to_owned(),
        summary.authority.clone(),
        t.reference.to_owned(),
        summary.day,
    );
    let sum = |of: fn(&ProjectLine) -> Money| {
        let sum = summary
            .projects
            .iter()
            .try_fold(Money::ZERO, |sum, one| sum.checked_add(of(one)));
        // Awards of one authority stay far below what money can be; a sum that does not fit is left open.
        sum.map_or_else(|_| "–".to_owned(), |sum| formats::money(sum, language))
    };
    let many = |those: fn(&ProjectLine) -> bool| {
        summary
            .projects
            .iter()
            .filter(|one| those(one))
            .count()
            .to_string()
    };
    document.facts(vec![
        (t.projects, summary.projects.len().to_string()),
        (t.award, sum(|one| one.award)),
        (t.paid, sum(|one| one.paid)),
        (t.foreseen, sum(|one| one.foreseen)),
        (t.late_projects, many(|one| one.days_late > 0)),
        (t.occurred_projects, many(|one| one.risks_occurred > 0)),
        (t.vacant_projects, many(|one| one.vacancies > 0)),
    ]);
    coverage(&mut document, summary, t);
    lights(&mut document, summary, t);
    projects(&mut document, summary, t);
    document
}

fn coverage(document: &mut Document, summary: &PortfolioSummary, t: &Texts) {
    document.heading(t.reports);
    if summary.coverage.is_empty() {
        document.paragraph(t.no_reports);
        return;
    }
    let rows = summary.coverage.iter().map(|(call, planned, coverage)| {
        let percent = coverage.percent();
        vec![
            format!("{call}, {}", formats::date_short(*planned, summary.language)),
            coverage.expected().to_string(),
            coverage.in_time.to_string(),
            coverage.late.to_string(),
            coverage.missing.to_string(),
            percent.map_or_else(|| "–".to_owned(), |percent| format!("{percent} %")),
        ]
    });
    document.table(
        t.came,
        &[t.date, t.expected, t.in_time, t.came_late, t.missing, t.percent],
        rows.collect(),
    );
}

fn lights(document: &mut Document, summary: &PortfolioSummary, t: &Texts) {
    document.heading(t.lights);
    let aspects = [
        (Aspect::Timetable, t.timetable),
        (Aspect::Cost, t.cost),
        (Aspect::Scope, t.scope),
        (Aspect::Risk, t.risk),
        (Aspect::Ownership, t.ownership),
    ];
    let rows = aspects.into_iter().enumerate().map(|(place, (_, name))| {
        let showing = |light: Option<Light>| {
            let lit = summary
                .projects
                .iter()
                .filter(|one| one.lights.get(place) == Some(&light));
            lit.count().to_string()
        };
        let [green, yellow, red] =
            [Light::Green, Light::Yellow, Light::Red].map(|light| showing(Some(light)));
        vec![name.to_owned(), green, yellow, red, showing(None)]
    });
    document.table(
        t.shown,
        &[t.about, t.green, t.yellow, t.red, t.unlit],
        rows.collect(),
    );
}

fn projects(document: &mut Document, summary: &PortfolioSummary, t: &Texts) {
    document.heading(t.one_by_one);
    let percent = |text: &str| {
        let text = match summary.language {
            Language::Fi | Language::Sv => text.replace('.', ","),
            Language::En => text.to_owned(),
        };
        format!("{text} %")
    };
    let rows = summary.projects.iter().map(|one| {
        vec![
            format!("{}, {}", one.project, one.lead),
            formats::money(one.award, summary.language),
            formats::money(one.paid, summary.language),
            one.burnt.as_deref().map_or_else(|| "–".to_owned(), percent),
            percent(&one.elapsed),
            worst(one, t).to_owned(),
            one.days_late.to_string(),
        ]
    });
    document.table(
        t.a_line_each,
        &[
            t.project,
            t.award,
            t.paid,
            t.burnt,
            t.elapsed,
            t.worst,
            t.days_late,
        ],
        rows.collect(),
    );
}

/// The light that most needs a look.
fn worst<'t>(project: &ProjectLine, t: &'t Texts) -> &'t str {
    let shows = |light| project.lights.contains(&Some(light));
    if shows(Light::Red) {
        t.red
    } else if shows(Light::Yellow) {
        t.yellow
    } else if shows(Light::Green) {
        t.green
    } else {
        t.unlit
    }
}

#[cfg(test)]
mod tests;
