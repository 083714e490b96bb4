//! Two persons decide each part on its own; two at once do not both.

use serde_json::json;

use crate::{
    amendments::help::{
        PART, accept, cell, create_as, decided, part_step, project, read_part, request_step, shift,
        submitted, text,
    },
    claims::setup::Claims,
};

fn three_parts(claims: &Claims) -> serde_json::Value {
    let move_to_travel = |partner: &str| {
        shift(&[
            cell(claims, partner, "services", 0, "-100.00"),
            cell(claims, partner, "travel", 0, "100.00"),
        ])
    };
    json!([
        move_to_travel("Lohja"),
        move_to_travel("Virrat"),
        { "extension": { "lastDay": "2028-03-31" } },
    ])
}

#[tokio::test]
async fn each_part_is_decided_on_its_own() {
    let claims = Claims::start().await;
    let (request, parts) = submitted(&claims, three_parts(&claims)).await;

    // As asked.
    let done = decided(&claims, &parts[0]).await;
    assert_eq!(done.text("/decideChangePart/changePart/state"), "in_force");
    // In another form: half of it.
    let half = shift(&[
        cell(&claims, "Virrat", "services", 0, "-50.00"),
        cell(&claims, "Virrat", "travel", 0, "50.00"),
    ]);
    let with_changes = accept(
        &claims,
        &json!({ "outcome": "ACCEPT_WITH_CHANGES", "content": half }),
    );
    part_step(
        &claims,
        claims.officer(),
        "proposeChangePart",
        &parts[1],
        with_changes,
    )
    .await
    .accepted();
    let done = part_step(&claims, claims.second(), "decideChangePart", &parts[1], json!({}))
        .await
        .accepted();
    assert_eq!(done.text("/decideChangePart/changePart/state"), "in_force");
    let query = "query($id: ID!) { changeRequest(id: $id) { state } }";
    let read = claims
        .app
        .graphql(claims.lead(), query, json!({ "id": request }))
        .await;
    assert_eq!(read.text("/changeRequest/state"), "submitted");
    // Not at all.
    let reject = json!({ "outcome": "REJECT", "reasoning": "Aikaa on." });
    part_step(&claims, claims.officer(), "proposeChangePart", &parts[2], reject)
        .await
        .accepted();
    let done = part_step(&claims, claims.second(), "decideChangePart", &parts[2], json!({}))
        .await
        .accepted();
    assert_eq!(done.text("/decideChangePart/changePart/state"), "rejected");
    let read = claims
        .app
        .graphql(claims.lead(), query, json!({ "id": request }))
        .await;
    assert_eq!(read.text("/changeRequest/state"), "decided");

    let fields = "terms { usePeriodLast } budget { partner { nameFi } category subAreaId amount }";
    let after = project(&claims, claims.lead(), fields).await;
    assert_eq!(after["terms"]["usePeriodLast"], "2027-12-31");
    let amount = |partner: &str| {
        let cells = after["budget"].as_array().expect("cells");
        let found = cells.iter().find(|cell| {
            cell["partner"]["nameFi"] == partner
                && cell["category"] == "travel"
                && cell["subAreaId"] == claims.project.sub_areas[0]
        });
        text(&found.expect("a cell")["amount"])
    };
    assert_eq!(
        [amount("Lohja"), amount("Virrat"), amount("Karkkila")],
        ["500.00", "450.00", "400.00"]
    );
    claims.app.finish().await;
}

#[tokio::test]
async fn a_proposal_sent_back_is_made_anew() {
    let claims = Claims::start().await;
    let (_, parts) = submitted(&claims, three_parts(&claims)).await;
    let part = &parts[0];
    let propose = || accept(&claims, &json!({}));
    part_step(&claims, claims.officer(), "proposeChangePart", part, propose())
        .await
        .accepted();
    let no_reason = part_step(
        &claims,
        claims.second(),
        "returnChangePart",
        part,
        json!({ "reason": " " }),
    )
    .await;
    assert_eq!(no_reason.refusals("returnChangePart"), ["INCOMPLETE"]);
    let returned = part_step(
        &claims,
        claims.second(),
        "returnChangePart",
        part,
        json!({ "reason": "Perustelut ovat vajaat." }),
    )
    .await
    .accepted();
    assert_eq!(returned.text("/returnChangePart/changePart/state"), "requested");
    assert_eq!(
        returned.text("/returnChangePart/changePart/returnedReason"),
        "Perustelut ovat vajaat."
    );
    let nothing = part_step(&claims, claims.second(), "decideChangePart", part, json!({})).await;
    assert_eq!(nothing.refusals("decideChangePart"), ["WRONG_STATE"]);
    let done = decided(&claims, part).await;
    assert_eq!(done.text("/decideChangePart/changePart/state"), "in_force");
    let versions = project(&claims, claims.officer(), "budgetVersions { number state }").await;
    assert_eq!(
        versions["budgetVersions"],
        json!([
            { "number": 1, "state": "superseded" },
            { "number": 2, "state": "discarded" },
            { "number": 3, "state": "approved" },
        ])
    );
    claims.app.finish().await;
}

/// Two officers propose, and two second persons decide, the same part at the same moment.
#[tokio::test]
async fn of_two_at_once_one_is_first() {
    let claims = Claims::start().await;
    let (_, parts) = submitted(&claims, three_parts(&claims)).await;
    let world = &claims.app.world;
    let version = read_part(&claims, claims.officer(), &parts[0])
        .await
        .number("/changePart/version");
    let mut input = accept(&claims, &json!({}));
    input["id"] = json!(parts[0]);
    input["expectedVersion"] = json!(version);
    let propose = |user| {
        claims.app.mutate(
            user,
            "proposeChangePart",
            "ProposeChangePartInput",
            input.clone(),
            PART,
        )
    };
    let (one, other) = tokio::join!(propose(&world.officer), propose(&world.other_officer));
    let mut refusals = [
        one.refusals("proposeChangePart"),
        other.refusals("proposeChangePart"),
    ];
    refusals.sort();
    assert_eq!(refusals, [vec![], vec!["VERSION_CONFLICT".to_owned()]]);

    let version = read_part(&claims, claims.officer(), &parts[0])
        .await
        .number("/changePart/version");
    let input = json!({ "id": parts[0], "expectedVersion": version });
    let decide = |user| {
        claims.app.mutate(
            user,
            "decideChangePart",
            "ChangePartStepInput",
            input.clone(),
            PART,
        )
    };
    let (one, other) = tokio::join!(decide(&world.second), decide(&world.both));
    let mut refusals = [
        one.refusals("decideChangePart"),
        other.refusals("decideChangePart"),
    ];
    refusals.sort();
    assert_eq!(refusals, [vec![], vec!["VERSION_CONFLICT".to_owned()]]);
    let amendments = project(&claims, claims.officer(), "amendments { number }").await;
    assert_eq!(amendments["amendments"], json!([{ "number": 1 }]));
    claims.app.finish().await;
}

/// A command sent twice with the same key has one effect and the same answer.
#[tokio::test]
async fn a_repetition_changes_nothing() {
    let claims = Claims::start().await;
    let (_, parts) = submitted(&claims, three_parts(&claims)).await;
    part_step(
        &claims,
        claims.officer(),
        "proposeChangePart",
        &parts[0],
        accept(&claims, &json!({})),
    )
    .await
    .accepted();
    let version = read_part(&claims, claims.officer(), &parts[0])
        .await
        .number("/changePart/version");
    let input = json!({ "id": parts[0], "expectedVersion": version, "idempotencyKey": "decide-once" });
    for _ in 0..2 {
        let done = claims
            .app
            .mutate(
                claims.second(),
                "decideChangePart",
                "ChangePartStepInput",
                input.clone(),
                PART,
            )
            .await
            .accepted();
        assert_eq!(done.text("/decideChangePart/changePart/state"), "in_force");
    }
    let amendments = project(&claims, claims.officer(), "amendments { number }").await;
    assert_eq!(amendments["amendments"], json!([{ "number": 1 }]));
    claims.app.finish().await;
}

#[tokio::test]
async fn a_draft_is_changed_and_a_request_is_withdrawn() {
    let claims = Claims::start().await;
    let created = create_as(&claims, claims.lead(), json!([])).await.accepted();
    let id = created.text("/createChangeRequest/changeRequest/id");
    let read = |user| {
        let query = "query($id: ID!) { changeRequest(id: $id) { state } }";
        claims.app.graphql(user, query, json!({ "id": id }))
    };
    assert!(
        read(claims.officer()).await.at("/changeRequest").is_null(),
        "a draft is the lead's own"
    );
    let empty = request_step(&claims, claims.lead(), "submitChangeRequest", &id, 1, &json!({})).await;
    assert_eq!(empty.refusals("submitChangeRequest"), ["INCOMPLETE"]);
    let more = json!({ "reason": "Uusi suunnitelma.", "parts": three_parts(&claims) });
    request_step(&claims, claims.lead(), "updateChangeRequest", &id, 1, &more)
        .await
        .accepted();
    request_step(&claims, claims.lead(), "submitChangeRequest", &id, 2, &json!({}))
        .await
        .accepted();
    assert_eq!(
        read(claims.officer()).await.text("/changeRequest/state"),
        "submitted"
    );
    let late = request_step(&claims, claims.lead(), "updateChangeRequest", &id, 3, &more).await;
    assert_eq!(late.refusals("updateChangeRequest"), ["WRONG_STATE"]);
    let withdrawn = request_step(
        &claims,
        claims.lead(),
        "withdrawChangeRequest",
        &id,
        3,
        &json!({ "reason": "Ei tarvita." }),
    )
    .await
    .accepted();
    assert_eq!(
        withdrawn.text("/withdrawChangeRequest/changeRequest/state"),
        "withdrawn"
    );
    assert_eq!(
        withdrawn.at("/withdrawChangeRequest/changeRequest/parts/0/state"),
        &json!("withdrawn")
    );
    claims.app.finish().await;
}
