//! A published call changes by a recorded correction of two persons only, and who has an application is told.

use serde_json::{Value, json};
use talkoot_test_support::{Answer, Stage, TestApp, User};

const CORRECTION: &str = "callCorrection { id version state reason changes { field before after } \
    proposedBy { name } endedBy { name } availableActions { action allowed refusal { code } } \
    call { version closesOn terms { rate } } }";

/// What the published call of the tests says, with other values.
fn content(app: &TestApp, more: &Value) -> Value {
    let today = app.app.today();
    let mut content = json!({
        "title": "Digikannustin",
        "opensOn": today, "closesOn": today + chrono::Days::new(26),
        "usePeriodFirst": "2026-02-01", "usePeriodLast": "2027-12-31",
        "appropriation": "1000000.00", "largestAward": "350000.00", "exitPlanFrom": "NEVER",
    });
    for (name, value) in more.as_object().expect("an object") {
        content[name] = value.clone();
    }
    content
}

async fn propose(app: &TestApp, by: &User, call: &str, version: i64, content: Value, why: &str) -> Answer {
    let input = json!({ "callId": call, "expectedVersion": version, "content": content, "reason": why });
    app.mutate(
        by,
        "proposeCallCorrection",
        "ProposeCallCorrectionInput",
        input,
        CORRECTION,
    )
    .await
}

async fn step(app: &TestApp, by: &User, mutation: &str, id: &str, version: i64) -> Answer {
    let input = json!({ "id": id, "expectedVersion": version });
    app.mutate(by, mutation, "CallCorrectionStepInput", input, CORRECTION)
        .await
}

fn longer(app: &TestApp) -> Value {
    json!({ "closesOn": app.app.today() + chrono::Days::new(40) })
}

async fn corrections(app: &TestApp, by: &User, call: &str) -> Value {
    let query = "query($id: ID!) { call(id: $id) { corrections { state reason } } }";
    let read = app.graphql(by, query, json!({ "id": call })).await.accepted();
    read.at("/call/corrections").clone()
}

/// Goal: proposed by an officer, published by another person, seen by everybody with what was changed; the leads
/// of drafts and of submitted applications are written to, each once.
#[tokio::test]
async fn a_call_is_corrected_by_two_persons_and_applicants_are_told() {
    let app = TestApp::start().await;
    let call = app.published_call(|_| {}).await;
    app.application_to(&call, Stage::Budgeted).await;
    let (officer, second) = (&app.world.officer, &app.world.second);
    let lead = &app.world.municipality("Lohja").lead;

    let wanted = content(&app, &longer(&app));
    let proposed = propose(&app, officer, &call, 2, wanted, "Kunnat pyysivät lisäaikaa.")
        .await
        .accepted();
    let id = proposed.text("/proposeCallCorrection/callCorrection/id");
    let (before, after) = (
        (app.app.today() + chrono::Days::new(26)).to_string(),
        (app.app.today() + chrono::Days::new(40)).to_string(),
    );
    assert_eq!(
        proposed.at("/proposeCallCorrection/callCorrection/changes"),
        &json!([{ "field": "closesOn", "before": before, "after": after }])
    );
    assert_eq!(
        proposed.at("/proposeCallCorrection/callCorrection/availableActions"),
        &json!([
            { "action": "publishCallCorrection", "allowed": false, "refusal": { "code": "NOT_PERMITTED" } },
            { "action": "withdrawCallCorrection", "allowed": true, "refusal": null },
        ])
    );
    // Until it is published the call says what it said, and nobody outside knows of it.
    assert_eq!(
        proposed.text("/proposeCallCorrection/callCorrection/call/closesOn"),
        before
    );
    assert_eq!(corrections(&app, lead, &call).await, json!([]));
    let hidden = step(&app, lead, "publishCallCorrection", &id, 1).await;
    assert_eq!(hidden.errors(), ["NOT_FOUND"]);

    app.work().await;
    let _ = app.mail.take();
    let published = step(&app, second, "publishCallCorrection", &id, 1)
        .await
        .accepted();
    let of = |field: &str| {
        published
            .at(&format!("/publishCallCorrection/callCorrection/{field}"))
            .clone()
    };
    assert_eq!(of("state"), json!("published"));
    assert_eq!(of("call/closesOn"), json!(after));
    assert_eq!(of("call/version"), json!(3));
    assert_eq!(
        corrections(&app, lead, &call).await,
        json!([{ "state": "published", "reason": "Kunnat pyysivät lisäaikaa." }])
    );
    app.work().await;
    let mails = app.mail.take();
    let told: Vec<&str> = mails.iter().map(|mail| mail.subject.as_str()).collect();
    assert_eq!(mails.len(), 1, "the lead of the draft, and nobody else: {told:?}");
    assert!(told[0].contains("Digitaaliset kunnat"), "{told:?}");
    assert!(
        mails[0].text.contains("Kunnat pyysivät lisäaikaa."),
        "{}",
        mails[0].text
    );
    app.finish().await;
}

/// Goal: what may not be corrected is refused with the field, and nothing happens.
#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a table, a line per case")]
async fn what_may_not_be_corrected_is_refused() {
    let app = TestApp::start().await;
    let call = app.published_call(|_| {}).await;
    let officer = &app.world.officer;
    let today = app.app.today();
    for (more, reason, code, path) in [
        (json!({}), "Syy", "INVALID_INPUT", json!(["content"])),
        (longer(&app), " ", "INCOMPLETE", json!(["reason"])),
        (
            json!({ "closesOn": today + chrono::Days::new(20) }),
            "Syy",
            "INVALID_INPUT",
            json!(["closesOn"]),
        ),
        (
            json!({ "opensOn": today + chrono::Days::new(1) }),
            "Syy",
            "INVALID_INPUT",
            json!(["opensOn"]),
        ),
        (json!({ "title": "" }), "Syy", "INCOMPLETE", json!(["title"])),
        (
            json!({ "largestAward": "1000000.01" }),
            "Syy",
            "INVALID_INPUT",
            json!(["largestAward"]),
        ),
    ] {
        let refused = propose(&app, officer, &call, 2, content(&app, &more), reason).await;
        assert_eq!(refused.refusals("proposeCallCorrection"), [code], "{more}");
        assert_eq!(
            refused.at("/proposeCallCorrection/refusals/0/path"),
            &path,
            "{more}"
        );
    }
    let wanted = content(&app, &longer(&app));
    let stale = propose(&app, officer, &call, 1, wanted.clone(), "Syy").await;
    assert_eq!(stale.refusals("proposeCallCorrection"), ["VERSION_CONFLICT"]);
    for user in [
        &app.world.second,
        &app.world.auditor,
        &app.world.municipality("Lohja").lead,
    ] {
        let refused = propose(&app, user, &call, 2, wanted.clone(), "Syy").await;
        assert_eq!(refused.refusals("proposeCallCorrection"), ["NOT_PERMITTED"]);
    }
    let draft = json!({ "content": content(&app, &json!({})) });
    let draft = app
        .mutate(officer, "createCall", "CreateCallInput", draft, "call { id }")
        .await
        .accepted();
    let id = draft.text("/createCall/call/id");
    let refused = propose(&app, officer, &id, 1, wanted.clone(), "Syy").await;
    assert_eq!(refused.refusals("proposeCallCorrection"), ["WRONG_STATE"]);

    // One waits at a time; another person publishes it; once it is withdrawn it is no more.
    let proposed = propose(&app, &app.world.both, &call, 2, wanted.clone(), "Syy")
        .await
        .accepted();
    let id = proposed.text("/proposeCallCorrection/callCorrection/id");
    let twice = propose(&app, officer, &call, 2, wanted.clone(), "Syy").await;
    assert_eq!(twice.refusals("proposeCallCorrection"), ["DUPLICATE"]);
    let own = step(&app, &app.world.both, "publishCallCorrection", &id, 1).await;
    assert_eq!(own.refusals("publishCallCorrection"), ["SAME_PERSON"]);
    let stale = step(&app, &app.world.second, "publishCallCorrection", &id, 9).await;
    assert_eq!(stale.refusals("publishCallCorrection"), ["VERSION_CONFLICT"]);
    step(&app, officer, "withdrawCallCorrection", &id, 1)
        .await
        .accepted();
    let gone = step(&app, &app.world.second, "publishCallCorrection", &id, 2).await;
    assert_eq!(gone.refusals("publishCallCorrection"), ["WRONG_STATE"]);

    // Once the call has closed nobody can answer what is corrected.
    let proposed = propose(&app, officer, &call, 2, wanted.clone(), "Syy")
        .await
        .accepted();
    let id = proposed.text("/proposeCallCorrection/callCorrection/id");
    app.travel_to(app.app.now() + chrono::TimeDelta::days(60)).await;
    let late = step(&app, &app.world.second, "publishCallCorrection", &id, 1).await;
    assert_eq!(late.refusals("publishCallCorrection"), ["WRONG_STATE"]);
    app.finish().await;
}
