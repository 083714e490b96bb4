//! The impact model: baseline, forecast, measured, follow-up, and the reports that wait for them.

use serde_json::{Value, json};
use talkoot_test_support::{Answer, User};

use crate::{
    claims::setup::Claims,
    lasting::help::refused,
    reports::help::{noon, obligation},
};

const INDICATOR: &str = "indicator { id version state theme level name unit dropReason \
    baseline { value } forecast { value } measured { value note } followUp { value } \
    values { phase value measuredOn source recordedBy { name } } \
    availableActions { action allowed refusal { code } } }";

async fn add(claims: &Claims, by: &User, level: &str, name: &str) -> Answer {
    let input = json!({
        "projectId": claims.project.id, "theme": "SERVICES", "level": level, "name": name, "unit": "kpl vuodessa",
    });
    let app = &claims.app;
    app.mutate(by, "addIndicator", "AddIndicatorInput", input, INDICATOR)
        .await
}

fn value(phase: &str, value: &str, on: &str) -> Value {
    json!({ "phase": phase, "value": value, "measuredOn": on, "source": "Asiointitilasto" })
}

async fn record(claims: &Claims, by: &User, of: &Value, more: &Value) -> Answer {
    let mut input = more.clone();
    input["id"] = of["id"].clone();
    input["expectedVersion"] = of["version"].clone();
    let (mutation, kind) = ("recordIndicatorValue", "RecordIndicatorValueInput");
    claims.app.mutate(by, mutation, kind, input, INDICATOR).await
}

async fn drop_it(claims: &Claims, by: &User, of: &Value, reason: &str) -> Answer {
    let input = json!({ "id": of["id"], "expectedVersion": of["version"], "reason": reason });
    let app = &claims.app;
    app.mutate(by, "dropIndicator", "DropIndicatorInput", input, INDICATOR)
        .await
}

fn indicator(mutation: &str, answer: Answer) -> Value {
    answer.accepted().at(&format!("/{mutation}/indicator")).clone()
}

async fn recorded(claims: &Claims, of: &Value, more: Value) -> Value {
    let answer = record(claims, claims.lead(), of, &more).await;
    indicator("recordIndicatorValue", answer)
}

async fn hand_in(claims: &Claims, owed: &Value) -> Answer {
    let input = json!({
        "id": owed["id"], "expectedVersion": owed["version"], "statement": "Kaikki tehtiin.", "fileIds": [],
    });
    let (mutation, kind) = ("submitObligation", "SubmitObligationInput");
    let app = &claims.app;
    app.mutate(claims.lead(), mutation, kind, input, "obligation { state }")
        .await
}

/// Goal: the whole life: the final report waits for what was measured, the follow-up for what is left; every value stays.
#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, in its order")]
async fn an_indicator_goes_from_baseline_to_follow_up() {
    let claims = Claims::start().await;
    let lead = claims.lead().clone();
    let added = indicator(
        "addIndicator",
        add(&claims, &lead, "RESULTS", "Sähköinen asiointi").await,
    );
    assert_eq!(
        (&added["state"], &added["theme"]),
        (&json!("planned"), &json!("SERVICES"))
    );
    let known = recorded(&claims, &added, value("BASELINE", "1200", "2026-01-31")).await;
    let known = recorded(&claims, &known, value("BASELINE", "1250.5", "2026-01-31")).await;
    assert_eq!(
        (&known["state"], &known["baseline"]["value"]),
        (&json!("baseline"), &json!("1250.5"))
    );
    let foreseen = recorded(&claims, &known, value("FORECAST", "3000", "2027-12-31")).await;
    let dropped = indicator("addIndicator", add(&claims, &lead, "WIDER", "Hyvinvointi").await);
    let dropped = drop_it(&claims, &lead, &dropped, "Ei mitattavissa").await;
    let dropped = indicator("dropIndicator", dropped);
    assert_eq!(
        (&dropped["state"], &dropped["dropReason"]),
        (&json!("dropped"), &json!("Ei mitattavissa"))
    );

    claims.app.travel_to(noon("2028-02-01")).await;
    let owed = obligation(
        &claims.app,
        &claims.project,
        "final_report",
        "2028-02-29",
        "Pälkäne",
    )
    .await;
    let early = hand_in(&claims, &owed).await;
    assert_eq!(early.refusals("submitObligation"), ["INCOMPLETE"]);
    let message = early.text("/submitObligation/refusals/0/message");
    assert!(message.contains("Sähköinen asiointi"), "{message}");
    let measured = recorded(&claims, &foreseen, value("MEASURED", "2800", "2027-12-31")).await;
    hand_in(&claims, &owed).await.accepted();

    claims.app.travel_to(noon("2028-12-15")).await;
    let query = "query($id: ID!) { project(id: $id) { obligations(first: 1, filter: { kinds: [\"follow_up\"] }) \
                 { edges { node { id version } } } } }";
    let read = claims
        .app
        .graphql(&lead, query, json!({ "id": claims.project.id }))
        .await
        .accepted();
    let owed = read.at("/project/obligations/edges/0/node").clone();
    let early = hand_in(&claims, &owed).await;
    assert_eq!(early.refusals("submitObligation"), ["INCOMPLETE"]);
    let left = recorded(&claims, &measured, value("FOLLOW_UP", "3100", "2028-12-01")).await;
    hand_in(&claims, &owed).await.accepted();
    assert_eq!(left["state"], "follow_up");
    let values: Vec<String> = left["values"]
        .as_array()
        .expect("values")
        .iter()
        .map(|one| {
            format!("{} {} {}", one["phase"], one["value"], one["recordedBy"]["name"]).replace('"', "")
        })
        .collect();
    assert_eq!(
        values,
        [
            "BASELINE 1200 lead-635",
            "BASELINE 1250.5 lead-635",
            "FORECAST 3000 lead-635",
            "MEASURED 2800 lead-635",
            "FOLLOW_UP 3100 lead-635"
        ]
    );
    for forged in [
        "UPDATE indicator_value SET value = '1'",
        "DELETE FROM indicator_value",
    ] {
        assert!(claims.app.by_hand(forged).await.is_err(), "{forged}");
    }
    claims.app.finish().await;
}

/// Goal: each refusal by its code and its path.
#[tokio::test]
async fn every_mutation_is_refused_where_it_must_be() {
    let claims = Claims::start().await;
    let lead = claims.lead().clone();
    let lohja = claims.app.world.municipality("Lohja").preparer.clone();
    for other in [&lohja, claims.officer()] {
        let found = add(&claims, other, "RESULTS", "x").await;
        assert_eq!(found.refusals("addIndicator"), ["NOT_PERMITTED"]);
    }
    assert_eq!(
        refused(&add(&claims, &lead, "RESULTS", " ").await, "addIndicator"),
        ["INCOMPLETE name"]
    );
    let added = indicator("addIndicator", add(&claims, &lead, "INDIRECT", "Yhteistyö").await);
    let ask = async |of: &Value, more: Value| {
        let found = record(&claims, &lead, of, &more).await;
        refused(&found, "recordIndicatorValue")
    };
    for phase in ["FORECAST", "MEASURED", "FOLLOW_UP"] {
        assert_eq!(
            ask(&added, value(phase, "1", "2026-01-31")).await,
            ["WRONG_STATE "],
            "{phase}"
        );
    }
    let nowhere = json!({ "phase": "BASELINE", "value": "1", "measuredOn": "2026-01-31", "source": " " });
    for (more, expected) in [
        (value("BASELINE", "paljon", "2026-01-31"), "INVALID_INPUT value"),
        (value("BASELINE", "1", "2031-01-31"), "INVALID_INPUT measuredOn"),
        (nowhere, "INCOMPLETE source"),
    ] {
        assert_eq!(ask(&added, more).await, [expected]);
    }
    let known = recorded(&claims, &added, value("BASELINE", "1", "2026-01-31")).await;
    let stale = ask(&added, value("BASELINE", "1", "2026-01-31")).await;
    assert_eq!(stale, ["VERSION_CONFLICT expectedVersion"]);
    let foreseen = recorded(&claims, &known, value("FORECAST", "2", "2027-12-31")).await;
    assert_eq!(
        ask(&foreseen, value("MEASURED", "2", "2026-02-01")).await,
        ["INCOMPLETE note"]
    );
    let mut because = value("MEASURED", "2", "2026-02-01");
    because["note"] = json!("Muuta syytä ei ole");
    let measured = recorded(&claims, &foreseen, because).await;
    assert_eq!(measured["measured"]["note"], "Muuta syytä ei ole");
    assert_eq!(
        ask(&measured, value("FOLLOW_UP", "2", "2026-02-01")).await,
        ["INVALID_INPUT measuredOn"]
    );
    // That nothing can be followed up is said so; what was measured stays.
    let given_up = indicator("dropIndicator", drop_it(&claims, &lead, &measured, "x").await);
    assert_eq!(
        (&given_up["state"], &given_up["measured"]["note"]),
        (&json!("dropped"), &json!("Muuta syytä ei ole"))
    );
    let other = indicator("addIndicator", add(&claims, &lead, "RESULTS", "Toinen").await);
    assert_eq!(
        refused(&drop_it(&claims, &lead, &other, " ").await, "dropIndicator"),
        ["INCOMPLETE reason"]
    );
    for by in [&lohja, claims.officer()] {
        assert_eq!(
            drop_it(&claims, by, &other, "x").await.refusals("dropIndicator"),
            ["NOT_PERMITTED"]
        );
        let found = record(&claims, by, &other, &value("BASELINE", "1", "2026-01-31")).await;
        assert_eq!(found.refusals("recordIndicatorValue"), ["NOT_PERMITTED"]);
    }
    let stranger = drop_it(&claims, &claims.app.world.stranger, &other, "x").await;
    assert_eq!(stranger.errors(), ["NOT_FOUND"]);
    claims.app.finish().await;
}

/// Goal: indicators make a chain from the measures to the wider effects, along levels, within the project.
#[tokio::test]
async fn effects_follow_from_what_is_nearer_to_the_measures() {
    const CHAIN: &str =
        "indicator { id version level followsFrom { name followsFrom { name followsFrom { name } } } }";
    let claims = Claims::start().await;
    let lead = claims.lead().clone();
    let linked = async |level: &str, name: &str, cause: &Value| {
        let input = json!({
            "projectId": claims.project.id, "theme": "SERVICES", "level": level, "name": name, "unit": "kpl",
            "followsFromId": cause,
        });
        claims
            .app
            .mutate(&lead, "addIndicator", "AddIndicatorInput", input, CHAIN)
            .await
    };
    let measure = indicator(
        "addIndicator",
        linked("MEASURES", "Koulutukset", &Value::Null).await,
    );
    assert!(measure["followsFrom"].is_null());
    let result = indicator(
        "addIndicator",
        linked("RESULTS", "Asioinnit", &measure["id"]).await,
    );
    // A level may be passed over.
    let wider = indicator("addIndicator", linked("WIDER", "Säästö", &result["id"]).await);
    let chain = json!({ "name": "Asioinnit", "followsFrom": { "name": "Koulutukset", "followsFrom": null } });
    assert_eq!(wider["followsFrom"], chain);

    let other = claims.app.granted_project().await;
    let elsewhere = json!({
        "projectId": other.id, "theme": "SERVICES", "level": "MEASURES", "name": "Muualla", "unit": "kpl",
    });
    let elsewhere = claims
        .app
        .mutate(
            &other.lead.lead,
            "addIndicator",
            "AddIndicatorInput",
            elsewhere,
            CHAIN,
        )
        .await;
    let elsewhere = indicator("addIndicator", elsewhere);
    let dropped = indicator("addIndicator", linked("MEASURES", "Turha", &Value::Null).await);
    let dropped = indicator("dropIndicator", drop_it(&claims, &lead, &dropped, "x").await);
    for (level, cause) in [
        ("MEASURES", &measure),
        ("RESULTS", &result),
        ("INDIRECT", &wider),
        ("RESULTS", &elsewhere),
        ("RESULTS", &dropped),
    ] {
        let found = linked(level, "x", &cause["id"]).await;
        assert_eq!(
            refused(&found, "addIndicator"),
            ["INVALID_INPUT followsFromId"],
            "{cause:#}"
        );
    }
    let wrong_kind = linked("RESULTS", "x", &json!(claims.project.id)).await;
    assert!(!wrong_kind.errors().is_empty(), "a project is no indicator");
    claims.app.finish().await;
}
