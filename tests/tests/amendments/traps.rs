//! A trap of other systems that has to do with amendments (`docs/traps.md`).

use chrono::{TimeZone, Utc};
use serde_json::json;

use crate::{
    amendments::help::{cell, create_as, decided, request_step, shift, submitted, totals},
    claims::setup::{Claims, SERVICES, TRAVEL, of},
};

/// Elsewhere a postponed cost lost its number and its frozen values, and could be postponed again after it had been
/// taken in. Here parking is arithmetic above the lines: the line of a parked cost stays what it is, and what was
/// taken in once cannot be parked again, for a budget is not cut below what was claimed.
#[tokio::test]
async fn trap_05_a_parked_cost_keeps_its_line_and_is_not_parked_again() {
    let claims = Claims::start().await;
    let costs: &[(&str, &str)] = &[(TRAVEL, "2000.00"), (TRAVEL, "350.40"), (SERVICES, "100.00")];
    let reports = claims.first_period(&[("Karkkila", costs)]).await;
    let first = claims.submitted(0).await;
    claims.approved(&first).await;
    claims.paid(&first).await;
    let before = totals(&claims, &first).await;
    assert_eq!(before["parked"], "350.40");
    let query = "query($id: ID!) { costReport(id: $id) { import { sha256 } lines { edges { node { id version row \
                 voucher amount booked verification { state accepted } } } } } }";
    let karkkila = json!({ "id": of(&reports, "Karkkila") });
    let read = async || {
        let read = claims
            .app
            .graphql(claims.officer(), query, karkkila.clone())
            .await;
        read.accepted().at("/costReport").clone()
    };
    let lines = read().await;

    let more = [
        cell(&claims, "Karkkila", "services", 1, "-400.00"),
        cell(&claims, "Karkkila", "travel", 0, "400.00"),
    ];
    let (_, parts) = submitted(&claims, json!([shift(&more)])).await;
    decided(&claims, &parts[0]).await;
    claims
        .app
        .travel_to(Utc.with_ymd_and_hms(2026, 7, 2, 10, 0, 0).unwrap())
        .await;
    let later = claims.open(1).await;
    let nothing: &[(&str, &str)] = &[(SERVICES, "50.00"), (SERVICES, "-50.00")];
    claims
        .report(&of(&later, "Karkkila"), "Karkkila", "1.7.2026", nothing)
        .await;
    let second = claims.submitted(1).await;
    claims.approved(&second).await;
    claims.paid(&second).await;
    let after = totals(&claims, &second).await;
    assert_eq!(
        (&after["accepted"], &after["parked"]),
        (&json!("350.40"), &json!("0.00"))
    );

    // Neither its line nor the claim in which it was parked has changed.
    assert_eq!(read().await, lines);
    assert_eq!(totals(&claims, &first).await, before);

    // And it is not parked again: 2 350.40 of 2 400.00 are claimed.
    let less = [
        cell(&claims, "Karkkila", "travel", 0, "-50.00"),
        cell(&claims, "Karkkila", "services", 1, "50.00"),
    ];
    let created = create_as(&claims, claims.lead(), json!([shift(&less)]))
        .await
        .accepted();
    let id = created.text("/createChangeRequest/changeRequest/id");
    let refused = request_step(&claims, claims.lead(), "submitChangeRequest", &id, 1, &json!({})).await;
    assert_eq!(refused.refusals("submitChangeRequest"), ["LIMIT_EXCEEDED"]);
    claims.app.finish().await;
}
