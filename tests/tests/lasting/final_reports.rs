//! The final report: two forms answered by several municipalities, to the authority and back.

use serde_json::{Value, json};
use talkoot_test_support::{Answer, User};

use crate::{
    claims::setup::Claims,
    lasting::help::{
        approved, begin_report, filled_in, first, publish_shipped, refused, report, report_step,
    },
    reports::help::{again, noon, obligation},
};

const BOTH: [&str; 2] = ["digitek-final-report", "evaluation-questions"];

/// A project whose authority uses both forms, and its final report, which is due.
async fn due() -> (Claims, Value) {
    let claims = Claims::start_from(|content| content["exitPlanFrom"] = json!("FINAL_REPORT")).await;
    for code in BOTH {
        publish_shipped(&claims.app, code).await;
    }
    claims.app.travel_to(noon("2028-02-01")).await;
    let owed = obligation(
        &claims.app,
        &claims.project,
        "final_report",
        "2028-02-29",
        "Pälkäne",
    )
    .await;
    (claims, owed)
}

async fn hand_in_statement(claims: &Claims, mutation: &str, owed: &Value) -> Answer {
    let (kind, more) = match mutation {
        "submitObligation" => (
            "SubmitObligationInput",
            json!({ "statement": "x", "fileIds": [] }),
        ),
        "returnObligation" => ("ReturnObligationInput", json!({ "questions": ["x"] })),
        _ => ("ObligationStepInput", json!({})),
    };
    let mut input = json!({ "id": owed["id"], "expectedVersion": owed["version"] });
    for (field, value) in more.as_object().expect("an object") {
        input[field] = value.clone();
    }
    let by = if mutation == "submitObligation" {
        claims.lead()
    } else {
        claims.officer()
    };
    claims
        .app
        .mutate(by, mutation, kind, input, "obligation { state }")
        .await
}

/// Goal: the whole way: both forms, the exit plan first, back with questions about sections, accepted; the obligation goes
/// with it, and the questions go out by mail.
#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, in its order")]
async fn a_report_goes_to_the_authority_and_back() {
    let (claims, owed) = due().await;
    let (lead, officer) = (claims.lead().clone(), claims.officer().clone());
    let begun = report("startFinalReport", begin_report(&claims, &lead, &owed).await);
    assert_eq!(
        (&begun["form"]["code"], &begun["evaluationForm"]["code"]),
        (&json!(BOTH[0]), &json!(BOTH[1]))
    );
    let early = report_step(&claims, &lead, "submitFinalReport", &begun, json!({})).await;
    assert_eq!(
        refused(&early, "submitFinalReport"),
        ["INCOMPLETE answers/summary"]
    );
    let full = filled_in(&claims, &begun, &BOTH).await;
    let owners: std::collections::BTreeSet<String> = full["answers"]
        .as_array()
        .expect("answers")
        .iter()
        .map(|one| one["partner"]["id"].to_string())
        .collect();
    assert_eq!(owners.len(), 5, "each municipality answered its own");
    let early = report_step(&claims, &lead, "submitFinalReport", &full, json!({})).await;
    assert_eq!(
        early.refusals("submitFinalReport"),
        ["INCOMPLETE"],
        "there is no exit plan"
    );
    // As the lead sees it; the last one who answered was another municipality.
    let query = "query($id: ID!) { node(id: $id) { ... on FinalReport { availableActions { action refusal { message } } } } }";
    let seen = claims
        .app
        .graphql(&lead, query, json!({ "id": full["id"] }))
        .await
        .accepted();
    let offered = seen
        .at("/node/availableActions")
        .as_array()
        .expect("actions")
        .iter();
    let offered: Vec<&Value> = offered
        .filter(|one| one["action"] == "submitFinalReport")
        .collect();
    let message = offered[0]["refusal"]["message"].as_str().unwrap_or_default();
    assert!(message.contains("exit plan"), "{message}");
    approved(&claims).await;
    let submitted = report(
        "submitFinalReport",
        report_step(&claims, &lead, "submitFinalReport", &full, json!({})).await,
    );
    assert_eq!(
        (
            &submitted["state"],
            &submitted["obligation"]["state"],
            &submitted["submittedBy"]["name"]
        ),
        (&json!("submitted"), &json!("submitted"), &json!("lead-635"))
    );
    let frozen = json!({ "answers": [{ "field": "summary", "seenVersion": 1, "value": "x" }] });
    let frozen = report_step(&claims, &lead, "answerFinalReport", &submitted, frozen).await;
    assert_eq!(frozen.refusals("answerFinalReport"), ["WRONG_STATE"]);
    for (questions, expected) in [
        (json!([]), "INCOMPLETE questions"),
        (
            json!([{ "section": "impact", "question": " " }]),
            "INCOMPLETE questions",
        ),
        (
            json!([{ "section": "nothing", "question": "?" }]),
            "INVALID_INPUT questions/0/section",
        ),
    ] {
        let more = json!({ "questions": questions });
        let found = report_step(&claims, &officer, "returnFinalReport", &submitted, more).await;
        assert_eq!(refused(&found, "returnFinalReport"), [expected]);
    }
    let _ = claims.app.mail.take();
    let asked = json!([{ "section": "impact", "question": "Mitä säästyi?" }, { "section": "questions", "question": "Miksi?" }]);
    let more = json!({ "questions": asked });
    let returned = report(
        "returnFinalReport",
        report_step(&claims, &officer, "returnFinalReport", &submitted, more).await,
    );
    assert_eq!(
        (
            &returned["state"],
            &returned["questions"],
            &returned["obligation"]["state"]
        ),
        (&json!("returned"), &asked, &json!("open"))
    );
    claims.app.work().await;
    let mails = claims.app.mail.take();
    let letter = mails
        .iter()
        .find(|mail| mail.text.contains("impact: Mitä säästyi?"));
    assert!(letter.is_some(), "{mails:#?}");
    let mended = json!({ "answers": [{ "field": "savings", "seenVersion": 0, "value": null }, { "field": "outputs", "seenVersion": 1, "value": "Viisi palvelua" }] });
    let mended = report(
        "answerFinalReport",
        report_step(&claims, &lead, "answerFinalReport", &returned, mended).await,
    );
    let again_in = report(
        "submitFinalReport",
        report_step(&claims, &lead, "submitFinalReport", &mended, json!({})).await,
    );
    let accepted = report(
        "acceptFinalReport",
        report_step(&claims, &officer, "acceptFinalReport", &again_in, json!({})).await,
    );
    assert_eq!(
        (&accepted["state"], &accepted["questions"]),
        (&json!("accepted"), &asked),
        "what was asked stays on record"
    );
    assert_eq!(again(&claims.app, &owed).await["state"], "accepted");
    let again_out = report_step(
        &claims,
        &officer,
        "returnFinalReport",
        &accepted,
        json!({ "questions": asked }),
    )
    .await;
    assert_eq!(again_out.refusals("returnFinalReport"), ["WRONG_STATE"]);
    claims.app.finish().await;
}

/// Goal: each refusal, and that a statement does not pass by a report that was begun.
#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a table, a line per case")]
async fn every_mutation_is_refused_where_it_must_be() {
    let claims = Claims::start().await;
    claims.app.work().await;
    let lead = claims.lead().clone();
    let query = "query($id: ID!, $kinds: [String!]) { project(id: $id) { obligations(first: 1, filter: { kinds: $kinds }) \
                 { edges { node { id version } } } } }";
    let owed = async |kind: &str| {
        let variables = json!({ "id": claims.project.id, "kinds": [kind] });
        let read = claims
            .app
            .graphql(claims.officer(), query, variables)
            .await
            .accepted();
        read.at("/project/obligations/edges/0/node").clone()
    };
    let (end, portfolio) = (owed("final_report").await, owed("portfolio_report").await);
    let found = begin_report(&claims, &lead, &end).await;
    assert_eq!(
        refused(&found, "startFinalReport"),
        ["WRONG_STATE obligationId"],
        "no form is published"
    );
    let found = begin_report(&claims, &lead, &portfolio).await;
    assert_eq!(
        refused(&found, "startFinalReport"),
        ["INVALID_INPUT obligationId"]
    );
    publish_shipped(&claims.app, BOTH[0]).await;
    let found = begin_report(&claims, claims.officer(), &end).await;
    assert_eq!(found.refusals("startFinalReport"), ["NOT_PERMITTED"]);
    let elsewhere = &claims.app.world.municipality("Lohja").lead;
    let found = begin_report(&claims, elsewhere, &end).await;
    assert_eq!(found.errors(), ["NOT_FOUND"], "it is the lead's to see");
    let begun = report("startFinalReport", begin_report(&claims, &lead, &end).await);
    assert!(begun["evaluationForm"].is_null());
    let found = begin_report(&claims, &lead, &end).await;
    assert_eq!(refused(&found, "startFinalReport"), ["DUPLICATE obligationId"]);
    let lohja = claims.app.world.municipality("Lohja").clone();
    let answer = async |by: &User, partner: Option<&str>, answers: Value| {
        let more = json!({ "partnerId": partner, "answers": answers });
        report_step(&claims, by, "answerFinalReport", &begun, more).await
    };
    let mutation = "answerFinalReport";
    let found = answer(&lohja.preparer, Some(&lohja.id), json!([first("summary", "x")])).await;
    assert_eq!(
        refused(&found, mutation),
        ["INVALID_INPUT answers/0/field"],
        "the lead's question"
    );
    let found = answer(&lohja.preparer, None, json!([first("summary", "x")])).await;
    assert_eq!(found.refusals(mutation), ["NOT_PERMITTED"]);
    let found = answer(&lead, Some(&lohja.id), json!([first("own_use", "x")])).await;
    assert_eq!(
        found.refusals(mutation),
        ["NOT_PERMITTED"],
        "the municipality's own question"
    );
    let found = answer(
        &lead,
        None,
        json!([first("plan_changed", "no"), first("plan_changes", "x")]),
    )
    .await;
    assert_eq!(
        refused(&found, mutation),
        ["INVALID_INPUT answers/1/field"],
        "it is not asked"
    );
    let found = answer(
        &lead,
        None,
        json!([first("nothing", "x"), first("plan_changed", "perhaps")]),
    )
    .await;
    assert_eq!(
        refused(&found, mutation),
        ["INVALID_INPUT answers/0/field", "INVALID_INPUT answers/1/value"]
    );
    let full = filled_in(&claims, &begun, &BOTH[..1]).await;
    let early = report_step(&claims, &lead, "submitFinalReport", &full, json!({})).await;
    assert_eq!(
        early.refusals("submitFinalReport"),
        ["DEADLINE"],
        "it is written early and handed in when it opens"
    );
    let stale = json!({ "id": begun["id"], "version": 90 });
    let asked = || json!({ "questions": [{ "section": "impact", "question": "?" }] });
    for (mutation, more, by) in [
        (
            "answerFinalReport",
            json!({ "answers": [first("summary", "x")] }),
            &lead,
        ),
        ("submitFinalReport", json!({}), &lead),
        ("acceptFinalReport", json!({}), claims.officer()),
        ("returnFinalReport", asked(), claims.officer()),
    ] {
        let found = report_step(&claims, by, mutation, &stale, more.clone()).await;
        assert_eq!(found.refusals(mutation), ["VERSION_CONFLICT"], "{mutation}");
        let other = if by.token == lead.token {
            claims.officer()
        } else {
            &lead
        };
        let found = report_step(&claims, other, mutation, &full, more.clone()).await;
        assert_eq!(found.refusals(mutation), ["NOT_PERMITTED"], "{mutation}");
        let found = report_step(&claims, &claims.app.world.stranger, mutation, &full, more).await;
        assert_eq!(found.errors(), ["NOT_FOUND"], "{mutation}");
    }
    for (mutation, more) in [("acceptFinalReport", json!({})), ("returnFinalReport", asked())] {
        let found = report_step(&claims, claims.officer(), mutation, &full, more).await;
        assert_eq!(found.refusals(mutation), ["WRONG_STATE"], "{mutation}");
    }
    claims.app.travel_to(noon("2028-02-01")).await;
    let end = again(&claims.app, &end).await;
    for mutation in ["submitObligation", "acceptObligation", "returnObligation"] {
        let found = hand_in_statement(&claims, mutation, &end).await;
        assert_eq!(refused(&found, mutation), ["INVALID_INPUT id"], "{mutation}");
    }
    let submitted = report_step(&claims, &lead, "submitFinalReport", &full, json!({})).await;
    let submitted = report("submitFinalReport", submitted);
    let found = report_step(&claims, &lead, "submitFinalReport", &submitted, json!({})).await;
    assert_eq!(found.refusals("submitFinalReport"), ["WRONG_STATE"]);
    claims.app.finish().await;
}
