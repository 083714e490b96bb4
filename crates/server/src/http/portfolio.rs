//! The authority's portfolio as a file: `GET /portfolio/projects.csv` (or `.xlsx`), narrowed as the query
//! `portfolio` is: `?call=…&municipality=…&light=red&late=true`. A second table says how much of the portfolio reports
//! has come.

use std::collections::BTreeMap;

use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::Response,
};
use serde::Deserialize;
use talkoot_app::{
    Failure, calls,
    identity::organisations,
    portfolio::{self, Covered, Filter, Overview},
};
use talkoot_domain::{
    ids::{CallId, OrganisationId},
    schedule::ObligationKind,
};
use talkoot_graphql::{call_key, organisation_key};

use super::{
    Site,
    files::{failed, refused},
    session::Caller,
    sheets::{Cell, Form, Table, attached},
};

const PROJECTS: [&str; 19] = [
    "number",
    "name",
    "call",
    "lead",
    "award",
    "claimed",
    "paid",
    "advance_outstanding",
    "owed",
    "report_submitted",
    "timetable",
    "cost",
    "scope",
    "risk",
    "ownership",
    "obligations_open",
    "obligations_late",
    "days_late",
    "closed",
];
const COVERAGE: [&str; 9] = [
    "call", "date", "expected", "in_time", "late", "missing", "awaited", "waived", "percent",
];

#[derive(Debug, Default, Deserialize)]
pub(super) struct Narrowed {
    call: Option<String>,
    municipality: Option<String>,
    light: Option<String>,
    #[serde(default)]
    late: bool,
}

impl Narrowed {
    /// The filter; nothing when a word in it means nothing.
    fn filter(&self) -> Option<Filter> {
        let call = match &self.call {
            Some(text) => Some(call_key(text)?),
            None => None,
        };
        let municipality = match &self.municipality {
            Some(text) => Some(organisation_key(text)?),
            None => None,
        };
        let light = match &self.light {
            Some(text) => Some(text.parse().ok()?),
            None => None,
        };
        let late = self.late;
        Some(Filter {
            call,
            municipality,
            light,
            late,
        })
    }
}

pub(super) async fn download(
    State(site): State<Site>,
    Caller(session): Caller,
    Path(file): Path<String>,
    Query(narrowed): Query<Narrowed>,
) -> Response {
    let Some(actor) = session.actor else {
        return refused(StatusCode::UNAUTHORIZED, "sign in to read the portfolio");
    };
    let Some(form) = Form::of(&file, "projects") else {
        return failed(&Failure::NotFound("file"));
    };
    let Some(filter) = narrowed.filter() else {
        let words = "call and municipality are ids from the graph, light is green, yellow or red";
        return refused(StatusCode::BAD_REQUEST, words);
    };
    let tables = async {
        let projects = portfolio::all(&site.app, &actor, &filter).await?;
        let kind = ObligationKind::PortfolioReport;
        let covered = portfolio::coverage(&site.app, &actor, filter.call, kind).await?;
        let mut ids: Vec<CallId> = projects.iter().map(|one| one.project.call).collect();
        ids.extend(covered.iter().map(|one| one.call));
        ids.sort_unstable();
        ids.dedup();
        let calls = calls::find_many(&site.app, &actor, &ids).await?;
        let leads: Vec<OrganisationId> = projects.iter().map(|one| one.project.lead).collect();
        let names = Names {
            calls: calls
                .into_iter()
                .map(|call| (call.id, call.details.title))
                .collect(),
            leads: organisations(&site.app, &leads)
                .await?
                .into_iter()
                .map(|lead| (lead.id, lead.name_fi))
                .collect(),
        };
        let today = site.app.today();
        let rows = projects.iter().map(|one| names.project(one, today));
        let rows: Result<Vec<Vec<Cell>>, Failure> = rows.collect();
        Ok::<[Table; 2], Failure>([
            Table {
                name: "projects",
                columns: &PROJECTS,
                rows: rows?,
            },
            Table {
                name: "portfolio reports",
                columns: &COVERAGE,
                rows: covered.iter().map(|one| names.coverage(one)).collect(),
            },
        ])
    };
    let written = tables
        .await
        .and_then(|tables| attached("projects", form, &tables));
    written.unwrap_or_else(|failure| failed(&failure))
}

struct Names {
    calls: BTreeMap<CallId, String>,
    leads: BTreeMap<OrganisationId, String>,
}

fn number(count: u64) -> Cell {
    Cell::Number(i64::try_from(count).unwrap_or(i64::MAX))
}

impl Names {
    fn call(&self, id: CallId) -> Cell {
        Cell::Text(self.calls.get(&id).cloned().unwrap_or_default())
    }

    fn project(&self, one: &Overview, today: chrono::NaiveDate) -> Result<Vec<Cell>, Failure> {
        let (project, balance) = (&one.project, &one.balance);
        let advance = balance.advance_outstanding().map_err(Failure::internal)?;
        let lead = self.leads.get(&project.lead).cloned().unwrap_or_default();
        let report = one.latest_report.as_ref();
        let submitted = report.and_then(|report| report.state.submitted());
        let day = submitted.map(|stamp| talkoot_domain::calendar::helsinki_date(stamp.at).to_string());
        let mut cells = vec![
            Cell::Text(project.number.clone()),
            Cell::Text(project.name.clone()),
            self.call(project.call),
            Cell::Text(lead),
            Cell::Amount(project.award),
            Cell::Amount(balance.claimed),
            Cell::Amount(balance.paid),
            Cell::Amount(advance),
            Cell::Amount(balance.owed),
            Cell::Text(day.unwrap_or_default()),
        ];
        let lights = report.map(|report| report.content.assessments().map(|(_, one)| one.light));
        for light in lights.unwrap_or_default() {
            let light = light.map_or("", Into::into);
            cells.push(Cell::Text(light.to_owned()));
        }
        let late = one.oldest_overdue;
        let late = late.map_or(0, |due| today.signed_duration_since(due).num_days());
        let closed = matches!(project.state, talkoot_domain::project::State::Closed { .. });
        cells.extend([
            number(one.open),
            number(one.overdue),
            Cell::Number(late),
            Cell::Text(if closed { "yes" } else { "no" }.to_owned()),
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
