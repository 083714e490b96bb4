//! Who may not, and what is not taken.

use serde_json::{Value, json};

use crate::{
    amendments::help::{
        accept, cell, create_as, decided, part_step, read_part, request_step, shift, submitted,
    },
    claims::setup::{Claims, SERVICES},
};

fn small_shift(claims: &Claims) -> Value {
    shift(&[
        cell(claims, "Lohja", "services", 0, "-1.00"),
        cell(claims, "Lohja", "travel", 0, "1.00"),
    ])
}

#[tokio::test]
async fn who_may_not() {
    let claims = Claims::start().await;
    let world = &claims.app.world;
    let lohja = world.municipality("Lohja").clone();
    let parts = json!([small_shift(&claims)]);
    for user in [
        &lohja.lead,
        &lohja.approver,
        &world.officer,
        &world.second,
        &world.auditor,
    ] {
        let refused = create_as(&claims, user, parts.clone()).await;
        assert_eq!(refused.refusals("createChangeRequest"), ["NOT_PERMITTED"]);
    }
    for user in [&world.outsider.lead, &world.stranger] {
        assert_eq!(
            create_as(&claims, user, parts.clone()).await.errors(),
            ["NOT_FOUND"]
        );
    }
    let (id, parts) = submitted(&claims, parts).await;
    for user in [&world.officer, &lohja.lead] {
        let more = json!({ "reason": "Ei." });
        let refused = request_step(&claims, user, "withdrawChangeRequest", &id, 2, &more).await;
        assert_eq!(refused.refusals("withdrawChangeRequest"), ["NOT_PERMITTED"]);
    }
    let propose = || accept(&claims, &json!({}));
    for user in [claims.lead(), &world.second, &world.auditor, &world.administrator] {
        let answer = part_step(&claims, user, "proposeChangePart", &parts[0], propose()).await;
        if answer.errors().is_empty() {
            assert_eq!(answer.refusals("proposeChangePart"), ["NOT_PERMITTED"]);
        } else {
            assert_eq!(answer.errors(), ["NOT_FOUND"]);
        }
    }
    part_step(
        &claims,
        claims.officer(),
        "proposeChangePart",
        &parts[0],
        propose(),
    )
    .await
    .accepted();
    for (mutation, more) in [
        ("decideChangePart", json!({})),
        ("returnChangePart", json!({ "reason": "Ei." })),
    ] {
        for user in [claims.lead(), &world.officer, &world.other_officer] {
            let refused = part_step(&claims, user, mutation, &parts[0], more.clone()).await;
            assert_eq!(refused.refusals(mutation), ["NOT_PERMITTED"], "{mutation}");
        }
    }
    // Nobody has to confirm a shift.
    let refused = part_step(&claims, claims.lead(), "confirmChangePart", &parts[0], json!({})).await;
    assert_eq!(refused.refusals("confirmChangePart"), ["WRONG_STATE"]);
    claims.app.finish().await;
}

#[tokio::test]
async fn nobody_decides_what_they_proposed() {
    let claims = Claims::start().await;
    let both = claims.app.world.both.clone();
    let (_, parts) = submitted(&claims, json!([small_shift(&claims)])).await;
    part_step(
        &claims,
        &both,
        "proposeChangePart",
        &parts[0],
        accept(&claims, &json!({})),
    )
    .await
    .accepted();
    for (mutation, more) in [
        ("decideChangePart", json!({})),
        ("returnChangePart", json!({ "reason": "Ei." })),
    ] {
        let refused = part_step(&claims, &both, mutation, &parts[0], more).await;
        assert_eq!(refused.refusals(mutation), ["SAME_PERSON"]);
    }
    let read = read_part(&claims, &both, &parts[0]).await.accepted();
    let actions = read
        .at("/changePart/availableActions")
        .as_array()
        .expect("actions")
        .clone();
    let decide = actions
        .iter()
        .find(|one| one["action"] == "decideChangePart")
        .expect("an action");
    assert_eq!(decide["allowed"], false);
    assert_eq!(decide["refusal"]["code"], "SAME_PERSON");
    let done = part_step(&claims, claims.second(), "decideChangePart", &parts[0], json!({}))
        .await
        .accepted();
    assert_eq!(done.text("/decideChangePart/changePart/decidedBy/name"), "second");
    claims.app.finish().await;
}

/// Goal: what a shift may not ask for; each is told when it is submitted.
#[tokio::test]
async fn what_a_shift_may_not_ask_for() {
    let claims = Claims::start().await;
    claims.first_period(&[("Lohja", &[(SERVICES, "5000.00")])]).await;
    let claim = claims.submitted(0).await;
    claims.approved(&claim).await;
    let to = |amount: &str| cell(&claims, "Lohja", "travel", 0, amount);
    for (changes, code) in [
        (vec![], "INCOMPLETE"),
        (vec![to("1.00")], "SUM_MISMATCH"),
        // 6 000.00 in the cell, 5 000.00 claimed from it.
        (
            vec![cell(&claims, "Lohja", "services", 0, "-1000.01"), to("1000.01")],
            "LIMIT_EXCEEDED",
        ),
        (
            vec![cell(&claims, "Lohja", "services", 1, "-6000.01"), to("6000.01")],
            "LIMIT_EXCEEDED",
        ),
        (
            vec![cell(&claims, "Lohja", "yachts", 1, "-1.00"), to("1.00")],
            "INVALID_INPUT",
        ),
    ] {
        let created = create_as(&claims, claims.lead(), json!([shift(&changes)]))
            .await
            .accepted();
        let id = created.text("/createChangeRequest/changeRequest/id");
        let refused = request_step(&claims, claims.lead(), "submitChangeRequest", &id, 1, &json!({})).await;
        assert_eq!(refused.refusals("submitChangeRequest"), [code], "{changes:?}");
    }
    // To the cent what is left.
    let changes = [cell(&claims, "Lohja", "services", 0, "-1000.00"), to("1000.00")];
    let (_, parts) = submitted(&claims, json!([shift(&changes)])).await;
    let done = decided(&claims, &parts[0]).await;
    assert_eq!(done.text("/decideChangePart/changePart/state"), "in_force");
    claims.app.finish().await;
}

/// Goal: what a proposal must say.
#[tokio::test]
async fn what_a_proposal_must_say() {
    let claims = Claims::start().await;
    let (_, parts) = submitted(&claims, json!([small_shift(&claims)])).await;
    let none = Value::Null;
    let extension = json!({ "extension": { "lastDay": "2028-03-31" } });
    let too_much = shift(&[
        cell(&claims, "Lohja", "services", 0, "-6000.01"),
        cell(&claims, "Lohja", "travel", 0, "6000.01"),
    ]);
    for (more, code) in [
        (json!({ "reasoning": " " }), "INCOMPLETE"),
        (json!({ "effectiveOn": none }), "INCOMPLETE"),
        (json!({ "outcome": "ACCEPT_WITH_CHANGES" }), "INCOMPLETE"),
        (json!({ "content": small_shift(&claims) }), "INVALID_INPUT"),
        (json!({ "outcome": "REJECT" }), "INVALID_INPUT"),
        (
            json!({ "outcome": "ACCEPT_WITH_CHANGES", "content": extension }),
            "INVALID_INPUT",
        ),
        (
            json!({ "outcome": "ACCEPT_WITH_CHANGES", "content": too_much }),
            "LIMIT_EXCEEDED",
        ),
        (json!({ "expectedVersion": 7 }), "VERSION_CONFLICT"),
    ] {
        let input = accept(&claims, &more);
        let refused = part_step(&claims, claims.officer(), "proposeChangePart", &parts[0], input).await;
        assert_eq!(refused.refusals("proposeChangePart"), [code], "{more}");
    }
    claims.app.finish().await;
}
