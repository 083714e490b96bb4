//! The scenarios of the domain, to the cent and over HTTP.

use chrono::{TimeZone, Utc};
use serde_json::json;
use talkoot_test_support::Answer;

use crate::claims::setup::{Claims, S1, SERVICES, TRAVEL, of};

fn shares(answer: &Answer, at: &str) -> Vec<[String; 3]> {
    let partners = answer.at(at).as_array().expect("partners").clone();
    let text = |value: &serde_json::Value| value.as_str().expect("a text").to_owned();
    partners
        .iter()
        .map(|one| {
            [
                text(&one["partner"]["nameFi"]),
                text(&one["grantShare"]),
                text(&one["ownShare"]),
            ]
        })
        .collect()
}

#[tokio::test]
async fn s1_from_five_ledgers_to_one_payout() {
    let claims = Claims::start().await;
    claims.first_period(&S1).await;
    let drafted = claims.draft_as(claims.lead(), 0).await.accepted();
    assert_eq!(
        drafted.at("/draftClaim/claim/totals"),
        &json!({
            "claimed": "57654.41", "accepted": "57654.41", "cumulativeAccepted": "57654.41", "parked": "0.00",
            "cumulativeGrant": "49006.24", "grantBefore": "0.00", "grant": "49006.24", "advanceBefore": "0.00", "advanceCleared": "0.00",
            "advanceOutstanding": "0.00", "owedBefore": "0.00", "payable": "49006.24", "owed": "0.00",
        })
    );
    let expected = [
        ["Karkkila", "10493.82", "1851.85"],
        ["Kuhmoinen", "3672.92", "648.17"],
        ["Lohja", "19938.26", "3518.52"],
        ["Pälkäne", "8395.06", "1481.48"],
        ["Virrat", "6506.18", "1148.15"],
    ];
    assert_eq!(shares(&drafted, "/draftClaim/claim/partners"), expected);

    let id = drafted.text("/draftClaim/claim/id");
    claims
        .step(claims.lead(), "submitClaim", &id, json!({}))
        .await
        .accepted();
    let approved = claims.approved(&id).await;
    assert_eq!(shares(&approved, "/approveClaim/claim/partners"), expected);
    let payout = claims.paid(&id).await;
    let paid = claims.claim(&id).await;
    assert_eq!(paid.text("/claim/state"), "paid");
    assert_eq!(
        paid.at("/claim/payouts"),
        &json!([{ "id": payout, "state": "confirmed" }])
    );
    claims.app.finish().await;
}

#[tokio::test]
async fn s3_what_is_above_the_budget_is_parked() {
    let claims = Claims::start().await;
    let lines: &[(&str, &str)] = &[(TRAVEL, "2000.00"), (TRAVEL, "350.40"), (SERVICES, "100.00")];
    claims.first_period(&[("Karkkila", lines)]).await;
    let id = claims.submitted(0).await;
    let fields = "{ totals { claimed accepted parked grant } categories { category ceiling cumulativeCost \
                  accepted parked } cells { category claimed accepted parkedInCategory } }";
    let read = claims.read(claims.officer(), &id, fields).await.accepted();
    assert_eq!(
        read.at("/claim"),
        &json!({
            "totals": { "claimed": "2450.40", "accepted": "2100.00", "parked": "350.40", "grant": "1785.00" },
            "categories": [
                { "category": "services", "ceiling": "30000.00", "cumulativeCost": "100.00",
                  "accepted": "100.00", "parked": "0.00" },
                { "category": "travel", "ceiling": "2000.00", "cumulativeCost": "2350.40",
                  "accepted": "2000.00", "parked": "350.40" },
            ],
            "cells": [
                { "category": "services", "claimed": "100.00", "accepted": "100.00",
                  "parkedInCategory": "0.00" },
                { "category": "travel", "claimed": "2350.40", "accepted": "2350.40",
                  "parkedInCategory": "350.40" },
            ],
        })
    );
    claims.app.finish().await;
}

/// A credit note larger than the new costs: nothing is paid, the project owes, the next claim pays less.
#[tokio::test]
async fn what_is_owed_is_carried_to_the_next_claim() {
    let claims = Claims::start().await;
    claims.first_period(&[("Lohja", &[(SERVICES, "6000.01")])]).await;
    let first = claims.submitted(0).await;
    claims.approved(&first).await;
    claims.paid(&first).await;

    let mut ids = vec![first];
    for (period, when, day, lines) in [
        (1, (2026, 7, 2), "1.7.2026", [(SERVICES, "-1000.00")]),
        (2, (2027, 1, 4), "2.1.2027", [(SERVICES, "2000.00")]),
    ] {
        let now = Utc.with_ymd_and_hms(when.0, when.1, when.2, 10, 0, 0).unwrap();
        claims.app.travel_to(now).await;
        let reports = claims.open(period).await;
        claims.report(&of(&reports, "Lohja"), "Lohja", day, &lines).await;
        let id = claims.submitted(period).await;
        claims.approved(&id).await;
        ids.push(id);
    }
    let second = claims.claim(&ids[1]).await;
    assert_eq!(
        second.at("/claim/totals"),
        &json!({
            "claimed": "-1000.00", "accepted": "-1000.00", "cumulativeAccepted": "5000.01", "parked": "0.00",
            "cumulativeGrant": "4250.00", "grantBefore": "5100.00", "grant": "-850.00",
            "advanceBefore": "0.00", "advanceCleared": "0.00", "advanceOutstanding": "0.00", "owedBefore": "0.00",
            "payable": "0.00", "owed": "850.00",
        })
    );
    let refused = claims
        .step(claims.officer(), "createPayout", &ids[1], json!({}))
        .await;
    assert_eq!(refused.refusals("createPayout"), ["LIMIT_EXCEEDED"]);
    let third = claims.claim(&ids[2]).await;
    assert_eq!(third.text("/claim/totals/grant"), "1700.00");
    assert_eq!(third.text("/claim/totals/owedBefore"), "850.00");
    assert_eq!(third.text("/claim/totals/payable"), "850.00");
    claims.paid(&ids[2]).await;
    assert_eq!(claims.claim(&ids[2]).await.text("/claim/state"), "paid");
    claims.app.finish().await;
}
