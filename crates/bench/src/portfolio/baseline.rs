//! What somebody would write who needed nothing but this page: four statements, plain structs, axum.

use std::{collections::HashMap, net::SocketAddr, sync::Arc};

use axum::{Json, Router, extract::State, http::StatusCode, routing::get};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use talkoot_graphql::{organisation_id, project_id};
use tokio::net::TcpListener;
use uuid::Uuid;

use crate::{engine::Ground, raw::Raw};

const PROJECTS: &str = "
    SELECT project.id, project.number, project.name, project.award_cents, lead.id, lead.name_fi,
        report.state, report.submitted_at, report.timetable_light, report.cost_light, report.scope_light,
        report.risk_light, report.ownership_light,
        (SELECT COUNT(*) FROM obligation WHERE project_id = project.id AND state = 'open'),
        (SELECT COUNT(*) FROM obligation WHERE project_id = project.id AND state = 'overdue'),
        (SELECT MIN(due) FROM obligation WHERE project_id = project.id AND state = 'overdue')
    FROM project
    JOIN organisation AS lead ON lead.id = project.lead_id
    LEFT JOIN portfolio_report AS report ON report.id = (
        SELECT id FROM portfolio_report
        WHERE project_id = project.id AND submitted_at IS NOT NULL
        ORDER BY submitted_at DESC, id DESC LIMIT 1)
    WHERE project.authority_id = $1
    ORDER BY project.id LIMIT 50";
const PARTNERS: &str = "
    SELECT partner.project_id, organisation.id, organisation.code, organisation.name_fi
    FROM project_partner AS partner
    JOIN organisation ON organisation.id = partner.organisation_id
    WHERE partner.project_id IN (SELECT id FROM project WHERE authority_id = $1 ORDER BY id LIMIT 50)
    ORDER BY partner.project_id, organisation.code";
const MONEY: &str = "
    SELECT id,
        (SELECT CAST(SUM(claimed_cents) AS BIGINT) FROM claim
         WHERE project_id = project.id AND state NOT IN ('draft', 'rejected')),
        (SELECT CAST(SUM(amount_cents) AS BIGINT) FROM payout
         WHERE project_id = project.id AND state = 'confirmed')
    FROM project WHERE authority_id = $1 ORDER BY id LIMIT 50";
const TOTAL: &str = "SELECT COUNT(*) FROM project WHERE authority_id = $1";

type Light = Option<String>;
type ProjectRow = (
    Uuid,
    String,
    String,
    i64,
    Uuid,
    String,
    Option<String>,
    Option<DateTime<Utc>>,
    Light,
    Light,
    Light,
    Light,
    Light,
    i64,
    i64,
    Option<NaiveDate>,
);
type MoneyRow = (Uuid, Option<i64>, Option<i64>);
type PartnerRow = (Uuid, Uuid, String, String);

/// The rows of a prepared statement with one key, by the driver of the engine.
macro_rules! fetch {
    ($raw:expr, $row:ty, $sql:expr, $key:expr) => {
        match $raw {
            Raw::Sqlite(pool) => sqlx::query_as::<_, $row>($sql).bind($key).fetch_all(pool).await,
            Raw::Postgres(pool) => sqlx::query_as::<_, $row>($sql).bind($key).fetch_all(pool).await,
        }
    };
}

mod late;

#[derive(Debug)]
struct Site {
    raw: Raw,
    authority: Uuid,
    today: NaiveDate,
}

/// Serves the page on loopback for as long as the process lives.
///
/// # Errors
/// When there is no port.
pub async fn serve(ground: &Ground) -> anyhow::Result<SocketAddr> {
    let site = Site {
        raw: ground.raw.clone(),
        authority: ground.app.world.authority.into(),
        today: ground.app.app.today(),
    };
    let router = Router::new()
        .route("/portfolio", get(portfolio))
        .route("/late", get(late::late))
        .with_state(Arc::new(site));
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(address)
}

async fn portfolio(State(site): State<Arc<Site>>) -> Result<Json<Answer>, StatusCode> {
    page(&site)
        .await
        .map(Json)
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}

async fn page(site: &Site) -> Result<Answer, sqlx::Error> {
    let projects = fetch!(&site.raw, ProjectRow, PROJECTS, site.authority)?;
    let mut partners: HashMap<Uuid, Vec<Partner>> = HashMap::new();
    for (project, id, code, name_fi) in fetch!(&site.raw, PartnerRow, PARTNERS, site.authority)? {
        let id = organisation_id(id.into());
        partners
            .entry(project)
            .or_default()
            .push(Partner { id, code, name_fi });
    }
    let money = fetch!(&site.raw, MoneyRow, MONEY, site.authority)?;
    let total: Vec<(i64,)> = fetch!(&site.raw, (i64,), TOTAL, site.authority)?;
    let edges = projects
        .into_iter()
        .zip(money)
        .map(|(row, (_, claimed, paid))| {
            let partners = partners.remove(&row.0).unwrap_or_default();
            let mut node = node(site.today, partners, row);
            node.claimed = euros(claimed.unwrap_or_default());
            node.paid = euros(paid.unwrap_or_default());
            Edge { node }
        })
        .collect();
    let portfolio = Portfolio {
        total_count: total.first().map_or(0, |row| row.0),
        edges,
    };
    Ok(Answer {
        data: Data { portfolio },
    })
}

fn node(today: NaiveDate, partners: Vec<Partner>, row: ProjectRow) -> Node {
    let (
        id,
        number,
        name,
        award,
        lead,
        lead_name,
        state,
        submitted_at,
        timetable,
        cost,
        scope,
        risk,
        ownership,
        ..,
    ) = row;
    let (open, overdue, oldest) = (row.13, row.14, row.15);
    let lights = [
        ("timetable", timetable),
        ("cost", cost),
        ("scope", scope),
        ("risk", risk),
        ("ownership", ownership),
    ];
    let latest_report = state.zip(submitted_at).map(|(state, submitted_at)| Report {
        state,
        submitted_at: submitted_at.to_rfc3339(),
        lights: lights.map(|(aspect, light)| Assessment {
            aspect,
            light: light.map(|light| light.to_ascii_uppercase()),
        }),
    });
    Node {
        project: Project {
            id: project_id(id.into()),
            number,
            name,
            award: euros(award),
            lead: Lead {
                id: organisation_id(lead.into()),
                name_fi: lead_name,
            },
            partners,
        },
        latest_report,
        open_obligations: open,
        overdue_obligations: overdue,
        days_late: oldest.map_or(0, |due| today.signed_duration_since(due).num_days().max(0)),
        claimed: String::new(),
        paid: String::new(),
    }
}

/// No amount of this page is negative.
fn euros(cents: i64) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}

#[derive(Serialize)]
struct Answer {
    data: Data,
}

#[derive(Serialize)]
struct Data {
    portfolio: Portfolio,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Portfolio {
    total_count: i64,
    edges: Vec<Edge>,
}

#[derive(Serialize)]
struct Edge {
    node: Node,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Node {
    project: Project,
    latest_report: Option<Report>,
    open_obligations: i64,
    overdue_obligations: i64,
    days_late: i64,
    claimed: String,
    paid: String,
}

#[derive(Serialize)]
struct Project {
    id: String,
    number: String,
    name: String,
    award: String,
    lead: Lead,
    partners: Vec<Partner>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Lead {
    id: String,
    name_fi: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Partner {
    id: String,
    code: String,
    name_fi: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Report {
    state: String,
    submitted_at: String,
    lights: [Assessment; 5],
}

#[derive(Serialize)]
struct Assessment {
    aspect: &'static str,
    light: Option<String>,
}
