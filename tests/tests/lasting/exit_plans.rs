//! The exit plan: three trees of questions, approved by the steering group, followed up.

use crate::{
    claims::setup::Claims,
    lasting::help::{TREES, approved, complete, first, meeting, plan, publish_shipped, refused, start, step},
    steering::help as steering,
};
use serde_json::{Value, json};
use talkoot_test_support::User;

fn fields(plan: &Value) -> Vec<String> {
    let missing = plan["missing"].as_array().expect("questions").iter();
    missing
        .map(|one| one["field"].as_str().expect("a code").to_owned())
        .collect()
}

/// Goal: the whole life, with a tree that is answered to its end and two that a "no" ends.
#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, in its order")]
async fn a_plan_is_answered_approved_and_followed_up() {
    let claims = Claims::start().await;
    let lead = claims.lead().clone();
    publish_shipped(&claims.app, "exit-plan").await;
    let begun = plan("startExitPlan", start(&claims, &lead).await);
    assert_eq!(
        (&begun["state"], fields(&begun)),
        (
            &json!("draft"),
            vec!["a1".to_owned(), "b1".to_owned(), "c1".to_owned()]
        )
    );
    let again = start(&claims, &lead).await;
    assert_eq!(refused(&again, "startExitPlan"), ["DUPLICATE projectId"]);

    let gates = json!({ "answers": [first("a1", "yes"), first("b1", "no"), first("c1", "yes")] });
    let gated = plan(
        "answerExitPlan",
        step(&claims, &lead, "answerExitPlan", &begun, gates).await,
    );
    assert_eq!(
        fields(&gated),
        ["a2", "a3", "a4", "a5", "a6", "a7", "a8", "c2", "c3"],
        "what stands behind a no is not asked"
    );
    assert_eq!(
        gated["endedBranches"],
        json!([{ "section": "b", "field": "b1", "means": "There is no need to disseminate." }])
    );
    let early = step(&claims, &lead, "completeExitPlan", &gated, json!({})).await;
    assert_eq!(refused(&early, "completeExitPlan"), ["INCOMPLETE answers/a2"]);
    let early = step(
        &claims,
        &lead,
        "approveExitPlanBySteering",
        &gated,
        meeting("2026-02-02"),
    )
    .await;
    assert_eq!(early.refusals("approveExitPlanBySteering"), ["WRONG_STATE"]);

    let mut answers: Vec<Value> = TREES[0].1.iter().map(|field| first(field, "Vastaus")).collect();
    answers.extend([first("c2", "Koulutus"), first("c3", "no")]);
    let full = json!({ "answers": answers });
    let full = plan(
        "answerExitPlan",
        step(&claims, &lead, "answerExitPlan", &gated, full).await,
    );
    assert!(fields(&full).is_empty(), "{full:#}");
    let ended: Vec<&Value> = full["endedBranches"]
        .as_array()
        .expect("branches")
        .iter()
        .map(|one| &one["means"])
        .collect();
    assert_eq!(
        ended,
        [
            "There is no need to disseminate.",
            "The development ends with the project."
        ]
    );
    assert!(
        full["answers"]
            .as_array()
            .expect("answers")
            .iter()
            .all(|one| { one["form"] == json!({ "code": "exit-plan", "number": 1 }) })
    );
    let complete = plan(
        "completeExitPlan",
        step(&claims, &lead, "completeExitPlan", &full, json!({})).await,
    );
    assert_eq!(complete["state"], "answered");

    // A changed answer asks for completing anew.
    let changed = json!({ "answers": [{ "field": "c3", "seenVersion": 1, "value": "yes" }] });
    let changed = plan(
        "answerExitPlan",
        step(&claims, &lead, "answerExitPlan", &complete, changed).await,
    );
    assert_eq!(
        (&changed["state"], fields(&changed)),
        (&json!("draft"), vec!["c4".to_owned()])
    );
    let last = json!({ "answers": [first("c4", "Lohja jatkaa")] });
    let last = plan(
        "answerExitPlan",
        step(&claims, &lead, "answerExitPlan", &changed, last).await,
    );
    let complete = plan(
        "completeExitPlan",
        step(&claims, &lead, "completeExitPlan", &last, json!({})).await,
    );
    let mutation = "approveExitPlanBySteering";
    let approved = plan(
        mutation,
        step(&claims, &lead, mutation, &complete, meeting("2026-02-01")).await,
    );
    assert_eq!(
        (
            &approved["state"],
            &approved["steeringMembers"],
            &approved["steeringHeldOn"],
            &approved["steeringUnanimous"]
        ),
        (
            &json!("approved"),
            &json!(["Anna", "Bo"]),
            &json!("2026-02-01"),
            &json!(true)
        )
    );

    let note = |text: &str, day: &str| json!({ "note": text, "seenOn": day });
    let noted = plan(
        "noteExitPlan",
        step(
            &claims,
            &lead,
            "noteExitPlan",
            &approved,
            note("Kaksi viidestä käyttää", "2026-02-02"),
        )
        .await,
    );
    assert_eq!(noted["state"], "follow_up");
    let noted = plan(
        "noteExitPlan",
        step(
            &claims,
            &lead,
            "noteExitPlan",
            &noted,
            note("Kolme viidestä", "2026-02-02"),
        )
        .await,
    );
    let by = json!({ "name": "lead-635" });
    assert_eq!(
        noted["notes"],
        json!([
            { "note": "Kaksi viidestä käyttää", "seenOn": "2026-02-02", "notedBy": by },
            { "note": "Kolme viidestä", "seenOn": "2026-02-02", "notedBy": by },
        ])
    );
    let closed = step(
        &claims,
        &lead,
        "closeExitPlan",
        &noted,
        json!({ "outcome": "Käytössä kaikissa kunnissa" }),
    )
    .await;
    let closed = plan("closeExitPlan", closed);
    assert_eq!(
        (&closed["state"], &closed["outcome"]),
        (&json!("closed"), &json!("Käytössä kaikissa kunnissa"))
    );
    let offered = closed["availableActions"].as_array().expect("actions");
    assert!(
        offered.iter().all(|one| one["refusal"]["code"] == "WRONG_STATE"),
        "{offered:?}"
    );
    let query =
        "query($id: ID!) { project(id: $id) { lasting { exitPlan { state } } } node(id: $plan) { id } }";
    let query = query.replace("($id: ID!)", "($id: ID!, $plan: ID!)");
    for reader in [claims.officer(), &claims.app.world.municipality("Lohja").preparer] {
        let variables = json!({ "id": claims.project.id, "plan": closed["id"] });
        let read = claims.app.graphql(reader, &query, variables).await.accepted();
        assert_eq!(read.at("/project/lasting/exitPlan/state"), "closed");
        assert_eq!(read.at("/node/id"), &closed["id"]);
    }
    claims.app.finish().await;
}

/// Goal: what is behind a "no" is not taken, by its place in the input, and then nothing is stored.
#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a table, a line per case")]
async fn every_mutation_is_refused_where_it_must_be() {
    let claims = Claims::start().await;
    let lead = claims.lead().clone();
    let none = start(&claims, &lead).await;
    assert_eq!(
        refused(&none, "startExitPlan"),
        ["WRONG_STATE projectId"],
        "no form is published"
    );
    publish_shipped(&claims.app, "exit-plan").await;
    for other in [claims.officer(), &claims.app.world.municipality("Lohja").lead] {
        let refused = start(&claims, other).await;
        assert_eq!(refused.refusals("startExitPlan"), ["NOT_PERMITTED"]);
    }
    let begun = plan("startExitPlan", start(&claims, &lead).await);
    let answer = async |plan: &Value, answers: Value| {
        let more = json!({ "answers": answers });
        refused(
            &step(&claims, &lead, "answerExitPlan", plan, more).await,
            "answerExitPlan",
        )
    };
    for (gate, behind) in TREES {
        for field in behind {
            let found = answer(
                &begun,
                json!([
                    first(gate, "no"),
                    first(field, if *field == "c3" { "yes" } else { "x" })
                ]),
            )
            .await;
            assert_eq!(found, ["INVALID_INPUT answers/1/field"], "{field}");
        }
    }
    assert_eq!(
        answer(
            &begun,
            json!([first("c1", "yes"), first("c3", "no"), first("c4", "x")])
        )
        .await,
        ["INVALID_INPUT answers/2/field"]
    );
    assert_eq!(answer(&begun, json!([])).await, ["INVALID_INPUT answers"]);
    assert_eq!(
        answer(
            &begun,
            json!([
                first("d1", "x"),
                first("a1", "perhaps"),
                first("b1", "no"),
                first("b1", "no")
            ])
        )
        .await,
        [
            "INVALID_INPUT answers/0/field",
            "INVALID_INPUT answers/1/value",
            "INVALID_INPUT answers/3/field"
        ]
    );
    assert_eq!(
        answer(
            &begun,
            json!([{ "field": "a1", "seenVersion": 3, "value": "no" }])
        )
        .await,
        ["VERSION_CONFLICT answers/0/value"]
    );
    let stale = json!({ "id": begun["id"], "version": 7 });
    for (mutation, more) in [
        ("answerExitPlan", json!({ "answers": [first("a1", "no")] })),
        ("completeExitPlan", json!({})),
        ("approveExitPlanBySteering", meeting("2026-02-01")),
        ("noteExitPlan", json!({ "note": "x", "seenOn": "2026-02-01" })),
        ("closeExitPlan", json!({ "outcome": "x" })),
    ] {
        let early = step(&claims, &lead, mutation, &stale, more.clone()).await;
        assert_eq!(early.refusals(mutation), ["VERSION_CONFLICT"], "{mutation}");
        let officer = step(&claims, claims.officer(), mutation, &begun, more.clone()).await;
        assert_eq!(officer.refusals(mutation), ["NOT_PERMITTED"], "{mutation}");
        let stranger = step(&claims, &claims.app.world.stranger, mutation, &begun, more).await;
        assert_eq!(stranger.errors(), ["NOT_FOUND"], "{mutation}");
    }
    for (mutation, more) in [
        ("noteExitPlan", json!({ "note": "x", "seenOn": "2026-02-01" })),
        ("closeExitPlan", json!({ "outcome": "x" })),
    ] {
        let early = step(&claims, &lead, mutation, &begun, more).await;
        assert_eq!(early.refusals(mutation), ["WRONG_STATE"], "{mutation}");
    }
    let no = json!({ "answers": [first("a1", "no"), first("b1", "no"), first("c1", "no")] });
    let no = plan(
        "answerExitPlan",
        step(&claims, &lead, "answerExitPlan", &begun, no).await,
    );
    assert_eq!(no["version"], 2, "nothing of what was refused is stored");
    let complete = plan(
        "completeExitPlan",
        step(&claims, &lead, "completeExitPlan", &no, json!({})).await,
    );
    let mutation = "approveExitPlanBySteering";
    for (more, expected) in [
        (
            json!({ "members": [" "], "heldOn": "2026-02-01", "unanimous": true }),
            "INCOMPLETE members",
        ),
        (
            json!({ "members": ["Anna"], "heldOn": "2031-02-01", "unanimous": true }),
            "INVALID_INPUT heldOn",
        ),
    ] {
        let found = step(&claims, &lead, mutation, &complete, more).await;
        assert_eq!(refused(&found, mutation), [expected]);
    }
    let approved = plan(
        mutation,
        step(&claims, &lead, mutation, &complete, meeting("2026-02-02")).await,
    );
    let frozen = json!({ "answers": [{ "field": "a1", "seenVersion": 1, "value": "yes" }] });
    let frozen = step(&claims, &lead, "answerExitPlan", &approved, frozen).await;
    assert_eq!(frozen.refusals("answerExitPlan"), ["WRONG_STATE"]);
    let early = step(
        &claims,
        &lead,
        "closeExitPlan",
        &approved,
        json!({ "outcome": "x" }),
    )
    .await;
    assert_eq!(
        early.refusals("closeExitPlan"),
        ["WRONG_STATE"],
        "nothing was noted"
    );
    for (more, expected) in [
        (json!({ "note": " ", "seenOn": "2026-02-02" }), "INCOMPLETE note"),
        (
            json!({ "note": "x".repeat(4_001), "seenOn": "2026-02-02" }),
            "INVALID_INPUT note",
        ),
        (
            json!({ "note": "x", "seenOn": "2026-02-01" }),
            "INVALID_INPUT seenOn",
        ),
        (
            json!({ "note": "x", "seenOn": "2031-02-01" }),
            "INVALID_INPUT seenOn",
        ),
    ] {
        let found = step(&claims, &lead, "noteExitPlan", &approved, more).await;
        assert_eq!(refused(&found, "noteExitPlan"), [expected]);
    }
    let noted = json!({ "note": "Käytössä", "seenOn": "2026-02-02" });
    let noted = plan(
        "noteExitPlan",
        step(&claims, &lead, "noteExitPlan", &approved, noted).await,
    );
    let found = step(&claims, &lead, "closeExitPlan", &noted, json!({ "outcome": " " })).await;
    assert_eq!(refused(&found, "closeExitPlan"), ["INCOMPLETE outcome"]);
    claims.app.finish().await;
}

/// Goal: a newer version of the form changes nothing for a plan that was begun, and nobody edits a note in the database.
#[tokio::test]
async fn a_plan_keeps_its_form_and_its_notes() {
    let claims = Claims::start().await;
    let approved = approved(&claims).await;
    publish_shipped(&claims.app, "exit-plan").await;
    let lead = claims.lead().clone();
    let noted = json!({ "note": "Käytössä", "seenOn": "2026-02-02" });
    let noted = plan(
        "noteExitPlan",
        step(&claims, &lead, "noteExitPlan", &approved, noted).await,
    );
    let answers = noted["answers"].as_array().expect("answers");
    assert_eq!(answers.len(), 3);
    assert!(answers.iter().all(|one| one["form"]["number"] == 1));
    for forged in [
        "UPDATE exit_plan_note SET note = 'x'",
        "DELETE FROM exit_plan_note",
    ] {
        assert!(claims.app.by_hand(forged).await.is_err(), "{forged}");
    }
    claims.app.finish().await;
}

/// Goal: an approval names the meeting that gave it, one of the project that was held on that day; and without one it
/// stands as before.
#[tokio::test]
async fn an_approval_names_its_meeting() {
    let claims = Claims::start().await;
    let (app, lead) = (&claims.app, claims.lead().clone());
    let other = app.granted_project().await;
    let planned = async |by: &User, project: &str| {
        let planned = steering::plan(app, by, project, steering::content(&json!({ "agenda": [] }))).await;
        steering::meeting("planSteeringMeeting", planned)
    };
    let own = planned(&lead, &claims.project.id).await;
    let cancelled = planned(&lead, &claims.project.id).await;
    let elsewhere = planned(&other.lead.lead, &other.id).await;
    app.travel_to("2026-02-02T13:00:00Z".parse().expect("a time"))
        .await;
    let (hold, cancel) = ("holdSteeringMeeting", "cancelSteeringMeeting");
    let present = json!({ "present": ["Anna"] });
    steering::step(app, &other.lead.lead, hold, &elsewhere, present.clone())
        .await
        .accepted();
    let estranged = json!({ "reason": "Puheenjohtaja on estynyt" });
    steering::step(app, &lead, cancel, &cancelled, estranged)
        .await
        .accepted();

    let complete = complete(&claims).await;
    let mutation = "approveExitPlanBySteering";
    let approve = async |meeting_id: &Value, held_on: &str| {
        let mut more = meeting(held_on);
        more["meetingId"] = meeting_id.clone();
        step(&claims, &lead, mutation, &complete, more).await
    };
    for (of, held_on, expected) in [
        (&own, "2026-02-02", "INVALID_INPUT meetingId"),
        (&cancelled, "2026-02-02", "INVALID_INPUT meetingId"),
        (&elsewhere, "2026-02-02", "INVALID_INPUT meetingId"),
    ] {
        let found = approve(&of["id"], held_on).await;
        assert_eq!(refused(&found, mutation), [expected], "{of:#}");
    }
    let wrong_kind = approve(&complete["id"], "2026-02-02").await;
    assert!(!wrong_kind.errors().is_empty(), "an exit plan is no meeting");
    steering::step(app, &lead, hold, &own, present).await.accepted();
    let found = approve(&own["id"], "2026-02-01").await;
    assert_eq!(refused(&found, mutation), ["INVALID_INPUT heldOn"]);
    let approved = plan(mutation, approve(&own["id"], "2026-02-02").await);
    assert_eq!(
        (&approved["state"], &approved["steeringMeeting"]),
        (&json!("approved"), &json!({ "id": own["id"], "number": 1 }))
    );
    let noted = json!({ "note": "Käytössä", "seenOn": "2026-02-02" });
    let noted = plan(
        "noteExitPlan",
        step(&claims, &lead, "noteExitPlan", &approved, noted).await,
    );
    assert_eq!(noted["steeringMeeting"]["number"], 1, "it stays with the plan");
    let forged = "UPDATE exit_plan SET state = 'draft', answered_by = NULL, answered_at = NULL, approved_by = NULL, \
        approved_at = NULL, steering_members = NULL, steering_held_on = NULL, steering_unanimous = NULL";
    assert!(
        app.by_hand(forged).await.is_err(),
        "a draft was approved in no meeting"
    );
    claims.app.finish().await;
}
