//! The facts that a submitted report keeps, as one JSON document: shown as a whole and never searched. Old documents
//! stay readable: fields are only ever added, with a default.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use talkoot_domain::{
    cost_position::{Area, Cell, Figures, Position},
    money::{Money, Overflow},
    portfolio_report::{SeenMilestone, SeenRisk, Snapshot},
    workflow::Name as _,
};
use uuid::Uuid;

#[derive(Serialize, Deserialize)]
struct Document {
    cells: Vec<CellOf>,
    areas: Vec<AreaOf>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    milestones: Vec<MilestoneOf>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    risks: Vec<RiskOf>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct MilestoneOf {
    id: Uuid,
    sub_area: Option<Uuid>,
    name: String,
    baseline: NaiveDate,
    forecast: NaiveDate,
    reached_on: Option<NaiveDate>,
    state: String,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct RiskOf {
    id: Uuid,
    number: i32,
    topic: String,
    probability: u8,
    effect: u8,
    response: String,
    has_occurred: bool,
    state: String,
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
        milestones: snapshot.milestones.iter().map(milestone_to).collect(),
        risks: snapshot.risks.iter().map(risk_to).collect(),
    })
}

fn milestone_to(seen: &SeenMilestone) -> MilestoneOf {
    MilestoneOf {
        id: seen.id.into(),
        sub_area: seen.sub_area.map(Into::into),
        name: seen.name.clone(),
        baseline: seen.baseline,
        forecast: seen.forecast,
        reached_on: seen.reached_on,
        state: seen.state.code().to_owned(),
    }
}

fn milestone_from(document: MilestoneOf) -> Result<SeenMilestone, String> {
    Ok(SeenMilestone {
        id: document.id.into(),
        sub_area: document.sub_area.map(Into::into),
        name: document.name,
        baseline: document.baseline,
        forecast: document.forecast,
        reached_on: document.reached_on,
        state: state(&document.state)?,
    })
}

fn risk_to(seen: &SeenRisk) -> RiskOf {
    RiskOf {
        id: seen.id.into(),
        number: seen.number,
        topic: seen.topic.clone(),
        probability: seen.probability,
        effect: seen.effect,
        response: seen.response.clone(),
        has_occurred: seen.has_occurred,
        state: seen.state.code().to_owned(),
    }
}

fn risk_from(document: RiskOf) -> Result<SeenRisk, String> {
    Ok(SeenRisk {
        id: document.id.into(),
        number: document.number,
        topic: document.topic,
        probability: document.probability,
        effect: document.effect,
        response: document.response,
        has_occurred: document.has_occurred,
        state: state(&document.state)?,
    })
}

fn state<T: std::str::FromStr>(text: &str) -> Result<T, String> {
    let unknown = |_| format!("the snapshot has a state \"{text}\", which is unknown");
    text.parse().map_err(unknown)
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
        milestones: document
            .milestones
            .into_iter()
            .map(milestone_from)
            .collect::<Result<_, _>>()?,
        risks: document
            .risks
            .into_iter()
            .map(risk_from)
            .collect::<Result<_, _>>()?,
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
