//! Steps of the review of applications, for the tests of reviews and rankings.

use serde_json::{Value, json};
use talkoot_test_support::{Answer, Applied, TestApp, User};

pub const REVIEW: &str = "review { id version state hiddenBecause conflict conflictMunicipality { nameFi } \
    scores { criterion points reason } }";

/// Savings, which weigh three, on 0 to 5; reach, which weighs one, on 0 to 100.
pub fn criteria() -> Value {
    json!([
        { "code": "savings", "nameFi": "Säästöt", "nameSv": "Besparingar", "nameEn": "Savings", "weight": 3, "scale": 5 },
        { "code": "reach", "nameFi": "Kattavuus", "nameSv": "Räckvidd", "nameEn": "Reach", "weight": 1, "scale": 100 },
    ])
}

/// A drafted call; its global id.
pub async fn drafted_call(app: &TestApp, change: impl FnOnce(&mut Value)) -> String {
    let mut content = json!({
        "title": "Digikannustin", "opensOn": "2026-02-02", "closesOn": "2026-02-27",
        "usePeriodFirst": "2026-03-01", "usePeriodLast": "2027-12-31",
        "appropriation": "1000000.00", "largestAward": "350000.00",
    });
    change(&mut content);
    let input = json!({ "content": content });
    let officer = &app.world.officer;
    let drafted = app
        .mutate(
            officer,
            "createCall",
            "CreateCallInput",
            input,
            "call { id version }",
        )
        .await
        .accepted();
    drafted.text("/createCall/call/id")
}

pub async fn set_criteria(
    app: &TestApp,
    by: &User,
    call: &str,
    version: i64,
    criteria: Value,
    blind: bool,
) -> Answer {
    let input = json!({ "id": call, "expectedVersion": version, "criteria": criteria, "blind": blind });
    let fields = "call { version blindReview reviewCriteria { code nameSv weight scale } }";
    app.mutate(by, "setReviewCriteria", "SetReviewCriteriaInput", input, fields)
        .await
}

/// A published call with criteria; its global id.
pub async fn reviewed_call(app: &TestApp, blind: bool, change: impl FnOnce(&mut Value)) -> String {
    let call = drafted_call(app, change).await;
    set_criteria(app, &app.world.officer, &call, 1, criteria(), blind)
        .await
        .accepted();
    let input = json!({ "id": call, "expectedVersion": 2 });
    app.mutate(
        &app.world.second,
        "publishCall",
        "CallStepInput",
        input,
        "call { id }",
    )
    .await
    .accepted();
    call
}

pub async fn person(app: &TestApp, user: &User) -> String {
    let viewer = app.graphql(user, "{ viewer { person { id } } }", json!({})).await;
    viewer.text("/viewer/person/id")
}

pub async fn assign(app: &TestApp, by: &User, applied: &Applied, reviewer: &User) -> Answer {
    let input = json!({
        "applicationId": applied.id, "expectedVersion": app.application_version(applied).await,
        "personId": person(app, reviewer).await,
    });
    app.mutate(by, "assignReviewer", "AssignReviewerInput", input, REVIEW)
        .await
}

/// Assigns somebody; the global id of the review.
pub async fn assigned(app: &TestApp, applied: &Applied, reviewer: &User) -> String {
    let officer = &app.world.officer;
    let done = assign(app, officer, applied, reviewer).await.accepted();
    done.text("/assignReviewer/review/id")
}

/// Takes a step of a review at its present version.
pub async fn step(app: &TestApp, by: &User, review: &str, mutation: &str, more: Value) -> Answer {
    let query = "query($id: ID!) { review(id: $id) { version } }";
    let read = app
        .graphql(&app.world.officer, query, json!({ "id": review }))
        .await;
    let mut input = json!({ "id": review, "expectedVersion": read.number("/review/version") });
    for (field, value) in more.as_object().expect("an object") {
        input[field] = value.clone();
    }
    let input_type = match mutation {
        "saveReviewScores" => "SaveReviewScoresInput",
        "submitReview" => "ReviewStepInput",
        _ => "ReviewReasonInput",
    };
    app.mutate(by, mutation, input_type, input, REVIEW).await
}

pub fn scores(savings: i64, reach: i64) -> Value {
    json!({ "scores": [
        { "criterion": "savings", "points": savings, "reason": "Laskelma vakuuttaa." },
        { "criterion": "reach", "points": reach, "reason": "Viisi kuntaa." },
    ] })
}

/// Scores and submits.
pub async fn reviewed(app: &TestApp, by: &User, review: &str, savings: i64, reach: i64) {
    step(app, by, review, "saveReviewScores", scores(savings, reach))
        .await
        .accepted();
    step(app, by, review, "submitReview", json!({})).await.accepted();
}

/// Why the scores of each review of an application are hidden from somebody, or their points.
pub async fn seen(app: &TestApp, by: &User, applied: &Applied) -> Vec<String> {
    let query = "query($id: ID!) { application(id: $id) { reviews { hiddenBecause scores { points } } } }";
    let read = app
        .graphql(by, query, json!({ "id": applied.id }))
        .await
        .accepted();
    let reviews = read.at("/application/reviews").as_array().cloned();
    let shown = |review: &Value| match review["hiddenBecause"].as_str() {
        Some(why) => {
            assert!(review["scores"].is_null(), "hidden, and told: {review}");
            why.to_owned()
        }
        None => {
            let points = review["scores"].as_array().expect("scores").iter();
            points
                .map(|one| one["points"].to_string())
                .collect::<Vec<_>>()
                .join("+")
        }
    };
    reviews.unwrap_or_default().iter().map(shown).collect()
}
