//! The life of a meeting, its mails and its agenda.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use talkoot_test_support::TestApp;

use crate::{
    administration::steps::{id_of, person, role},
    claims::setup::Claims,
    portfolio::help::{add_milestone, february},
    reports::help::report,
    steering::help::{content, meeting, plan, step},
};

fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("a time")
}

/// Goal: planned with its members invited, held, decided, its minutes approved by another person; each step is refused
/// where it does not belong.
#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, in its order")]
async fn a_meeting_is_planned_held_and_its_minutes_approved() {
    let claims = Claims::start().await;
    let (app, lead) = (&claims.app, claims.lead().clone());
    let lohja = app.world.municipality("Lohja").clone();
    let members = [id_of(app, &lead).await, id_of(app, &lohja.approver).await];
    app.work().await;
    let _ = app.mail.take();
    let plan_of = |more: Value| {
        let mut said = content(&json!({ "memberIds": members, "agenda": [{ "title": "Aikataulu" }] }));
        for (field, value) in more.as_object().expect("an object") {
            said[field] = value.clone();
        }
        said
    };
    let refused = plan(app, &lohja.approver, &claims.project.id, plan_of(json!({}))).await;
    assert_eq!(refused.refusals("planSteeringMeeting"), ["NOT_PERMITTED"]);
    let outsider = id_of(app, &app.world.outsider.lead).await;
    for (more, path) in [
        (json!({ "memberIds": [outsider] }), json!(["memberIds", "0"])),
        (json!({ "startsAt": "2029-02-02T11:00:00Z" }), json!(["startsAt"])),
        (json!({ "minutes": 0 }), json!(["minutes"])),
        (json!({ "place": " " }), json!(["place"])),
        (
            json!({ "agenda": [{ "title": "" }] }),
            json!(["agenda", "0", "title"]),
        ),
    ] {
        let refused = plan(app, &lead, &claims.project.id, plan_of(more)).await;
        assert_eq!(refused.at("/planSteeringMeeting/refusals/0/path"), &path);
    }
    let planned = plan(app, &lead, &claims.project.id, plan_of(json!({}))).await;
    let planned = meeting("planSteeringMeeting", planned);
    assert_eq!(
        (&planned["number"], &planned["endsAt"]),
        (&json!(1), &json!("2026-02-02T12:30:00+00:00"))
    );
    app.work().await;
    let mails = app.mail.take();
    assert_eq!(mails.len(), 2);
    assert!(
        mails[0].subject.contains("Ohjausryhmän 1. kokous 2.2.2026"),
        "{}",
        mails[0].subject
    );
    assert!(
        mails[0].text.contains("13.00") && mails[0].text.contains("Aikataulu"),
        "{}",
        mails[0].text
    );
    let calendar = mails[0].calendar.clone().expect("a calendar");
    assert!(
        calendar.contains("DTSTART:20260202T110000Z\r\nDTEND:20260202T123000Z\r\n"),
        "{calendar}"
    );
    let early = step(
        app,
        &lead,
        "holdSteeringMeeting",
        &planned,
        json!({ "present": ["Anna"] }),
    )
    .await;
    assert_eq!(early.refusals("holdSteeringMeeting"), ["DEADLINE"]);
    let decision = json!({ "text": "Raportti hyväksytään", "unanimous": true });
    let early = step(app, &lead, "recordSteeringDecision", &planned, decision.clone()).await;
    assert_eq!(early.refusals("recordSteeringDecision"), ["WRONG_STATE"]);
    let later = json!({ "content": plan_of(json!({ "startsAt": "2026-02-02T12:00:00Z" })) });
    let moved = step(app, &lead, "updateSteeringMeeting", &planned, later.clone()).await;
    let moved = meeting("updateSteeringMeeting", moved);
    let stale = step(app, &lead, "updateSteeringMeeting", &planned, later).await;
    assert_eq!(stale.refusals("updateSteeringMeeting"), ["VERSION_CONFLICT"]);
    app.work().await;
    assert_eq!(app.mail.take().len(), 2, "the members are invited anew");

    app.travel_to(at("2026-02-02T13:00:00Z")).await;
    let nobody = step(
        app,
        &lead,
        "holdSteeringMeeting",
        &moved,
        json!({ "present": [" "] }),
    )
    .await;
    assert_eq!(nobody.refusals("holdSteeringMeeting"), ["INCOMPLETE"]);
    let present = json!({ "present": ["Anna", "Bo"] });
    let held = meeting(
        "holdSteeringMeeting",
        step(app, &lead, "holdSteeringMeeting", &moved, present).await,
    );
    let decided = meeting(
        "recordSteeringDecision",
        step(app, &lead, "recordSteeringDecision", &held, decision).await,
    );
    let contradiction = json!({ "text": "Jatkoaika haetaan", "unanimous": false });
    let refused = step(app, &lead, "recordSteeringDecision", &decided, contradiction).await;
    assert_eq!(
        refused.at("/recordSteeringDecision/refusals/0/path"),
        &json!(["dissent"])
    );
    let divided = json!({ "text": "Jatkoaika haetaan", "unanimous": false, "dissent": "Lohja: ei tarvita" });
    let decided = meeting(
        "recordSteeringDecision",
        step(app, &lead, "recordSteeringDecision", &decided, divided).await,
    );
    assert_eq!(
        decided["decisions"],
        json!([
            {
                "text": "Raportti hyväksytään", "unanimous": true, "dissent": null,
                "recordedBy": { "name": "lead-635" },
            },
            {
                "text": "Jatkoaika haetaan", "unanimous": false, "dissent": "Lohja: ei tarvita",
                "recordedBy": { "name": "lead-635" },
            },
        ])
    );
    let own = step(app, &lead, "approveSteeringMinutes", &decided, json!({})).await;
    assert_eq!(own.refusals("approveSteeringMinutes"), ["SAME_PERSON"]);
    let cancel = step(
        app,
        &lead,
        "cancelSteeringMeeting",
        &decided,
        json!({ "reason": "x" }),
    )
    .await;
    assert_eq!(cancel.refusals("cancelSteeringMeeting"), ["WRONG_STATE"]);
    let stranger = step(
        app,
        &app.world.outsider.lead,
        "approveSteeringMinutes",
        &decided,
        json!({}),
    )
    .await;
    assert_eq!(stranger.errors(), ["NOT_FOUND"]);
    let approved = step(
        app,
        &lohja.approver,
        "approveSteeringMinutes",
        &decided,
        json!({}),
    )
    .await;
    let approved = meeting("approveSteeringMinutes", approved);
    assert_eq!(approved["state"], "approved");
    let offered = approved["availableActions"].as_array().expect("actions");
    assert!(offered.iter().all(|one| one["allowed"] == false));
    let late = json!({ "text": "Vielä yksi", "unanimous": true });
    let late = step(app, &lead, "recordSteeringDecision", &approved, late).await;
    assert_eq!(late.refusals("recordSteeringDecision"), ["WRONG_STATE"]);
    for sql in [
        "UPDATE steering_decision SET text = 'x'",
        "DELETE FROM steering_decision",
    ] {
        let refused = app.by_hand(sql).await.expect_err("the trigger").to_string();
        assert!(refused.contains("never"), "{sql}: {refused}");
    }
    claims.app.finish().await;
}

/// Goal: who was invited is told when it is called off.
#[tokio::test]
async fn a_meeting_is_called_off() {
    let claims = Claims::start().await;
    let (app, lead) = (&claims.app, claims.lead().clone());
    let members = [id_of(app, &lead).await];
    app.work().await;
    let _ = app.mail.take();
    let said = content(&json!({ "memberIds": members, "agenda": [] }));
    let planned = plan(app, &lead, &claims.project.id, said).await;
    let planned = meeting("planSteeringMeeting", planned);
    app.work().await;
    let _ = app.mail.take();
    let silent = step(
        app,
        &lead,
        "cancelSteeringMeeting",
        &planned,
        json!({ "reason": " " }),
    )
    .await;
    assert_eq!(silent.refusals("cancelSteeringMeeting"), ["INCOMPLETE"]);
    let reason = json!({ "reason": "Puheenjohtaja on estynyt" });
    let cancelled = step(app, &lead, "cancelSteeringMeeting", &planned, reason).await;
    let cancelled = meeting("cancelSteeringMeeting", cancelled);
    assert_eq!(cancelled["cancelReason"], "Puheenjohtaja on estynyt");
    app.work().await;
    let mails = app.mail.take();
    assert_eq!(mails.len(), 1);
    assert!(mails[0].subject.contains("peruttu") && mails[0].calendar.is_none());
    claims.app.finish().await;
}

/// Goal: the agenda begins with what is open in the project, and a report's approval names its meeting.
#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, in its order")]
async fn the_agenda_is_what_is_open_and_a_report_names_its_meeting() {
    let claims = Claims::start().await;
    let (app, lead) = (&claims.app, claims.lead().clone());
    let started = february(&claims).await;
    let added = add_milestone(&claims, &lead, None, "Lomakkeet käytössä", "2026-09-01").await;
    let added = added.accepted().at("/addMilestone/milestone").clone();
    let move_it = json!({
        "id": added["id"], "expectedVersion": added["version"], "forecast": "2026-09-02", "reason": "Toimittaja",
    });
    app.mutate(
        &lead,
        "moveMilestone",
        "MoveMilestoneInput",
        move_it,
        "milestone { id }",
    )
    .await
    .accepted();
    for (topic, probability) in [("Uusi", 1), ("Suuri", 5)] {
        let input = json!({
            "projectId": claims.project.id, "topic": topic, "note": "Voi toteutua", "probability": probability,
            "effect": 4, "owner": { "role": "Ohjausryhmä" },
        });
        app.mutate(&lead, "raiseRisk", "RaiseRiskInput", input, "risk { id }")
            .await
            .accepted();
    }
    let proposed = async || {
        let query = "query($id: ID!) { proposedAgenda(projectId: $id) { title matter objectId due } }";
        let read = app
            .graphql(&lead, query, json!({ "id": claims.project.id }))
            .await;
        let read = read.accepted();
        let items = read.at("/proposedAgenda").as_array().cloned().expect("items");
        let said = |one: &Value| {
            format!(
                "{}: {}",
                one["matter"].as_str().unwrap_or(""),
                one["title"].as_str().unwrap_or("")
            )
        };
        items.iter().map(said).collect::<Vec<String>>()
    };
    let before = proposed().await;
    for point in [
        "REPORT: Hankesalkkuraportin hyväksyminen",
        "OBLIGATION: Hankesalkkuraportti: 16.2.2026",
        "MILESTONE: Lomakkeet käytössä",
        "RISK: Uusi",
        "RISK: Suuri",
    ] {
        assert!(before.contains(&point.to_owned()), "{point}: {before:#?}");
    }
    let planned = plan(app, &lead, &claims.project.id, content(&json!({}))).await;
    let planned = meeting("planSteeringMeeting", planned);
    let titles: Vec<&str> = planned["agenda"]
        .as_array()
        .expect("points")
        .iter()
        .filter_map(|point| point["title"].as_str())
        .collect();
    assert!(titles.contains(&"Lomakkeet käytössä"), "{titles:?}");
    app.travel_to(at("2026-02-02T13:00:00Z")).await;
    let present = json!({ "present": ["Anna"] });
    let held = meeting(
        "holdSteeringMeeting",
        step(app, &lead, "holdSteeringMeeting", &planned, present).await,
    );
    let after = proposed().await;
    assert!(after.contains(&"RISK: Suuri".to_owned()), "high stays: {after:?}");
    assert!(!after.contains(&"RISK: Uusi".to_owned()), "looked at: {after:?}");
    let another = plan(app, &lead, &claims.project.id, content(&json!({ "agenda": [] }))).await;
    let another = meeting("planSteeringMeeting", another);
    approves(&claims, &started, &[&another, &held]).await;
    claims.app.finish().await;
}

/// A report is approved in the last of these meetings; the others cannot have.
async fn approves(claims: &Claims, started: &Value, meetings: &[&Value]) {
    use crate::reports::help::{green, update};
    let (app, lead) = (&claims.app, claims.lead());
    let explained = json!({ "summary": "Etenee", "deviations": "Lomakkeet myöhästyvät" });
    let mut said = green();
    for (field, value) in explained.as_object().expect("an object") {
        said[field] = value.clone();
    }
    let written = report("updatePortfolioReport", update(app, lead, started, said).await);
    let approve = async |meeting: &Value, held_on: &str| {
        let input = json!({
            "id": written["id"], "expectedVersion": written["version"], "members": ["Anna"], "heldOn": held_on,
            "unanimous": true, "meetingId": meeting["id"],
        });
        let fields = "portfolioReport { id steeringMeeting { number } }";
        let kind = "ApprovePortfolioReportBySteeringInput";
        app.mutate(lead, "approvePortfolioReportBySteering", kind, input, fields)
            .await
    };
    let path = "/approvePortfolioReportBySteering/refusals/0/path";
    let not_held = approve(meetings[0], "2026-02-02").await;
    assert_eq!(not_held.at(path), &json!(["meetingId"]));
    let other_day = approve(meetings[1], "2026-02-01").await;
    assert_eq!(other_day.at(path), &json!(["heldOn"]));
    let approved = approve(meetings[1], "2026-02-02").await.accepted();
    assert_eq!(
        approved.number("/approvePortfolioReportBySteering/portfolioReport/steeringMeeting/number"),
        1
    );
}

/// Goal: what the engine words is there in three languages, in the invitation in the reader's; what the secretary words
/// stays as it is, and a point that is sent back in any language is known again.
#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, told in its order")]
async fn points_are_worded_in_the_language_of_the_reader() {
    const AGENDA: &str =
        "agenda { fi: title sv: title(language: SV) en: title(language: EN) matter objectId }";
    let claims = Claims::start().await;
    let (app, lead) = (&claims.app, claims.lead().clone());
    february(&claims).await;
    let query = "query($id: ID!) { proposedAgenda(projectId: $id) { \
        fi: title sv: title(language: SV) en: title(language: EN) matter objectId } }";
    let read = app
        .graphql(&lead, query, json!({ "id": claims.project.id }))
        .await
        .accepted();
    let proposed = read.at("/proposedAgenda").as_array().cloned().expect("points");
    let of = |points: &[Value], matter: &str| -> Value {
        let found = points.iter().find(|one| one["matter"] == matter).cloned();
        let mut found = found.unwrap_or_else(|| panic!("no {matter} in {points:#?}"));
        found.as_object_mut().expect("a point").remove("objectId");
        found
    };
    let report = json!({
        "matter": "REPORT", "fi": "Hankesalkkuraportin hyväksyminen",
        "sv": "Godkännande av projektportföljrapporten", "en": "Approval of the project portfolio report",
    });
    let due = json!({
        "matter": "OBLIGATION", "fi": "Hankesalkkuraportti: 16.2.2026", "sv": "Projektportföljrapport: 16.2.2026",
        "en": "Project portfolio report: 16 February 2026",
    });
    assert_eq!(
        (of(&proposed, "REPORT"), of(&proposed, "OBLIGATION")),
        (report.clone(), due)
    );

    // Somebody of the project who reads Swedish.
    let swedish = reads_swedish(app).await;
    app.work().await;
    let _ = app.mail.take();
    let said = content(&json!({ "memberIds": [id_of(app, &lead).await, swedish] }));
    let planned = meeting(
        "planSteeringMeeting",
        plan(app, &lead, &claims.project.id, said).await,
    );
    app.work().await;
    let mails = app.mail.take();
    for (address, title) in [("lead-635@", &report["fi"]), ("ruotsi@", &report["sv"])] {
        let mail = mails.iter().find(|mail| mail.to.address.starts_with(address));
        let text = &mail.expect("an invitation").text;
        assert!(text.contains(title.as_str().expect("a title")), "{text}");
    }

    // The secretary keeps one point in Swedish, words another otherwise and adds a third.
    let known = |matter: &str| {
        proposed
            .iter()
            .find(|one| one["matter"] == matter)
            .expect("a point")
    };
    let point = |of: &Value, title: &Value| json!({ "title": title, "matter": of["matter"], "objectId": of["objectId"] });
    let (first, second) = (known("REPORT"), known("OBLIGATION"));
    let agenda = json!([
        point(first, &first["sv"]), point(second, &json!("Raportti pian")), { "title": "Muut asiat" },
    ]);
    let input = json!({
        "id": planned["id"], "expectedVersion": planned["version"], "content": content(&json!({ "agenda": agenda })),
    });
    let kind = "UpdateSteeringMeetingInput";
    let fields = format!("steeringMeeting {{ id version {AGENDA} }}");
    let updated = app.mutate(&lead, "updateSteeringMeeting", kind, input, &fields);
    let updated = updated.await.accepted();
    let agenda = updated
        .at("/updateSteeringMeeting/steeringMeeting/agenda")
        .as_array()
        .cloned();
    let agenda = agenda.expect("points");
    assert_eq!(of(&agenda, "REPORT"), report);
    for (point, words) in [(&agenda[1], "Raportti pian"), (&agenda[2], "Muut asiat")] {
        let everywhere = ["fi", "sv", "en"].map(|language| point[language].as_str().unwrap_or_default());
        assert_eq!(everywhere, [words; 3]);
    }
    claims.app.finish().await;
}

/// Somebody new who approves for Lohja and is written to in Swedish; their id.
async fn reads_swedish(app: &TestApp) -> String {
    let lohja = app.world.municipality("Lohja");
    let person = person(app, "ruotsi@example.test").await;
    let held = (person.as_str(), lohja.id.as_str(), "PARTNER_APPROVER");
    role(app, &lohja.administrator, "grantRole", held)
        .await
        .accepted();
    person
}
