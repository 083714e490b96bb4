//! The portfolio as tables: a line per project, and what came of the reports.

use std::fmt::Display;

use talkoot_app::{
    Failure,
    portfolio::{Covered, Overview},
};
use talkoot_domain::{calendar::helsinki_date, ids::CallId, language::Language};

use super::{
    super::sheets::{Cell, Table, headings},
    Shown,
};

const PROJECTS: [&str; 28] = [
    "number",
    "name",
    "call",
    "lead",
    "award",
    "claimed",
    "paid",
    "advance_outstanding",
    "owed",
    "budget",
    "actual",
    "forecast",
    "foreseen_grant",
    "burnt_percent",
    "elapsed_percent",
    "report_submitted",
    "timetable",
    "cost",
    "scope",
    "risk",
    "ownership",
    "risks_open",
    "risks_occurred",
    "vacancies",
    "obligations_open",
    "obligations_late",
    "days_late",
    "closed",
];
const COVERAGE: [&str; 9] = [
    "call", "date", "expected", "in_time", "late", "missing", "awaited", "waived", "percent",
];

/// Both tables.
pub(super) fn tables(shown: &Shown) -> Result<[Table; 2], Failure> {
    let rows: Result<Vec<Vec<Cell>>, Failure> = shown.projects.iter().map(|one| shown.project(one)).collect();
    Ok([
        Table {
            name: "projects",
            columns: headings(&PROJECTS),
            rows: rows?,
        },
        Table {
            name: "portfolio reports",
            columns: headings(&COVERAGE),
            rows: shown.covered.iter().map(|one| shown.coverage(one)).collect(),
        },
    ])
}

fn number(count: u64) -> Cell {
    Cell::Number(i64::try_from(count).unwrap_or(i64::MAX))
}

impl Shown {
    fn call(&self, id: CallId) -> Cell {
        Cell::Text(self.call_title(id).to_owned())
    }

    fn project(&self, one: &Overview) -> Result<Vec<Cell>, Failure> {
        let (project, entry) = (&one.project, &one.entry);
        let (balance, costs) = (&entry.balance, &entry.costs);
        let advance = balance.advance_outstanding().map_err(Failure::internal)?;
        let lead = self.organisation(entry.lead, Language::Fi).to_owned();
        let percent = |percent: &dyn Display| Cell::Text(format!("{percent:.2}").replace('.', ","));
        let submitted = entry.report.map(|report| helsinki_date(report.at).to_string());
        let lights = entry.report.map(|report| report.lights).unwrap_or_default();
        let mut cells = vec![
            Cell::Text(project.number.clone()),
            Cell::Text(project.name.clone()),
            self.call(project.call),
            Cell::Text(lead),
            Cell::Amount(entry.award),
            Cell::Amount(balance.claimed),
            Cell::Amount(balance.paid),
            Cell::Amount(advance),
            Cell::Amount(balance.owed),
            Cell::Amount(costs.budget),
            Cell::Amount(costs.actual),
            Cell::Amount(costs.forecast),
            Cell::Amount(entry.foreseen_grant),
            entry
                .burnt_percent()
                .map_or_else(|| Cell::Text(String::new()), |burnt| percent(&burnt)),
            percent(&entry.elapsed_percent(self.day)),
            Cell::Text(submitted.unwrap_or_default()),
        ];
        cells.extend(lights.map(|light| Cell::Text(light.map_or("", Into::into).to_owned())));
        cells.extend([
            number(entry.risks.open),
            number(entry.risks.occurred),
            number(entry.vacancies),
            number(entry.awaited.open),
            number(entry.awaited.overdue),
            Cell::Number(entry.days_late(self.day)),
            Cell::Text(if entry.is_closed { "yes" } else { "no" }.to_owned()),
        ]);
        Ok(cells)
    }

    fn coverage(&self, one: &Covered) -> Vec<Cell> {
        let coverage = one.coverage;
        let percent = coverage.percent().map(|percent| percent.to_string());
        vec![
            self.call(one.call),
            Cell::Text(one.planned.to_string()),
            number(coverage.expected()),
            number(coverage.in_time),
            number(coverage.late),
            number(coverage.missing),
            number(coverage.awaited),
            number(coverage.waived),
            Cell::Text(percent.unwrap_or_default()),
        ]
    }
}
