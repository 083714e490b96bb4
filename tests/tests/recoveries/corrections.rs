//! Corrections: found by anybody who looks, approved by two others, netted by the next claim.

use serde_json::json;

use crate::recoveries::life::{third, two_paid_claims};

/// Scenario S5: 4 000 of claim 1 disallowed after both were paid; claim 3 nets it without interest.
#[tokio::test]
async fn s5_the_next_claim_nets_what_was_disallowed_after_payment() {
    let (claims, [first, _]) = two_paid_claims().await;
    let line = claims.line(&first, "4000.00").await;
    let id = claims.corrected(&line, "0.00").await;
    let read = claims.correction(claims.officer(), &id).await;
    let of = |field: &str| read.at(&format!("/correction/{field}")).clone();
    assert_eq!(
        (of("state"), of("change"), of("grantEffect"), of("number")),
        (json!("approved"), json!("-4000.00"), json!("-3400.00"), json!(1))
    );
    assert_eq!(
        of("lines"),
        json!([{ "acceptedBefore": "4000.00", "remains": "0.00" }])
    );
    assert_eq!(
        of("effects"),
        json!([{ "partner": { "nameFi": "Lohja" }, "accepted": "-4000.00", "share": "-3400.00" }])
    );
    // What was certified stays as it was certified.
    assert_eq!(claims.totals(&first).await, ["51000.00", "51000.00", "0.00"]);

    let third = third(&claims, "30000.00").await;
    assert_eq!(claims.totals(&third).await, ["22100.00", "22100.00", "0.00"]);
    claims.approved(&third).await;
    let read = claims.correction(claims.officer(), &id).await;
    assert_eq!(read.text("/correction/state"), "netted");
    assert_eq!(read.number("/correction/nettedIn/number"), 3);
    claims.paid(&third).await;
    claims.app.finish().await;
}

/// Scenario S5, the other half: a claim that brings less than was disallowed pays nothing and carries it.
#[tokio::test]
async fn s5_a_claim_below_nothing_pays_nothing_and_carries_the_rest() {
    let (claims, [first, _]) = two_paid_claims().await;
    let line = claims.line(&first, "4000.00").await;
    claims.corrected(&line, "0.00").await;
    let third = third(&claims, "2000.00").await;
    assert_eq!(claims.totals(&third).await, ["-1700.00", "0.00", "1700.00"]);
    claims.approved(&third).await;
    let none = claims
        .step(claims.officer(), "createPayout", &third, json!({}))
        .await;
    assert_eq!(none.refusals("createPayout"), ["LIMIT_EXCEEDED"]);
    claims.app.finish().await;
}

/// Trap 1 and trap 15: a correction refreshes the claim that is open, and its reversal leaves nothing behind.
#[tokio::test]
async fn trap_15_a_correction_refreshes_and_its_reversal_leaves_nothing() {
    let (claims, [first, _]) = two_paid_claims().await;
    let line = claims.line(&first, "4000.00").await;
    let third = third(&claims, "29000.01").await;
    let before = claims.totals(&third).await;
    let id = claims.corrected(&line, "1234.56").await;
    // 2 765.44 less: floor(0.85 x 166 234.57) - floor(0.85 x 140 000.00).
    assert_eq!(claims.totals(&third).await, ["22299.38", "22299.38", "0.00"]);
    let undo = json!({ "reversesId": id, "reason": "Tosite löytyi" });
    let undone = claims.propose(claims.lead(), &[], undo.clone()).await.accepted();
    let reversal = undone.text("/proposeCorrection/correction/id");
    assert_eq!(undone.text("/proposeCorrection/correction/change"), "2765.44");
    let twice = claims.propose(claims.lead(), &[], undo).await;
    assert_eq!(twice.refusals("proposeCorrection"), ["DUPLICATE"]);
    claims.approve_correction(&reversal).await;
    assert_eq!(claims.totals(&third).await, before);
    let read = claims.correction(claims.officer(), &reversal).await;
    assert_eq!(read.text("/correction/grantEffect"), "2350.63");
    let query = "query($id: ID!) { node(id: $id) { ... on CostLine { verification { state accepted \
                 corrections { number state lines { acceptedBefore remains } } } } } }";
    let history = claims
        .app
        .graphql(claims.officer(), query, json!({ "id": line }))
        .await
        .accepted();
    assert_eq!(
        history.at("/node/verification"),
        &json!({ "state": "accepted", "accepted": "4000.00", "corrections": [
            { "number": 1, "state": "approved", "lines": [{ "acceptedBefore": "4000.00", "remains": "1234.56" }] },
            { "number": 2, "state": "approved", "lines": [{ "acceptedBefore": "1234.56", "remains": "4000.00" }] },
        ] })
    );
    claims.approved(&third).await;
    claims.app.finish().await;
}

/// The amounts of a claim that was certified can be explained as it was certified, line by line.
#[tokio::test]
async fn a_certified_claim_is_explained_with_the_values_of_then() {
    let (claims, [first, _]) = two_paid_claims().await;
    let line = claims.line(&first, "4000.00").await;
    claims.corrected(&line, "0.00").await;
    let third = third(&claims, "30000.00").await;
    for (claim, corrected) in [(&first, "4000.00"), (&third, "0.00")] {
        let cell = claims.cell_of(claim).await;
        let query = "query($id: ID!) { whyAmount(id: $id) { childrenTotal node { result } \
                     children { id label result } } }";
        let why = claims
            .app
            .graphql(claims.officer(), query, json!({ "id": cell }))
            .await
            .accepted();
        let children = why.at("/whyAmount/children").as_array().expect("lines").clone();
        let cents = |text: &serde_json::Value| -> i64 {
            text.as_str()
                .expect("an amount")
                .replace('.', "")
                .parse()
                .expect("cents")
        };
        let sum: i64 = children.iter().map(|child| cents(&child["result"])).sum();
        assert_eq!(sum, cents(why.at("/whyAmount/node/result")), "{children:#?}");
        let corrected_line = children.iter().find(|child| {
            child["result"] == json!(corrected)
                && child["label"]
                    .as_str()
                    .is_some_and(|label| label.ends_with("voucher 2"))
        });
        let corrected_line = corrected_line.expect("the corrected line");
        let below = claims
            .app
            .graphql(claims.officer(), query, json!({ "id": corrected_line["id"] }))
            .await
            .accepted();
        assert_eq!(below.text("/whyAmount/node/result"), corrected);
        assert_eq!(below.text("/whyAmount/childrenTotal"), "4000.00");
    }
    claims.app.finish().await;
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a table, a line per case")]
async fn each_step_belongs_to_a_role_a_state_and_another_person() {
    let (claims, [first, _]) = two_paid_claims().await;
    let line = claims.line(&first, "4000.00").await;
    let world = claims.app.world.clone();
    let lohja = world.municipality("Lohja").clone();
    let virrat = world.municipality("Virrat").clone();
    // Who may find something, and what cannot be found.
    for (user, remains, more, expected) in [
        (&lohja.approver, "0.00", json!({}), vec!["NOT_PERMITTED"]),
        (&world.second, "0.00", json!({}), vec!["NOT_PERMITTED"]),
        (&world.auditor, "4000.01", json!({}), vec!["INVALID_INPUT"]),
        (&world.auditor, "-1.00", json!({}), vec!["INVALID_INPUT"]),
        (&world.auditor, "4000.00", json!({}), vec!["INVALID_INPUT"]),
        (
            &world.auditor,
            "0.00",
            json!({ "reason": " " }),
            vec!["INCOMPLETE"],
        ),
    ] {
        let refused = claims.propose(user, &[(&line, remains)], more).await;
        assert_eq!(refused.refusals("proposeCorrection"), expected, "{remains}");
    }
    let none = claims.propose(&world.auditor, &[], json!({})).await;
    assert_eq!(none.refusals("proposeCorrection"), ["INCOMPLETE"]);
    let twice = claims
        .propose(&world.auditor, &[(&line, "0.00"), (&line, "1.00")], json!({}))
        .await;
    assert_eq!(twice.refusals("proposeCorrection"), ["INVALID_INPUT"]);
    for hidden in [&world.stranger, &virrat.preparer, &world.outsider.preparer] {
        let answer = claims.propose(hidden, &[(&line, "0.00")], json!({})).await;
        assert_eq!(answer.errors(), ["NOT_FOUND"]);
    }
    // Of a claim that is not approved there is nothing to correct.
    let third = third(&claims, "10.00").await;
    let open = claims.line(&third, "10.00").await;
    let early = claims
        .propose(&world.auditor, &[(&open, "0.00")], json!({}))
        .await;
    assert_eq!(early.refusals("proposeCorrection"), ["WRONG_STATE"]);

    // The partner finds it itself; neither it nor others of its kind decide.
    let own = claims
        .propose(&lohja.preparer, &[(&line, "0.00")], json!({}))
        .await
        .accepted();
    let id = own.text("/proposeCorrection/correction/id");
    assert!(
        claims
            .correction(&virrat.preparer, &id)
            .await
            .at("/correction")
            .is_null()
    );
    for (user, mutation, more, expected) in [
        (&lohja.preparer, "endorseCorrection", json!({}), "NOT_PERMITTED"),
        (&world.second, "endorseCorrection", json!({}), "NOT_PERMITTED"),
        (&world.second, "approveCorrection", json!({}), "WRONG_STATE"),
        (
            &world.officer,
            "endorseCorrection",
            json!({ "expectedVersion": 9 }),
            "VERSION_CONFLICT",
        ),
        (
            &world.officer,
            "rejectCorrection",
            json!({ "reason": "" }),
            "INCOMPLETE",
        ),
        (
            claims.lead(),
            "rejectCorrection",
            json!({ "reason": "ei" }),
            "NOT_PERMITTED",
        ),
    ] {
        let refused = claims.correct(user, mutation, &id, more).await;
        assert_eq!(refused.refusals(mutation), [expected], "{mutation}");
    }
    // One person with both roles is one person.
    claims
        .correct(&world.both, "endorseCorrection", &id, json!({}))
        .await
        .accepted();
    let same = claims
        .correct(&world.both, "approveCorrection", &id, json!({}))
        .await;
    assert_eq!(same.refusals("approveCorrection"), ["SAME_PERSON"]);
    let no = json!({ "reason": "Kuitti on esitetty" });
    let rejected = claims
        .correct(&world.second, "rejectCorrection", &id, no)
        .await
        .accepted();
    assert_eq!(
        rejected.text("/rejectCorrection/correction/rejectionReason"),
        "Kuitti on esitetty"
    );
    let late = claims
        .correct(&world.officer, "endorseCorrection", &id, json!({}))
        .await;
    assert_eq!(late.refusals("endorseCorrection"), ["WRONG_STATE"]);

    // Who proposed it approves nothing of it, whatever else that person may do.
    let by_both = claims
        .propose(&world.both, &[(&line, "0.00")], json!({}))
        .await
        .accepted();
    let id = by_both.text("/proposeCorrection/correction/id");
    let own = claims
        .correct(&world.both, "endorseCorrection", &id, json!({}))
        .await;
    assert_eq!(own.refusals("endorseCorrection"), ["SAME_PERSON"]);
    claims
        .correct(&world.officer, "endorseCorrection", &id, json!({}))
        .await
        .accepted();
    let own = claims
        .correct(&world.both, "approveCorrection", &id, json!({}))
        .await;
    assert_eq!(own.refusals("approveCorrection"), ["SAME_PERSON"]);
    claims.app.finish().await;
}

/// Two findings on one line: the second does not go through on what the first has changed.
#[tokio::test]
async fn a_line_that_has_moved_is_looked_at_again() {
    let (claims, [first, _]) = two_paid_claims().await;
    let line = claims.line(&first, "4000.00").await;
    let auditor = claims.app.world.auditor.clone();
    let first_finding = claims
        .propose(&auditor, &[(&line, "3000.00")], json!({}))
        .await
        .accepted();
    claims.corrected(&line, "0.00").await;
    let id = first_finding.text("/proposeCorrection/correction/id");
    let moved = claims
        .correct(claims.officer(), "endorseCorrection", &id, json!({}))
        .await;
    assert_eq!(moved.refusals("endorseCorrection"), ["SUM_MISMATCH"]);
    claims.app.finish().await;
}

/// Two officers endorse at once, then two approvals come at once: each is done once.
#[tokio::test]
async fn two_officers_at_once_are_one_approval() {
    let (claims, [first, _]) = two_paid_claims().await;
    let line = claims.line(&first, "4000.00").await;
    let auditor = claims.app.world.auditor.clone();
    let proposed = claims
        .propose(&auditor, &[(&line, "0.00")], json!({}))
        .await
        .accepted();
    let id = proposed.text("/proposeCorrection/correction/id");
    let other = claims.app.world.other_officer.clone();
    let version = json!({ "expectedVersion": 1 });
    let (one, two) = tokio::join!(
        claims.correct(claims.officer(), "endorseCorrection", &id, version.clone()),
        claims.correct(&other, "endorseCorrection", &id, version),
    );
    let refusals = [
        one.refusals("endorseCorrection"),
        two.refusals("endorseCorrection"),
    ]
    .concat();
    assert_eq!(refusals, ["VERSION_CONFLICT"]);
    let both = claims.app.world.both.clone();
    let version = json!({ "expectedVersion": 2 });
    let (one, two) = tokio::join!(
        claims.correct(claims.second(), "approveCorrection", &id, version.clone()),
        claims.correct(&both, "approveCorrection", &id, version),
    );
    let refusals = [
        one.refusals("approveCorrection"),
        two.refusals("approveCorrection"),
    ]
    .concat();
    assert_eq!(refusals, ["VERSION_CONFLICT"]);
    let read = claims.correction(claims.officer(), &id).await;
    assert_eq!(read.text("/correction/grantEffect"), "-3400.00");
    claims.app.finish().await;
}

/// Everybody concerned is told, the one who found it is not; a repeated request proposes once.
#[tokio::test]
async fn a_finding_is_told_once_to_everybody_concerned() {
    let (claims, [first, _]) = two_paid_claims().await;
    let line = claims.line(&first, "4000.00").await;
    claims.app.work().await;
    drop(claims.app.mail.take());
    let key = json!({ "idempotencyKey": "finding-1" });
    let officer = claims.officer().clone();
    let one = claims
        .propose(&officer, &[(&line, "0.00")], key.clone())
        .await
        .accepted();
    let again = claims.propose(&officer, &[(&line, "0.00")], key).await.accepted();
    assert_eq!(
        one.text("/proposeCorrection/correction/id"),
        again.text("/proposeCorrection/correction/id")
    );
    claims.app.work().await;
    let mut told: Vec<String> = claims
        .app
        .mail
        .sent()
        .iter()
        .map(|mail| mail.to.address.clone())
        .collect();
    told.sort();
    assert_eq!(
        told,
        [
            "approver-444@example.test",
            "both@example.test",
            "lead-635@example.test",
            "other-officer@example.test",
            "preparer-444@example.test",
            "second@example.test",
        ]
    );
    claims.app.finish().await;
}
