//! The authority's portfolio as a file: `GET /portfolio/projects.csv` (or `.xlsx`), narrowed as the query
//! `portfolio` is: `?call=…&municipality=…&light=red&late=true&vacant=true&riskOccurred=true&overAward=true&closed=false`,
//! and as it stood at the end of a day: `&asOf=2026-06-15`. A second table says how much of the portfolio reports has
//! come. For a steering group the same as a summary: `GET /portfolio/summary.pdf` (or `.txt`), `&language=sv`. What is
//! late, longest first: `GET /portfolio/late.csv` (or `.xlsx`), `?call=…&kind=cost_report&days=14&asOf=…`.

mod late;
mod summary;
mod tables;

use std::collections::BTreeMap;

use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::Response,
};
use chrono::NaiveDate;
use serde::Deserialize;
use talkoot_app::{
    Answer, App, Failure, calls,
    identity::organisations,
    portfolio::{self, Asked, Covered, LateAsked, Overview},
};
use talkoot_domain::{
    ids::{CallId, OrganisationId},
    language::Language,
    organisation::Organisation,
    policy::Actor,
    portfolio_view::{Filter, Order},
    schedule::ObligationKind,
};
use talkoot_graphql::{call_key, organisation_key};

use super::{
    Site, decisions,
    files::{failed, refused},
    session::Caller,
    sheets::{Form, attached},
};

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Narrowed {
    call: Option<String>,
    municipality: Option<String>,
    light: Option<String>,
    #[serde(default)]
    late: bool,
    #[serde(default)]
    vacant: bool,
    #[serde(default)]
    risk_occurred: bool,
    #[serde(default)]
    over_award: bool,
    closed: Option<bool>,
    as_of: Option<NaiveDate>,
    /// Of what is late: a kind of obligation; all unless told.
    kind: Option<String>,
    /// Of what is late: by how many days at least; 1 unless told.
    days: Option<u32>,
    /// Of the summary: `fi`, `sv` or `en`; Finnish unless told.
    language: Option<String>,
}

impl Narrowed {
    /// What is asked for; nothing when a word in it means nothing.
    fn asked(&self) -> Option<Asked> {
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
        let filter = Filter {
            call,
            municipality,
            light,
            late: self.late,
            vacant: self.vacant,
            occurred: self.risk_occurred,
            over_award: self.over_award,
            closed: self.closed,
        };
        Some(Asked {
            filter,
            as_of: self.as_of,
        })
    }

    /// What is asked of all that is late; nothing when a word in it means nothing.
    fn late(&self) -> Option<LateAsked> {
        let call = match &self.call {
            Some(text) => Some(call_key(text)?),
            None => None,
        };
        let kind = match &self.kind {
            Some(text) => Some(text.parse().ok()?),
            None => None,
        };
        Some(LateAsked {
            call,
            kind,
            days: self.days.unwrap_or(1),
            as_of: self.as_of,
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
    if let Some(form) = Form::of(&file, "late") {
        let Some(asked) = narrowed.late() else {
            let words = "call is an id from the graph, kind is a kind of obligation, for example cost_report";
            return refused(StatusCode::BAD_REQUEST, words);
        };
        let table = late::table(&site.app, &actor, &asked).await;
        let written = table.and_then(|table| attached("late", form, &table));
        return written.unwrap_or_else(|failure| failed(&failure));
    }
    let language = narrowed.language.as_deref().unwrap_or("fi").parse();
    let (Some(asked), Ok(language)) = (narrowed.asked(), language) else {
        let words = "call and municipality are ids from the graph, light is green, yellow or red, language is fi, sv or en";
        return refused(StatusCode::BAD_REQUEST, words);
    };
    if let Some(form) = Form::of(&file, "projects") {
        let tables = read(&site.app, &actor, &asked)
            .await
            .and_then(|shown| tables::tables(&shown));
        let written = tables.and_then(|tables| attached("projects", form, &tables));
        return written.unwrap_or_else(|failure| failed(&failure));
    }
    let as_pdf = match file.as_str() {
        "summary.pdf" => true,
        "summary.txt" => false,
        _ => return failed(&Failure::NotFound("file")),
    };
    match read(&site.app, &actor, &asked).await {
        Ok(shown) if as_pdf => decisions::pdf(summary::document(&shown, language)).await,
        Ok(shown) => decisions::text(&summary::document(&shown, language)),
        Err(failure) => failed(&failure),
    }
}

/// What is shown, with the names in it.
struct Shown {
    day: NaiveDate,
    projects: Vec<Overview>,
    covered: Vec<Covered>,
    authorities: Vec<OrganisationId>,
    calls: BTreeMap<CallId, String>,
    organisations: BTreeMap<OrganisationId, Organisation>,
}

impl Shown {
    fn call_title(&self, id: CallId) -> &str {
        self.calls.get(&id).map_or("", String::as_str)
    }

    fn organisation(&self, id: OrganisationId, language: Language) -> &str {
        self.organisations.get(&id).map_or("", |one| one.name(language))
    }
}

async fn read(app: &App, actor: &Actor, asked: &Asked) -> Answer<Shown> {
    let projects = portfolio::all(app, actor, asked, Order::Oldest).await?;
    let reports = (asked.filter.call, ObligationKind::PortfolioReport);
    let covered = portfolio::coverage(app, actor, reports, asked.as_of).await?;
    let mut ids: Vec<CallId> = projects.iter().map(|one| one.project.call).collect();
    ids.extend(covered.iter().map(|one| one.call));
    ids.sort_unstable();
    ids.dedup();
    let authorities = portfolio::authorities(actor);
    let mut named: Vec<OrganisationId> = projects.iter().map(|one| one.entry.lead).collect();
    named.extend(&authorities);
    named.sort_unstable();
    named.dedup();
    let calls = calls::find_many(app, actor, &ids).await?.into_iter();
    let named = organisations(app, &named).await?.into_iter();
    Ok(Shown {
        day: asked.as_of.unwrap_or_else(|| app.today()),
        projects,
        covered,
        authorities,
        calls: calls.map(|call| (call.id, call.details.title)).collect(),
        organisations: named.map(|one| (one.id, one)).collect(),
    })
}
