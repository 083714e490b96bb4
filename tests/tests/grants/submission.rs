use chrono::{TimeZone, Utc};
use serde_json::{Value, json};
use talkoot_test_support::{Answer, Applied, Stage, TestApp, User};

async fn with_words(app: &TestApp, by: &User, applied: &Applied, mutation: &str, words: &str) -> Answer {
    let (input_type, field) = match mutation {
        "requestApplicationSupplement" => ("RequestApplicationSupplementInput", "questions"),
        "evaluateApplication" => ("EvaluateApplicationInput", "statement"),
        _ => ("WithdrawApplicationInput", "reason"),
    };
    let mut input: Value = json!({});
    input[field] = json!(words);
    app.step_with(by, applied, mutation, input_type, input).await
}

#[tokio::test]
async fn it_is_submitted_by_the_lead_when_everybody_has_committed() {
    let app = TestApp::start().await;
    let applied = app.application_at(Stage::Asked).await;
    let lead = &applied.lead.lead;
    for municipality in &app.world.municipalities[..4] {
        app.give_commitment(&applied, municipality, &municipality.approver)
            .await
            .accepted();
    }
    let early = app.step(lead, &applied, "submitApplication").await;
    assert_eq!(early.refusals("submitApplication"), ["INCOMPLETE"]);
    assert!(
        early
            .text("/submitApplication/refusals/0/message")
            .starts_with("not committed: Virrat;")
    );
    let virrat = app.world.municipality("Virrat");
    app.give_commitment(&applied, virrat, &virrat.approver)
        .await
        .accepted();
    let other = app.step(&virrat.lead, &applied, "submitApplication").await;
    assert_eq!(other.refusals("submitApplication"), ["NOT_PERMITTED"]);
    app.step(lead, &applied, "submitApplication").await.accepted();
    let again = app.step(lead, &applied, "submitApplication").await;
    assert_eq!(again.refusals("submitApplication"), ["WRONG_STATE"]);
    app.finish().await;
}

#[tokio::test]
async fn a_supplement_is_given_after_the_closing_time_but_nothing_else_is() {
    let app = TestApp::start().await;
    let late = app.application_at(Stage::Committed).await;
    let applied = app.application_at(Stage::Submitted).await;
    let lead = &applied.lead.lead;
    let officer = &app.world.officer;
    app.travel_to(Utc.with_ymd_and_hms(2026, 3, 10, 10, 0, 0).unwrap())
        .await;
    let answer = app.step(lead, &late, "submitApplication").await;
    assert_eq!(answer.refusals("submitApplication"), ["DEADLINE"]);

    let ask = "requestApplicationSupplement";
    assert_eq!(
        with_words(&app, officer, &applied, ask, " ").await.refusals(ask),
        ["INCOMPLETE"]
    );
    assert_eq!(
        with_words(&app, lead, &applied, ask, "Miksi?")
            .await
            .refusals(ask),
        ["NOT_PERMITTED"]
    );
    with_words(&app, officer, &applied, ask, "Miksi?")
        .await
        .accepted();
    let query = "query($id: ID!) { application(id: $id) { state supplementQuestions } }";
    let read = app.graphql(lead, query, json!({ "id": applied.id })).await;
    assert_eq!(read.text("/application/supplementQuestions"), "Miksi?");
    let evaluated = with_words(&app, officer, &applied, "evaluateApplication", "Hyvä.").await;
    assert_eq!(evaluated.refusals("evaluateApplication"), ["WRONG_STATE"]);
    app.step(lead, &applied, "submitApplication").await.accepted();
    with_words(&app, officer, &applied, "evaluateApplication", "Hyvä.")
        .await
        .accepted();
    app.finish().await;
}

#[tokio::test]
async fn more_than_one_grant_may_be_is_not_asked_for() {
    let app = TestApp::start().await;
    let call = app
        .published_call(|content| content["largestAward"] = json!("322999.99"))
        .await;
    let applied = app.application_to(&call, Stage::Budgeted).await;
    let answer = app.step(&applied.lead.lead, &applied, "requestCommitments").await;
    assert_eq!(answer.refusals("requestCommitments"), ["LIMIT_EXCEEDED"]);
    assert_eq!(
        answer.text("/requestCommitments/refusals/0/message"),
        "the budget asks for 323000.00, more than the 322999.99 that one grant may be; budget less"
    );
    app.finish().await;
}

#[tokio::test]
async fn it_is_withdrawn_with_a_reason_from_every_stage_before_the_decision() {
    let app = TestApp::start().await;
    for stage in [
        Stage::Drafted,
        Stage::Committed,
        Stage::Submitted,
        Stage::Evaluated,
        Stage::DecisionDrafted,
    ] {
        let applied = app.application_at(stage).await;
        let lead = &applied.lead.lead;
        let withdraw = "withdrawApplication";
        let silent = with_words(&app, lead, &applied, withdraw, "").await;
        assert_eq!(silent.refusals(withdraw), ["INCOMPLETE"]);
        let other = with_words(&app, &applied.lead.approver, &applied, withdraw, "Ei.").await;
        assert_eq!(other.refusals(withdraw), ["NOT_PERMITTED"]);
        let done = with_words(&app, lead, &applied, withdraw, "Aika ei riitä.")
            .await
            .accepted();
        assert_eq!(done.text("/withdrawApplication/application/state"), "withdrawn");
        let again = with_words(&app, lead, &applied, withdraw, "Taas.").await;
        assert_eq!(again.refusals(withdraw), ["WRONG_STATE"]);
        if applied.decision.is_some() {
            let answer = app.decide(&app.world.second, &applied, "approveDecision").await;
            assert_eq!(
                answer.refusals("approveDecision"),
                ["WRONG_STATE"],
                "nothing to decide"
            );
        }
    }
    let accepted = app.application_at(Stage::Accepted).await;
    let answer = with_words(&app, &accepted.lead.lead, &accepted, "withdrawApplication", "Ei.").await;
    assert_eq!(answer.refusals("withdrawApplication"), ["WRONG_STATE"]);
    app.finish().await;
}
