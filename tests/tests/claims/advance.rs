//! Advances and instalments: as the decision grants them, paid by two persons, cleared by each claim.

use chrono::{TimeZone, Utc};
use serde_json::{Value, json};
use talkoot_test_support::{Stage, TestApp};

use crate::{
    claims::setup::{Claims, PERSONNEL, SERVICES, of},
    claims::why::walk,
};

const THIRTY_PERCENT: &str = "30";

/// An award of 170 000.00, 30 per cent of it in advance, cleared at 50 per cent: scenario S4.
fn s4() -> Value {
    let instalments = json!([{ "percentOfAward": THIRTY_PERCENT }]);
    json!({ "award": "170000.00", "advance": { "instalments": instalments, "clearingRate": "50" } })
}

/// What a claim clears and pays.
async fn cleared(claims: &Claims, id: &str) -> Value {
    let read = claims.claim(id).await;
    let totals = read.at("/claim/totals");
    let of = |field: &str| totals[field].clone();
    json!([
        of("grant"),
        of("advanceBefore"),
        of("advanceCleared"),
        of("advanceOutstanding"),
        of("payable")
    ])
}

#[tokio::test]
async fn s4_the_advance_is_cleared_by_the_claims() {
    let claims = Claims::start_with(&s4()).await;
    let payout = claims.advanced(1).await;
    let balance = claims.balance(claims.lead()).await;
    assert_eq!(
        balance,
        json!({ "granted": "0.00", "paid": "51000.00", "advancePaid": "51000.00", "advanceCleared": "0.00",
                "advanceOutstanding": "51000.00", "owed": "0.00" })
    );
    let thirty: &[(&str, &str)] = &[(SERVICES, "30000.00")];
    claims
        .first_period(&[("Lohja", thirty), ("Virrat", thirty)])
        .await;
    let first = claims.submitted(0).await;
    assert_eq!(
        cleared(&claims, &first).await,
        json!(["51000.00", "51000.00", "25500.00", "25500.00", "25500.00"])
    );
    claims.approved(&first).await;
    claims.paid(&first).await;

    let now = Utc.with_ymd_and_hms(2026, 7, 2, 10, 0, 0).unwrap();
    claims.app.travel_to(now).await;
    let reports = claims.open(1).await;
    for (partner, lines) in [
        ("Karkkila", &[(SERVICES, "30000.00"), (PERSONNEL, "40000.00")][..]),
        ("Kuhmoinen", &[(PERSONNEL, "10000.00")][..]),
    ] {
        claims
            .report(&of(&reports, partner), partner, "1.7.2026", lines)
            .await;
    }
    let second = claims.submitted(1).await;
    claims.approved(&second).await;
    let paid = claims.paid(&second).await;
    assert_eq!(
        cleared(&claims, &second).await,
        json!(["68000.00", "25500.00", "25500.00", "0.00", "42500.00"])
    );
    assert_eq!(
        claims.balance(claims.officer()).await,
        json!({ "granted": "119000.00", "paid": "119000.00", "advancePaid": "51000.00",
                "advanceCleared": "51000.00", "advanceOutstanding": "0.00", "owed": "0.00" })
    );

    let (rules, leaves) = walk(&claims, &paid, 5).await;
    assert!(rules.contains(&"advance_clearing".to_owned()), "{rules:?}");
    let of_advance = leaves.iter().filter(|leaf| leaf["result"] == json!("51000.00"));
    assert!(
        of_advance.count() > 0,
        "the tree ends at the payout of the advance: {leaves:?}"
    );
    let (_, alone) = walk(&claims, &payout, 5).await;
    assert_eq!(alone[0]["rule"], json!("source"));
    claims.app.finish().await;
}

#[tokio::test]
async fn the_payout_of_an_advance_needs_two_persons_and_its_day() {
    let decision = json!({ "award": "1000.00", "advance": { "clearingRate": "50", "instalments": [
        { "amount": "500.00" }, { "amount": "300.00", "payableFrom": "2026-07-01" },
    ] } });
    let claims = Claims::start_with(&decision).await;
    let (officer, second, lead) = (claims.officer(), claims.second(), claims.lead());
    for (user, instalment, expected) in [
        (lead, 1, "NOT_PERMITTED"),
        (second, 1, "NOT_PERMITTED"),
        (officer, 0, "INVALID_INPUT"),
        (officer, 3, "INVALID_INPUT"),
        (officer, 2, "DEADLINE"),
    ] {
        let refused = claims.order_instalment(user, instalment).await;
        assert_eq!(
            refused.refusals("createAdvancePayout"),
            [expected],
            "{instalment}"
        );
    }
    let stranger = claims.app.world.stranger.clone();
    let hidden = claims.order_instalment(&stranger, 1).await;
    assert_eq!(hidden.errors(), ["NOT_FOUND"]);
    let input = json!({ "projectId": claims.project.id, "expectedVersion": 7, "instalment": 1 });
    let stale = claims
        .app
        .mutate(
            officer,
            "createAdvancePayout",
            "CreateAdvancePayoutInput",
            input,
            "payout { id }",
        )
        .await;
    assert_eq!(stale.refusals("createAdvancePayout"), ["VERSION_CONFLICT"]);

    let created = claims.order_instalment(officer, 1).await.accepted();
    let payout = created.at("/createAdvancePayout/payout").clone();
    assert_eq!(
        (&payout["source"], &payout["instalment"], &payout["amount"]),
        (&json!("advance"), &json!(1), &json!("500.00"))
    );
    let again = claims.order_instalment(officer, 1).await;
    assert_eq!(again.refusals("createAdvancePayout"), ["DUPLICATE"]);
    let id = payout["id"].as_str().expect("an id");
    let alone = claims.payout_step(officer, "approvePayout", id, json!({})).await;
    assert_eq!(alone.refusals("approvePayout"), ["NOT_PERMITTED"]);
    // Not confirmed by the bank, it is no advance yet.
    assert_eq!(claims.balance(lead).await["advancePaid"], json!("0.00"));

    let query = "query($id: ID!) { project(id: $id) { advance { total clearingRate instalments { number \
                 payableFrom amount payouts { state } availableActions { action allowed } } } } }";
    let read = claims
        .app
        .graphql(officer, query, json!({ "id": claims.project.id }))
        .await
        .accepted();
    let action = json!([{ "action": "createAdvancePayout", "allowed": false }]);
    assert_eq!(
        read.at("/project/advance"),
        &json!({ "total": "800.00", "clearingRate": "50", "instalments": [
            { "number": 1, "payableFrom": null, "amount": "500.00", "payouts": [{ "state": "created" }],
              "availableActions": action },
            { "number": 2, "payableFrom": "2026-07-01", "amount": "300.00", "payouts": [],
              "availableActions": action },
        ] })
    );
    claims.app.finish().await;
}

#[tokio::test]
async fn an_advance_that_cannot_be_is_refused_with_the_decision() {
    let app = TestApp::start().await;
    let applied = app.application_at(Stage::Evaluated).await;
    let plan = |instalments: Value| json!({ "instalments": instalments, "clearingRate": "50" });
    for (instalments, expected) in [
        (json!([]), "INVALID_INPUT"),
        (json!([{ "amount": "0.00" }]), "INVALID_INPUT"),
        (
            json!([{ "amount": "600.00" }, { "percentOfAward": "40.01" }]),
            "LIMIT_EXCEEDED",
        ),
        (
            json!([{ "amount": "1.00", "payableFrom": "2026-07-01" }, { "amount": "1.00" }]),
            "INVALID_INPUT",
        ),
    ] {
        let decision = json!({ "award": "1000.00", "advance": plan(instalments.clone()) });
        let refused = app
            .draft_decision_as(&app.world.officer, &applied, &decision)
            .await;
        assert_eq!(refused.refusals("draftDecision"), [expected], "{instalments}");
    }
    let both =
        json!({ "award": "1000.00", "advance": plan(json!([{ "amount": "1.00", "percentOfAward": "1" }])) });
    let unclear = app.draft_decision_as(&app.world.officer, &applied, &both).await;
    assert_eq!(unclear.errors(), ["INVALID_INPUT"]);
    let nothing = json!({ "awarded": false, "advance": plan(json!([{ "amount": "1.00" }])) });
    let rejected = app
        .draft_decision_as(&app.world.officer, &applied, &nothing)
        .await;
    assert_eq!(rejected.refusals("draftDecision"), ["INVALID_INPUT"]);
    let drafted = app
        .draft_decision_as(&app.world.officer, &applied, &s4())
        .await
        .accepted();
    assert_eq!(
        drafted.at("/draftDecision/decision/advance"),
        &json!({ "total": "51000.00", "clearingRate": "50",
                 "instalments": [{ "number": 1, "payableFrom": null, "amount": "51000.00" }] })
    );
    app.finish().await;
}
