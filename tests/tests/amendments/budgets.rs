//! Money moves between cells of the budget.

use chrono::{TimeZone, Utc};
use serde_json::json;

use crate::{
    amendments::help::{
        accept, cell, decided, part_step, project, read_part, shift, submitted, text, totals,
    },
    claims::setup::{Claims, SERVICES, TRAVEL, of},
};

async fn second_period(claims: &Claims) -> Vec<(String, String)> {
    let july = Utc.with_ymd_and_hms(2026, 7, 2, 10, 0, 0).unwrap();
    claims.app.travel_to(july).await;
    claims.open(1).await
}

/// S3: accept 2 000.00 and park 350.40; after a shift of 300.00 from services, 300.00 more are accepted
/// (255.00 of grant) in the next claim, and 50.40 remain own cost.
#[tokio::test]
async fn s3_an_approved_shift_releases_what_was_parked() {
    let claims = Claims::start().await;
    let lines: &[(&str, &str)] = &[(TRAVEL, "2000.00"), (TRAVEL, "350.40"), (SERVICES, "100.00")];
    let reports = claims.first_period(&[("Karkkila", lines)]).await;
    let first = claims.submitted(0).await;
    claims.approved(&first).await;
    claims.paid(&first).await;
    assert_eq!(totals(&claims, &first).await["parked"], "350.40");
    assert_eq!(totals(&claims, &first).await["grant"], "1785.00");

    let changes = [
        cell(&claims, "Karkkila", "services", 1, "-300.00"),
        cell(&claims, "Karkkila", "travel", 0, "300.00"),
    ];
    let (_, parts) = submitted(&claims, json!([shift(&changes)])).await;
    let done = decided(&claims, &parts[0]).await;
    assert_eq!(done.text("/decideChangePart/changePart/state"), "in_force");

    let reports_after = second_period(&claims).await;
    // Nothing new: 50.00 and its reversal.
    let nothing: &[(&str, &str)] = &[(SERVICES, "50.00"), (SERVICES, "-50.00")];
    claims
        .report(&of(&reports_after, "Karkkila"), "Karkkila", "1.7.2026", nothing)
        .await;
    let second = claims.submitted(1).await;
    assert_eq!(
        totals(&claims, &second).await,
        json!({
            "claimed": "0.00", "accepted": "300.00", "cumulativeAccepted": "2400.00", "parked": "50.40",
            "cumulativeGrant": "2040.00", "grantBefore": "1785.00", "grant": "255.00", "owedBefore": "0.00",
            "payable": "255.00", "owed": "0.00",
            "advanceBefore": "0.00", "advanceCleared": "0.00", "advanceOutstanding": "0.00",
        })
    );

    // Each report keeps the version of the budget under which it was made.
    let query = "query($id: ID!) { costReport(id: $id) { budgetVersion { number state } } }";
    for (reports, expected) in [
        (&reports, json!({ "number": 1, "state": "superseded" })),
        (&reports_after, json!({ "number": 2, "state": "approved" })),
    ] {
        let id = json!({ "id": of(reports, "Karkkila") });
        let read = claims.app.graphql(claims.officer(), query, id).await.accepted();
        assert_eq!(read.at("/costReport/budgetVersion"), &expected);
    }
    claims.app.finish().await;
}

/// The versions and the history: the old version stays, the amendment names what held before.
#[tokio::test]
async fn versions_are_appended_and_the_history_is_kept() {
    let claims = Claims::start().await;
    let changes = [
        cell(&claims, "Lohja", "services", 0, "-6000.00"),
        cell(&claims, "Virrat", "travel", 2, "6000.00"),
    ];
    let (request, parts) = submitted(&claims, json!([shift(&changes)])).await;
    let propose = accept(&claims, &json!({}));
    part_step(&claims, claims.officer(), "proposeChangePart", &parts[0], propose)
        .await
        .accepted();
    let fields = "award budgetVersions { number state }";
    let proposed = project(&claims, claims.officer(), fields).await;
    assert_eq!(
        proposed["budgetVersions"],
        json!([{ "number": 1, "state": "approved" }, { "number": 2, "state": "proposed" }])
    );
    let of_lead = project(&claims, claims.lead(), fields).await;
    assert_eq!(
        of_lead["budgetVersions"],
        json!([{ "number": 1, "state": "approved" }])
    );
    // Until it is decided, the lead is not told what the officer proposes.
    let read = read_part(&claims, claims.lead(), &parts[0]).await.accepted();
    assert!(read.at("/changePart/proposal").is_null());

    part_step(&claims, claims.second(), "decideChangePart", &parts[0], json!({}))
        .await
        .accepted();
    let fields = "award budgetVersions { number state cells { amount category partner { nameFi } } } \
                  budget { amount } amendments { number awardBefore awardAfter effectiveOn \
                  leadBefore { nameFi } leadAfter { nameFi } changePartId }";
    let after = project(&claims, claims.lead(), fields).await;
    let sum = |cells: &serde_json::Value| -> i64 {
        let cells = cells.as_array().expect("cells").iter();
        cells
            .map(|cell| text(&cell["amount"]).replace('.', "").parse::<i64>().unwrap())
            .sum()
    };
    let versions = after["budgetVersions"].as_array().expect("versions");
    assert_eq!(versions.len(), 2);
    assert_eq!(
        [&versions[0]["state"], &versions[1]["state"]],
        ["superseded", "approved"]
    );
    assert_eq!(sum(&versions[0]["cells"]), 38_000_000);
    assert_eq!(sum(&versions[1]["cells"]), 38_000_000);
    assert_eq!(sum(&after["budget"]), 38_000_000);
    assert_eq!(
        after["amendments"],
        json!([{
            "number": 1, "awardBefore": "300000.00", "awardAfter": "300000.00", "effectiveOn": "2026-02-02",
            "leadBefore": { "nameFi": "Pälkäne" }, "leadAfter": { "nameFi": "Pälkäne" }, "changePartId": parts[0],
        }])
    );
    let query = "query($id: ID!) { changeRequest(id: $id) { state parts { state proposal { outcome } } } }";
    let read = claims
        .app
        .graphql(claims.lead(), query, json!({ "id": request }))
        .await
        .accepted();
    assert_eq!(
        read.at("/changeRequest"),
        &json!({ "state": "decided", "parts": [{ "state": "in_force", "proposal": { "outcome": "ACCEPT" } }] })
    );
    claims.app.finish().await;
}

/// A claim that the authority handles is finished under its budget; the shift waits and then holds.
#[tokio::test]
async fn a_shift_waits_for_the_claim_that_is_being_handled() {
    let claims = Claims::start().await;
    claims.first_period(&[("Karkkila", &[(TRAVEL, "2350.40")])]).await;
    let claim = claims.submitted(0).await;
    let changes = [
        cell(&claims, "Karkkila", "services", 0, "-300.00"),
        cell(&claims, "Karkkila", "travel", 0, "300.00"),
    ];
    let (_, parts) = submitted(&claims, json!([shift(&changes)])).await;
    let done = decided(&claims, &parts[0]).await;
    assert_eq!(done.text("/decideChangePart/changePart/state"), "accepted");
    assert_eq!(
        done.text("/decideChangePart/changePart/waitsFor"),
        "claim 1 is submitted; it is finished or rejected first"
    );
    claims.app.work().await;
    claims.approved(&claim).await;
    assert_eq!(totals(&claims, &claim).await["parked"], "350.40");
    claims.app.work().await;
    let read = read_part(&claims, claims.lead(), &parts[0]).await.accepted();
    assert_eq!(read.text("/changePart/state"), "in_force");
    assert!(read.at("/changePart/waitsFor").is_null());
    // The approved claim stays as it was approved.
    assert_eq!(totals(&claims, &claim).await["parked"], "350.40");
    claims.app.finish().await;
}

/// A shift that holds later comes into force on its day.
#[tokio::test]
async fn a_shift_holds_from_its_day() {
    let claims = Claims::start().await;
    let changes = [
        cell(&claims, "Lohja", "services", 0, "-1.00"),
        cell(&claims, "Lohja", "travel", 0, "1.00"),
    ];
    let (_, parts) = submitted(&claims, json!([shift(&changes)])).await;
    let later = accept(&claims, &json!({ "effectiveOn": "2026-03-01" }));
    part_step(&claims, claims.officer(), "proposeChangePart", &parts[0], later)
        .await
        .accepted();
    let done = part_step(&claims, claims.second(), "decideChangePart", &parts[0], json!({}))
        .await
        .accepted();
    assert_eq!(done.text("/decideChangePart/changePart/state"), "accepted");
    for (month, day, expected) in [(2, 28, "accepted"), (3, 1, "in_force")] {
        let noon = Utc.with_ymd_and_hms(2026, month, day, 10, 0, 0).unwrap();
        claims.app.travel_to(noon).await;
        let read = read_part(&claims, claims.officer(), &parts[0]).await.accepted();
        assert_eq!(read.text("/changePart/state"), expected);
    }
    claims.app.finish().await;
}
