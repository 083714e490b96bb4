//! What deviates by more than the call lets pass is explained before the steering group approves the report.

use serde_json::{Value, json};

use crate::{
    claims::setup::Claims,
    portfolio::help::{add_milestone, february, forecast, read},
    reports::help::{approve, green, report, step, update},
};

fn refusal(answer: &talkoot_test_support::Answer, mutation: &str) -> (Value, String) {
    assert_eq!(answer.refusals(mutation), ["INCOMPLETE"]);
    let refusal = answer.at(&format!("/{mutation}/refusals/0"));
    (
        refusal["path"].clone(),
        refusal["message"].as_str().unwrap_or_default().to_owned(),
    )
}

/// Goal: one after the other, the refusal names what is not explained; what the limits let pass needs nothing; what comes
/// up between approval and submission is explained too.
#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, in its order")]
async fn a_report_explains_what_deviates_too_far() {
    let claims = Claims::start().await;
    let (app, lead) = (&claims.app, claims.lead().clone());
    let lohja = app.world.municipality("Lohja").id.clone();
    // 7 600.00 above is the limit of 10 per cent of Lohja's 76 000.00, and of the 76 000.00 of the sub-area.
    forecast(&claims, &lead, "Lohja", 0, Some("22800.00"))
        .await
        .accepted();
    let started = february(&claims).await;
    let written = report(
        "updatePortfolioReport",
        update(app, &lead, &started, green()).await,
    );
    assert_eq!(
        read(&claims, &lead, &written, "mustExplain { name }").await["mustExplain"],
        json!([])
    );
    let approved = report(
        "approvePortfolioReportBySteering",
        approve(app, &lead, &written).await,
    );

    forecast(&claims, &lead, "Lohja", 1, Some("22800.01"))
        .await
        .accepted();
    let mutation = "submitPortfolioReport";
    let (path, message) = refusal(&step(app, &lead, mutation, &approved).await, mutation);
    assert_eq!(path, json!(["content", "explanations"]));
    assert_eq!(
        message,
        "the costs of Lohja deviate by 7600.01 (10 %) from the budget, more than the call lets pass; write why"
    );
    let milestone = add_milestone(&claims, &lead, None, "Aloitus", "2026-09-01")
        .await
        .accepted();
    let milestone = milestone.at("/addMilestone/milestone").clone();
    let input = json!({
        "id": milestone["id"], "expectedVersion": milestone["version"], "forecast": "2026-10-02", "reason": "x",
    });
    app.mutate(
        &lead,
        "moveMilestone",
        "MoveMilestoneInput",
        input,
        "milestone { id }",
    )
    .await
    .accepted();
    let about = [
        lohja,
        claims.project.sub_areas[0].clone(),
        milestone["id"].as_str().expect("an id").to_owned(),
    ];
    let explained = |count: usize| {
        let mut content = green();
        let texts = about
            .iter()
            .take(count)
            .map(|id| json!({ "aboutId": id, "text": "Tarjous oli kalliimpi." }));
        content["explanations"] = texts.collect();
        content
    };
    let mut now = approved;
    for (count, name) in ["Lohja", "Osa-alue 1", "\"Aloitus\" is 31 days later"]
        .iter()
        .enumerate()
    {
        now = report(
            "updatePortfolioReport",
            update(app, &lead, &now, explained(count)).await,
        );
        let by_steering = "approvePortfolioReportBySteering";
        let (path, message) = refusal(&approve(app, &lead, &now).await, by_steering);
        assert_eq!(path, json!(["content", "explanations"]));
        assert!(message.contains(name), "{message}");
    }
    let fields = "mustExplain { about aboutId name isExplained costDeviation slipDays } \
                  explanations { about text } availableActions { action refusal { code } }";
    let seen = read(&claims, &lead, &now, fields).await;
    let told: Vec<(&Value, &Value)> = seen["mustExplain"]
        .as_array()
        .expect("needed")
        .iter()
        .map(|one| (&one["about"], &one["isExplained"]))
        .collect();
    assert_eq!(
        told,
        [
            (&json!("municipality"), &json!(true)),
            (&json!("sub_area"), &json!(true)),
            (&json!("milestone"), &json!(false)),
        ]
    );
    let offered = seen["availableActions"].as_array().expect("actions");
    let offered = offered
        .iter()
        .find(|one| one["action"] == "approvePortfolioReportBySteering");
    assert_eq!(offered.expect("the action")["refusal"]["code"], "INCOMPLETE");
    now = report(
        "updatePortfolioReport",
        update(app, &lead, &now, explained(3)).await,
    );
    let approved = report(
        "approvePortfolioReportBySteering",
        approve(app, &lead, &now).await,
    );
    report(mutation, step(app, &lead, mutation, &approved).await);
    claims.app.finish().await;
}

/// Goal: the limits are the call's own; a tighter one asks sooner.
#[tokio::test]
async fn a_call_sets_its_own_limits() {
    let claims = Claims::start_from(|content| {
        content["costDeviationLimit"] = json!("0.5");
        content["timetableSlipLimit"] = json!(0);
    })
    .await;
    let lead = claims.lead().clone();
    let query = "query($id: ID!) { project(id: $id) { terms { costDeviationLimit timetableSlipLimit } } }";
    let read_terms = claims
        .app
        .graphql(&lead, query, json!({ "id": claims.project.id }))
        .await;
    assert_eq!(
        read_terms.accepted().at("/project/terms"),
        &json!({ "costDeviationLimit": "0.5", "timetableSlipLimit": 0 })
    );
    forecast(&claims, &lead, "Lohja", 0, Some("15581.00"))
        .await
        .accepted();
    let started = february(&claims).await;
    let needed = read(&claims, &lead, &started, "mustExplain { name costDeviation }").await;
    assert_eq!(
        needed["mustExplain"],
        json!([
            { "name": "Lohja", "costDeviation": "381.00" },
            { "name": "Osa-alue 1", "costDeviation": "381.00" },
        ])
    );
    claims.app.finish().await;
}

/// Goal: an explanation of what is not the project's, or of one thing twice, is refused with its place.
#[tokio::test]
async fn an_explanation_is_about_something_of_the_project() {
    let claims = Claims::start().await;
    let (app, lead) = (&claims.app, claims.lead().clone());
    let started = february(&claims).await;
    let lohja = app.world.municipality("Lohja").id.clone();
    let of = |ids: &[&str]| {
        let mut content = green();
        content["explanations"] = ids
            .iter()
            .map(|id| json!({ "aboutId": id, "text": "x" }))
            .collect();
        content
    };
    for (content, path) in [
        (
            of(&[&app.world.outsider.id]),
            json!(["content", "explanations", "0", "aboutId"]),
        ),
        (of(&[&lohja, &lohja]), json!(["content", "explanations", "1"])),
    ] {
        let refused = update(app, &lead, &started, content).await;
        assert_eq!(refused.refusals("updatePortfolioReport"), ["INVALID_INPUT"]);
        assert_eq!(refused.at("/updatePortfolioReport/refusals/0/path"), &path);
    }
    let wrong = update(app, &lead, &started, of(&[&claims.project.id])).await;
    assert_eq!(wrong.errors(), ["NOT_FOUND"]);
    claims.app.finish().await;
}
