//! The fifty projects that have been late for the longest with a red light, by one statement and a count.

use std::sync::Arc;

use axum::{Json, extract::State, http::StatusCode};
use chrono::NaiveDate;
use serde_json::{Value, json};
use talkoot_graphql::project_id;
use uuid::Uuid;

use super::{Site, euros};
use crate::raw::Raw;

const LATE: &str = "
    SELECT project.id, project.number, project.name, lead.name_fi, entry.award_cents, entry.oldest_overdue,
        entry.cost_light
    FROM portfolio_entry AS entry
    JOIN project ON project.id = entry.project_id
    JOIN organisation AS lead ON lead.id = entry.lead_id
    WHERE entry.authority_id = $1 AND entry.until_at IS NULL AND entry.overdue_obligations > 0
        AND 'red' IN (entry.timetable_light, entry.cost_light, entry.scope_light, entry.risk_light,
            entry.ownership_light)
    ORDER BY entry.oldest_overdue, entry.project_id LIMIT 50";
const TOTAL: &str = "
    SELECT COUNT(*) FROM portfolio_entry AS entry
    WHERE entry.authority_id = $1 AND entry.until_at IS NULL AND entry.overdue_obligations > 0
        AND 'red' IN (entry.timetable_light, entry.cost_light, entry.scope_light, entry.risk_light,
            entry.ownership_light)";

type LateRow = (Uuid, String, String, String, i64, NaiveDate, Option<String>);

pub(super) async fn late(State(site): State<Arc<Site>>) -> Result<Json<Value>, StatusCode> {
    page(&site)
        .await
        .map(Json)
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}

async fn page(site: &Site) -> Result<Value, sqlx::Error> {
    let rows = fetch!(&site.raw, LateRow, LATE, site.authority)?;
    let total = fetch!(&site.raw, (i64,), TOTAL, site.authority)?;
    let edges: Vec<Value> = rows
        .into_iter()
        .map(|(id, number, name, lead, award, oldest, light)| {
            let late = site.today.signed_duration_since(oldest).num_days();
            json!({ "node": {
                "project": { "id": project_id(id.into()), "number": number, "name": name },
                "lead": { "nameFi": lead },
                "award": euros(award),
                "daysLate": late,
                "lights": { "cost": light.map(|light| light.to_ascii_uppercase()) },
            } })
        })
        .collect();
    let total = total.first().map_or(0, |row| row.0);
    Ok(json!({ "data": { "portfolio": { "totalCount": total, "edges": edges } } }))
}
