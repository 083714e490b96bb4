//! What is late, as a table: `GET /portfolio/late.csv` (or `.xlsx`), narrowed as the query `lateObligations` is:
//! `?call=…&kind=cost_report&days=14&asOf=2026-06-15`.

use std::collections::BTreeMap;

use talkoot_app::{
    Answer, App, Failure, calls,
    identity::organisations,
    portfolio::{self, Late, LateAsked},
    projects,
};
use talkoot_domain::{
    ids::{CallId, OrganisationId, ProjectId},
    language::Language,
    organisation::Organisation,
    policy::Actor,
    project::Project,
    workflow::Name as _,
};

use super::super::sheets::{Cell, Table, headings};

const COLUMNS: [&str; 9] = [
    "number",
    "name",
    "call",
    "responsible",
    "obligation",
    "state",
    "planned",
    "due",
    "days_late",
];

/// A line for each of them, what has been late for the longest first.
pub(super) async fn table(app: &App, actor: &Actor, asked: &LateAsked) -> Answer<[Table; 1]> {
    let late = portfolio::all_late(app, actor, asked).await?;
    let names = Names::read(app, actor, &late).await?;
    let day = asked.day(app);
    let rows = late.iter().map(|one| {
        let owed = &one.obligation;
        let project = names.projects.get(&owed.project);
        let project = project.ok_or(Failure::NotFound("project"))?;
        let responsible = names.organisations.get(&owed.responsible);
        Ok(vec![
            Cell::Text(project.number.clone()),
            Cell::Text(project.name.clone()),
            Cell::Text(names.calls.get(&project.call).cloned().unwrap_or_default()),
            Cell::Text(responsible.map_or_else(String::new, |one| one.name(Language::Fi).to_owned())),
            Cell::Text(Into::<&'static str>::into(owed.kind).to_owned()),
            Cell::Text(one.state.code().to_owned()),
            Cell::Text(owed.planned.to_string()),
            Cell::Text(one.due.to_string()),
            Cell::Number((day - one.due).num_days()),
        ])
    });
    Ok([Table {
        name: "late",
        columns: headings(&COLUMNS),
        rows: rows.collect::<Answer<_>>()?,
    }])
}

struct Names {
    projects: BTreeMap<ProjectId, Project>,
    calls: BTreeMap<CallId, String>,
    organisations: BTreeMap<OrganisationId, Organisation>,
}

impl Names {
    async fn read(app: &App, actor: &Actor, late: &[Late]) -> Answer<Self> {
        let mut projects: Vec<ProjectId> = late.iter().map(|one| one.obligation.project).collect();
        let mut organisations_named: Vec<OrganisationId> =
            late.iter().map(|one| one.obligation.responsible).collect();
        projects.sort_unstable();
        projects.dedup();
        organisations_named.sort_unstable();
        organisations_named.dedup();
        let projects = projects::find_many(app, actor, &projects).await?;
        let mut calls: Vec<CallId> = projects.iter().map(|one| one.call).collect();
        calls.sort_unstable();
        calls.dedup();
        let calls = calls::find_many(app, actor, &calls).await?.into_iter();
        let named = organisations(app, &organisations_named).await?.into_iter();
        Ok(Self {
            projects: projects.into_iter().map(|one| (one.id, one)).collect(),
            calls: calls.map(|call| (call.id, call.details.title)).collect(),
            organisations: named.map(|one| (one.id, one)).collect(),
        })
    }
}
