//! What the project is for, when its sub-areas are worked on, and when something is due: what holds changes, and
//! what held stays readable.

use chrono::{TimeZone, Utc};
use serde_json::{Value, json};
use talkoot_test_support::User;

use crate::{
    amendments::help::{PART, accept, create_as, decided, part_step, project, request_step, submitted, text},
    claims::setup::Claims,
};

/// What a part of these kinds says, wherever it stands.
pub const CONTENT: &str = "{ __typename ... on ScopeChange { purpose goals subAreaIds } \
    ... on TimetableChange { days { subAreaId firstDay lastDay } } \
    ... on ReportDeadline { obligation { kind dueDate } date } \
    ... on ChangeOfDirection { learned whatChanges: changes firstDay } \
    ... on EarlyStop { learned reason lastDay } ... on UsePeriodExtension { lastDay } }";

/// What is, what is asked and what is decided about a part.
pub async fn steps(claims: &Claims, user: &User, part: &str) -> [Value; 3] {
    let query = format!(
        "query($id: ID!) {{ changePart(id: $id) {{ heldBefore {CONTENT} asked {CONTENT} \
         proposal {{ content {CONTENT} }} }} }}"
    );
    let read = claims.app.graphql(user, &query, json!({ "id": part })).await;
    let read = read.accepted();
    let part = read.at("/changePart");
    [
        part["heldBefore"].clone(),
        part["asked"].clone(),
        part["proposal"]["content"].clone(),
    ]
}

/// The obligations of a kind, by date.
pub async fn owed(claims: &Claims, kind: &str) -> Vec<Value> {
    let query = "query($id: ID!, $filter: ObligationFilter) { project(id: $id) { \
                 obligations(first: 100, filter: $filter) { edges { node { id state nominalDate dueDate \
                 periodLast opensOn extensionReason waiverReason nextReminderOn responsible { nameFi } } } } } }";
    let variables = json!({ "id": claims.project.id, "filter": { "kinds": [kind] } });
    let read = claims.app.graphql(claims.officer(), query, variables).await;
    let read = read.accepted();
    let edges = read.at("/project/obligations/edges").as_array().expect("edges");
    edges.iter().map(|edge| edge["node"].clone()).collect()
}

pub fn scope(purpose: &str, goals: &str, sub_areas: &[&str]) -> Value {
    json!({ "scopeChange": { "purpose": purpose, "goals": goals, "subAreaIds": sub_areas } })
}

fn days(of: &[(&str, &str, &str)]) -> Value {
    let days: Vec<Value> = of
        .iter()
        .map(|(area, first, last)| json!({ "subAreaId": area, "firstDay": first, "lastDay": last }))
        .collect();
    json!({ "timetable": { "days": days } })
}

const DESCRIPTIONS: &str = "descriptions { purpose goals subAreaIds direction { changes } \
    since { effectiveOn amendmentNumber changePartId } }";

#[tokio::test]
async fn the_project_gets_other_goals_and_keeps_the_old_ones() {
    let claims = Claims::start().await;
    let area = claims.project.sub_areas[1].clone();
    let before = project(&claims, claims.lead(), DESCRIPTIONS).await;
    let applied = text(&before["descriptions"][0]["purpose"]);
    assert_eq!(before["descriptions"][0]["since"], Value::Null);

    let asked = scope("Yhteinen asiointi", "Viisi palvelua", &[&area]);
    let (_, parts) = submitted(&claims, json!([asked])).await;
    let [now, asked, _] = steps(&claims, claims.lead(), &parts[0]).await;
    assert_eq!(now["purpose"], json!(applied));
    assert_eq!(asked["goals"], "Viisi palvelua");
    let with_changes = accept(
        &claims,
        &json!({
            "outcome": "ACCEPT_WITH_CHANGES", "content": scope("Yhteinen asiointi", "Neljä palvelua", &[&area]),
        }),
    );
    part_step(
        &claims,
        claims.officer(),
        "proposeChangePart",
        &parts[0],
        with_changes,
    )
    .await
    .accepted();
    // Until it is decided only the authority sees what is proposed.
    let [_, _, proposed] = steps(&claims, claims.lead(), &parts[0]).await;
    assert_eq!(proposed, Value::Null);
    let done = part_step(&claims, claims.second(), "decideChangePart", &parts[0], json!({}))
        .await
        .accepted();
    assert_eq!(done.text("/decideChangePart/changePart/state"), "in_force");
    let [held, asked, proposed] = steps(&claims, claims.lead(), &parts[0]).await;
    assert_eq!(
        held["purpose"],
        json!(applied),
        "what held before it stays readable"
    );
    assert_eq!(asked["goals"], "Viisi palvelua");
    assert_eq!(proposed["goals"], "Neljä palvelua");

    let (_, again) = submitted(&claims, json!([scope("Asiointi", "Kolme palvelua", &[])])).await;
    decided(&claims, &again[0]).await;
    let lohja = claims.app.world.municipality("Lohja").preparer.clone();
    let after = project(&claims, &lohja, DESCRIPTIONS).await;
    let today = claims.app.app.today().to_string();
    let since = |number: i32, part: &str| json!({ "effectiveOn": today, "amendmentNumber": number, "changePartId": part });
    assert_eq!(
        after["descriptions"],
        json!([
            { "purpose": applied, "goals": null, "subAreaIds": [], "direction": null, "since": null },
            { "purpose": "Yhteinen asiointi", "goals": "Neljä palvelua", "subAreaIds": [area], "direction": null,
              "since": since(1, &parts[0]) },
            { "purpose": "Asiointi", "goals": "Kolme palvelua", "subAreaIds": [], "direction": null,
              "since": since(2, &again[0]) },
        ])
    );
    claims.app.finish().await;
}

#[tokio::test]
async fn sub_areas_get_other_days_and_keep_their_baseline() {
    let claims = Claims::start().await;
    let [first, second] = [&claims.project.sub_areas[0], &claims.project.sub_areas[1]];
    let asked = days(&[(first, "2026-03-01", "2026-12-31")]);
    let (_, parts) = submitted(&claims, json!([asked])).await;
    decided(&claims, &parts[0]).await;
    let longer = json!([
        days(&[(first, "2026-03-01", "2027-03-31"), (second, "2026-09-01", "2027-12-31")]),
        { "extension": { "lastDay": "2028-03-31" } },
    ]);
    let (_, again) = submitted(&claims, longer).await;
    let [now, ..] = steps(&claims, claims.lead(), &again[0]).await;
    assert_eq!(now["days"][0]["lastDay"], "2026-12-31");
    assert_eq!(now["days"][1]["lastDay"], "2027-12-31");
    for part in &again {
        decided(&claims, part).await;
    }
    let fields = "timetable { subAreaId baselineFirstDay baselineLastDay firstDay lastDay \
                  amended { firstDay lastDay since { amendmentNumber } } }";
    let after = project(&claims, claims.officer(), fields).await;
    let amended = |first: &str, last: &str, number: i32| json!({ "firstDay": first, "lastDay": last, "since": { "amendmentNumber": number } });
    assert_eq!(
        after["timetable"][0],
        json!({
            "subAreaId": first, "baselineFirstDay": "2026-02-01", "baselineLastDay": "2027-12-31",
            "firstDay": "2026-03-01", "lastDay": "2027-03-31",
            "amended": [amended("2026-03-01", "2026-12-31", 1), amended("2026-03-01", "2027-03-31", 2)],
        })
    );
    assert_eq!(after["timetable"][1]["lastDay"], "2027-12-31");
    // What no amendment names follows the use period, and its baseline does not.
    assert_eq!(after["timetable"][2]["lastDay"], "2028-03-31");
    assert_eq!(after["timetable"][2]["baselineLastDay"], "2027-12-31");
    claims.app.finish().await;
}

#[tokio::test]
async fn something_is_due_later_and_reminders_follow() {
    let claims = Claims::start().await;
    claims.app.work().await;
    let march = Utc.with_ymd_and_hms(2026, 3, 2, 10, 0, 0).unwrap();
    claims.app.travel_to(march).await;
    let report = owed(&claims, "portfolio_report").await[0].clone();
    let (old, id) = (text(&report["nominalDate"]), text(&report["id"]));
    let asked = json!([{ "reportDeadline": { "obligationId": id, "newDate": "2026-09-30" } }]);
    let (_, parts) = submitted(&claims, asked).await;
    let [now, asked, _] = steps(&claims, claims.lead(), &parts[0]).await;
    assert_eq!(now["date"], json!(old));
    assert_eq!(asked["date"], "2026-09-30");
    decided(&claims, &parts[0]).await;
    let [held, ..] = steps(&claims, claims.lead(), &parts[0]).await;
    assert_eq!(held["date"], json!(old));
    let report = owed(&claims, "portfolio_report").await;
    let report = report.iter().find(|one| one["id"] == id).expect("the report");
    assert_eq!(report["dueDate"], "2026-09-30");
    assert_eq!(report["extensionReason"], "Muutos on perusteltu.");
    // Nobody is reminded of the old day any more.
    let _ = claims.app.mail.take();
    let old_day: chrono::NaiveDate = old.parse().unwrap();
    let late = old_day
        .succ_opt()
        .unwrap()
        .and_hms_opt(10, 0, 0)
        .unwrap()
        .and_utc();
    claims.app.travel_to(late).await;
    let report = owed(&claims, "portfolio_report").await;
    let report = report.iter().find(|one| one["id"] == id).expect("the report");
    assert_ne!(report["state"], "overdue");
    claims.app.finish().await;
}

/// Goal: what none of them can be; each is told when it is submitted.
#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a table, a line per case")]
async fn what_no_plan_can_be() {
    let claims = Claims::start().await;
    claims.app.work().await;
    let area = claims.project.sub_areas[0].as_str();
    let report = owed(&claims, "final_report").await[0].clone();
    let deadline =
        |date: &str| json!({ "reportDeadline": { "obligationId": report["id"], "newDate": date } });
    let stop = |last: &str, learned: &str, reason: &str| json!({ "earlyStop": { "lastDay": last, "learned": learned, "reason": reason } });
    let direction = |first: &str, learned: &str, changes: &str| json!({ "changeOfDirection": { "firstDay": first, "learned": learned, "changes": changes } });
    for (part, code) in [
        (scope(" ", "b", &[]), "INCOMPLETE"),
        (scope("a", " ", &[]), "INCOMPLETE"),
        (scope("a", "b", &[area, area]), "INVALID_INPUT"),
        (days(&[]), "INCOMPLETE"),
        (days(&[(area, "2026-03-02", "2026-03-01")]), "INVALID_INPUT"),
        (days(&[(area, "2026-01-31", "2026-03-01")]), "INVALID_INPUT"),
        (days(&[(area, "2026-03-01", "2028-01-01")]), "INVALID_INPUT"),
        (
            days(&[
                (area, "2026-03-01", "2026-04-01"),
                (area, "2026-03-01", "2026-05-01"),
            ]),
            "INVALID_INPUT",
        ),
        (deadline("2028-02-29"), "INVALID_INPUT"),
        (deadline("2026-02-02"), "INVALID_INPUT"),
        (deadline("2060-01-01"), "INVALID_INPUT"),
        (direction("2026-06-01", " ", "b"), "INCOMPLETE"),
        (direction("2026-06-01", "a", " "), "INCOMPLETE"),
        (direction("2028-01-01", "a", "b"), "INVALID_INPUT"),
        (stop("2026-12-31", " ", "b"), "INCOMPLETE"),
        (stop("2026-12-31", "a", " "), "INCOMPLETE"),
        (stop("2027-12-31", "a", "b"), "INVALID_INPUT"),
        (stop("2026-01-31", "a", "b"), "INVALID_INPUT"),
    ] {
        let created = create_as(&claims, claims.lead(), json!([part])).await.accepted();
        let id = created.text("/createChangeRequest/changeRequest/id");
        let refused = request_step(&claims, claims.lead(), "submitChangeRequest", &id, 1, &json!({})).await;
        assert_eq!(refused.refusals("submitChangeRequest"), [code], "{part}");
    }
    // Nor what is handed in while the change waits.
    let later = claims.app.app.today() + chrono::Days::new(30);
    let (_, parts) = submitted(&claims, json!([deadline("2028-05-31")])).await;
    let input = accept(&claims, &json!({ "effectiveOn": later.to_string() }));
    part_step(&claims, claims.officer(), "proposeChangePart", &parts[0], input)
        .await
        .accepted();
    part_step(&claims, claims.second(), "decideChangePart", &parts[0], json!({}))
        .await
        .accepted();
    let query = "query($id: ID!) { obligation(id: $id) { version } }";
    let read = claims
        .app
        .graphql(claims.officer(), query, json!({ "id": report["id"] }))
        .await;
    let input = json!({
        "id": report["id"], "expectedVersion": read.number("/obligation/version"), "reason": "Yhdistetty.",
    });
    claims
        .app
        .mutate(
            claims.second(),
            "waiveObligation",
            "WaiveObligationInput",
            input,
            "obligation { state }",
        )
        .await
        .accepted();
    let day = later.and_hms_opt(10, 0, 0).unwrap().and_utc();
    claims.app.travel_to(day).await;
    let query = format!(
        "query($id: ID!) {{ changePart(id: $id) {} }}",
        PART.trim_start_matches("changePart ")
    );
    let read = claims
        .app
        .graphql(claims.officer(), &query, json!({ "id": parts[0] }))
        .await;
    assert_eq!(read.text("/changePart/state"), "accepted");
    assert!(read.text("/changePart/waitsFor").contains("waived"));
    claims.app.finish().await;
}
