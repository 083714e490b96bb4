//! Other public support lowers the ceiling where the call says so (rule 10).

use serde_json::{Value, json};
use talkoot_test_support::{Answer, User};

use crate::claims::setup::{Claims, SERVICES};

const SUPPORT: &str = "otherSupport { id version state giver amount endReason confirmedBy { name } \
    availableActions { action allowed refusal { code } } project { id } }";

async fn declare(claims: &Claims, by: &User, amount: &str) -> Answer {
    let input = json!({
        "projectId": claims.project.id, "giver": "Pirkanmaan liitto", "amount": amount,
        "explanation": "Koulutus, päätös 12.3.2026",
    });
    let app = &claims.app;
    app.mutate(
        by,
        "declareOtherSupport",
        "DeclareOtherSupportInput",
        input,
        SUPPORT,
    )
    .await
}

async fn step(claims: &Claims, by: &User, mutation: &str, id: &str, reason: Option<&str>) -> Answer {
    let query = "query($id: ID!) { node(id: $id) { ... on OtherSupport { version } } }";
    let read = claims
        .app
        .graphql(claims.officer(), query, json!({ "id": id }))
        .await;
    let mut input = json!({ "id": id, "expectedVersion": read.number("/node/version") });
    let kind = match reason {
        None => "ConfirmOtherSupportInput",
        Some(reason) => {
            input["reason"] = json!(reason);
            "EndOtherSupportInput"
        }
    };
    claims.app.mutate(by, mutation, kind, input, SUPPORT).await
}

async fn declared(claims: &Claims, amount: &str) -> String {
    let done = declare(claims, claims.lead(), amount).await.accepted();
    done.text("/declareOtherSupport/otherSupport/id")
}

async fn totals(claims: &Claims, claim: &str) -> Value {
    let query =
        "query($id: ID!) { claim(id: $id) { totals { cumulativeGrant otherSupport grant payable owed } } }";
    let read = claims
        .app
        .graphql(claims.officer(), query, json!({ "id": claim }))
        .await;
    read.at("/claim/totals").clone()
}

/// Goal: the grant and the support cover at most what the municipalities do not bear, to the cent, from the moment
/// it is confirmed until it is revoked; the answer to "why" adds up with it.
#[tokio::test]
async fn confirmed_support_lowers_the_open_claim() {
    let claims = Claims::start_from(|content| content["leastOwnShare"] = json!("10")).await;
    claims
        .first_period(&[
            ("Karkkila", &[(SERVICES, "600.00")]),
            ("Lohja", &[(SERVICES, "400.01")]),
        ])
        .await;
    let claim = claims.submitted(0).await;
    // 85 per cent of 1 000.01, cut off.
    let plain = json!({
        "cumulativeGrant": "850.00", "otherSupport": "0.00", "grant": "850.00", "payable": "850.00", "owed": "0.00",
    });
    assert_eq!(totals(&claims, &claim).await, plain);
    let support = declared(&claims, "150.00").await;
    assert_eq!(totals(&claims, &claim).await, plain, "declared only");
    step(&claims, claims.officer(), "confirmOtherSupport", &support, None)
        .await
        .accepted();
    // floor(90 per cent of 1 000.01) is 900.00; 150.00 of it are there already.
    let lowered = json!({
        "cumulativeGrant": "750.00", "otherSupport": "150.00", "grant": "750.00", "payable": "750.00", "owed": "0.00",
    });
    assert_eq!(totals(&claims, &claim).await, lowered);

    let query = "query($id: ID!) { claim(id: $id) { partners { grantShare } } }";
    let read = claims
        .app
        .graphql(claims.officer(), query, json!({ "id": claim }))
        .await;
    let shares: Vec<&str> = read
        .at("/claim/partners")
        .as_array()
        .expect("partners")
        .iter()
        .filter_map(|one| one["grantShare"].as_str())
        .collect();
    // 750.00 x 600.00 / 1 000.01 is 449.9955, and 750.00 x 400.01 / 1 000.01 is 300.0045: the missing cent goes to
    // the larger fraction.
    assert_eq!(shares, ["450.00", "300.00"], "in proportion, to the cent");

    let revoked = step(
        &claims,
        claims.second(),
        "revokeOtherSupport",
        &support,
        Some("Peruttiin"),
    )
    .await
    .accepted();
    assert_eq!(revoked.text("/revokeOtherSupport/otherSupport/state"), "revoked");
    assert_eq!(totals(&claims, &claim).await, plain);
    claims.app.finish().await;
}

/// Goal: support that becomes known after a claim was paid is owed by the next one.
#[tokio::test]
async fn support_after_a_payout_is_owed() {
    let claims = Claims::start_from(|content| content["leastOwnShare"] = json!("15")).await;
    let reports = claims
        .first_period(&[("Karkkila", &[(SERVICES, "1000.00")])])
        .await;
    assert!(!reports.is_empty());
    let claim = claims.submitted(0).await;
    claims.approved(&claim).await;
    claims.paid(&claim).await;
    let support = declared(&claims, "100.00").await;
    step(&claims, claims.officer(), "confirmOtherSupport", &support, None)
        .await
        .accepted();
    claims
        .app
        .travel_to(chrono::TimeZone::with_ymd_and_hms(&chrono::Utc, 2026, 7, 2, 10, 0, 0).unwrap())
        .await;
    let later = claims.open(1).await;
    let (_, report) = later
        .iter()
        .find(|(name, _)| name == "Lohja")
        .expect("its report");
    claims
        .report(report, "Lohja", "1.7.2026", &[(SERVICES, "50.00")])
        .await;
    let second = claims.draft_as(claims.lead(), 1).await.accepted();
    // G = floor(85 % of 1 050.00) - 100.00 = 792.50, of which 850.00 were granted before.
    assert_eq!(second.text("/draftClaim/claim/totals/grant"), "-57.50");
    assert_eq!(second.text("/draftClaim/claim/totals/payable"), "0.00");
    assert_eq!(second.text("/draftClaim/claim/totals/owed"), "57.50");
    claims.app.finish().await;
}

/// Goal: where the call does not count other support, it is known and changes nothing.
#[tokio::test]
async fn a_call_that_does_not_count_it_pays_the_same() {
    let claims = Claims::start().await;
    claims
        .first_period(&[("Karkkila", &[(SERVICES, "100.00")])])
        .await;
    let claim = claims.submitted(0).await;
    let before = totals(&claims, &claim).await;
    let support = declared(&claims, "90.00").await;
    step(&claims, claims.officer(), "confirmOtherSupport", &support, None)
        .await
        .accepted();
    assert_eq!(totals(&claims, &claim).await, before);
    let query = "query($id: ID!) { project(id: $id) { otherSupport { giver amount state } } }";
    let read = claims
        .app
        .graphql(claims.lead(), query, json!({ "id": claims.project.id }))
        .await;
    assert_eq!(
        read.at("/project/otherSupport"),
        &json!([{ "giver": "Pirkanmaan liitto", "amount": "90.00", "state": "confirmed" }])
    );
    claims.app.finish().await;
}

/// Goal: two persons let it count, a third ends that; everything else is refused and says so.
#[tokio::test]
async fn who_may_do_what() {
    let claims = Claims::start().await;
    let world = &claims.app.world;
    for amount in ["0.00", "-1.00"] {
        let refused = declare(&claims, claims.lead(), amount).await;
        assert_eq!(refused.refusals("declareOtherSupport"), ["INVALID_INPUT"]);
        assert_eq!(
            refused.at("/declareOtherSupport/refusals/0/path"),
            &json!(["amount"])
        );
    }
    for user in [
        claims.second(),
        &world.auditor,
        &world.municipality("Karkkila").preparer,
    ] {
        let refused = declare(&claims, user, "1.00").await;
        assert_eq!(refused.refusals("declareOtherSupport"), ["NOT_PERMITTED"]);
    }
    assert_eq!(
        declare(&claims, &world.stranger, "1.00").await.errors(),
        ["NOT_FOUND"]
    );

    let own = declare(&claims, &world.both, "5.00").await.accepted();
    let own = own.text("/declareOtherSupport/otherSupport/id");
    let refused = step(&claims, &world.both, "confirmOtherSupport", &own, None).await;
    assert_eq!(refused.refusals("confirmOtherSupport"), ["SAME_PERSON"]);
    let refused = step(&claims, claims.lead(), "confirmOtherSupport", &own, None).await;
    assert_eq!(refused.refusals("confirmOtherSupport"), ["NOT_PERMITTED"]);
    let early = step(&claims, claims.second(), "revokeOtherSupport", &own, Some("x")).await;
    assert_eq!(early.refusals("revokeOtherSupport"), ["WRONG_STATE"]);
    let mute = step(&claims, claims.lead(), "withdrawOtherSupport", &own, Some(" ")).await;
    assert_eq!(mute.refusals("withdrawOtherSupport"), ["INCOMPLETE"]);
    step(&claims, claims.officer(), "confirmOtherSupport", &own, None)
        .await
        .accepted();
    for (user, code) in [
        (claims.officer(), "SAME_PERSON"),
        (&world.both, "SAME_PERSON"),
        (claims.lead(), "NOT_PERMITTED"),
    ] {
        let refused = step(&claims, user, "revokeOtherSupport", &own, Some("x")).await;
        assert_eq!(refused.refusals("revokeOtherSupport"), [code]);
    }
    let late = step(&claims, claims.lead(), "withdrawOtherSupport", &own, Some("x")).await;
    assert_eq!(late.refusals("withdrawOtherSupport"), ["WRONG_STATE"]);
    step(
        &claims,
        claims.second(),
        "revokeOtherSupport",
        &own,
        Some("Peruttiin"),
    )
    .await
    .accepted();

    let other = declared(&claims, "7.00").await;
    let withdrawn = step(
        &claims,
        claims.lead(),
        "withdrawOtherSupport",
        &other,
        Some("Virhe"),
    )
    .await
    .accepted();
    assert_eq!(
        withdrawn.at("/withdrawOtherSupport/otherSupport/endReason"),
        &json!("Virhe")
    );
    claims.app.finish().await;
}
