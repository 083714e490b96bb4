//! What the law makes public, for everybody: `GET /public/calls.json`, `/public/decisions.json` and
//! `/public/decisions.csv`; and the results bank, `/public/results.json` and `/public/results.csv`. The columns of decisions are those of the public register of government grants; amounts
//! are euros with two decimals, a point between them; an empty cell is not known.

use axum::{
    Json,
    extract::{Path, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};
use talkoot_app::{
    Failure,
    project_results::{self, Wanted},
    public::{self, PublicCall, PublicDecision},
};
use talkoot_domain::workflow::Name as _;

use super::{Site, files::failed, results};

/// The columns of decisions, in order.
const COLUMNS: [&str; 13] = [
    "decision_date",
    "recipient",
    "recipient_business_id",
    "granting_authority",
    "case_number",
    "amount_applied",
    "amount_granted",
    "has_eu_funding",
    "purpose",
    "programme",
    "region",
    "sektoriluokitus_code",
    "sektoriluokitus_label",
];
/// The same for everybody, and a few minutes old is new enough.
const KEPT: HeaderValue = HeaderValue::from_static("public, max-age=300");

pub(super) async fn download(State(site): State<Site>, Path(file): Path<String>) -> Response {
    let answer = match file.as_str() {
        "calls.json" => public::all_calls(&site.app).await.map(|all| {
            let all: Vec<Value> = all.iter().map(call).collect();
            Json(Value::Array(all)).into_response()
        }),
        "decisions.json" => public::all_decisions(&site.app).await.map(|all| {
            let all: Vec<Value> = all.iter().map(decision).collect();
            Json(Value::Array(all)).into_response()
        }),
        "decisions.csv" => public::all_decisions(&site.app).await.map(|all| {
            let kind = HeaderValue::from_static("text/csv; charset=utf-8; header=present");
            ([(header::CONTENT_TYPE, kind)], csv(&all)).into_response()
        }),
        "results.json" => project_results::all(&site.app, &Wanted::default())
            .await
            .map(|all| Json(results::objects(&all)).into_response()),
        "results.csv" => project_results::all(&site.app, &Wanted::default())
            .await
            .map(|all| {
                let kind = HeaderValue::from_static("text/csv; charset=utf-8; header=present");
                let lines = results::table(&all);
                let lines = lines.iter().map(|line| {
                    let cells: Vec<String> = line.iter().map(|cell| quoted(cell)).collect();
                    format!("{}\r\n", cells.join(","))
                });
                ([(header::CONTENT_TYPE, kind)], lines.collect::<String>()).into_response()
            }),
        _ => Err(Failure::NotFound("file")),
    };
    match answer {
        Ok(mut response) => {
            response.headers_mut().insert(header::CACHE_CONTROL, KEPT);
            response
        }
        Err(failure) => failed(&failure),
    }
}

fn call(call: &PublicCall) -> Value {
    json!({
        "title": call.title,
        "granting_authority": call.authority,
        "state": call.state.code(),
        "opens_on": call.opens_on,
        "closes_on": call.closes_on,
        "rate_percent": call.rate.to_string(),
        "largest_award": call.largest_award.to_string(),
        "appropriation": call.appropriation.to_string(),
        "use_from": call.use_period.first,
        "use_until": call.use_period.last,
        "topics": call.topics,
    })
}

/// The cells of a decision, in the order of the columns; nothing where something is not known.
fn cells(decision: &PublicDecision) -> [Option<String>; 13] {
    let (code, label) = decision.sector();
    let recipient = match &decision.recipient_business_id {
        Some(id) => format!("{} ({id})", decision.recipient),
        None => decision.recipient.clone(),
    };
    [
        Some(decision.decided.to_string()),
        Some(recipient),
        decision.recipient_business_id.clone(),
        Some(decision.authority.clone()),
        decision.case_number.clone(),
        Some(decision.applied.to_string()),
        Some(decision.granted.to_string()),
        Some(u8::from(decision.has_eu_funding()).to_string()),
        decision.purpose.clone(),
        Some(decision.programme.clone()),
        Some(decision.regions.join("; ")),
        Some(code.to_owned()),
        Some(label.to_owned()),
    ]
}

fn decision(decision: &PublicDecision) -> Value {
    let mut object = serde_json::Map::new();
    for (column, cell) in COLUMNS.into_iter().zip(cells(decision)) {
        object.insert(column.to_owned(), cell.map_or(Value::Null, Value::String));
    }
    object.insert(
        "has_eu_funding".to_owned(),
        u8::from(decision.has_eu_funding()).into(),
    );
    Value::Object(object)
}

/// As RFC 4180 says; what a spreadsheet would take for a formula begins with an apostrophe.
fn csv(decisions: &[PublicDecision]) -> String {
    let mut out = format!("{}\r\n", COLUMNS.join(","));
    for decision in decisions {
        let line: Vec<String> = cells(decision)
            .into_iter()
            .map(|cell| quoted(&cell.unwrap_or_default()))
            .collect();
        out.push_str(&line.join(","));
        out.push_str("\r\n");
    }
    out
}

fn quoted(text: &str) -> String {
    let guarded = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    if guarded.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", guarded.replace('"', "\"\""))
    } else {
        guarded
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_neither_a_formula_nor_two_cells() {
        for (text, cell) in [
            ("Pälkäne", "Pälkäne"),
            ("a,b", "\"a,b\""),
            ("\"x\"\ny", "\"\"\"x\"\"\ny\""),
            ("=1+1", "'=1+1"),
            ("-1,5", "\"'-1,5\""),
        ] {
            assert_eq!(quoted(text), cell);
        }
    }
}
