//! Criteria of a call, reviewers and their conflicts of interest, scores that stay blind.

use serde_json::json;
use talkoot_test_support::{Stage, TestApp};

use crate::grants::reviewing::{
    assign, assigned, criteria, drafted_call, reviewed, reviewed_call, scores, seen, set_criteria, step,
};

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, told in its order")]
async fn criteria_are_set_in_a_draft_and_stay_after_publication() {
    let app = TestApp::start().await;
    let (officer, second) = (&app.world.officer, &app.world.second);
    let call = drafted_call(&app, |_| {}).await;
    let set = set_criteria(&app, officer, &call, 1, criteria(), true)
        .await
        .accepted();
    assert_eq!(
        set.at("/setReviewCriteria/call"),
        &json!({
            "version": 2, "blindReview": true, "reviewCriteria": [
                { "code": "savings", "nameSv": "Besparingar", "weight": 3, "scale": 5 },
                { "code": "reach", "nameSv": "Räckvidd", "weight": 1, "scale": 100 },
            ],
        })
    );
    // Each fault where it is; nothing changes.
    for (field, value, code) in [
        ("code", json!("savings"), "INVALID_INPUT"),
        ("weight", json!(0), "INVALID_INPUT"),
        ("scale", json!(11), "INVALID_INPUT"),
        ("nameEn", json!(" "), "INVALID_INPUT"),
    ] {
        let mut faulty = criteria();
        faulty[1][field] = value;
        let refused = set_criteria(&app, officer, &call, 2, faulty, true).await;
        assert_eq!(refused.refusals("setReviewCriteria"), [code], "{field}");
        let path = refused.at("/setReviewCriteria/refusals/0/path");
        assert_eq!(path, &json!(["criteria", "1", field]));
    }
    let stale = set_criteria(&app, officer, &call, 1, criteria(), true).await;
    assert_eq!(stale.refusals("setReviewCriteria"), ["VERSION_CONFLICT"]);
    for by in [second, &app.world.auditor] {
        let refused = set_criteria(&app, by, &call, 2, criteria(), true).await;
        assert_eq!(refused.refusals("setReviewCriteria"), ["NOT_PERMITTED"]);
    }
    // Who wrote the criteria does not publish them.
    let both = &app.world.both;
    set_criteria(&app, both, &call, 2, criteria(), false)
        .await
        .accepted();
    let publish = json!({ "id": call, "expectedVersion": 3 });
    let own = app
        .mutate(
            both,
            "publishCall",
            "CallStepInput",
            publish.clone(),
            "call { id }",
        )
        .await;
    assert_eq!(own.refusals("publishCall"), ["SAME_PERSON"]);
    app.mutate(second, "publishCall", "CallStepInput", publish, "call { id }")
        .await
        .accepted();
    let late = set_criteria(&app, officer, &call, 4, criteria(), true).await;
    assert_eq!(late.refusals("setReviewCriteria"), ["WRONG_STATE"]);
    // Applicants read them.
    let query = "query($id: ID!) { call(id: $id) { blindReview reviewCriteria { code } } }";
    let lead = &app.world.municipality("Pälkäne").lead;
    let read = app.graphql(lead, query, json!({ "id": call })).await.accepted();
    assert_eq!(read.text("/call/reviewCriteria/0/code"), "savings");
    assert_eq!(read.at("/call/blindReview"), &json!(false));
    // A copy of the call starts with the same criteria.
    let input = json!({
        "fromId": call, "title": "Seuraava", "opensOn": "2026-03-02", "closesOn": "2026-03-27",
        "usePeriodFirst": "2026-05-01", "usePeriodLast": "2027-12-31",
    });
    let fields = "call { reviewCriteria { code } }";
    let copied = app
        .mutate(officer, "copyCall", "CopyCallInput", input, fields)
        .await
        .accepted();
    assert_eq!(copied.text("/copyCall/call/reviewCriteria/1/code"), "reach");
    let by_hand = app.by_hand("UPDATE call_criterion SET weight = 9").await;
    assert!(by_hand.is_err(), "the database guards it too");
    app.finish().await;
}

#[tokio::test]
async fn reviewers_are_officers_or_reviewers_of_the_authority_and_assigned_once() {
    let app = TestApp::start().await;
    let call = reviewed_call(&app, true, |_| {}).await;
    let world = &app.world;
    let draft = app.application_to(&call, Stage::Committed).await;
    let applied = app.application_to(&call, Stage::Submitted).await;
    let hidden = step_input_on(&app, &draft.id).await;
    assert_eq!(hidden, ["NOT_FOUND"], "a draft is not the authority's to see");
    for (by, code) in [
        (&world.second, "NOT_PERMITTED"),
        (&world.auditor, "NOT_PERMITTED"),
        (&applied.lead.lead, "NOT_PERMITTED"),
    ] {
        let refused = assign(&app, by, &applied, &world.officer).await;
        assert_eq!(refused.refusals("assignReviewer"), [code]);
    }
    for who in [&world.second, &world.auditor, &world.stranger] {
        let refused = assign(&app, &world.officer, &applied, who).await;
        assert_eq!(refused.refusals("assignReviewer"), ["INVALID_INPUT"]);
        assert_eq!(
            refused.at("/assignReviewer/refusals/0/path"),
            &json!(["personId"])
        );
    }
    app.grant_authority_role(&world.auditor, "REVIEWER").await;
    let review = assigned(&app, &applied, &world.auditor).await;
    let again = assign(&app, &world.officer, &applied, &world.auditor).await;
    assert_eq!(again.refusals("assignReviewer"), ["DUPLICATE"]);
    // Taken back with a reason, the person may be assigned anew.
    let silent = step(
        &app,
        &world.officer,
        &review,
        "withdrawReviewer",
        json!({ "reason": " " }),
    )
    .await;
    assert_eq!(silent.refusals("withdrawReviewer"), ["INCOMPLETE"]);
    let reason = json!({ "reason": "Loma." });
    let own = step(&app, &world.auditor, &review, "withdrawReviewer", reason.clone()).await;
    assert_eq!(own.refusals("withdrawReviewer"), ["NOT_PERMITTED"]);
    step(&app, &world.officer, &review, "withdrawReviewer", reason)
        .await
        .accepted();
    let late = step(&app, &world.auditor, &review, "saveReviewScores", scores(4, 50)).await;
    assert_eq!(late.refusals("saveReviewScores"), ["WRONG_STATE"]);
    assigned(&app, &applied, &world.auditor).await;
    // A call without criteria is not reviewed, nor is what is evaluated.
    let plain = app.application_at(Stage::Submitted).await;
    let refused = assign(&app, &world.officer, &plain, &world.other_officer).await;
    assert_eq!(refused.refusals("assignReviewer"), ["WRONG_STATE"]);
    let evaluated = app.application_to(&call, Stage::Evaluated).await;
    let refused = assign(&app, &world.officer, &evaluated, &world.other_officer).await;
    assert_eq!(refused.refusals("assignReviewer"), ["WRONG_STATE"]);
    // The applicants see no reviews.
    assert!(seen(&app, &applied.lead.lead, &applied).await.is_empty());
    app.finish().await;
}

async fn step_input_on(app: &TestApp, application: &str) -> Vec<String> {
    let input = json!({
        "applicationId": application, "expectedVersion": 1,
        "personId": crate::grants::reviewing::person(app, &app.world.officer).await,
    });
    app.mutate(
        &app.world.officer,
        "assignReviewer",
        "AssignReviewerInput",
        input,
        "review { id }",
    )
    .await
    .errors()
}

#[tokio::test]
async fn scores_stay_blind_until_everybody_has_submitted() {
    let app = TestApp::start().await;
    let world = &app.world;
    let call = reviewed_call(&app, true, |_| {}).await;
    let applied = app.application_to(&call, Stage::Submitted).await;
    let (one, other) = (&world.officer, &world.other_officer);
    let first = assigned(&app, &applied, one).await;
    let second = assigned(&app, &applied, other).await;
    // Faulty scores are refused where they are; others' reviews are theirs.
    for (more, code, path) in [
        (
            json!({ "scores": [{ "criterion": "savings", "points": 6 }] }),
            "INVALID_INPUT",
            json!(["scores", "0", "points"]),
        ),
        (
            json!({ "scores": [{ "criterion": "beauty", "points": 1 }] }),
            "INVALID_INPUT",
            json!(["scores", "0", "criterion"]),
        ),
    ] {
        let refused = step(&app, one, &first, "saveReviewScores", more).await;
        assert_eq!(refused.refusals("saveReviewScores"), [code]);
        assert_eq!(refused.at("/saveReviewScores/refusals/0/path"), &path);
    }
    let others = step(&app, other, &first, "saveReviewScores", scores(1, 1)).await;
    assert_eq!(others.refusals("saveReviewScores"), ["NOT_PERMITTED"]);
    // A draft may lack a reason, what is submitted may not.
    let half = json!({ "scores": [{ "criterion": "savings", "points": 4 }] });
    step(&app, one, &first, "saveReviewScores", half).await.accepted();
    let early = step(&app, one, &first, "submitReview", json!({})).await;
    assert_eq!(early.refusals("submitReview"), ["INCOMPLETE"]);
    assert_eq!(
        early.text("/submitReview/refusals/0/message"),
        "these criteria lack points or a reason: savings, reach; every criterion needs both"
    );
    reviewed(&app, one, &first, 4, 50).await;
    assert_eq!(seen(&app, one, &applied).await, ["50+4", "not_submitted"]);
    for who in [other, &world.second, &world.auditor] {
        assert_eq!(seen(&app, who, &applied).await[0], "blind");
    }
    // The evaluation waits for the reviews, and nothing submitted is changed.
    let words = json!({ "statement": "Hyvä." });
    let evaluate = async || {
        app.step_with(
            one,
            &applied,
            "evaluateApplication",
            "EvaluateApplicationInput",
            words.clone(),
        )
        .await
    };
    assert_eq!(evaluate().await.refusals("evaluateApplication"), ["INCOMPLETE"]);
    let changed = step(&app, one, &first, "saveReviewScores", scores(5, 100)).await;
    assert_eq!(changed.refusals("saveReviewScores"), ["WRONG_STATE"]);
    let taken = step(&app, one, &first, "withdrawReviewer", json!({ "reason": "Ei." })).await;
    assert_eq!(taken.refusals("withdrawReviewer"), ["WRONG_STATE"]);
    assert!(app.by_hand("UPDATE review_score SET points = 5").await.is_err());
    assert!(app.by_hand("DELETE FROM review_score").await.is_err());

    reviewed(&app, other, &second, 2, 100).await;
    for who in [one, other, &world.second, &world.auditor] {
        assert_eq!(seen(&app, who, &applied).await, ["50+4", "100+2"]);
    }
    evaluate().await.accepted();
    app.finish().await;
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, told in its order")]
async fn who_has_a_conflict_of_interest_neither_scores_nor_reads_scores() {
    let app = TestApp::start().await;
    let world = &app.world;
    let call = reviewed_call(&app, false, |_| {}).await;
    let applied = app.application_to(&call, Stage::Submitted).await;
    // Found: a role in a municipality of the application.
    let lohja = world.municipality("Lohja");
    app.grant_authority_role(&lohja.preparer, "REVIEWER").await;
    let found = assign(&app, &world.officer, &applied, &lohja.preparer)
        .await
        .accepted();
    let review = "/assignReviewer/review";
    assert_eq!(found.text(&format!("{review}/state")), "conflicted");
    assert_eq!(
        found.text(&format!("{review}/conflictMunicipality/nameFi")),
        "Lohja"
    );
    let id = found.text(&format!("{review}/id"));
    let refused = step(&app, &lohja.preparer, &id, "saveReviewScores", scores(5, 100)).await;
    assert_eq!(refused.refusals("saveReviewScores"), ["WRONG_STATE"]);
    // Found later: the role was given after the assignment.
    app.grant_authority_role(&world.outsider.preparer, "REVIEWER")
        .await;
    let fresh = assigned(&app, &applied, &world.outsider.preparer).await;
    let virrat = world.municipality("Virrat");
    app.grant_role(&world.outsider.preparer, virrat, "PARTNER_PREPARER")
        .await;
    let refused = step(
        &app,
        &world.outsider.preparer,
        &fresh,
        "saveReviewScores",
        scores(5, 100),
    )
    .await;
    assert_eq!(refused.refusals("saveReviewScores"), ["NOT_PERMITTED"]);
    let own = json!({ "reason": "Työskentelen Virroilla." });
    step(&app, &world.outsider.preparer, &fresh, "declareConflict", own)
        .await
        .accepted();
    // Declared, also after submitting: the scores do not count and are hidden, and so are others'.
    let declared = assigned(&app, &applied, &world.other_officer).await;
    let counted = assigned(&app, &applied, &world.officer).await;
    reviewed(&app, &world.other_officer, &declared, 5, 100).await;
    reviewed(&app, &world.officer, &counted, 1, 10).await;
    assert_eq!(
        seen(&app, &world.other_officer, &applied).await[2..],
        ["100+5", "10+1"]
    );
    let silent = step(
        &app,
        &world.other_officer,
        &declared,
        "declareConflict",
        json!({ "reason": "" }),
    )
    .await;
    assert_eq!(silent.refusals("declareConflict"), ["INCOMPLETE"]);
    let reason = json!({ "reason": "Sisareni johtaa hanketta." });
    let others = step(&app, &world.officer, &declared, "declareConflict", reason.clone()).await;
    assert_eq!(others.refusals("declareConflict"), ["NOT_PERMITTED"]);
    step(&app, &world.other_officer, &declared, "declareConflict", reason)
        .await
        .accepted();
    assert_eq!(
        seen(&app, &world.other_officer, &applied).await[2..],
        ["100+5", "conflict"],
        "only one's own"
    );
    assert_eq!(
        seen(&app, &lohja.preparer, &applied).await[2..],
        ["conflict", "conflict"]
    );
    assert_eq!(
        seen(&app, &world.second, &applied).await[2..],
        ["not_submitted", "10+1"]
    );
    app.finish().await;
}

#[tokio::test]
async fn reviews_wait_while_a_supplement_is_requested() {
    let app = TestApp::start().await;
    let officer = &app.world.officer;
    let call = reviewed_call(&app, true, |_| {}).await;
    let applied = app.application_to(&call, Stage::Submitted).await;
    let review = assigned(&app, &applied, officer).await;
    step(&app, officer, &review, "saveReviewScores", scores(4, 50))
        .await
        .accepted();
    let questions = json!({ "questions": "Mistä säästöt?" });
    app.step_with(
        officer,
        &applied,
        "requestApplicationSupplement",
        "RequestApplicationSupplementInput",
        questions,
    )
    .await
    .accepted();
    let early = step(&app, officer, &review, "submitReview", json!({})).await;
    assert_eq!(early.refusals("submitReview"), ["WRONG_STATE"]);
    app.step(&applied.lead.lead, &applied, "submitApplication")
        .await
        .accepted();
    step(&app, officer, &review, "submitReview", json!({}))
        .await
        .accepted();
    let tasks = app
        .graphql(
            officer,
            "{ myReviews { totalCount edges { node { state } } } }",
            json!({}),
        )
        .await
        .accepted();
    assert_eq!(tasks.number("/myReviews/totalCount"), 1);
    assert_eq!(tasks.text("/myReviews/edges/0/node/state"), "submitted");
    app.finish().await;
}

/// Goal: who is to review hears of it once, with a link that leads somewhere; who has a conflict of interest, did it
/// already or assigned themselves does not.
#[tokio::test]
async fn a_reviewer_is_told_what_to_review() {
    let app = TestApp::start().await;
    let world = &app.world;
    let call = reviewed_call(&app, true, |_| {}).await;
    let applied = app.application_to(&call, Stage::Submitted).await;
    let lohja = world.municipality("Lohja");
    app.grant_authority_role(&lohja.preparer, "REVIEWER").await;
    app.grant_authority_role(&world.auditor, "REVIEWER").await;
    app.work().await;
    drop(app.mail.take());
    assign(&app, &world.officer, &applied, &lohja.preparer)
        .await
        .accepted();
    assigned(&app, &applied, &world.officer).await;
    assigned(&app, &applied, &world.other_officer).await;
    let taken_back = assigned(&app, &applied, &world.auditor).await;
    let reason = json!({ "reason": "Loma." });
    step(&app, &world.officer, &taken_back, "withdrawReviewer", reason)
        .await
        .accepted();
    for _ in 0..2 {
        app.work().await;
    }
    let sent = app.mail.take();
    let told: Vec<&str> = sent.iter().map(|mail| mail.to.address.as_str()).collect();
    assert_eq!(told, ["other-officer@example.test"]);
    let text = &sent[0].text;
    assert!(
        text.contains("Digitaaliset kunnat") && text.contains("sokkoarviointi"),
        "{text}"
    );
    let (_, link) = text.split_once("https://talkoot.example.test/").expect("a link");
    let path = link.split_whitespace().next().expect("a path");
    assert!(path.starts_with("reviews/"), "{path}");
    let (status, page) = app.get(&world.other_officer, path).await;
    assert_eq!(status, 200, "{}", String::from_utf8_lossy(&page));
    app.finish().await;
}

/// What somebody writes past the engine is found by the log.
#[tokio::test]
async fn a_review_changed_past_the_engine_is_found() {
    let app = TestApp::start().await;
    let officer = &app.world.officer;
    let call = reviewed_call(&app, true, |_| {}).await;
    let applied = app.application_to(&call, Stage::Submitted).await;
    let review = assigned(&app, &applied, officer).await;
    step(&app, officer, &review, "saveReviewScores", scores(4, 50))
        .await
        .accepted();
    let sql = "DELETE FROM review_score WHERE criterion = 'reach'";
    let found = app.found_after("review_score", sql).await;
    assert!(
        found.iter().any(|one| one.what.contains("the review")),
        "{found:?}"
    );
    app.finish().await;
}
