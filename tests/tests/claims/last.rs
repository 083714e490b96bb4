//! The last claim: only at the end, it settles the advance, and what it owes is seen by everybody.

use chrono::{TimeZone, Utc};
use serde_json::{Value, json};

use crate::{
    claims::setup::{Claims, SERVICES, of},
    claims::why::walk,
};

const PARTNERS: [&str; 5] = ["Karkkila", "Kuhmoinen", "Lohja", "Pälkäne", "Virrat"];
const LAST_DAYS: [&str; 4] = ["30.6.2026", "31.12.2026", "30.6.2027", "31.12.2027"];

/// Grant, cleared, left of the advance, payable, owed.
async fn totals(claims: &Claims, id: &str) -> Value {
    let read = claims.claim(id).await;
    let totals = read.at("/claim/totals");
    let of = |field: &str| totals[field].clone();
    json!([
        of("grant"),
        of("advanceCleared"),
        of("advanceOutstanding"),
        of("payable"),
        of("owed")
    ])
}

/// An award of 1 000.00, 800.00 of it in two instalments, cleared at 50 per cent; the second instalment
/// arrives while the first claim is being checked.
async fn first_claim() -> (Claims, Vec<(String, String)>) {
    let decision = json!({ "award": "1000.00", "advance": { "clearingRate": "50", "instalments": [
        { "amount": "500.00" }, { "amount": "300.00", "payableFrom": "2026-07-01" },
    ] } });
    let claims = Claims::start_with(&decision).await;
    claims.advanced(1).await;
    let reports = claims.first_period(&[("Lohja", &[(SERVICES, "100.00")])]).await;
    let first = claims.submitted(0).await;
    assert_eq!(
        totals(&claims, &first).await,
        json!(["85.00", "42.50", "457.50", "42.50", "0.00"])
    );
    let now = Utc.with_ymd_and_hms(2026, 7, 2, 10, 0, 0).unwrap();
    claims.app.travel_to(now).await;
    let before = claims.claim(&first).await.number("/claim/version");
    claims.advanced(2).await;
    assert!(claims.claim(&first).await.number("/claim/version") > before);
    assert_eq!(
        totals(&claims, &first).await,
        json!(["85.00", "42.50", "757.50", "42.50", "0.00"])
    );
    claims.approved(&first).await;
    claims.paid(&first).await;
    (claims, reports)
}

/// 902.00 were paid and 246.50 granted.
async fn everybody_sees_what_is_owed(claims: &Claims) {
    let owes = json!({ "granted": "246.50", "paid": "902.00", "advancePaid": "800.00",
                       "advanceCleared": "800.00", "advanceOutstanding": "0.00", "owed": "655.50" });
    let partner = claims.app.world.municipality("Virrat").preparer.clone();
    for user in [claims.lead(), claims.officer(), &partner] {
        assert_eq!(claims.balance(user).await, owes);
    }
    let query = "{ portfolio { edges { node { paid owed advanceOutstanding } } } }";
    let portfolio = claims
        .app
        .graphql(claims.officer(), query, json!({}))
        .await
        .accepted();
    assert_eq!(
        portfolio.at("/portfolio/edges/0/node"),
        &json!({ "paid": "902.00", "owed": "655.50", "advanceOutstanding": "0.00" })
    );
}

#[tokio::test]
async fn the_last_claim_settles_the_advance() {
    let (claims, first_reports) = first_claim().await;
    let early = claims.draft_last(1).await;
    assert_eq!(early.refusals("draftClaim"), ["INVALID_INPUT"]);

    let now = Utc.with_ymd_and_hms(2027, 12, 31, 10, 0, 0).unwrap();
    claims.app.travel_to(now).await;
    let ten: &[(&str, &str)] = &[(SERVICES, "10.00")];
    for partner in PARTNERS.into_iter().filter(|&partner| partner != "Lohja") {
        let report = of(&first_reports, partner);
        claims.report(&report, partner, LAST_DAYS[0], ten).await;
    }
    for (period, expected) in [
        (1, json!(["76.50", "38.25", "719.25", "38.25", "0.00"])),
        (2, json!(["42.50", "21.25", "698.00", "21.25", "0.00"])),
    ] {
        let reports = claims.open(period).await;
        for partner in PARTNERS {
            claims
                .report(&of(&reports, partner), partner, LAST_DAYS[period], ten)
                .await;
        }
        let id = claims.submitted(period).await;
        claims.approved(&id).await;
        claims.paid(&id).await;
        assert_eq!(totals(&claims, &id).await, expected, "{period}");
    }

    let running = claims.draft_last(3).await;
    assert_eq!(running.refusals("draftClaim"), ["DEADLINE"]);
    let now = Utc.with_ymd_and_hms(2028, 1, 3, 10, 0, 0).unwrap();
    claims.app.travel_to(now).await;
    let unopened = claims.draft_last(3).await;
    assert_eq!(unopened.refusals("draftClaim"), ["INCOMPLETE"]);
    let reports = claims.open(3).await;
    for partner in PARTNERS {
        let missing = claims.draft_last(3).await;
        assert_eq!(missing.refusals("draftClaim"), ["INCOMPLETE"], "{partner}");
        claims
            .report(&of(&reports, partner), partner, LAST_DAYS[3], ten)
            .await;
    }
    let drafted = claims.draft_last(3).await.accepted();
    let id = drafted.text("/draftClaim/claim/id");
    assert_eq!(drafted.at("/draftClaim/claim/isLast"), &json!(true));
    claims
        .step(claims.lead(), "submitClaim", &id, json!({}))
        .await
        .accepted();
    claims.approved(&id).await;
    assert_eq!(
        totals(&claims, &id).await,
        json!(["42.50", "698.00", "0.00", "0.00", "655.50"])
    );

    everybody_sees_what_is_owed(&claims).await;
    walk(&claims, &id, 10).await;

    let after = claims.draft_as(claims.lead(), 3).await;
    assert_eq!(after.refusals("draftClaim"), ["WRONG_STATE"]);
    claims.app.finish().await;
}
