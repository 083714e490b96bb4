//! A claim for correction: made by the lead, answered by two persons, and a new decision in place of the old one.

use chrono::{Days, NaiveDate};
use serde_json::{Value, json};
use talkoot_test_support::{Answer, Applied, Stage, TestApp, User};

const FIELDS: &str =
    "rectification { id version state outcome reasoning isLate isLateAsPresumed claimUntil }";

async fn step(app: &TestApp, by: &User, mutation: &str, input_type: &str, input: Value) -> Answer {
    app.mutate(by, mutation, input_type, input, FIELDS).await
}

async fn version_of(app: &TestApp, applied: &Applied) -> i64 {
    let query = "query($id: ID!) { decision(id: $id) { version } }";
    let read = app
        .graphql(&app.world.officer, query, json!({ "id": applied.decision }))
        .await;
    read.number("/decision/version")
}

async fn file(app: &TestApp, by: &User, applied: &Applied, more: Value) -> Answer {
    let mut input = json!({
        "decisionId": applied.decision, "expectedVersion": version_of(app, applied).await,
        "change": "Myönnettäköön haettu määrä.", "grounds": "Kustannukset on laskettu väärin.",
    });
    for (name, value) in more.as_object().expect("an object") {
        input[name] = value.clone();
    }
    step(app, by, "fileRectification", "FileRectificationInput", input).await
}

async fn draft(app: &TestApp, by: &User, id: &str, version: i64, outcome: &str) -> Answer {
    let input =
        json!({ "id": id, "expectedVersion": version, "outcome": outcome, "reasoning": "Perustelut." });
    step(app, by, "draftRectification", "DraftRectificationInput", input).await
}

async fn decide(app: &TestApp, by: &User, id: &str, version: i64) -> Answer {
    let input = json!({ "id": id, "expectedVersion": version });
    step(app, by, "decideRectification", "RectificationStepInput", input).await
}

async fn decided(app: &TestApp) -> Applied {
    app.application_at(Stage::Decided).await
}

/// Later by so many days.
async fn pass(app: &TestApp, days: u64) {
    let later = app.app.now() + chrono::TimeDelta::days(i64::try_from(days).expect("few days"));
    app.travel_to(later).await;
}

/// Goal: one person drafts, another answers; the lead sees the answer when it is made and not before.
#[tokio::test]
async fn two_persons_answer_and_the_lead_reads_it() {
    let app = TestApp::start().await;
    let applied = decided(&app).await;
    let lead = &applied.lead.lead;
    let filed = file(&app, lead, &applied, json!({})).await.accepted();
    let id = filed.text("/fileRectification/rectification/id");
    assert_eq!(filed.at("/fileRectification/rectification/isLate"), false);
    let early = decide(&app, &app.world.second, &id, 1).await;
    assert_eq!(early.refusals("decideRectification"), ["WRONG_STATE"]);
    let late = draft(&app, &app.world.officer, &id, 1, "DISMISSED_AS_LATE").await;
    assert_eq!(late.refusals("draftRectification"), ["DEADLINE"]);
    draft(&app, &app.world.both, &id, 1, "UNCHANGED").await.accepted();
    draft(&app, &app.world.officer, &id, 2, "UNCHANGED")
        .await
        .accepted();
    let query = "query($id: ID!) { rectification(id: $id) { state outcome reasoning } node(id: $id) { id } }";
    let seen = app.graphql(lead, query, json!({ "id": id })).await.accepted();
    assert_eq!(
        seen.at("/rectification/outcome"),
        &Value::Null,
        "a draft is the authority's own"
    );
    for (by, code) in [
        (&app.world.both, "SAME_PERSON"),
        (&app.world.officer, "NOT_PERMITTED"),
    ] {
        assert_eq!(
            decide(&app, by, &id, 3).await.refusals("decideRectification"),
            [code]
        );
    }
    let stale = decide(&app, &app.world.second, &id, 2).await;
    assert_eq!(stale.refusals("decideRectification"), ["VERSION_CONFLICT"]);
    decide(&app, &app.world.second, &id, 3).await.accepted();
    let seen = app.graphql(lead, query, json!({ "id": id })).await.accepted();
    assert_eq!(seen.text("/rectification/outcome"), "UNCHANGED");
    let again = file(&app, lead, &applied, json!({})).await;
    assert_eq!(again.refusals("fileRectification"), ["DUPLICATE"]);
    // The decision stays as it is, and the grant can be accepted.
    app.decide(lead, &applied, "acceptDecision").await.accepted();
    app.finish().await;
}

/// Goal: a changed decision is set aside and another one made, by two persons, that refers to it; what was set aside
/// neither starts a project nor takes of the appropriation.
#[tokio::test]
async fn a_decision_that_is_changed_is_replaced_by_another() {
    let app = TestApp::start().await;
    let call = app
        .published_call(|content| content["appropriation"] = json!("350000.00"))
        .await;
    let mut applied = app.application_to(&call, Stage::Decided).await;
    let lead = applied.lead.lead.clone();
    let filed = file(&app, &lead, &applied, json!({})).await.accepted();
    let id = filed.text("/fileRectification/rectification/id");
    draft(&app, &app.world.officer, &id, 1, "CHANGED")
        .await
        .accepted();
    decide(&app, &app.world.second, &id, 2).await.accepted();
    let old = applied.decision.clone();
    let query = "query($id: ID!) { decision(id: $id) { setAside version rectifications { id outcome } \
        claimCorrection { allowed } availableActions { action allowed } application { state decision { id } } } }";
    let read = app.graphql(&lead, query, json!({ "id": old })).await.accepted();
    assert_eq!(read.at("/decision/setAside"), true);
    assert_eq!(read.at("/decision/claimCorrection/allowed"), false);
    assert_eq!(read.text("/decision/application/state"), "evaluated");
    assert_eq!(read.at("/decision/application/decision"), &Value::Null);
    let refused = app.decide(&lead, &applied, "acceptDecision").await;
    assert_eq!(refused.refusals("acceptDecision"), ["WRONG_STATE"]);

    let drafted = app
        .draft_decision(&app.world.officer, &applied, "323000.00")
        .await
        .accepted();
    applied.decision = Some(drafted.text("/draftDecision/decision/id"));
    app.decide(&app.world.second, &applied, "approveDecision")
        .await
        .accepted();
    let query = "query($id: ID!) { decision(id: $id) { replaces { id } letter { number text } } }";
    let read = app
        .graphql(&lead, query, json!({ "id": applied.decision }))
        .await
        .accepted();
    assert_eq!(read.at("/decision/replaces/id"), &json!(old));
    let text = read.text("/decision/letter/text");
    assert!(text.contains("päätöksen 2026-0001 sijaan"), "{text}");
    app.decide(&lead, &applied, "acceptDecision").await.accepted();
    let public = app
        .anonymous("{ publicDecisions { totalCount } }")
        .await
        .accepted();
    assert_eq!(
        public.number("/publicDecisions/totalCount"),
        1,
        "only the one that holds"
    );
    app.finish().await;
}

#[tokio::test]
async fn a_rejection_can_be_changed_too() {
    let app = TestApp::start().await;
    let mut applied = app.application_at(Stage::Evaluated).await;
    let rejection = json!({ "awarded": false, "reasoning": "Ei täytä ehtoja." });
    let officer = &app.world.officer;
    let drafted = app
        .draft_decision_as(officer, &applied, &rejection)
        .await
        .accepted();
    applied.decision = Some(drafted.text("/draftDecision/decision/id"));
    app.decide(&app.world.second, &applied, "approveDecision")
        .await
        .accepted();
    let filed = file(&app, &applied.lead.lead, &applied, json!({}))
        .await
        .accepted();
    let id = filed.text("/fileRectification/rectification/id");
    draft(&app, officer, &id, 1, "CHANGED").await.accepted();
    decide(&app, &app.world.second, &id, 2).await.accepted();
    let drafted = app
        .draft_decision(officer, &applied, "300000.00")
        .await
        .accepted();
    applied.decision = Some(drafted.text("/draftDecision/decision/id"));
    app.decide(&app.world.second, &applied, "approveDecision")
        .await
        .accepted();
    app.decide(&applied.lead.lead, &applied, "acceptDecision")
        .await
        .accepted();
    app.finish().await;
}

#[tokio::test]
async fn a_late_claim_is_recorded_and_dismissed() {
    let app = TestApp::start().await;
    let applied = decided(&app).await;
    let query = "query($id: ID!) { decision(id: $id) { letter { claimCorrectionUntil } } }";
    let lead = &applied.lead.lead;
    let read = app
        .graphql(lead, query, json!({ "id": applied.decision }))
        .await
        .accepted();
    let until: NaiveDate = read
        .text("/decision/letter/claimCorrectionUntil")
        .parse()
        .unwrap();
    let days = u64::try_from((until - app.app.today()).num_days()).expect("to come");
    pass(&app, days + 1).await;
    let filed = file(&app, lead, &applied, json!({})).await.accepted();
    let id = filed.text("/fileRectification/rectification/id");
    assert_eq!(filed.at("/fileRectification/rectification/isLate"), true);
    for outcome in ["UNCHANGED", "CHANGED"] {
        let refused = draft(&app, &app.world.officer, &id, 1, outcome).await;
        assert_eq!(refused.refusals("draftRectification"), ["DEADLINE"]);
    }
    draft(&app, &app.world.officer, &id, 1, "DISMISSED_AS_LATE")
        .await
        .accepted();
    let done = decide(&app, &app.world.second, &id, 2).await.accepted();
    assert_eq!(
        done.text("/decideRectification/rectification/outcome"),
        "DISMISSED_AS_LATE"
    );
    app.finish().await;
}

/// Goal: on the last day it is in time; a later receipt that is stated moves that day, and the officer judges it.
#[tokio::test]
async fn the_last_day_counts_and_a_later_receipt_moves_it() {
    let app = TestApp::start().await;
    let (first, second) = (decided(&app).await, decided(&app).await);
    let sent = app.app.today();
    let query = "query($id: ID!) { decision(id: $id) { letter { claimCorrectionUntil } } }";
    let lead = &first.lead.lead;
    let read = app
        .graphql(lead, query, json!({ "id": first.decision }))
        .await
        .accepted();
    let until: NaiveDate = read
        .text("/decision/letter/claimCorrectionUntil")
        .parse()
        .unwrap();
    let days = u64::try_from((until - sent).num_days()).expect("to come");
    pass(&app, days).await;
    let filed = file(&app, lead, &first, json!({})).await.accepted();
    assert_eq!(filed.at("/fileRectification/rectification/isLate"), false);
    pass(&app, 1).await;
    let received = (sent + Days::new(10)).to_string();
    let filed = file(&app, lead, &second, json!({ "receivedOn": received }))
        .await
        .accepted();
    let id = filed.text("/fileRectification/rectification/id");
    assert_eq!(filed.at("/fileRectification/rectification/isLate"), false);
    assert_eq!(
        filed.at("/fileRectification/rectification/isLateAsPresumed"),
        true
    );
    draft(&app, &app.world.officer, &id, 1, "DISMISSED_AS_LATE")
        .await
        .accepted();
    draft(&app, &app.world.officer, &id, 2, "UNCHANGED")
        .await
        .accepted();
    app.finish().await;
}

#[tokio::test]
async fn who_may_claim_and_with_what_words() {
    let app = TestApp::start().await;
    let applied = decided(&app).await;
    let (lead, world) = (&applied.lead.lead, &app.world);
    let tomorrow = (app.app.today() + Days::new(1)).to_string();
    let yesterday = (app.app.today() - Days::new(1)).to_string();
    for (more, code, path) in [
        (json!({ "change": " " }), "INCOMPLETE", "change"),
        (json!({ "grounds": "" }), "INCOMPLETE", "grounds"),
        (
            json!({ "grounds": "x".repeat(20_001) }),
            "INVALID_INPUT",
            "grounds",
        ),
        (json!({ "receivedOn": tomorrow }), "INVALID_INPUT", "receivedOn"),
        (json!({ "receivedOn": yesterday }), "INVALID_INPUT", "receivedOn"),
        (
            json!({ "expectedVersion": 1 }),
            "VERSION_CONFLICT",
            "expectedVersion",
        ),
    ] {
        let refused = file(&app, lead, &applied, more.clone()).await;
        assert_eq!(refused.refusals("fileRectification"), [code], "{more}");
        assert_eq!(
            refused.at("/fileRectification/refusals/0/path"),
            &json!([path]),
            "{more}"
        );
    }
    for by in [
        &world.officer,
        &world.municipality("Lohja").lead,
        &applied.lead.approver,
    ] {
        assert_eq!(
            file(&app, by, &applied, json!({}))
                .await
                .refusals("fileRectification"),
            ["NOT_PERMITTED"]
        );
    }
    for by in [&world.stranger, &world.outsider.lead] {
        assert_eq!(file(&app, by, &applied, json!({})).await.errors(), ["NOT_FOUND"]);
    }
    let filed = file(&app, lead, &applied, json!({})).await.accepted();
    let id = filed.text("/fileRectification/rectification/id");
    let withdraw = async |reason: &str| {
        let input = json!({ "id": id, "expectedVersion": 1, "reason": reason });
        step(
            &app,
            lead,
            "withdrawRectification",
            "WithdrawRectificationInput",
            input,
        )
        .await
    };
    assert_eq!(
        withdraw(" ").await.refusals("withdrawRectification"),
        ["INCOMPLETE"]
    );
    withdraw("Asia on selvinnyt.").await.accepted();
    // A claim that was taken back does not stand in the way of another.
    file(&app, lead, &applied, json!({})).await.accepted();
    app.finish().await;
}

#[tokio::test]
async fn a_decision_under_which_a_project_runs_is_not_set_aside() {
    let app = TestApp::start().await;
    let applied = decided(&app).await;
    let lead = &applied.lead.lead;
    let filed = file(&app, lead, &applied, json!({})).await.accepted();
    let id = filed.text("/fileRectification/rectification/id");
    draft(&app, &app.world.officer, &id, 1, "CHANGED")
        .await
        .accepted();
    app.decide(lead, &applied, "acceptDecision").await.accepted();
    let refused = decide(&app, &app.world.second, &id, 2).await;
    assert_eq!(refused.refusals("decideRectification"), ["WRONG_STATE"]);
    app.finish().await;
}

#[tokio::test]
async fn a_lost_list_and_a_change_by_hand_are_noticed() {
    let app = TestApp::start().await;
    let applied = decided(&app).await;
    let filed = file(&app, &applied.lead.lead, &applied, json!({}))
        .await
        .accepted();
    let id = filed.text("/fileRectification/rectification/id");
    draft(&app, &app.world.officer, &id, 1, "UNCHANGED")
        .await
        .accepted();
    let found = app
        .found_after("rectification", "UPDATE rectification SET grounds = 'x'")
        .await;
    assert!(!found.is_empty());
    app.by_hand("DELETE FROM hand WHERE object = 'rectification'")
        .await
        .unwrap();
    let refused = decide(&app, &app.world.second, &id, 2).await;
    assert_eq!(refused.refusals("decideRectification"), ["CANNOT_CHECK"]);
    app.finish().await;
}
