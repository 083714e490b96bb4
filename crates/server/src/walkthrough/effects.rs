//! What the project is for: indicators from what was before it to a year after it, and a benefit in euros.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::{
    applying::LEAD,
    client::document,
    walk::{Walk, step, text},
};

/// An indicator: level, name, unit, and its value before the project, as foreseen, at its end and a year later.
struct Indicator {
    level: &'static str,
    name: &'static str,
    unit: &'static str,
    values: [&'static str; 4],
    /// Why what was measured is due to the project; asked for on the levels that are hard to attribute.
    due_to: Option<&'static str>,
}

/// Each follows from the one before it.
const INDICATORS: [Indicator; 2] = [
    Indicator {
        level: "RESULTS",
        name: "Sähköisesti allekirjoitetut päätökset",
        unit: "kpl vuodessa",
        values: ["40", "400", "500", "620"],
        due_to: None,
    },
    Indicator {
        level: "INDIRECT",
        name: "Päätöksestä tiedoksiantoon kuluva aika",
        unit: "päivää",
        values: ["12", "5", "4.5", "4"],
        due_to: Some("Muuta muutosta päätöksentekoon ei tehty samaan aikaan."),
    },
];

/// What half a year's signatures saved, for how many that was, and how many a year are expected (`domain.md`, S10).
const SIGNATURES: [(&str, &str, &str, &str); 3] = [
    ("price", "3434.85", "EUR", "Loppuraportti 4.3.3"),
    ("knownQuantity", "200", "allekirjoitusta", "Loppuraportti 4.3.3"),
    (
        "quantity",
        "500",
        "allekirjoitusta vuodessa",
        "Mitattu hankkeen lopussa",
    ),
];
/// 3 434.85 / 200 x 500, rounded half up once.
pub(super) const BENEFIT: &str = "8587.13";

/// Added when the project begins, with what was before it and what is foreseen.
pub(super) async fn foresee(walk: &mut Walk, project: &Value) -> anyhow::Result<Vec<Value>> {
    let lead = walk.municipal("lead_coordinator", LEAD)?;
    let mut added = Vec::new();
    for one in &INDICATORS {
        let input = json!({
            "projectId": project["id"], "theme": "MANAGEMENT", "level": one.level, "name": one.name,
            "unit": one.unit, "followsFromId": added.last().map(|cause: &Value| cause["id"].clone()),
        });
        let what = format!("indicator \"{}\"", one.name);
        added.push(
            walk.act(&lead, &what, document!("add_indicator"), input, "-")
                .await?,
        );
    }
    let (before, end) = (walk.calendar.call_closes, walk.calendar.use_last);
    let known = record(walk, &added, 0, "BASELINE", before).await?;
    record(walk, &known, 1, "FORECAST", end).await
}

/// What was measured at the end, and what the measured saves a year.
pub(super) async fn measure(
    walk: &mut Walk,
    project: &Value,
    indicators: &[Value],
    today: NaiveDate,
) -> anyhow::Result<Vec<Value>> {
    let lead = walk.municipal("lead_coordinator", LEAD)?;
    let measured = record(walk, indicators, 2, "MEASURED", today).await?;
    let figures = SIGNATURES.map(|(name, value, unit, source)| {
        let figure = json!({ "value": value, "unit": unit, "source": source });
        (name.to_owned(), figure)
    });
    let calculation = json!({ "unitPrice": Value::Object(figures.into_iter().collect()) });
    let input = json!({
        "projectId": project["id"], "mechanism": "WORK_TIME", "name": "Sähköiset allekirjoitukset",
        "calculation": calculation,
    });
    let what = "a benefit calculated from its figures";
    let benefit = walk
        .act(&lead, what, document!("state_benefit"), input, "-")
        .await?;
    let steps = benefit["calculations"][0]["steps"]
        .as_array()
        .into_iter()
        .flatten();
    for step in steps.filter_map(|step| step["text"].as_str()) {
        println!("     {step}");
    }
    walk.expect
        .equal("benefit a year", text(&benefit, "/result")?, BENEFIT);
    Ok(measured)
}

/// What is so a year after the project.
pub(super) async fn follow_up(walk: &mut Walk, indicators: &[Value], today: NaiveDate) -> anyhow::Result<()> {
    record(walk, indicators, 3, "FOLLOW_UP", today).await?;
    Ok(())
}

/// A value of the same phase for each; gives them as they are then.
async fn record(
    walk: &mut Walk,
    indicators: &[Value],
    place: usize,
    phase: &str,
    day: NaiveDate,
) -> anyhow::Result<Vec<Value>> {
    let lead = walk.municipal("lead_coordinator", LEAD)?;
    let mut recorded = Vec::new();
    for (one, known) in INDICATORS.iter().zip(indicators) {
        let mut input = step(known);
        let value = one.values[place];
        input["phase"] = json!(phase);
        input["value"] = json!(value);
        input["measuredOn"] = json!(day);
        input["source"] = json!("Asianhallintajärjestelmä");
        input["note"] = json!(one.due_to);
        let what = format!("\"{}\": {} {}", one.name, value, one.unit);
        let before = text(known, "/state")?;
        let record = document!("record_indicator_value");
        recorded.push(walk.act(&lead, &what, record, input, &before).await?);
    }
    Ok(recorded)
}
