//! The register of risks: everything is appended, whether a risk came true stays on record, and a report's notes join it.

use serde_json::{Value, json};

use crate::{
    claims::setup::Claims,
    portfolio::help::{change_risk, february, handed_in, project, raise, read, risk},
    reports::help::{REPORT, green, report},
};

/// Goal: the risks of a real project (DIGITEK, final report) with their dated reports, what came true, and the one without
/// a day can all be said as they were.
#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a table, a line per case")]
async fn the_risks_of_a_real_project_can_be_said() {
    let claims = Claims::start().await;
    let lead = claims.lead().clone();
    let table = [
        (
            "Projektityöntekijät",
            vec![("2021-06-17", "Varhainen vaihtuvuus, hidas rekrytointi")],
            true,
        ),
        (
            "Johdon tuki",
            vec![("2021-10-15", "Yhdestä kunnasta puuttuu omistaja")],
            true,
        ),
        (
            "Asiantuntijat",
            vec![
                ("2021-10-15", "Pienet kunnat eivät voi irrottaa väkeä"),
                ("2022-02-15", "Resurssit epätasaiset, hallitaan ostopalveluilla"),
                ("2022-06-17", "Saatavuus jälleen ongelma"),
            ],
            true,
        ),
        (
            "Aikataulu",
            vec![
                ("2022-06-17", "Toimittajariski toteutui, tehtäviä rajattiin pois"),
                ("2022-10-14", "Käyttöönotot viivästyvät"),
            ],
            true,
        ),
        ("Budjetin ylitys", vec![], false),
    ];
    for (topic, dated, came_true) in table {
        let mut known = risk("raiseRisk", raise(&claims, &lead, topic, json!({})).await);
        for (place, (day, note)) in dated.iter().enumerate() {
            let mutation = if place == 0 && came_true {
                "recordRiskOccurrence"
            } else {
                "assessRisk"
            };
            let more = json!({ "note": note, "observedOn": day });
            known = risk(
                mutation,
                change_risk(&claims, &lead, mutation, &known, more).await,
            );
        }
        assert_eq!(known["hasOccurred"], came_true, "{topic}");
        let days: Vec<&str> = known["history"]
            .as_array()
            .expect("a history")
            .iter()
            .filter_map(|entry| entry["observedOn"].as_str())
            .collect();
        let expected: Vec<&str> = dated.iter().map(|(day, _)| *day).collect();
        assert_eq!(days, expected, "{topic}");
    }
    let undated = json!({ "note": "Ratkaisuja ei oikeasti käytetä, hyötyä ei synny", "observedOn": null });
    let undated = risk("raiseRisk", raise(&claims, &lead, "Hyödyt", undated).await);
    assert_eq!(undated["history"][0]["observedOn"], Value::Null);
    let register = project(&claims, claims.officer(), "risks { number topic state }").await;
    let states: Vec<&str> = register["risks"]
        .as_array()
        .expect("risks")
        .iter()
        .filter_map(|one| one["state"].as_str())
        .collect();
    assert_eq!(
        states,
        ["occurred", "occurred", "occurred", "occurred", "open", "open"]
    );
    claims.app.finish().await;
}

/// Goal: every change is appended with what held from then on, and nothing before it is lost.
#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, in its order")]
async fn the_history_keeps_what_was_said() {
    let claims = Claims::start().await;
    let lead = claims.lead().clone();
    let raised = risk(
        "raiseRisk",
        raise(&claims, &lead, "Asiantuntijat", json!({})).await,
    );
    let idle = change_risk(&claims, &lead, "mitigateRisk", &raised, json!({})).await;
    assert_eq!(idle.at("/mitigateRisk/refusals/0/path"), &json!(["response"]));
    let more = json!({ "response": "Ostetaan palveluja", "probability": 2 });
    let mitigated = risk(
        "mitigateRisk",
        change_risk(&claims, &lead, "mitigateRisk", &raised, more).await,
    );
    let occurred = change_risk(
        &claims,
        &lead,
        "recordRiskOccurrence",
        &mitigated,
        json!({ "effect": 5 }),
    )
    .await;
    let occurred = risk("recordRiskOccurrence", occurred);
    let closed = risk(
        "closeRisk",
        change_risk(&claims, &lead, "closeRisk", &occurred, json!({})).await,
    );
    assert_eq!(
        (
            &closed["state"],
            &closed["hasOccurred"],
            &closed["probability"],
            &closed["effect"]
        ),
        (&json!("closed"), &json!(true), &json!(2), &json!(5))
    );
    let told: Vec<String> = closed["history"]
        .as_array()
        .expect("a history")
        .iter()
        .map(|one| {
            let text = |field: &str| one[field].as_str().unwrap_or_default().to_owned();
            format!(
                "{} {} {} {}",
                text("state"),
                one["probability"],
                one["effect"],
                text("response")
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            "open 3 4 ",
            "mitigating 2 4 Ostetaan palveluja",
            "occurred 2 5 Ostetaan palveluja",
            "closed 2 5 Ostetaan palveluja",
        ]
    );
    for mutation in ["assessRisk", "mitigateRisk", "recordRiskOccurrence", "closeRisk"] {
        let refused = change_risk(&claims, &lead, mutation, &closed, json!({})).await;
        assert_eq!(refused.refusals(mutation), ["WRONG_STATE"], "{mutation}");
    }
    for (sql, said) in [
        ("UPDATE risk_entry SET note = 'x'", "never changed"),
        ("DELETE FROM risk_entry", "never"),
    ] {
        let refused = claims
            .app
            .by_hand(sql)
            .await
            .expect_err("the trigger")
            .to_string();
        assert!(refused.contains(said), "{sql}: {refused}");
    }
    let found = claims
        .app
        .found_after("risk", "UPDATE risk SET topic = 'x'")
        .await;
    assert!(found.iter().any(|one| one.what.contains("risk")), "{found:?}");
}

/// Goal: a note in a report is kept in the register: about the risk that it names, about one of the same topic, or as a new
/// one; the report's own notes stay as they were.
#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, in its order")]
async fn notes_of_a_report_join_the_register() {
    let claims = Claims::start().await;
    let lead = claims.lead().clone();
    let raised = risk(
        "raiseRisk",
        raise(&claims, &lead, "Asiantuntijat", json!({})).await,
    );
    let mut written = february(&claims).await;
    let note = async |written: &Value, more: Value| {
        let mut note =
            json!({ "topic": "Toimittaja", "text": "Voi viivästyä.", "probability": 5, "effect": 5 });
        for (field, value) in more.as_object().expect("an object") {
            note[field] = value.clone();
        }
        let input = json!({
            "id": written["id"], "expectedVersion": written["version"], "content": green(), "newRisks": [note],
        });
        let mutation = "updatePortfolioReport";
        claims
            .app
            .mutate(&lead, mutation, "UpdatePortfolioReportInput", input, REPORT)
            .await
    };
    for more in [
        json!({}),
        json!({ "probability": 1 }),
        json!({ "riskId": raised["id"] }),
    ] {
        written = report("updatePortfolioReport", note(&written, more).await);
    }
    let fields = "risks { topic number probability owner { role } history { inReport probability } }";
    let register = project(&claims, claims.officer(), fields).await;
    let said =
        |in_report: bool, probability: u8| json!({ "inReport": in_report, "probability": probability });
    assert_eq!(
        register["risks"],
        json!([
            {
                "topic": "Asiantuntijat", "number": 1, "probability": 5, "owner": { "role": "Ohjausryhmä" },
                "history": [said(false, 3), said(true, 5)],
            },
            {
                "topic": "Toimittaja", "number": 2, "probability": 1, "owner": null,
                "history": [said(true, 5), said(true, 1)],
            },
        ])
    );
    let notes = read(
        &claims,
        &lead,
        &written,
        "risks { topic probability risk { number } }",
    )
    .await;
    let numbers: Vec<&Value> = notes["risks"]
        .as_array()
        .expect("notes")
        .iter()
        .map(|one| &one["risk"]["number"])
        .collect();
    assert_eq!(numbers, [2, 2, 1]);

    let closed = risk("closeRisk", {
        let query = "query($id: ID!) { node(id: $id) { ... on Risk { id version } } }";
        let now = claims
            .app
            .graphql(&lead, query, json!({ "id": raised["id"] }))
            .await
            .accepted();
        change_risk(&claims, &lead, "closeRisk", now.at("/node"), json!({})).await
    });
    let refused = note(&written, json!({ "riskId": closed["id"] })).await;
    assert_eq!(refused.refusals("updatePortfolioReport"), ["WRONG_STATE"]);
    let other = claims.app.granted_project().await;
    let input = json!({
        "projectId": other.id, "topic": "Muu", "note": "x", "probability": 1, "effect": 1, "owner": { "role": "x" },
    });
    let kind = "RaiseRiskInput";
    let foreign = claims
        .app
        .mutate(&lead, "raiseRisk", kind, input, "risk { id }")
        .await
        .accepted();
    let refused = note(&written, json!({ "riskId": foreign.text("/raiseRisk/risk/id") })).await;
    assert_eq!(
        refused.at("/updatePortfolioReport/refusals/0/path"),
        &json!(["newRisks", "0", "riskId"])
    );

    let submitted = handed_in(&claims, &written, green()).await;
    let fields = "register { number topic state hasOccurred probability effect response }";
    let kept = read(&claims, &lead, &submitted, fields).await;
    let states: Vec<&Value> = kept["register"]
        .as_array()
        .expect("risks")
        .iter()
        .map(|one| &one["state"])
        .collect();
    assert_eq!(states, ["closed", "open"]);
    claims.app.finish().await;
}

/// Goal: each refusal of each mutation, with its path.
#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a table, a line per case")]
async fn every_refusal_says_why() {
    let claims = Claims::start().await;
    let lead = claims.lead().clone();
    let person = claims
        .app
        .graphql(&lead, "{ viewer { person { id } } }", json!({}))
        .await
        .text("/viewer/person/id");
    let nobody = claims.app.world.municipality("Lohja").id.clone();
    for (more, code, path) in [
        (json!({ "topic": " " }), "INCOMPLETE", "topic"),
        (json!({ "note": "" }), "INCOMPLETE", "note"),
        (json!({ "probability": 0 }), "INVALID_INPUT", "probability"),
        (json!({ "effect": 6 }), "INVALID_INPUT", "effect"),
        (
            json!({ "observedOn": "2026-02-03" }),
            "INVALID_INPUT",
            "observedOn",
        ),
        (json!({ "owner": {} }), "INCOMPLETE", "owner"),
        (
            json!({ "owner": { "role": "Ohjausryhmä", "personId": person } }),
            "INCOMPLETE",
            "owner",
        ),
    ] {
        let refused = raise(&claims, &lead, "Aikataulu", more).await;
        assert_eq!(refused.refusals("raiseRisk"), [code], "{path}");
        assert_eq!(refused.at("/raiseRisk/refusals/0/path"), &json!([path]));
    }
    let wrong = raise(
        &claims,
        &lead,
        "Aikataulu",
        json!({ "owner": { "personId": nobody } }),
    )
    .await;
    assert_eq!(wrong.errors(), ["NOT_FOUND"]);
    let partner = &claims.app.world.municipality("Karkkila").preparer;
    let refused = raise(&claims, partner, "Aikataulu", json!({})).await;
    assert_eq!(refused.refusals("raiseRisk"), ["NOT_PERMITTED"]);
    let outsider = raise(&claims, &claims.app.world.outsider.lead, "Aikataulu", json!({})).await;
    assert_eq!(outsider.errors(), ["NOT_FOUND"]);
    let owned = json!({ "owner": { "personId": person } });
    let raised = risk("raiseRisk", raise(&claims, &lead, "Aikataulu", owned).await);
    assert_eq!(
        raised["owner"],
        json!({ "role": null, "person": { "name": "lead-635" } })
    );
    let mutations = ["assessRisk", "mitigateRisk", "recordRiskOccurrence", "closeRisk"];
    for mutation in mutations {
        let refused = change_risk(&claims, partner, mutation, &raised, json!({})).await;
        assert_eq!(refused.refusals(mutation), ["NOT_PERMITTED"]);
        let refused = change_risk(
            &claims,
            &lead,
            mutation,
            &raised,
            json!({ "note": " ", "response": "x" }),
        )
        .await;
        assert_eq!(
            refused.at(&format!("/{mutation}/refusals/0/path")),
            &json!(["note"])
        );
        let refused = change_risk(&claims, &lead, mutation, &raised, json!({ "expectedVersion": 7 })).await;
        assert_eq!(refused.refusals(mutation), ["VERSION_CONFLICT"]);
    }
    let refused = change_risk(&claims, &lead, "assessRisk", &raised, json!({ "effect": 9 })).await;
    assert_eq!(refused.at("/assessRisk/refusals/0/path"), &json!(["effect"]));
    let occurred = risk(
        "recordRiskOccurrence",
        change_risk(&claims, &lead, "recordRiskOccurrence", &raised, json!({})).await,
    );
    for mutation in ["mitigateRisk", "recordRiskOccurrence"] {
        let refused = change_risk(&claims, &lead, mutation, &occurred, json!({})).await;
        assert_eq!(refused.refusals(mutation), ["WRONG_STATE"]);
    }
    claims.app.finish().await;
}
