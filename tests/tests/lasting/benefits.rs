//! Benefits: the figures of S10 to the cent, every step, and the reading that was used.

use serde_json::{Value, json};
use talkoot_test_support::{Answer, User};

use crate::{claims::setup::Claims, lasting::help::refused};

const BENEFIT: &str = "benefit { id version state name mechanism municipality { nameFi } result withdrawalReason \
    calculations { formula reading result figures { name value unit source } steps { text means } \
    calculatedBy { name } } availableActions { action allowed refusal { code } } }";

fn figure(value: &str, unit: &str) -> Value {
    json!({ "value": value, "unit": unit, "source": "Loppuraportti 4.3.3" })
}

fn signatures() -> Value {
    json!({ "unitPrice": {
        "price": figure("3434.85", "EUR"), "knownQuantity": figure("200", "allekirjoitusta"),
        "quantity": figure("500", "allekirjoitusta vuodessa"),
    } })
}

fn postage(usage: &str, reading: &str) -> Value {
    json!({ "shareSaved": {
        "cost": figure("10000", "EUR"), "share": figure("65", "%"), "breakEven": figure("20", "%"),
        "usage": figure(usage, "%"), "reading": reading,
    } })
}

async fn stated(claims: &Claims, by: &User, of: Option<&str>, calculation: Value) -> Answer {
    let municipality = of.map(|name| claims.app.world.municipality(name).id.clone());
    let input = json!({
        "projectId": claims.project.id, "municipalityId": municipality, "mechanism": "POST_AND_PAPER",
        "name": "Sähköinen posti", "calculation": calculation,
    });
    let app = &claims.app;
    app.mutate(by, "stateBenefit", "StateBenefitInput", input, BENEFIT)
        .await
}

async fn change(claims: &Claims, by: &User, mutation: &str, benefit: &Value, more: Value) -> Answer {
    let kind = match mutation {
        "recalculateBenefit" => "RecalculateBenefitInput",
        _ => "WithdrawBenefitInput",
    };
    let mut input = json!({ "id": benefit["id"], "expectedVersion": benefit["version"] });
    for (field, value) in more.as_object().expect("an object") {
        input[field] = value.clone();
    }
    claims.app.mutate(by, mutation, kind, input, BENEFIT).await
}

fn benefit(mutation: &str, answer: Answer) -> Value {
    answer.accepted().at(&format!("/{mutation}/benefit")).clone()
}

fn steps(calculation: &Value) -> Vec<&str> {
    let steps = calculation["steps"].as_array().expect("steps").iter();
    steps.filter_map(|step| step["text"].as_str()).collect()
}

/// Goal: the figures of S10 come out to the cent, with every step and the reading that was used.
#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a table, a line per case")]
async fn the_figures_of_s10_come_out_to_the_cent() {
    let claims = Claims::start().await;
    let lead = claims.lead().clone();
    let signed = benefit("stateBenefit", stated(&claims, &lead, None, signatures()).await);
    assert_eq!(
        (&signed["result"], &signed["state"]),
        (&json!("8587.13"), &json!("stated"))
    );
    let calculation = &signed["calculations"][0];
    assert_eq!(
        steps(calculation),
        [
            "3 434.85 / 200 = 17.17425",
            "17.17425 x 500 = 8 587.125 -> 8 587.13"
        ]
    );
    assert!(calculation["reading"].is_null());
    assert_eq!(calculation["figures"][0]["name"], "price");
    assert_eq!(calculation["figures"][0]["source"], "Loppuraportti 4.3.3");
    let mut before = benefit(
        "stateBenefit",
        stated(&claims, &lead, None, postage("20", "BEFORE_FEE")).await,
    );
    for (usage, reading, expected) in [
        ("20", "BEFORE_FEE", "0.00"),
        ("50", "BEFORE_FEE", "1950.00"),
        ("100", "BEFORE_FEE", "5200.00"),
        ("20", "AFTER_FEE", "0.00"),
        ("50", "AFTER_FEE", "2437.50"),
        ("100", "AFTER_FEE", "6500.00"),
    ] {
        let more = json!({ "calculation": postage(usage, reading) });
        let again = change(&claims, &lead, "recalculateBenefit", &before, more).await;
        before = benefit("recalculateBenefit", again);
        let last = before["calculations"]
            .as_array()
            .expect("calculations")
            .last()
            .cloned();
        let last = last.expect("a calculation");
        assert_eq!(
            (&before["result"], &last["reading"]),
            (&json!(expected), &json!(reading))
        );
    }
    let all = before["calculations"].as_array().expect("calculations");
    assert_eq!(all.len(), 7, "every calculation stays readable");
    assert_eq!(
        steps(&all[5]),
        [
            "10 000 x 0.65 = 6 500",
            "6 500 / (1 - 0.2) = 8 125",
            "8 125 x 0.2 = 1 625",
            "8 125 x 0.5 = 4 062.5",
            "4 062.5 - 1 625 = 2 437.5"
        ]
    );
    let query = "query($id: ID!) { project(id: $id) { lasting { benefitsAYear benefits { result } } } }";
    let ask = async |reader: &User| {
        let read = claims
            .app
            .graphql(reader, query, json!({ "id": claims.project.id }))
            .await;
        read.accepted().at("/project/lasting").clone()
    };
    let read = ask(claims.officer()).await;
    assert_eq!(read["benefitsAYear"], "15087.13");
    assert_eq!(
        read["benefits"],
        json!([{ "result": "8587.13" }, { "result": "6500.00" }])
    );
    let gone = change(
        &claims,
        &lead,
        "withdrawBenefit",
        &signed,
        json!({ "reason": "Laskettu kahdesti" }),
    )
    .await;
    let gone = benefit("withdrawBenefit", gone);
    assert_eq!(
        (&gone["state"], &gone["withdrawalReason"]),
        (&json!("withdrawn"), &json!("Laskettu kahdesti"))
    );
    assert_eq!(ask(&lead).await["benefitsAYear"], "6500.00");
    claims.app.finish().await;
}

/// Goal: a partner states its own, and each refusal by its code and its path.
#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a table, a line per case")]
async fn every_mutation_is_refused_where_it_must_be() {
    let claims = Claims::start().await;
    let lead = claims.lead().clone();
    let lohja = claims.app.world.municipality("Lohja").preparer.clone();
    let flat = || json!({ "flat": { "amount": figure("10000", "EUR vuodessa") } });
    let own = benefit(
        "stateBenefit",
        stated(&claims, &lohja, Some("Lohja"), flat()).await,
    );
    assert_eq!(own["municipality"]["nameFi"], "Lohja");
    for (by, of) in [
        (&lohja, Some("Karkkila")),
        (&lohja, None),
        (claims.officer(), Some("Lohja")),
    ] {
        let refused = stated(&claims, by, of, flat()).await;
        assert_eq!(refused.refusals("stateBenefit"), ["NOT_PERMITTED"]);
    }
    let with = |of: &str, field: &str, value: Value| {
        let mut calculation = if of == "unitPrice" {
            signatures()
        } else {
            postage("50", "AFTER_FEE")
        };
        calculation[of][field] = value;
        calculation
    };
    let nowhere = json!({ "value": "1", "unit": "EUR", "source": " " });
    for (calculation, expected) in [
        (json!({}), "calculation"),
        (
            json!({ "flat": flat()["flat"], "unitPrice": signatures()["unitPrice"] }),
            "calculation",
        ),
        (
            with("unitPrice", "price", figure("1,5", "EUR")),
            "calculation/unitPrice/price/value",
        ),
        (
            with("unitPrice", "price", figure("-1", "EUR")),
            "calculation/unitPrice/price/value",
        ),
        (
            with("unitPrice", "knownQuantity", figure("0", "kpl")),
            "calculation/unitPrice/knownQuantity/value",
        ),
        (
            with("unitPrice", "quantity", figure("1", " ")),
            "calculation/unitPrice/quantity/unit",
        ),
        (
            with("shareSaved", "cost", nowhere),
            "calculation/shareSaved/cost/source",
        ),
        (
            with("shareSaved", "share", figure("101", "%")),
            "calculation/shareSaved/share/value",
        ),
        (
            with("shareSaved", "breakEven", figure("100", "%")),
            "calculation/shareSaved/breakEven/value",
        ),
        (
            with("shareSaved", "usage", figure("1.123456", "%")),
            "calculation/shareSaved/usage/value",
        ),
    ] {
        let found = stated(&claims, &lead, None, calculation.clone()).await;
        assert_eq!(
            refused(&found, "stateBenefit"),
            [format!("INVALID_INPUT {expected}")]
        );
        let more = json!({ "calculation": calculation });
        let found = change(&claims, &lead, "recalculateBenefit", &own, more).await;
        assert_eq!(
            refused(&found, "recalculateBenefit"),
            [format!("INVALID_INPUT {expected}")]
        );
    }
    let nameless = json!({
        "projectId": claims.project.id, "mechanism": "TRAVEL", "name": " ", "calculation": flat(),
    });
    let found = claims
        .app
        .mutate(&lead, "stateBenefit", "StateBenefitInput", nameless, BENEFIT)
        .await;
    assert_eq!(refused(&found, "stateBenefit"), ["INCOMPLETE name"]);
    let stale = json!({ "id": own["id"], "version": 9 });
    for (mutation, more) in [
        ("recalculateBenefit", json!({ "calculation": flat() })),
        ("withdrawBenefit", json!({ "reason": "x" })),
    ] {
        let found = change(&claims, &lead, mutation, &stale, more.clone()).await;
        assert_eq!(found.refusals(mutation), ["VERSION_CONFLICT"]);
        let other = &claims.app.world.municipality("Karkkila").preparer;
        for by in [claims.officer(), other] {
            let found = change(&claims, by, mutation, &own, more.clone()).await;
            assert_eq!(found.refusals(mutation), ["NOT_PERMITTED"]);
        }
        let found = change(&claims, &claims.app.world.stranger, mutation, &own, more).await;
        assert_eq!(found.errors(), ["NOT_FOUND"]);
    }
    let found = change(&claims, &lohja, "withdrawBenefit", &own, json!({ "reason": " " })).await;
    assert_eq!(refused(&found, "withdrawBenefit"), ["INCOMPLETE reason"]);
    let gone = change(
        &claims,
        &lohja,
        "withdrawBenefit",
        &own,
        json!({ "reason": "Ei toteudu" }),
    )
    .await;
    let gone = benefit("withdrawBenefit", gone);
    let found = change(
        &claims,
        &lohja,
        "recalculateBenefit",
        &gone,
        json!({ "calculation": flat() }),
    )
    .await;
    assert_eq!(found.refusals("recalculateBenefit"), ["WRONG_STATE"]);
    for forged in [
        "UPDATE benefit_calculation SET result_cents = 1",
        "DELETE FROM benefit_calculation",
    ] {
        assert!(claims.app.by_hand(forged).await.is_err(), "{forged}");
    }
    claims.app.finish().await;
}
