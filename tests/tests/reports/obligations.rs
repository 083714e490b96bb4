//! What the schedule makes, who sees it, and what officers can do with it.

use serde_json::{Value, json};
use talkoot_storage::obligations;
use talkoot_test_support::{Answer, TestApp};

use crate::reports::help::{again, extend, june, noon, obligation, project, start, submitted, waive};

#[tokio::test]
async fn a_started_project_owes_what_its_schedule_says_once() {
    let app = TestApp::start().await;
    let granted = project(&app).await;
    let query = "query($id: ID!) { project(id: $id) { obligations(first: 100) { totalCount edges { node { \
                 kind dueDate responsible { nameFi } state } } } } }";
    let read = async || {
        let variables = json!({ "id": granted.id });
        app.graphql(&app.world.officer, query, variables).await.accepted()
    };
    let owed = read().await;
    let kinds = |kind: &str| {
        let edges = owed.at("/project/obligations/edges").as_array().unwrap();
        edges.iter().filter(|edge| edge["node"]["kind"] == kind).count()
    };
    // Use period 1.2.2026 to 31.12.2027: four half-years of five partners; the first report is due in February.
    let counted = [
        "cost_report",
        "portfolio_report",
        "interim_report",
        "final_report",
        "follow_up",
    ]
    .map(kinds);
    assert_eq!(counted, [20, 6, 1, 1, 1]);
    let due: Vec<&Value> = owed
        .at("/project/obligations/edges")
        .as_array()
        .unwrap()
        .iter()
        .map(|edge| &edge["node"]["dueDate"])
        .collect();
    let mut sorted = due.clone();
    sorted.sort_by_key(|date| date.as_str());
    assert_eq!(due, sorted, "a list goes by due date");

    // The same event again, as after a restored backup: nothing is owed twice.
    let tx = app.app.store().begin().await.unwrap();
    let event = talkoot_storage::outbox::NewEvent {
        kind: "project_started",
        object: granted.project.into(),
        project: Some(granted.project),
    };
    talkoot_storage::audit::append(&tx, &[], &[event], app.app.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    app.work().await;
    assert_eq!(read().await, owed);
    app.finish().await;
}

#[tokio::test]
async fn a_list_goes_on_where_the_page_before_ended() {
    let app = TestApp::start().await;
    project(&app).await;
    let query = "query($after: ID, $filter: ObligationFilter) { obligations(first: 7, after: $after, \
                 filter: $filter) { totalCount pageInfo { hasNextPage endCursor } edges { node { id dueDate } } } }";
    let mut seen = Vec::new();
    let mut after = Value::Null;
    loop {
        let variables = json!({ "after": after, "filter": { "kinds": ["cost_report"] } });
        let page = app.graphql(&app.world.second, query, variables).await.accepted();
        assert_eq!(page.number("/obligations/totalCount"), 20);
        let edges = page.at("/obligations/edges").as_array().unwrap();
        seen.extend(edges.iter().map(|edge| edge["node"]["id"].clone()));
        after = page.at("/obligations/pageInfo/endCursor").clone();
        if page.at("/obligations/pageInfo/hasNextPage") == false {
            break;
        }
    }
    assert_eq!(seen.len(), 20);
    seen.sort_by_key(|id| id.as_str().map(ToOwned::to_owned));
    seen.dedup();
    assert_eq!(seen.len(), 20, "no row twice");
    let variables = json!({ "filter": { "states": ["lost"] } });
    let wrong = app.graphql(&app.world.second, query, variables).await;
    assert_eq!(wrong.errors(), ["INVALID_INPUT"]);
    app.finish().await;
}

#[tokio::test]
async fn a_municipality_sees_what_it_owes_and_nothing_of_others() {
    let app = TestApp::start().await;
    let granted = project(&app).await;
    let count = async |user| {
        let answer = app
            .graphql(user, "{ obligations { totalCount } }", json!({}))
            .await;
        answer.accepted().number("/obligations/totalCount")
    };
    let virrat = app.world.municipality("Virrat");
    assert_eq!(count(&virrat.preparer).await, 4, "its cost reports");
    assert_eq!(
        count(&granted.lead.lead).await,
        29,
        "the lead sees everything of its project"
    );
    assert_eq!(count(&app.world.auditor).await, 29);
    assert_eq!(count(&app.world.outsider.lead).await, 0);
    assert_eq!(count(&app.world.stranger).await, 0);

    let owed = june(&app, &granted).await;
    let query = "query($id: ID!) { obligation(id: $id) { id } }";
    for user in [&virrat.lead, &app.world.outsider.lead, &app.world.stranger] {
        let answer = app
            .graphql(user, query, json!({ "id": owed["id"] }))
            .await
            .accepted();
        assert_eq!(answer.at("/obligation"), &Value::Null);
    }
    app.finish().await;
}

/// The database finds what the clock has to do by an index, not by reading everything ever owed.
#[tokio::test]
async fn the_clock_reads_indexes_only() {
    let app = TestApp::start().await;
    project(&app).await;
    let tx = app.app.store().begin().await.unwrap();
    let plan = obligations::reminder_plan(&tx, app.app.today()).await.unwrap();
    for (plan, index) in plan
        .iter()
        .zip(["obligation_opening", "obligation_ending", "obligation_reminders"])
    {
        assert!(plan.contains(index), "not through {index}:\n{plan}");
    }
    drop(tx);
    app.finish().await;
}

fn refused(answer: &Answer, mutation: &str) -> String {
    answer.refusals(mutation).join(" ")
}

#[tokio::test]
async fn an_extension_is_refused_where_it_may_not_be() {
    let app = TestApp::start_at(noon("2026-06-01")).await;
    let granted = project(&app).await;
    let owed = june(&app, &granted).await;
    let world = &app.world;
    for (user, date, code) in [
        (&granted.lead.lead, "2026-06-30", "NOT_PERMITTED"),
        (&world.second, "2026-06-30", "NOT_PERMITTED"),
        (&world.auditor, "2026-06-30", "NOT_PERMITTED"),
        (&world.officer, "2026-06-01", "INVALID_INPUT"),
        (&world.officer, "2026-06-15", "INVALID_INPUT"),
        (&world.officer, "2056-06-15", "INVALID_INPUT"),
    ] {
        assert_eq!(
            refused(&extend(&app, user, &owed, date).await, "extendObligation"),
            code,
            "{date}"
        );
    }
    let elsewhere = extend(&app, &world.stranger, &owed, "2026-06-30").await;
    assert_eq!(elsewhere.errors(), ["NOT_FOUND"]);
    let done = extend(&app, &world.officer, &owed, "2026-06-30").await.accepted();
    assert_eq!(
        done.text("/extendObligation/obligation/extensionReason"),
        "The project manager changed."
    );
    let stale = extend(&app, &world.officer, &owed, "2026-07-30").await;
    assert_eq!(refused(&stale, "extendObligation"), "VERSION_CONFLICT");

    let later = again(&app, &owed).await;
    submitted(&app, &granted, &later).await;
    let settled = again(&app, &owed).await;
    let late = extend(&app, &world.officer, &settled, "2026-07-30").await;
    assert_eq!(refused(&late, "extendObligation"), "WRONG_STATE");
    app.finish().await;
}

#[tokio::test]
async fn a_reason_is_required_and_a_key_has_one_effect() {
    let app = TestApp::start_at(noon("2026-06-01")).await;
    let granted = project(&app).await;
    let owed = june(&app, &granted).await;
    let input = |reason: &str| {
        json!({
            "id": owed["id"], "expectedVersion": owed["version"], "newDate": "2026-06-30",
            "reason": reason, "idempotencyKey": format!("key {reason}"),
        })
    };
    let ask = async |input: Value| {
        let fields = "obligation { version dueDate }";
        app.mutate(
            &app.world.officer,
            "extendObligation",
            "ExtendObligationInput",
            input,
            fields,
        )
        .await
    };
    assert_eq!(refused(&ask(input(" ")).await, "extendObligation"), "INCOMPLETE");
    let first = ask(input("late")).await.accepted();
    assert_eq!(
        ask(input("late")).await,
        first,
        "the same answer and no second effect"
    );
    let mut other = input("late");
    other["newDate"] = json!("2026-07-30");
    assert_eq!(refused(&ask(other).await, "extendObligation"), "KEY_REUSED");
    app.finish().await;
}

#[tokio::test]
async fn a_waiver_takes_two_persons() {
    let app = TestApp::start_at(noon("2026-06-01")).await;
    let granted = project(&app).await;
    let world = &app.world;
    let owed = june(&app, &granted).await;
    for user in [&world.officer, &granted.lead.lead, &world.auditor] {
        assert_eq!(
            refused(&waive(&app, user, &owed).await, "waiveObligation"),
            "NOT_PERMITTED"
        );
    }
    assert_eq!(waive(&app, &world.stranger, &owed).await.errors(), ["NOT_FOUND"]);
    let _ = extend(&app, &world.both, &owed, "2026-06-30").await.accepted();
    let extended = again(&app, &owed).await;
    let same = waive(&app, &world.both, &extended).await;
    assert_eq!(refused(&same, "waiveObligation"), "SAME_PERSON");
    // An extension by somebody else hides nothing.
    let _ = extend(&app, &world.officer, &extended, "2026-07-31")
        .await
        .accepted();
    let extended = again(&app, &owed).await;
    let same = waive(&app, &world.both, &extended).await;
    assert_eq!(refused(&same, "waiveObligation"), "SAME_PERSON");
    assert_eq!(
        refused(&waive(&app, &world.second, &owed).await, "waiveObligation"),
        "VERSION_CONFLICT"
    );

    let query =
        "query($id: ID!) { obligation(id: $id) { availableActions { action allowed refusal { code } } } }";
    let variables = json!({ "id": owed["id"] });
    let actions = app.graphql(&world.both, query, variables).await.accepted();
    assert_eq!(
        actions.at("/obligation/availableActions"),
        &json!([
            { "action": "extendObligation", "allowed": true, "refusal": null },
            { "action": "waiveObligation", "allowed": false, "refusal": { "code": "SAME_PERSON" } },
            { "action": "startPortfolioReport", "allowed": false, "refusal": { "code": "NOT_PERMITTED" } },
        ])
    );

    let waived = waive(&app, &world.second, &extended).await.accepted();
    assert_eq!(waived.text("/waiveObligation/obligation/state"), "waived");
    assert_eq!(
        waived.at("/waiveObligation/obligation/nextReminderOn"),
        &Value::Null
    );
    let gone = again(&app, &owed).await;
    assert_eq!(
        refused(&waive(&app, &world.second, &gone).await, "waiveObligation"),
        "WRONG_STATE"
    );
    app.finish().await;
}

#[tokio::test]
async fn what_is_to_come_opens_on_its_day() {
    let app = TestApp::start_at(noon("2026-06-30")).await;
    let granted = project(&app).await;
    let read = async || obligation(&app, &granted, "cost_report", "2026-08-14", "Virrat").await;
    assert_eq!(read().await["state"], "scheduled");
    app.travel_to("2026-06-30T20:59:59Z".parse().unwrap()).await;
    assert_eq!(read().await["state"], "scheduled");
    app.travel_to("2026-06-30T21:00:00Z".parse().unwrap()).await;
    assert_eq!(read().await["state"], "open");
    app.travel_to(noon("2026-08-20")).await;
    let late = read().await;
    assert_eq!(
        (&late["state"], &late["daysLate"]),
        (&json!("overdue"), &json!(6))
    );
    app.finish().await;
}

/// Goal: whoever comes on the first day hands in, whether or not the job that opens has run: a worker may be away for
/// weeks.
#[tokio::test]
async fn a_late_worker_keeps_nobody_from_handing_in() {
    let app = TestApp::start_at(noon("2026-06-01")).await;
    let granted = project(&app).await;
    let october = obligation(&app, &granted, "portfolio_report", "2026-10-15", "Pälkäne").await;
    app.clock.set(noon("2026-09-14"));
    let early = start(&app, &granted.lead.lead, &october).await;
    assert_eq!(early.refusals("startPortfolioReport"), ["DEADLINE"]);
    app.clock.set(noon("2026-09-15"));
    assert_eq!(again(&app, &october).await["state"], "scheduled");
    submitted(&app, &granted, &october).await;
    assert_eq!(again(&app, &october).await["state"], "submitted");
    app.travel_to(noon("2026-09-16")).await;
    assert_eq!(again(&app, &october).await["state"], "submitted");
    app.finish().await;
}
