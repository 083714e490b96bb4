//! What these tests do again and again.

use serde_json::{Value, json};
use talkoot_test_support::{Answer, User};

use crate::{
    claims::setup::Claims,
    reports::help::{approve, obligation, report, start, step, update},
};

/// The five figures of something: budget, accepted, awaiting acceptance, forecast, deviation, per cent.
pub const FIGURES: &str =
    "figures { budget accepted awaitingAcceptance actual forecast deviation deviationPercent }";

/// What will still be spent by a municipality in the first sub-area.
pub async fn forecast(
    claims: &Claims,
    by: &User,
    of: &str,
    expected: i64,
    remaining: Option<&str>,
) -> Answer {
    let input = json!({
        "projectId": claims.project.id, "partnerId": claims.app.world.municipality(of).id,
        "subAreaId": claims.project.sub_areas[0], "expectedVersion": expected, "remaining": remaining,
        "note": "Tarjoukset",
    });
    set_forecast(claims, by, input).await
}

pub async fn set_forecast(claims: &Claims, by: &User, input: Value) -> Answer {
    let fields = "costForecast { number remaining actual note municipality { nameFi } enteredBy { name } }";
    let app = &claims.app;
    app.mutate(by, "setCostForecast", "SetCostForecastInput", input, fields)
        .await
}

/// The portfolio report due in February 2026, started.
pub async fn february(claims: &Claims) -> Value {
    claims.app.work().await;
    let owed = obligation(
        &claims.app,
        &claims.project,
        "portfolio_report",
        "2026-02-15",
        "Pälkäne",
    )
    .await;
    report(
        "startPortfolioReport",
        start(&claims.app, claims.lead(), &owed).await,
    )
}

/// Writes a report, has the steering group approve it and hands it in.
pub async fn handed_in(claims: &Claims, started: &Value, content: Value) -> Value {
    let (app, lead) = (&claims.app, claims.lead());
    let written = report("updatePortfolioReport", update(app, lead, started, content).await);
    let approved = report(
        "approvePortfolioReportBySteering",
        approve(app, lead, &written).await,
    );
    let mutation = "submitPortfolioReport";
    report(mutation, step(app, lead, mutation, &approved).await)
}

/// Reads fields of a report as somebody.
pub async fn read(claims: &Claims, by: &User, report: &Value, fields: &str) -> Value {
    let query = format!("query($id: ID!) {{ portfolioReport(id: $id) {{ {fields} }} }}");
    let read = claims
        .app
        .graphql(by, &query, json!({ "id": report["id"] }))
        .await
        .accepted();
    read.at("/portfolioReport").clone()
}

/// Reads fields of the project as somebody.
pub async fn project(claims: &Claims, by: &User, fields: &str) -> Value {
    let query = format!("query($id: ID!) {{ project(id: $id) {{ {fields} }} }}");
    let read = claims
        .app
        .graphql(by, &query, json!({ "id": claims.project.id }))
        .await
        .accepted();
    read.at("/project").clone()
}

/// A milestone to be planned, of a sub-area or of the whole project.
pub async fn add_milestone(
    claims: &Claims,
    by: &User,
    sub_area: Option<&str>,
    name: &str,
    baseline: &str,
) -> Answer {
    let input = json!({
        "projectId": claims.project.id, "subAreaId": sub_area, "name": name, "baseline": baseline,
    });
    let fields = "milestone { id version state name slipDays subArea { number } }";
    let app = &claims.app;
    app.mutate(by, "addMilestone", "AddMilestoneInput", input, fields)
        .await
}

/// What a test reads of a risk.
pub const RISK: &str = "risk { id version number state topic probability effect response hasOccurred \
    owner { role person { name } } subArea { number } \
    history { note observedOn state probability effect response inReport owner { role } notedBy { name } } \
    availableActions { action allowed refusal { code } } }";

/// A risk to be raised; `more` goes over the input.
pub async fn raise(claims: &Claims, by: &User, topic: &str, more: Value) -> Answer {
    let mut input = json!({
        "projectId": claims.project.id, "topic": topic, "note": "Voi toteutua", "probability": 3, "effect": 4,
        "owner": { "role": "Ohjausryhmä" },
    });
    over(&mut input, &more);
    claims
        .app
        .mutate(by, "raiseRisk", "RaiseRiskInput", input, RISK)
        .await
}

/// A change of a risk; `more` goes over the input.
pub async fn change_risk(claims: &Claims, by: &User, mutation: &str, risk: &Value, more: Value) -> Answer {
    let mut input = json!({ "id": risk["id"], "expectedVersion": risk["version"], "note": "Uusi tieto" });
    over(&mut input, &more);
    claims
        .app
        .mutate(by, mutation, "RiskChangeInput", input, RISK)
        .await
}

/// The risk in an accepted answer.
pub fn risk(mutation: &str, answer: Answer) -> Value {
    answer.accepted().at(&format!("/{mutation}/risk")).clone()
}

fn over(input: &mut Value, more: &Value) {
    for (field, value) in more.as_object().expect("an object") {
        input[field] = value.clone();
    }
}
