use serde_json::{Value, json};
use talkoot_storage::{Scope, outbox};
use talkoot_test_support::{Answer, Applied, Stage, TestApp, User};

async fn draft(app: &TestApp, by: &User, applied: &Applied, more: Value) -> Answer {
    let mut input = json!({
        "applicationId": applied.id, "expectedVersion": app.application_version(applied).await,
        "awarded": true, "award": "300000.00", "reasoning": "Perustelut.",
    });
    for (name, value) in more.as_object().expect("an object") {
        input[name] = value.clone();
    }
    let fields = "decision { id version state award rate awarded }";
    app.mutate(by, "draftDecision", "DraftDecisionInput", input, fields)
        .await
}

async fn resolve(app: &TestApp, call: &str) -> Vec<String> {
    let query = "query($id: ID!) { call(id: $id) { version } }";
    let read = app
        .graphql(&app.world.officer, query, json!({ "id": call }))
        .await;
    let input = json!({ "id": call, "expectedVersion": read.number("/call/version") });
    app.mutate(
        &app.world.second,
        "resolveCall",
        "CallStepInput",
        input,
        "call { state }",
    )
    .await
    .refusals("resolveCall")
}

#[tokio::test]
async fn a_draft_stays_within_every_limit() {
    let app = TestApp::start().await;
    let applied = app.application_at(Stage::Evaluated).await;
    let officer = &app.world.officer;
    for (more, code, path) in [
        (json!({ "award": "323000.01" }), "LIMIT_EXCEEDED", "award"),
        (json!({ "award": "350000.01" }), "LIMIT_EXCEEDED", "award"),
        (json!({ "award": "0.00" }), "INVALID_INPUT", "award"),
        (json!({ "award": null }), "INVALID_INPUT", "award"),
        (json!({ "awarded": false }), "INVALID_INPUT", "award"),
        (json!({ "reasoning": "  " }), "INCOMPLETE", "reasoning"),
        (json!({ "rate": "85.0001" }), "LIMIT_EXCEEDED", "rate"),
        (json!({ "rate": "78.9473" }), "LIMIT_EXCEEDED", "award"),
        (
            json!({ "expectedVersion": 1 }),
            "VERSION_CONFLICT",
            "expectedVersion",
        ),
    ] {
        let answer = draft(&app, officer, &applied, more.clone()).await;
        assert_eq!(answer.refusals("draftDecision"), [code], "{more}");
        assert_eq!(
            answer.at("/draftDecision/refusals/0/path"),
            &json!([path]),
            "{more}"
        );
    }
    let lead = draft(&app, &applied.lead.lead, &applied, json!({})).await;
    assert_eq!(lead.refusals("draftDecision"), ["NOT_PERMITTED"]);
    let stranger = draft(&app, &app.world.stranger, &applied, json!({})).await;
    assert_eq!(stranger.errors(), ["NOT_FOUND"]);
    let submitted = app.application_at(Stage::Submitted).await;
    let early = draft(&app, officer, &submitted, json!({})).await;
    assert_eq!(early.refusals("draftDecision"), ["WRONG_STATE"]);

    let done = draft(&app, officer, &applied, json!({ "rate": "80" }))
        .await
        .accepted();
    assert_eq!(done.text("/draftDecision/decision/rate"), "80");
    let second = draft(&app, &app.world.other_officer, &applied, json!({})).await;
    assert_eq!(second.refusals("draftDecision"), ["DUPLICATE"]);
    app.finish().await;
}

async fn update(app: &TestApp, by: &User, applied: &Applied, version: i64) -> Answer {
    let input = json!({
        "id": applied.decision, "expectedVersion": version, "awarded": true,
        "award": "200000.00", "reasoning": "Vähemmän.",
    });
    app.mutate(
        by,
        "updateDecision",
        "UpdateDecisionInput",
        input,
        "decision { version award }",
    )
    .await
}

#[tokio::test]
async fn who_drafted_or_changed_a_decision_does_not_make_it() {
    let app = TestApp::start().await;
    let (both, other) = (&app.world.both, &app.world.other_officer);
    let mut applied = app.application_at(Stage::Evaluated).await;
    let drafted = draft(&app, both, &applied, json!({})).await.accepted();
    applied.decision = Some(drafted.text("/draftDecision/decision/id"));
    let approve = async |user: &User, applied: &Applied| {
        app.decide(user, applied, "approveDecision")
            .await
            .refusals("approveDecision")
    };
    assert_eq!(approve(both, &applied).await, ["SAME_PERSON"]);
    assert_eq!(approve(other, &applied).await, ["NOT_PERMITTED"]);
    // Another officer writes it anew: the first one still drafted it.
    update(&app, other, &applied, 1).await.accepted();
    let stale = update(&app, &app.world.officer, &applied, 1).await;
    assert_eq!(stale.refusals("updateDecision"), ["VERSION_CONFLICT"]);
    let lead = update(&app, &applied.lead.lead, &applied, 2).await;
    assert_eq!(
        lead.errors(),
        ["NOT_FOUND"],
        "a draft is not the applicants' to see"
    );
    assert_eq!(approve(both, &applied).await, ["SAME_PERSON"]);
    assert_eq!(approve(&app.world.second, &applied).await, [""; 0]);
    let late = update(&app, &app.world.officer, &applied, 3).await;
    assert_eq!(late.refusals("updateDecision"), ["WRONG_STATE"]);

    let changed = app.application_at(Stage::DecisionDrafted).await;
    update(&app, both, &changed, 1).await.accepted();
    update(&app, other, &changed, 2).await.accepted();
    assert_eq!(
        approve(both, &changed).await,
        ["SAME_PERSON"],
        "who changed it, though somebody else did after"
    );
    app.by_hand("DELETE FROM hand WHERE object = 'decision'")
        .await
        .unwrap();
    let second = &app.world.second;
    assert_eq!(approve(second, &changed).await, ["CANNOT_CHECK"], "a lost list");
    app.finish().await;
}

#[tokio::test]
async fn a_rejection_ends_the_application_and_starts_no_project() {
    let app = TestApp::start().await;
    let mut applied = app.application_at(Stage::Evaluated).await;
    let more = json!({ "awarded": false, "award": null });
    let drafted = draft(&app, &app.world.officer, &applied, more).await.accepted();
    assert_eq!(drafted.at("/draftDecision/decision/award"), &Value::Null);
    applied.decision = Some(drafted.text("/draftDecision/decision/id"));
    app.decide(&app.world.second, &applied, "approveDecision")
        .await
        .accepted();
    let lead = &applied.lead.lead;
    let accepted = app.decide(lead, &applied, "acceptDecision").await;
    assert_eq!(accepted.refusals("acceptDecision"), ["WRONG_STATE"]);
    let query =
        "query($id: ID!) { application(id: $id) { state evaluation decision { awarded project { id } } } }";
    let read = app
        .graphql(lead, query, json!({ "id": applied.id }))
        .await
        .accepted();
    assert_eq!(
        read.at("/application"),
        &json!({
            "state": "rejected", "evaluation": "Hyvä hanke.",
            "decision": { "awarded": false, "project": null },
        })
    );
    app.finish().await;
}

#[tokio::test]
async fn what_was_granted_is_gone_from_the_appropriation_until_it_is_refused() {
    let app = TestApp::start().await;
    let call = app
        .published_call(|content| content["appropriation"] = json!("599999.99"))
        .await;
    let first = app.application_to(&call, Stage::DecisionDrafted).await;
    let second = app.application_to(&call, Stage::DecisionDrafted).await;
    app.decide(&app.world.second, &first, "approveDecision")
        .await
        .accepted();
    let over = app.decide(&app.world.second, &second, "approveDecision").await;
    assert_eq!(over.refusals("approveDecision"), ["LIMIT_EXCEEDED"]);
    assert_eq!(
        over.text("/approveDecision/refusals/0/message"),
        "an award of 300000.00 is more than the 299999.99 that is left of the call's appropriation"
    );
    let refuse = async |reason: &str| {
        let input = json!({ "id": first.decision, "expectedVersion": 2, "reason": reason });
        let fields = "decision { state refusalReason project { id } }";
        app.mutate(
            &first.lead.lead,
            "refuseDecision",
            "RefuseDecisionInput",
            input,
            fields,
        )
        .await
    };
    assert_eq!(refuse("").await.refusals("refuseDecision"), ["INCOMPLETE"]);
    let refused = refuse("Ei omarahoitusta.").await.accepted();
    assert_eq!(refused.at("/refuseDecision/decision/project"), &Value::Null);
    app.decide(&app.world.second, &second, "approveDecision")
        .await
        .accepted();
    app.finish().await;
}

#[tokio::test]
async fn of_two_approvals_at_the_same_time_only_what_the_call_has_is_granted() {
    let app = TestApp::start().await;
    let call = app
        .published_call(|content| content["appropriation"] = json!("350000.00"))
        .await;
    let first = app.application_to(&call, Stage::DecisionDrafted).await;
    let second = app.application_to(&call, Stage::DecisionDrafted).await;
    let (one, two) = tokio::join!(
        app.decide(&app.world.second, &first, "approveDecision"),
        app.decide(&app.world.second, &second, "approveDecision")
    );
    let mut refusals = [one.refusals("approveDecision"), two.refusals("approveDecision")];
    refusals.sort();
    assert_eq!(refusals, [vec![], vec!["LIMIT_EXCEEDED".to_owned()]]);
    app.finish().await;
}

#[tokio::test]
async fn only_the_lead_accepts_and_only_once() {
    let app = TestApp::start().await;
    let applied = app.application_at(Stage::DecisionDrafted).await;
    let lead = &applied.lead.lead;
    let early = app.decide(lead, &applied, "acceptDecision").await;
    assert_eq!(
        early.errors(),
        ["NOT_FOUND"],
        "a draft is not the applicants' to see"
    );
    app.decide(&app.world.second, &applied, "approveDecision")
        .await
        .accepted();
    let other = app
        .decide(&app.world.municipality("Lohja").lead, &applied, "acceptDecision")
        .await;
    assert_eq!(other.refusals("acceptDecision"), ["NOT_PERMITTED"]);
    let input = json!({ "id": applied.decision, "expectedVersion": 2, "idempotencyKey": "once" });
    let accept = async || {
        let fields = "decision { state version project { id number } }";
        app.mutate(lead, "acceptDecision", "DecisionStepInput", input.clone(), fields)
            .await
    };
    let first = accept().await.accepted();
    assert_eq!(accept().await, first, "the same key starts no second project");
    let again = app.decide(lead, &applied, "acceptDecision").await;
    assert_eq!(again.refusals("acceptDecision"), ["WRONG_STATE"]);
    let projects = app.graphql(lead, "{ projects { totalCount } }", json!({})).await;
    assert_eq!(projects.number("/projects/totalCount"), 1);
    app.finish().await;
}

#[tokio::test]
async fn a_project_s_birth_is_an_event_with_the_pinned_terms() {
    let app = TestApp::start().await;
    let mut applied = app.application_at(Stage::Evaluated).await;
    let drafted = draft(&app, &app.world.officer, &applied, json!({ "rate": "80" })).await;
    applied.decision = Some(drafted.text("/draftDecision/decision/id"));
    app.decide(&app.world.second, &applied, "approveDecision")
        .await
        .accepted();
    app.decide(&applied.lead.lead, &applied, "acceptDecision")
        .await
        .accepted();
    let granted = app.project_of(&applied).await;

    let tx = app.app.store().begin().await.unwrap();
    let events = outbox::next(&tx, "a reader of the test", 1000).await.unwrap();
    drop(tx);
    let last: Vec<&str> = events
        .iter()
        .rev()
        .take(2)
        .map(|event| event.kind.as_str())
        .collect();
    assert_eq!(last, ["project_started", "decision_accepted"]);
    let started = events.last().unwrap();
    assert_eq!(Some(started.object.into()), Some(granted.project));
    assert_eq!(started.project, Some(granted.project));

    let project = talkoot_storage::projects::find(app.app.store(), &Scope::system(), granted.project)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(project.terms.rate.to_string(), "80");
    assert_eq!(project.terms.largest_award.to_string(), "350000.00");
    app.finish().await;
}

#[tokio::test]
async fn a_call_is_resolved_when_nothing_waits_for_a_decision() {
    let app = TestApp::start().await;
    let call = app.published_call(|_| {}).await;
    let _never_submitted = app.application_to(&call, Stage::Committed).await;
    let applied = app.application_to(&call, Stage::DecisionDrafted).await;
    app.travel_to("2026-03-10T10:00:00Z".parse().unwrap()).await;
    assert_eq!(resolve(&app, &call).await, ["INCOMPLETE"]);
    app.decide(&app.world.second, &applied, "approveDecision")
        .await
        .accepted();
    assert_eq!(resolve(&app, &call).await, [""; 0]);
    app.finish().await;
}
