//! The cost position: from the budget and the cost reports, frozen in a submitted report.

use serde_json::{Value, json};
use talkoot_test_support::User;

use crate::{
    claims::setup::{Claims, SERVICES, TRAVEL},
    portfolio::help::{FIGURES, february, forecast, handed_in, project, read, set_forecast},
    reports::help::{give_back, green, report},
};

/// The figures in words: budget, accepted, awaiting, forecast, deviation, per cent.
fn told(figures: &Value) -> String {
    let fields = [
        "budget",
        "accepted",
        "awaitingAcceptance",
        "forecast",
        "deviation",
        "deviationPercent",
    ];
    let words = fields.map(|field| figures[field].as_str().unwrap_or("-"));
    words.join(" ")
}

async fn total(claims: &Claims, by: &User) -> String {
    let fields = format!(
        "costPosition {{ total {} }}",
        FIGURES.trim_start_matches("figures ")
    );
    told(&project(claims, by, &fields).await["costPosition"]["total"])
}

/// Goal: nobody types a cost: what is reported awaits, what is in an approved claim is accepted, and a forecast is
/// lifted by what is reported.
#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, in its order")]
async fn the_position_follows_budget_reports_and_claims() {
    let claims = Claims::start().await;
    let officer = claims.officer().clone();
    assert_eq!(
        total(&claims, &officer).await,
        "380000.00 0.00 0.00 380000.00 0.00 0"
    );
    let lohja = claims.app.world.municipality("Lohja").clone();
    let low = forecast(&claims, &lohja.preparer, "Lohja", 0, Some("14000.00"))
        .await
        .accepted();
    assert_eq!(low.text("/setCostForecast/costForecast/actual"), "0.00");
    assert_eq!(
        low.text("/setCostForecast/costForecast/enteredBy/name"),
        "preparer-444"
    );
    assert_eq!(
        total(&claims, &officer).await,
        "380000.00 0.00 0.00 378800.00 -1200.00 -0.32"
    );

    claims
        .first_period(&[
            ("Lohja", &[(SERVICES, "15000.00"), (TRAVEL, "300.00")]),
            ("Virrat", &[(SERVICES, "1000.00")]),
        ])
        .await;
    // More is reported than was foreseen.
    assert_eq!(
        total(&claims, &officer).await,
        "380000.00 0.00 16300.00 380100.00 100.00 0.03"
    );
    let claim = claims.submitted(0).await;
    claims.approved(&claim).await;
    assert_eq!(
        total(&claims, &officer).await,
        "380000.00 16300.00 0.00 380100.00 100.00 0.03"
    );

    let more = forecast(&claims, claims.lead(), "Lohja", 1, Some("500.00"))
        .await
        .accepted();
    assert_eq!(more.text("/setCostForecast/costForecast/actual"), "15300.00");
    let fields = format!(
        "costPosition {{ municipalities {{ municipality {{ nameFi }} {FIGURES} }} \
         subAreas {{ subArea {{ number }} {FIGURES} }} \
         areas {{ isForecast municipality {{ nameFi }} {FIGURES} }} \
         cells {{ municipality {{ nameFi }} category budget accepted awaitingAcceptance }} }} \
         costForecasts {{ number remaining note }}"
    );
    let seen = project(&claims, &officer, &fields).await;
    let position = &seen["costPosition"];
    let of_lohja = |list: &str| -> Vec<Value> {
        let rows = position[list].as_array().expect("rows");
        let own = rows.iter().filter(|row| row["municipality"]["nameFi"] == "Lohja");
        own.cloned().collect()
    };
    assert_eq!(
        told(&of_lohja("municipalities")[0]["figures"]),
        "76000.00 15300.00 0.00 76600.00 600.00 0.79"
    );
    let foreseen: Vec<Value> = of_lohja("areas")
        .into_iter()
        .filter(|one| one["isForecast"] == true)
        .collect();
    assert_eq!(foreseen.len(), 1);
    assert_eq!(
        told(&foreseen[0]["figures"]),
        "15200.00 15300.00 0.00 15800.00 600.00 3.95"
    );
    let first = position["subAreas"]
        .as_array()
        .expect("rows")
        .iter()
        .find(|one| one["subArea"]["number"] == 1);
    assert_eq!(
        told(&first.expect("the first")["figures"]),
        "76000.00 16300.00 0.00 76600.00 600.00 0.79"
    );
    let travel = of_lohja("cells")
        .into_iter()
        .find(|one| one["category"] == "travel" && one["accepted"] != "0.00");
    let travel = travel.expect("the cell");
    assert_eq!(
        (&travel["budget"], &travel["accepted"]),
        (&json!("400.00"), &json!("300.00"))
    );
    assert_eq!(
        seen["costForecasts"],
        json!([
            { "number": 1, "remaining": "14000.00", "note": "Tarjoukset" },
            { "number": 2, "remaining": "500.00", "note": "Tarjoukset" },
        ])
    );

    // A forecast that is taken back leaves the budget, lifted by what is reported.
    forecast(&claims, claims.lead(), "Lohja", 2, None)
        .await
        .accepted();
    assert_eq!(
        total(&claims, &officer).await,
        "380000.00 16300.00 0.00 380100.00 100.00 0.03"
    );
    // A partner sees itself.
    assert_eq!(
        total(&claims, &lohja.preparer).await,
        "76000.00 15300.00 0.00 76100.00 100.00 0.13"
    );
    let karkkila = &claims.app.world.municipality("Karkkila").preparer;
    let hidden = project(&claims, karkkila, "costForecasts { number }").await;
    assert_eq!(hidden["costForecasts"], json!([]));
    claims.app.finish().await;
}

/// Goal: a submitted report gives the same figures for ever; one that comes back shows them as they are.
#[tokio::test]
async fn a_submitted_report_keeps_its_figures() {
    let claims = Claims::start().await;
    let lead = claims.lead().clone();
    let fields = format!(
        "costPosition {{ total {} }}",
        FIGURES.trim_start_matches("figures ")
    );
    let of =
        async |report: &Value| told(&read(&claims, &lead, report, &fields).await["costPosition"]["total"]);
    let started = february(&claims).await;
    forecast(&claims, &lead, "Lohja", 0, Some("15300.00"))
        .await
        .accepted();
    assert_eq!(of(&started).await, "380000.00 0.00 0.00 380100.00 100.00 0.03");
    let submitted = handed_in(&claims, &started, green()).await;
    forecast(&claims, &lead, "Lohja", 1, Some("15200.00"))
        .await
        .accepted();
    assert_eq!(
        total(&claims, &lead).await,
        "380000.00 0.00 0.00 380000.00 0.00 0"
    );
    assert_eq!(of(&submitted).await, "380000.00 0.00 0.00 380100.00 100.00 0.03");
    // The page of the portfolio shows the same.
    let query = format!("{{ portfolio(first: 5) {{ edges {{ node {{ latestReport {{ {fields} }} }} }} }} }}");
    let page = claims
        .app
        .graphql(claims.officer(), &query, json!({}))
        .await
        .accepted();
    let figures = page.at("/portfolio/edges/0/node/latestReport/costPosition/total");
    assert_eq!(told(figures), "380000.00 0.00 0.00 380100.00 100.00 0.03");
    let answer = give_back(&claims.app, claims.officer(), &submitted, &["Miksi?"]).await;
    let returned = report("returnPortfolioReport", answer);
    assert_eq!(of(&returned).await, "380000.00 0.00 0.00 380000.00 0.00 0");
    handed_in(&claims, &returned, green()).await;
    forecast(&claims, &lead, "Lohja", 2, Some("0.00"))
        .await
        .accepted();
    assert_eq!(of(&returned).await, "380000.00 0.00 0.00 380000.00 0.00 0");
    let found = claims
        .app
        .found_after("portfolio_report", "UPDATE portfolio_report SET snapshot = NULL")
        .await;
    assert!(
        found.iter().any(|one| one.what.contains("portfolio report")),
        "{found:?}"
    );
    let found = claims
        .app
        .found_after(
            "cost_forecast",
            "UPDATE cost_forecast SET note = 'x' WHERE number = 1",
        )
        .await;
    assert!(
        found.iter().any(|one| one.what.contains("cost forecast")),
        "{found:?}"
    );
}

#[tokio::test]
async fn a_forecast_is_refused_with_a_reason() {
    let claims = Claims::start().await;
    let lead = claims.lead().clone();
    let lohja = claims.app.world.municipality("Lohja").clone();
    let good = json!({
        "projectId": claims.project.id, "partnerId": lohja.id, "subAreaId": claims.project.sub_areas[0],
        "expectedVersion": 0, "remaining": "1.00", "note": "Tarjoukset",
    });
    let with = |field: &str, value: Value| {
        let mut input = good.clone();
        input[field] = value;
        input
    };
    for (input, code, path) in [
        (with("note", json!(" ")), "INCOMPLETE", json!(["note"])),
        (
            with("remaining", json!("-0.01")),
            "INVALID_INPUT",
            json!(["remaining"]),
        ),
        (
            with("partnerId", json!(claims.app.world.outsider.id)),
            "INVALID_INPUT",
            json!(["partnerId"]),
        ),
        (
            with("expectedVersion", json!(1)),
            "VERSION_CONFLICT",
            json!(["expectedVersion"]),
        ),
    ] {
        let refused = set_forecast(&claims, &lead, input).await;
        assert_eq!(refused.refusals("setCostForecast"), [code]);
        assert_eq!(refused.at("/setCostForecast/refusals/0/path"), &path);
    }
    let karkkila = &claims.app.world.municipality("Karkkila").preparer;
    let others = set_forecast(&claims, karkkila, good.clone()).await;
    assert_eq!(others.refusals("setCostForecast"), ["NOT_PERMITTED"]);
    let outsider = set_forecast(&claims, &claims.app.world.outsider.lead, good.clone()).await;
    assert_eq!(outsider.errors(), ["NOT_FOUND"]);
    set_forecast(&claims, &lohja.preparer, good.clone())
        .await
        .accepted();
    let late = set_forecast(&claims, &lead, good).await;
    assert_eq!(late.refusals("setCostForecast"), ["VERSION_CONFLICT"]);
    claims.app.finish().await;
}
