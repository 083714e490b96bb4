//! One open claim at a time, an unbroken chain of periods, and late partners.

use chrono::{TimeZone, Utc};
use serde_json::json;

use crate::claims::setup::{Claims, SERVICES, of};

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a table, a line per case")]
async fn claims_follow_each_other_and_a_late_partner_comes_with_the_next() {
    let claims = Claims::start().await;
    let nothing = claims.draft_as(claims.lead(), 0).await;
    assert_eq!(nothing.refusals("draftClaim"), ["INCOMPLETE"]);
    let reports = claims
        .first_period(&[("Karkkila", &[(SERVICES, "100.00")])])
        .await;
    let ahead = claims.draft_as(claims.lead(), 1).await;
    assert_eq!(ahead.refusals("draftClaim"), ["INVALID_INPUT"]);
    let drafted = claims.draft_as(claims.lead(), 0).await.accepted();
    let id = drafted.text("/draftClaim/claim/id");
    let again = claims.draft_as(claims.lead(), 0).await;
    assert_eq!(again.refusals("draftClaim"), ["DUPLICATE"]);

    // While it is a draft, a partner that comes in time is taken in.
    claims
        .report(
            &of(&reports, "Lohja"),
            "Lohja",
            "15.3.2026",
            &[(SERVICES, "200.00")],
        )
        .await;
    let more = claims
        .step(claims.lead(), "recomputeClaim", &id, json!({}))
        .await
        .accepted();
    assert_eq!(more.text("/recomputeClaim/claim/totals/claimed"), "300.00");
    claims
        .step(claims.lead(), "submitClaim", &id, json!({}))
        .await
        .accepted();
    claims.approved(&id).await;

    // Virrat is late for the first period; its costs come with the second claim.
    claims
        .report(
            &of(&reports, "Virrat"),
            "Virrat",
            "15.3.2026",
            &[(SERVICES, "50.00")],
        )
        .await;
    claims
        .app
        .travel_to(Utc.with_ymd_and_hms(2026, 7, 2, 10, 0, 0).unwrap())
        .await;
    let later = claims.open(1).await;
    claims
        .report(
            &of(&later, "Karkkila"),
            "Karkkila",
            "1.7.2026",
            &[(SERVICES, "10.00")],
        )
        .await;
    let first_again = claims.draft_as(claims.lead(), 0).await;
    assert_eq!(first_again.refusals("draftClaim"), ["INVALID_INPUT"]);
    let second = claims.draft_as(claims.lead(), 1).await.accepted();
    assert_eq!(second.number("/draftClaim/claim/number"), 2);
    assert_eq!(second.text("/draftClaim/claim/totals/claimed"), "60.00");
    assert_eq!(
        second.text("/draftClaim/claim/totals/cumulativeAccepted"),
        "360.00"
    );
    assert_eq!(second.text("/draftClaim/claim/totals/grant"), "51.00");

    let query = "query($id: ID!) { project(id: $id) { claims(first: 1) { totalCount pageInfo { hasNextPage } \
                 edges { node { number state } } } } }";
    let list = claims
        .app
        .graphql(claims.lead(), query, json!({ "id": claims.project.id }))
        .await;
    assert_eq!(
        list.at("/project/claims"),
        &json!({
            "totalCount": 2, "pageInfo": { "hasNextPage": true },
            "edges": [{ "node": { "number": 1, "state": "finance_approved" } }],
        })
    );
    claims.app.finish().await;
}

#[tokio::test]
async fn a_draft_does_not_go_on_over_a_returned_report() {
    let claims = Claims::start().await;
    let reports = claims
        .first_period(&[
            ("Karkkila", &[(SERVICES, "100.00")]),
            ("Lohja", &[(SERVICES, "7.00")]),
        ])
        .await;
    let drafted = claims.draft_as(claims.lead(), 0).await.accepted();
    let id = drafted.text("/draftClaim/claim/id");
    let report = of(&reports, "Lohja");
    let query = "query($id: ID!) { costReport(id: $id) { version } }";
    let read = claims
        .app
        .graphql(claims.officer(), query, json!({ "id": report }))
        .await;
    let input = json!({
        "id": report, "expectedVersion": read.number("/costReport/version"), "reasons": "Tarkista",
    });
    let fields = "costReport { state }";
    claims
        .app
        .mutate(
            claims.lead(),
            "returnCostReport",
            "ReturnCostReportInput",
            input,
            fields,
        )
        .await
        .accepted();
    let refused = claims.step(claims.lead(), "submitClaim", &id, json!({})).await;
    assert_eq!(refused.refusals("submitClaim"), ["INCOMPLETE"]);
    let why = async || {
        let query = "query($id: ID!) { whyAmount(id: $id, first: 10) { childrenTotal node { result } } }";
        claims
            .app
            .graphql(claims.lead(), query, json!({ "id": id }))
            .await
    };
    // As it was drafted it can still be explained, until the partner changes what it rests on.
    assert_eq!(why().await.accepted().text("/whyAmount/childrenTotal"), "90.95");
    claims
        .report(&report, "Lohja", "4.2.2026", &[(SERVICES, "8.00")])
        .await;
    let stale = why().await;
    assert_eq!(stale.errors(), ["REFUSED"]);
    let words = stale.0["errors"][0]["message"].as_str().expect("words");
    assert!(words.contains("compute the draft anew"), "{words}");
    let refused = claims.step(claims.lead(), "submitClaim", &id, json!({})).await;
    assert_eq!(refused.refusals("submitClaim"), ["SUM_MISMATCH"]);
    let anew = claims
        .step(claims.lead(), "recomputeClaim", &id, json!({}))
        .await
        .accepted();
    assert_eq!(anew.text("/recomputeClaim/claim/totals/claimed"), "108.00");
    assert_eq!(why().await.accepted().text("/whyAmount/childrenTotal"), "91.80");
    claims
        .step(claims.lead(), "submitClaim", &id, json!({}))
        .await
        .accepted();
    claims.app.finish().await;
}

#[tokio::test]
async fn a_rejected_claim_frees_its_reports() {
    let claims = Claims::start().await;
    let reports = claims
        .first_period(&[("Karkkila", &[(SERVICES, "100.00")])])
        .await;
    let id = claims.submitted(0).await;
    let state = async || {
        let query = "query($id: ID!) { costReport(id: $id) { state } }";
        let input = json!({ "id": of(&reports, "Karkkila") });
        claims
            .app
            .graphql(claims.officer(), query, input)
            .await
            .text("/costReport/state")
    };
    assert_eq!(state().await, "locked");
    let all = json!({ "allPending": true });
    claims
        .step(claims.officer(), "acceptCostLines", &id, all)
        .await
        .accepted();
    let line = claims.lines(claims.officer(), &id).await.remove(0);

    let silent = claims
        .step(claims.second(), "rejectClaim", &id, json!({ "reason": " " }))
        .await;
    assert_eq!(silent.refusals("rejectClaim"), ["INCOMPLETE"]);
    let reason = json!({ "reason": "Väärä hanke" });
    let rejected = claims
        .step(claims.second(), "rejectClaim", &id, reason)
        .await
        .accepted();
    assert_eq!(rejected.text("/rejectClaim/claim/rejectionReason"), "Väärä hanke");
    assert_eq!(state().await, "lead_accepted");
    // Its lines are free, and nothing is decided about them.
    let refused = claims
        .decide(claims.officer(), "disallowCostLine", &line, json!({}))
        .await;
    assert_eq!(refused.refusals("disallowCostLine"), ["VERSION_CONFLICT"]);
    let free = (line.0.clone(), line.1 + 1, line.2.clone());
    let refused = claims
        .decide(claims.officer(), "disallowCostLine", &free, json!({}))
        .await;
    assert_eq!(refused.refusals("disallowCostLine"), ["WRONG_STATE"]);

    let second = claims.draft_as(claims.lead(), 0).await.accepted();
    assert_eq!(second.number("/draftClaim/claim/number"), 2);
    assert_eq!(second.text("/draftClaim/claim/totals/grant"), "85.00");
    claims.app.finish().await;
}
