//! Recoveries: heard, decided by two, paid with interest to the cent, and never collected twice.

use serde_json::json;

use crate::{
    claims::setup::SERVICES,
    recoveries::life::{claimed, third, two_paid_claims},
    recoveries::recovering::{draft, merge, receipt, travel},
};

/// Scenario S9's segments over HTTP, late interest, instalments, and the letters.
#[tokio::test]
async fn a_recovery_is_heard_decided_and_paid_in_parts() {
    let (claims, [first, _]) = two_paid_claims().await;
    drop(claims.app.mail.take());
    let id = claims.recovering(&first).await;
    let read = claims.recovery(claims.lead(), &id).await;
    let of = |field: &str| read.at(&format!("/recovery/{field}")).clone();
    assert_eq!(
        (of("state"), of("principal"), of("debtor"), of("correction")),
        (
            json!("notice"),
            json!("3400.00"),
            json!({ "nameFi": "Pälkäne" }),
            json!({ "state": "recovering", "number": 1 })
        )
    );
    // The next claim does not collect it too.
    let claim = third(&claims, "30000.00").await;
    assert_eq!(claims.totals(&claim).await, ["25500.00", "25500.00", "0.00"]);
    let standing = claims.standing(&id, "2025-05-20").await;
    assert_eq!(
        standing["interest"],
        json!({ "amount": "288.07", "segments": [
            { "days": 107, "rate": "7.5", "unrounded": "74.7534246575…" },
            { "days": 184, "rate": "7.5", "unrounded": "128.5479452054…" },
            { "days": 140, "rate": "6.5", "unrounded": "84.7671232876…" },
        ] })
    );
    assert_eq!(standing["open"], json!("3688.07"));
    claims.recorded_rate("2026-07-01", "2.5").await;
    claims.recorded_rate("2027-01-01", "2.5").await;
    claims.decided(&id, "2027-02-01").await;
    travel(&claims, 2027, 2, 2).await;
    let late = claims.recovery(claims.officer(), &id).await;
    assert_eq!(late.text("/recovery/state"), "late");
    let owed = claims.standing(&id, "2027-02-02").await;
    assert_eq!(owed["lateInterest"]["amount"], json!("0.88"));
    let part = receipt("1000.00", "2027-02-02", "RF0812344");
    claims
        .recover(claims.officer(), "recordRecoveryReceipt", &id, part.clone())
        .await
        .accepted();
    let twice = claims
        .recover(claims.officer(), "recordRecoveryReceipt", &id, part)
        .await;
    assert_eq!(twice.refusals("recordRecoveryReceipt"), ["DUPLICATE"]);
    let open = claims.standing(&id, "2027-02-02").await["open"]
        .as_str()
        .expect("an amount")
        .to_owned();
    let too_much = receipt("9999.00", "2027-02-02", "RF18539007547034");
    let refused = claims
        .recover(claims.officer(), "recordRecoveryReceipt", &id, too_much)
        .await;
    assert_eq!(refused.refusals("recordRecoveryReceipt"), ["LIMIT_EXCEEDED"]);
    let rest = receipt(&open, "2027-02-02", "RF18539007547034");
    let paid = claims
        .recover(claims.officer(), "recordRecoveryReceipt", &id, rest)
        .await
        .accepted();
    assert_eq!(paid.text("/recordRecoveryReceipt/recovery/state"), "paid");
    assert_eq!(claims.standing(&id, "2027-06-30").await["open"], json!("0.00"));
    claims.app.finish().await;
}

/// What a claim carries is recovered, and the next claim does not take it off again.
#[tokio::test]
async fn what_a_claim_carries_is_recovered_once() {
    let (claims, [first, _]) = two_paid_claims().await;
    let line = claims.line(&first, "4000.00").await;
    claims.corrected(&line, "0.00").await;
    let project = json!({ "projectId": claims.project.id });
    let nothing = claims.open_recovery(claims.officer(), project.clone()).await;
    assert_eq!(nothing.refusals("openRecovery"), ["LIMIT_EXCEEDED"]);
    let below = third(&claims, "2000.00").await;
    claims.approved(&below).await;
    assert_eq!(claims.totals(&below).await, ["-1700.00", "0.00", "1700.00"]);
    let opened = claims
        .open_recovery(claims.officer(), project.clone())
        .await
        .accepted();
    assert_eq!(opened.text("/openRecovery/recovery/principal"), "1700.00");
    let id = opened.text("/openRecovery/recovery/id");
    let again = claims.open_recovery(claims.officer(), project).await;
    assert_eq!(again.refusals("openRecovery"), ["LIMIT_EXCEEDED"]);
    let fourth = claimed(&claims, 3, &[("Virrat", SERVICES, "1000.00")]).await;
    assert_eq!(claims.totals(&fourth).await, ["850.00", "850.00", "0.00"]);
    // Opened by mistake: the claim that is open nets it again.
    let reason = json!({ "reason": "Peritään seuraavassa maksatuksessa" });
    claims
        .recover(claims.officer(), "cancelRecovery", &id, reason)
        .await
        .accepted();
    assert_eq!(claims.totals(&fourth).await, ["850.00", "0.00", "850.00"]);
    claims.app.finish().await;
}

/// A correction that takes off more than the claims have granted and left: what was undone meanwhile has not been
/// paid again, so it cannot be collected, and the next claim settles the whole.
#[tokio::test]
async fn no_more_is_recovered_than_was_granted() {
    let (claims, [first, second]) = two_paid_claims().await;
    let recovery = claims.recovering(&first).await;
    let read = claims.recovery(claims.officer(), &recovery).await;
    assert_eq!(read.text("/recovery/principal"), "3400.00");
    let line = claims.line(&first, "4000.00").await;
    claims.corrected(&line, "4000.00").await;
    // All of Lohja's 70 000.00 are accepted again, but 3 400.00 of their 59 500.00 are being recovered.
    let mut lines = vec![line, claims.line(&first, "26000.00").await];
    let fields = "{ lines(first: 9) { edges { node { id costReport { partner { nameFi } } } } } }";
    let read = claims.read(claims.officer(), &second, fields).await;
    let edges = read.at("/claim/lines/edges").as_array().expect("lines").clone();
    let lohja = edges.iter().map(|edge| &edge["node"]);
    let lohja = lohja.filter(|line| line["costReport"]["partner"]["nameFi"] == "Lohja");
    lines.extend(lohja.map(|line| line["id"].as_str().expect("an id").to_owned()));
    let all: Vec<(&str, &str)> = lines.iter().map(|id| (id.as_str(), "0.00")).collect();
    let auditor = claims.app.world.auditor.clone();
    let proposed = claims.propose(&auditor, &all, json!({})).await.accepted();
    let correction = proposed.text("/proposeCorrection/correction/id");
    claims.approve_correction(&correction).await;
    let asked = json!({ "correctionId": correction, "paidOn": "2024-03-15" });
    let refused = claims.open_recovery(claims.officer(), asked).await;
    assert_eq!(refused.refusals("openRecovery"), ["LIMIT_EXCEEDED"]);
    let words = refused.text("/openRecovery/refusals/0/message");
    assert!(
        words.contains("59500.00") && words.contains("56100.00"),
        "{words}"
    );
    let third = third(&claims, "1000.00").await;
    assert_eq!(claims.totals(&third).await, ["-55250.00", "0.00", "55250.00"]);
    claims.app.finish().await;
}

/// Once a claim has paid on the footing that the money is recovered, it cannot be cancelled away.
#[tokio::test]
async fn a_claim_that_relied_on_a_recovery_keeps_it() {
    let (claims, [first, _]) = two_paid_claims().await;
    let id = claims.recovering(&first).await;
    let claim = third(&claims, "30000.00").await;
    claims.approved(&claim).await;
    let relied = claims
        .recover(
            claims.officer(),
            "cancelRecovery",
            &id,
            json!({ "reason": "virhe" }),
        )
        .await;
    assert_eq!(relied.refusals("cancelRecovery"), ["WRONG_STATE"]);
    let read = claims.recovery(claims.officer(), &id).await;
    assert_eq!(read.at("/recovery/correction/state"), &json!("recovering"));
    claims.app.finish().await;
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a table, a line per case")]
async fn each_step_belongs_to_a_role_a_state_and_another_person() {
    let (claims, [first, _]) = two_paid_claims().await;
    let world = claims.app.world.clone();
    let line = claims.line(&first, "4000.00").await;
    let proposed = claims
        .propose(&world.auditor, &[(&line, "0.00")], json!({}))
        .await
        .accepted();
    let correction = proposed.text("/proposeCorrection/correction/id");
    let about = json!({ "correctionId": correction });
    let early = claims.open_recovery(&world.officer, about.clone()).await;
    assert_eq!(early.refusals("openRecovery"), ["WRONG_STATE"]);
    claims.approve_correction(&correction).await;
    for (user, more, expected) in [
        (&world.second, json!({}), "NOT_PERMITTED"),
        (claims.lead(), json!({}), "NOT_PERMITTED"),
        (&world.officer, json!({ "reason": " " }), "INCOMPLETE"),
        (
            &world.officer,
            json!({ "respondBy": "2026-07-04" }),
            "INVALID_INPUT",
        ),
        (&world.officer, json!({ "paidOn": "2099-01-01" }), "INVALID_INPUT"),
    ] {
        let mut input = about.clone();
        merge(&mut input, &more);
        let refused = claims.open_recovery(user, input).await;
        assert_eq!(refused.refusals("openRecovery"), [expected], "{more}");
    }
    let opened = claims.open_recovery(&world.both, about.clone()).await.accepted();
    let id = opened.text("/openRecovery/recovery/id");
    // The payout of the claim was confirmed on the first day of the test.
    assert_eq!(opened.text("/openRecovery/recovery/paidOn"), "2026-02-02");
    let twice = claims.open_recovery(&world.officer, about).await;
    assert_eq!(twice.refusals("openRecovery"), ["WRONG_STATE"]);

    claims.recorded_rate("2026-07-01", "2.5").await;
    let answer = json!({ "answer": "Emme vastusta" });
    for (user, mutation, more, expected) in [
        (&world.officer, "answerRecovery", answer.clone(), "NOT_PERMITTED"),
        (
            claims.lead(),
            "answerRecovery",
            json!({ "answer": " " }),
            "INCOMPLETE",
        ),
        (&world.officer, "closeRecoveryHearing", json!({}), "DEADLINE"),
        (
            &world.officer,
            "draftRecovery",
            draft("2026-09-01"),
            "WRONG_STATE",
        ),
        (&world.second, "decideRecovery", json!({}), "WRONG_STATE"),
        (
            &world.officer,
            "recordRecoveryReceipt",
            receipt("1.00", "2026-07-04", "x"),
            "WRONG_STATE",
        ),
        (
            claims.lead(),
            "answerRecovery",
            json!({ "answer": "x", "expectedVersion": 9 }),
            "VERSION_CONFLICT",
        ),
    ] {
        let refused = claims.recover(user, mutation, &id, more).await;
        assert_eq!(refused.refusals(mutation), [expected], "{mutation}");
    }
    travel(&claims, 2026, 8, 3).await;
    claims
        .recover(&world.officer, "closeRecoveryHearing", &id, json!({}))
        .await
        .accepted();
    for (user, mutation, more, expected) in [
        (claims.lead(), "answerRecovery", answer, "WRONG_STATE"),
        (
            &world.officer,
            "draftRecovery",
            draft("2026-08-03"),
            "INVALID_INPUT",
        ),
        // The rate of the first half of 2027 is not known.
        (
            &world.officer,
            "draftRecovery",
            draft("2027-01-04"),
            "CANNOT_CHECK",
        ),
        (
            &world.second,
            "draftRecovery",
            draft("2026-09-01"),
            "NOT_PERMITTED",
        ),
    ] {
        let refused = claims.recover(user, mutation, &id, more).await;
        assert_eq!(refused.refusals(mutation), [expected], "{mutation}");
    }
    claims
        .recover(&world.officer, "draftRecovery", &id, draft("2026-09-01"))
        .await
        .accepted();
    // Who opened it does not decide it, whatever else that person may do.
    let same = claims
        .recover(&world.both, "decideRecovery", &id, json!({}))
        .await;
    assert_eq!(same.refusals("decideRecovery"), ["SAME_PERSON"]);
    let decided = claims
        .recover(&world.second, "decideRecovery", &id, json!({}))
        .await
        .accepted();
    assert_eq!(decided.text("/decideRecovery/recovery/state"), "due");
    let stranger = claims.recovery(&world.stranger, &id).await;
    assert!(stranger.at("/recovery").is_null());
    let gone = claims
        .recover(&world.officer, "cancelRecovery", &id, json!({ "reason": "x" }))
        .await;
    assert_eq!(gone.refusals("cancelRecovery"), ["WRONG_STATE"]);

    // In the debtor's favour: two persons again, and the kind that settles it names the end.
    let half = json!({ "kind": "MITIGATION", "amount": "1000.00", "reason": "26 §: kohtuuttomuus" });
    claims
        .recover(&world.both, "proposeRecoveryRelief", &id, half.clone())
        .await
        .accepted();
    let waits = claims
        .recover(&world.officer, "proposeRecoveryRelief", &id, half)
        .await;
    assert_eq!(waits.refusals("proposeRecoveryRelief"), ["DUPLICATE"]);
    let same = claims
        .recover(&world.both, "approveRecoveryRelief", &id, json!({}))
        .await;
    assert_eq!(same.refusals("approveRecoveryRelief"), ["SAME_PERSON"]);
    claims
        .recover(&world.second, "approveRecoveryRelief", &id, json!({}))
        .await
        .accepted();
    let open = claims.standing(&id, "2026-08-03").await["open"].clone();
    let rest = json!({ "kind": "WRITE_OFF", "amount": open, "reason": "Ei perittävissä" });
    claims
        .recover(&world.officer, "proposeRecoveryRelief", &id, rest.clone())
        .await
        .accepted();
    claims
        .recover(&world.second, "rejectRecoveryRelief", &id, json!({}))
        .await
        .accepted();
    let none = claims
        .recover(&world.second, "approveRecoveryRelief", &id, json!({}))
        .await;
    assert_eq!(none.refusals("approveRecoveryRelief"), ["WRONG_STATE"]);
    claims
        .recover(&world.officer, "proposeRecoveryRelief", &id, rest)
        .await
        .accepted();
    let done = claims
        .recover(&world.second, "approveRecoveryRelief", &id, json!({}))
        .await
        .accepted();
    assert_eq!(done.text("/approveRecoveryRelief/recovery/state"), "written_off");
    claims.app.finish().await;
}

/// At most 100.00 of a project are waived, by two persons, before a decision.
#[tokio::test]
async fn a_trifle_is_waived_by_two_persons() {
    let (claims, [first, _]) = two_paid_claims().await;
    let line = claims.line(&first, "4000.00").await;
    let trifle = claims.corrected(&line, "3900.00").await;
    let opened = claims
        .open_recovery(claims.officer(), json!({ "correctionId": trifle }))
        .await
        .accepted();
    let id = opened.text("/openRecovery/recovery/id");
    assert_eq!(opened.text("/openRecovery/recovery/principal"), "85.00");
    let waiver = json!({ "kind": "WAIVER", "reason": "20 §: vähäinen määrä" });
    claims
        .recover(claims.officer(), "proposeRecoveryRelief", &id, waiver.clone())
        .await
        .accepted();
    let waived = claims
        .recover(claims.second(), "approveRecoveryRelief", &id, json!({}))
        .await
        .accepted();
    assert_eq!(waived.text("/approveRecoveryRelief/recovery/state"), "waived");
    let more = claims.corrected(&line, "3880.00").await;
    let opened = claims
        .open_recovery(claims.officer(), json!({ "correctionId": more }))
        .await
        .accepted();
    let second = opened.text("/openRecovery/recovery/id");
    assert_eq!(opened.text("/openRecovery/recovery/principal"), "17.00");
    let too_much = claims
        .recover(claims.officer(), "proposeRecoveryRelief", &second, waiver)
        .await;
    assert_eq!(too_much.refusals("proposeRecoveryRelief"), ["LIMIT_EXCEEDED"]);
    claims.app.finish().await;
}

/// A receipt that two officers record at once counts once.
#[tokio::test]
async fn a_receipt_recorded_twice_at_once_counts_once() {
    let (claims, [first, _]) = two_paid_claims().await;
    let id = claims.recovering(&first).await;
    claims.recorded_rate("2026-07-01", "2.5").await;
    claims.decided(&id, "2026-09-01").await;
    let version = claims
        .recovery(claims.officer(), &id)
        .await
        .number("/recovery/version");
    let mut said = receipt("100.00", "2026-07-04", "RF0812344");
    said["expectedVersion"] = json!(version);
    let other = claims.app.world.other_officer.clone();
    let (one, two) = tokio::join!(
        claims.recover(claims.officer(), "recordRecoveryReceipt", &id, said.clone()),
        claims.recover(&other, "recordRecoveryReceipt", &id, said),
    );
    let refusals = [
        one.refusals("recordRecoveryReceipt"),
        two.refusals("recordRecoveryReceipt"),
    ]
    .concat();
    assert_eq!(refusals, ["VERSION_CONFLICT"]);
    let read = claims.recovery(claims.officer(), &id).await;
    assert_eq!(read.at("/recovery/entries").as_array().map(Vec::len), Some(1));
    claims.app.finish().await;
}
