//! A portfolio report from the lead's desk over the steering group to the authority, and back.

use serde_json::{Value, json};
use talkoot_test_support::TestApp;

use crate::reports::help::{
    REPORT, about, again, approve, give_back, green, june, mails, noon, obligation, project, report, start,
    step, submitted, update,
};

#[tokio::test]
async fn a_report_settles_its_obligation_and_reopens_it_when_it_comes_back() {
    let app = TestApp::start_at(noon("2026-06-01")).await;
    let granted = project(&app).await;
    let (lead, officer) = (&granted.lead.lead, &app.world.officer);
    let owed = june(&app, &granted).await;
    let handed_in = submitted(&app, &granted, &owed).await;
    assert_eq!(again(&app, &owed).await["state"], "submitted");

    let questions = ["Miksi osa-alue 3 on myöhässä?"];
    let returned = report(
        "returnPortfolioReport",
        give_back(&app, officer, &handed_in, &questions).await,
    );
    assert_eq!(returned["questions"], json!(questions));
    let reopened = again(&app, &owed).await;
    assert_eq!(
        (&reopened["state"], &reopened["nextReminderOn"]),
        (&json!("open"), &json!("2026-06-01"))
    );

    let mut content = green();
    content["timetable"] = json!({ "light": "YELLOW", "reason": "Toimittaja on myöhässä." });
    let mended = report(
        "updatePortfolioReport",
        update(&app, lead, &returned, content).await,
    );
    assert_eq!(mended["state"], "returned");
    let approved = report(
        "approvePortfolioReportBySteering",
        approve(&app, lead, &mended).await,
    );
    let mutation = "submitPortfolioReport";
    let again_in = report(mutation, step(&app, lead, mutation, &approved).await);
    assert_eq!(
        again_in["questions"],
        json!(questions),
        "what was asked stays on record"
    );
    let mutation = "acceptPortfolioReport";
    let accepted = report(mutation, step(&app, officer, mutation, &again_in).await);
    assert_eq!(accepted["state"], "accepted");
    assert_eq!(again(&app, &owed).await["state"], "accepted");
    app.finish().await;
}

#[tokio::test]
async fn a_change_after_the_steering_groups_approval_drops_it() {
    let app = TestApp::start_at(noon("2026-06-01")).await;
    let granted = project(&app).await;
    let lead = &granted.lead.lead;
    let owed = june(&app, &granted).await;
    let started = report("startPortfolioReport", start(&app, lead, &owed).await);
    let written = report(
        "updatePortfolioReport",
        update(&app, lead, &started, green()).await,
    );
    let approved = report(
        "approvePortfolioReportBySteering",
        approve(&app, lead, &written).await,
    );
    assert_eq!(approved["state"], "steering_approved");
    let changed = report(
        "updatePortfolioReport",
        update(&app, lead, &approved, green()).await,
    );
    assert_eq!(changed["state"], "draft");
    let unapproved = step(&app, lead, "submitPortfolioReport", &changed).await;
    assert_eq!(unapproved.refusals("submitPortfolioReport"), ["WRONG_STATE"]);
    let query = "query($id: ID!) { portfolioReport(id: $id) { steeringMembers steeringHeldOn } }";
    let read = app
        .graphql(lead, query, json!({ "id": changed["id"] }))
        .await
        .accepted();
    assert_eq!(read.at("/portfolioReport/steeringMembers"), &json!([]));
    app.finish().await;
}

#[tokio::test]
async fn a_light_that_is_not_green_needs_a_reason() {
    let app = TestApp::start_at(noon("2026-06-01")).await;
    let granted = project(&app).await;
    let lead = &granted.lead.lead;
    let owed = june(&app, &granted).await;
    let mut written = report("startPortfolioReport", start(&app, lead, &owed).await);
    let empty = approve(&app, lead, &written).await;
    assert_eq!(empty.refusals("approvePortfolioReportBySteering"), ["INCOMPLETE"]);
    let mut content = green();
    content["cost"] = json!({ "light": "RED" });
    written = report(
        "updatePortfolioReport",
        update(&app, lead, &written, content).await,
    );
    let answer = approve(&app, lead, &written).await;
    let refusal = answer.at("/approvePortfolioReportBySteering/refusals/0");
    assert_eq!(refusal["path"], json!(["content", "cost", "reason"]));
    assert_eq!(
        refusal["message"],
        "the traffic light for cost is not green; write why"
    );
    app.finish().await;
}

#[tokio::test]
async fn risks_are_appended_and_never_replaced() {
    let app = TestApp::start_at(noon("2026-06-01")).await;
    let granted = project(&app).await;
    let lead = &granted.lead.lead;
    let owed = june(&app, &granted).await;
    let mut written = report("startPortfolioReport", start(&app, lead, &owed).await);
    let note = async |written: &Value, topic: &str, effect: i64| {
        let risk = json!({ "topic": topic, "text": "Voi viivästyä.", "probability": 3, "effect": effect });
        let input = json!({
            "id": written["id"], "expectedVersion": written["version"], "content": green(),
            "newRisks": [risk],
        });
        let mutation = "updatePortfolioReport";
        app.mutate(lead, mutation, "UpdatePortfolioReportInput", input, REPORT)
            .await
    };
    for topic in ["Toimittaja", "Henkilöstö"] {
        written = report("updatePortfolioReport", note(&written, topic, 4).await);
    }
    let faulty = note(&written, "Budjetti", 6).await;
    assert_eq!(faulty.refusals("updatePortfolioReport"), ["INVALID_INPUT"]);
    let query = "query($id: ID!) { portfolioReport(id: $id) { risks { topic probability effect notedBy { name } } } }";
    let read = app
        .graphql(&app.world.officer, query, json!({ "id": written["id"] }))
        .await;
    let risk = |topic: &str| json!({ "topic": topic, "probability": 3, "effect": 4, "notedBy": { "name": "lead-635" } });
    assert_eq!(
        read.accepted().at("/portfolioReport/risks"),
        &json!([risk("Toimittaja"), risk("Henkilöstö")])
    );
    app.finish().await;
}

/// Who may not, on every mutation of a report.
#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a table, a line per case")]
async fn every_mutation_is_refused_to_others() {
    let app = TestApp::start_at(noon("2026-06-01")).await;
    let granted = project(&app).await;
    let world = &app.world;
    let (lead, officer) = (&granted.lead.lead, &world.officer);
    let owed = june(&app, &granted).await;
    let is = |answer: &talkoot_test_support::Answer, mutation: &str, code: &str| {
        assert_eq!(answer.refusals(mutation), [code], "{mutation}");
    };
    is(
        &start(&app, officer, &owed).await,
        "startPortfolioReport",
        "NOT_PERMITTED",
    );
    is(
        &start(&app, &granted.lead.preparer, &owed).await,
        "startPortfolioReport",
        "NOT_PERMITTED",
    );
    for stranger in [
        &world.stranger,
        &world.outsider.lead,
        &world.municipality("Virrat").lead,
    ] {
        assert_eq!(start(&app, stranger, &owed).await.errors(), ["NOT_FOUND"]);
    }
    let started = report("startPortfolioReport", start(&app, lead, &owed).await);
    is(
        &start(&app, lead, &owed).await,
        "startPortfolioReport",
        "DUPLICATE",
    );
    let october = obligation(&app, &granted, "portfolio_report", "2026-10-15", "Pälkäne").await;
    is(
        &start(&app, lead, &october).await,
        "startPortfolioReport",
        "DEADLINE",
    );
    let final_report = obligation(&app, &granted, "final_report", "2028-02-29", "Pälkäne").await;
    is(
        &start(&app, lead, &final_report).await,
        "startPortfolioReport",
        "INVALID_INPUT",
    );

    let written = report(
        "updatePortfolioReport",
        update(&app, lead, &started, green()).await,
    );
    is(
        &update(&app, officer, &written, green()).await,
        "updatePortfolioReport",
        "NOT_PERMITTED",
    );
    is(
        &update(&app, lead, &started, green()).await,
        "updatePortfolioReport",
        "VERSION_CONFLICT",
    );
    let by_steering = "approvePortfolioReportBySteering";
    is(
        &approve(&app, officer, &written).await,
        by_steering,
        "NOT_PERMITTED",
    );
    is(
        &step(&app, lead, "acceptPortfolioReport", &written).await,
        "acceptPortfolioReport",
        "NOT_PERMITTED",
    );
    is(
        &step(&app, officer, "acceptPortfolioReport", &written).await,
        "acceptPortfolioReport",
        "WRONG_STATE",
    );
    is(
        &give_back(&app, officer, &written, &["Miksi?"]).await,
        "returnPortfolioReport",
        "WRONG_STATE",
    );
    let approved = report(by_steering, approve(&app, lead, &written).await);
    is(
        &approve(&app, lead, &written).await,
        by_steering,
        "VERSION_CONFLICT",
    );
    is(&approve(&app, lead, &approved).await, by_steering, "WRONG_STATE");
    let submit = "submitPortfolioReport";
    is(
        &step(&app, officer, submit, &approved).await,
        submit,
        "NOT_PERMITTED",
    );
    let handed_in = report(submit, step(&app, lead, submit, &approved).await);
    is(&step(&app, lead, submit, &handed_in).await, submit, "WRONG_STATE");
    is(
        &update(&app, lead, &handed_in, green()).await,
        "updatePortfolioReport",
        "WRONG_STATE",
    );
    is(
        &give_back(&app, officer, &handed_in, &[" "]).await,
        "returnPortfolioReport",
        "INCOMPLETE",
    );
    is(
        &give_back(&app, lead, &handed_in, &["Miksi?"]).await,
        "returnPortfolioReport",
        "NOT_PERMITTED",
    );
    is(
        &step(&app, &world.auditor, "acceptPortfolioReport", &handed_in).await,
        "acceptPortfolioReport",
        "NOT_PERMITTED",
    );
    for stranger in [&world.stranger, &world.outsider.lead] {
        for mutation in ["submitPortfolioReport", "acceptPortfolioReport"] {
            assert_eq!(
                step(&app, stranger, mutation, &handed_in).await.errors(),
                ["NOT_FOUND"]
            );
        }
        assert_eq!(
            update(&app, stranger, &handed_in, green()).await.errors(),
            ["NOT_FOUND"]
        );
        assert_eq!(approve(&app, stranger, &handed_in).await.errors(), ["NOT_FOUND"]);
        assert_eq!(
            give_back(&app, stranger, &handed_in, &["?"]).await.errors(),
            ["NOT_FOUND"]
        );
    }
    app.finish().await;
}

#[tokio::test]
async fn a_repeated_submission_has_one_effect() {
    let app = TestApp::start_at(noon("2026-06-01")).await;
    let granted = project(&app).await;
    let lead = &granted.lead.lead;
    let owed = june(&app, &granted).await;
    let input = json!({ "obligationId": owed["id"], "idempotencyKey": "one" });
    let start = async || {
        let input_type = "StartPortfolioReportInput";
        app.mutate(lead, "startPortfolioReport", input_type, input.clone(), REPORT)
            .await
    };
    let first = start().await.accepted();
    assert_eq!(start().await, first);
    app.finish().await;
}

/// A report that comes back is mended in time to come: the lead gets the questions by mail.
#[tokio::test]
async fn the_lead_is_told_what_the_authority_asks() {
    let app = TestApp::start_at(noon("2026-06-02")).await;
    let granted = project(&app).await;
    let owed = june(&app, &granted).await;
    let handed_in = submitted(&app, &granted, &owed).await;
    let _ = mails(&app);
    let answer = give_back(
        &app,
        &app.world.officer,
        &handed_in,
        &["Miksi osa-alue 3 on myöhässä?"],
    )
    .await;
    let returned = report("returnPortfolioReport", answer);
    app.work().await;
    let letters = app.mail.sent();
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].to.address, "lead-635@example.test");
    assert!(
        letters[0].text.contains("Miksi osa-alue 3 on myöhässä?"),
        "{}",
        letters[0].text
    );
    assert!(letters[0].text.contains("15.6.2026"), "{}", letters[0].text);
    assert!(
        letters[0]
            .text
            .contains("https://talkoot.example.test/portfolio-reports/")
    );
    assert_eq!(about("ankesalkku", mails(&app)).len(), 1);

    // Returned again and submitted again before the worker wakes up: there is nothing left to ask.
    let lead = &granted.lead.lead;
    let resubmit = async |report_now: &Value| {
        let approved = approve(&app, lead, report_now).await;
        let approved = report("approvePortfolioReportBySteering", approved);
        let mutation = "submitPortfolioReport";
        report(mutation, step(&app, lead, mutation, &approved).await)
    };
    let second = resubmit(&returned).await;
    let answer = give_back(&app, &app.world.officer, &second, &["Entä osa-alue 4?"]).await;
    resubmit(&report("returnPortfolioReport", answer)).await;
    app.work().await;
    assert_eq!(mails(&app), [""; 0]);
    app.finish().await;
}
