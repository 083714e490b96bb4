//! A supplement to an application: asked section by section with a last day, answered in the form, the difference shown.

use chrono::{TimeZone, Utc};
use serde_json::{Value, json};
use talkoot_test_support::{Answer, Applied, Stage, TestApp, User};

const ASK: &str = "requestApplicationSupplement";

pub async fn ask(app: &TestApp, by: &User, applied: &Applied, input: Value) -> Answer {
    app.step_with(by, applied, ASK, "RequestApplicationSupplementInput", input)
        .await
}

async fn rounds(app: &TestApp, by: &User, applied: &Applied) -> Value {
    let query = "query($id: ID!) { application(id: $id) { supplements {
        number questions respondBy overdue answeredAt askedBy { name } sections { section question }
        differences { section field before after }
    } } }";
    let read = app
        .graphql(by, query, json!({ "id": applied.id }))
        .await
        .accepted();
    read.at("/application/supplements").clone()
}

async fn sent(app: &TestApp) -> usize {
    app.work().await;
    let mails = app.mail.sent();
    mails
        .iter()
        .filter(|mail| mail.subject.starts_with("Täydennyspyyntö"))
        .count()
}

#[tokio::test]
async fn what_is_asked_has_a_last_day_and_faults_are_told() {
    let app = TestApp::start().await;
    let officer = &app.world.officer;
    let applied = app.application_at(Stage::Submitted).await;
    for (input, code, path) in [
        (json!({ "questions": " " }), "INCOMPLETE", json!(["questions"])),
        (
            json!({ "questions": "Miksi?", "respondBy": "2026-02-02" }),
            "DEADLINE",
            json!(["respondBy"]),
        ),
        (
            json!({ "questions": "Miksi?", "respondBy": "2027-02-04" }),
            "INVALID_INPUT",
            json!(["respondBy"]),
        ),
        (
            json!({ "questions": "", "sections": [{ "section": "BUDGET", "question": " " }] }),
            "INVALID_INPUT",
            json!(["sections", "0", "question"]),
        ),
    ] {
        let refused = ask(&app, officer, &applied, input).await;
        assert_eq!(refused.refusals(ASK), [code]);
        assert_eq!(refused.at(&format!("/{ASK}/refusals/0/path")), &path);
    }
    assert_eq!(rounds(&app, officer, &applied).await, json!([]));
    ask(&app, officer, &applied, json!({ "questions": "Miksi?" }))
        .await
        .accepted();
    let asked = rounds(&app, &applied.lead.preparer, &applied).await;
    assert_eq!(asked[0]["respondBy"], "2026-02-16", "two weeks unless told");
    assert_eq!(asked[0]["askedBy"]["name"], "officer");
    app.finish().await;
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, told in its order")]
async fn it_is_answered_in_the_form_and_the_difference_is_shown() {
    let app = TestApp::start().await;
    let (officer, second) = (&app.world.officer, &app.world.second);
    let applied = app.application_at(Stage::Submitted).await;
    let lead = &applied.lead.lead;
    // A Saturday moves to Monday.
    let input = json!({
        "questions": "", "respondBy": "2026-02-14", "sections": [
            { "section": "TITLE", "question": "Mikä on hankkeen nimi?" },
            { "section": "BUDGET", "question": "Miksi matkoja?" },
        ],
    });
    ask(&app, officer, &applied, input).await.accepted();
    let open = rounds(&app, officer, &applied).await;
    assert_eq!(open[0]["respondBy"], "2026-02-16");
    assert_eq!(open[0]["questions"], "Mikä on hankkeen nimi?\nMiksi matkoja?");
    assert_eq!(
        open[0]["sections"][1],
        json!({ "section": "BUDGET", "question": "Miksi matkoja?" })
    );
    assert_eq!(open[0]["differences"], json!([]));
    let query = "query($id: ID!) { application(id: $id) { title summary partners { organisation { id } } subAreas { id name lead { id } topic } } }";
    let read = app
        .graphql(lead, query, json!({ "id": applied.id }))
        .await
        .accepted();
    let areas = read
        .at("/application/subAreas")
        .as_array()
        .expect("sub-areas")
        .clone();
    let areas: Vec<Value> = areas
        .iter()
        .map(|area| json!({ "id": area["id"], "name": area["name"], "topic": area["topic"], "leadId": area["lead"]["id"] }))
        .collect();
    let partners: Vec<&str> = app
        .world
        .municipalities
        .iter()
        .map(|one| one.id.as_str())
        .collect();
    let content = json!({
        "title": "Uusi nimi", "summary": read.at("/application/summary"), "partnerIds": partners, "subAreas": areas,
    });
    app.step_with(
        lead,
        &applied,
        "updateApplication",
        "UpdateApplicationInput",
        content,
    )
    .await
    .accepted();
    let expected = json!([
        { "section": "TITLE", "field": "title", "before": "Digitaaliset kunnat", "after": "Uusi nimi" },
    ]);
    let live = rounds(&app, second, &applied).await;
    assert_eq!(live[0]["differences"], expected, "shown while it is written");
    app.step(lead, &applied, "requestCommitments").await.accepted();
    for municipality in &app.world.municipalities {
        app.give_commitment(&applied, municipality, &municipality.approver)
            .await
            .accepted();
    }
    app.step(lead, &applied, "submitApplication").await.accepted();
    let given = rounds(&app, officer, &applied).await;
    assert!(given[0]["answeredAt"].is_string());
    assert_eq!(given[0]["differences"], expected);
    // Another request begins from what it says now.
    ask(&app, officer, &applied, json!({ "questions": "Vielä yksi." }))
        .await
        .accepted();
    let again = rounds(&app, officer, &applied).await;
    assert_eq!(
        (&again[1]["number"], &again[1]["differences"]),
        (&json!(2), &json!([]))
    );
    assert_eq!(again[0]["differences"], expected, "the first stays as it was");
    app.finish().await;
}

#[tokio::test]
async fn the_lead_is_written_to_and_reminded_once_before_and_once_after_the_day() {
    let app = TestApp::start().await;
    let officer = &app.world.officer;
    let applied = app.application_at(Stage::Submitted).await;
    let input = json!({ "questions": "Miksi?", "respondBy": "2026-02-20" });
    ask(&app, officer, &applied, input).await.accepted();
    assert_eq!(sent(&app).await, 1);
    let queue = async || {
        let read = app
            .graphql(
                officer,
                "{ workQueue { edges { node { task dueOn } } } }",
                json!({}),
            )
            .await;
        read.at("/workQueue/edges").clone()
    };
    assert_eq!(queue().await, json!([]), "it waits for the applicants");
    for (day, letters) in [(16, 1), (17, 2), (18, 2), (20, 2), (21, 3), (25, 3)] {
        app.travel_to(Utc.with_ymd_and_hms(2026, 2, day, 10, 0, 0).unwrap())
            .await;
        assert_eq!(sent(&app).await, letters, "on day {day}");
    }
    let late = json!([{ "node": { "task": "chase_supplement", "dueOn": "2026-02-20" } }]);
    assert_eq!(queue().await, late);
    assert_eq!(rounds(&app, officer, &applied).await[0]["overdue"], json!(true));
    app.step(&applied.lead.lead, &applied, "submitApplication")
        .await
        .accepted();
    assert_eq!(sent(&app).await, 3);
    let answered = json!({ "questions": "Entä vielä?", "respondBy": "2026-03-20" });
    ask(&app, officer, &applied, answered).await.accepted();
    assert_eq!(sent(&app).await, 4);
    app.step_with(
        &applied.lead.lead,
        &applied,
        "withdrawApplication",
        "WithdrawApplicationInput",
        json!({ "reason": "Ei ehditä." }),
    )
    .await
    .accepted();
    app.travel_to(Utc.with_ymd_and_hms(2026, 3, 25, 10, 0, 0).unwrap())
        .await;
    assert_eq!(sent(&app).await, 4, "who withdrew is not reminded");
    app.finish().await;
}
