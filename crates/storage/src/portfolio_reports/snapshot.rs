//! The facts that a submitted report keeps, as one JSON document: shown as a whole and never searched. Old documents
//! stay readable: fields are only ever added, with a default.

use serde::{Deserialize, Serialize};
use talkoot_domain::{
    cost_position::{Area, Cell, Figures, Position},
    money::{Money, Overflow},
    portfolio_report::Snapshot,
};
use uuid::Uuid;

#[derive(Serialize, Deserialize)]
struct Document {
    cells: Vec<CellOf>,
    areas: Vec<AreaOf>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct CellOf {
    partner: Uuid,
    category: String,
    sub_area: Uuid,
    budget: i64,
    accepted: i64,
    awaiting: i64,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct AreaOf {
    partner: Uuid,
    sub_area: Uuid,
    budget: i64,
    accepted: i64,
    awaiting: i64,
    forecast: i64,
    is_forecast: bool,
}

/// The document of a snapshot.
pub(super) fn to_json(snapshot: &Snapshot) -> Result<serde_json::Value, serde_json::Error> {
    let cells = snapshot.costs.cells.iter().map(|cell| CellOf {
        partner: cell.partner.into(),
        category: cell.category.clone(),
        sub_area: cell.sub_area.into(),
        budget: cell.budget.cents(),
        accepted: cell.accepted.cents(),
        awaiting: cell.awaiting.cents(),
    });
    let areas = snapshot.costs.areas.iter().map(|area| AreaOf {
        partner: area.partner.into(),
        sub_area: area.sub_area.into(),
        budget: area.figures.budget.cents(),
        accepted: area.figures.accepted.cents(),
        awaiting: area.figures.awaiting.cents(),
        forecast: area.figures.forecast.cents(),
        is_forecast: area.is_forecast,
    });
    serde_json::to_value(Document {
        cells: cells.collect(),
        areas: areas.collect(),
    })
}

/// What a document says; in words what is wrong with it otherwise.
pub(super) fn from_json(json: &serde_json::Value) -> Result<Snapshot, String> {
    let document =
        Document::deserialize(json).map_err(|error| format!("the snapshot is unreadable: {error}"))?;
    let cells = document.cells.into_iter().map(|cell| Cell {
        partner: cell.partner.into(),
        category: cell.category,
        sub_area: cell.sub_area.into(),
        budget: Money::from_cents(cell.budget),
        accepted: Money::from_cents(cell.accepted),
        awaiting: Money::from_cents(cell.awaiting),
    });
    let areas: Result<Vec<Area>, Overflow> = document.areas.iter().map(area).collect();
    Ok(Snapshot {
        costs: Position {
            cells: cells.collect(),
            areas: areas.map_err(|overflow| format!("the snapshot: {overflow}"))?,
        },
    })
}

fn area(area: &AreaOf) -> Result<Area, Overflow> {
    let [budget, accepted, awaiting, forecast] =
        [area.budget, area.accepted, area.awaiting, area.forecast].map(Money::from_cents);
    Ok(Area {
        partner: area.partner.into(),
        sub_area: area.sub_area.into(),
        figures: Figures::of(budget, accepted, awaiting, Some(forecast))?,
        is_forecast: area.is_forecast,
    })
}
