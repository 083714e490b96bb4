//! Set-off: what the lead owes by a recovery is kept back from a payout, approved by two, and shares the fate
//! of the payout.

use serde_json::{Value, json};
use talkoot_domain::calendar;
use talkoot_test_support::{Answer, User, finnish_iban};

use crate::{
    claims::setup::Claims,
    recoveries::life::{third, two_paid_claims},
    recoveries::owed::{PAYMENT, owed},
    recoveries::recovering::{merge, receipt},
};

const PAYOUT: &str = "payout { id version state amount setOff toBank toBankWhyId bankReference valueDate \
    setOffs { amount state whyId recovery { id number } proposedBy { name } } \
    availableActions { action allowed } }";

impl Claims {
    async fn set_off(
        &self,
        user: &User,
        mutation: &str,
        payout: &str,
        recovery: &str,
        more: Value,
    ) -> Answer {
        let mut input = json!({
            "payoutId": payout, "recoveryId": recovery,
            "expectedVersion": self.payout(payout).await.number("/payout/version"),
        });
        merge(&mut input, &more);
        let input_type = match mutation {
            "withdrawSetOff" => "WithdrawSetOffInput",
            _ => "ProposeSetOffInput",
        };
        self.app.mutate(user, mutation, input_type, input, PAYOUT).await
    }

    async fn payout(&self, id: &str) -> Answer {
        let fields = PAYOUT.trim_start_matches("payout ");
        let query = format!("query($id: ID!) {{ payout(id: $id) {fields} }}");
        let read = self
            .app
            .graphql(self.officer(), &query, json!({ "id": id }))
            .await;
        read.accepted()
    }

    /// State, what is set off, what goes to the bank.
    async fn money(&self, payout: &str) -> [String; 3] {
        let read = self.payout(payout).await;
        ["state", "setOff", "toBank"].map(|field| read.text(&format!("/payout/{field}")))
    }

    async fn ordered(&self, claim: &str) -> String {
        let created = self.step(self.officer(), "createPayout", claim, json!({})).await;
        created.accepted().text("/createPayout/payout/id")
    }

    async fn confirm(&self, payout: &str) -> Answer {
        let said = json!({ "bankReference": "RF0812344", "valueDate": self.app.app.today().to_string() });
        self.payout_step(self.officer(), "confirmPayout", payout, said)
            .await
    }

    async fn open_today(&self, recovery: &str) -> i64 {
        let today = self.app.app.today().to_string();
        cents(&self.standing(recovery, &today).await["open"])
    }
}

fn cents(value: &Value) -> i64 {
    let text = value.as_str().expect("an amount");
    text.replace('.', "").parse().expect("cents")
}

fn euros(cents: i64) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}

/// A decided recovery of 3 400.00 with interest from 15.3.2024, late since 1.9.2026, and the payout of a third
/// claim of so much of costs that is ordered on 4.1.2027.
async fn owing(costs: &str) -> (Claims, String, String) {
    let (claims, [first, _]) = two_paid_claims().await;
    let recovery = claims.recovering(&first).await;
    claims.recorded_rate("2026-07-01", "2.5").await;
    claims.recorded_rate("2027-01-01", "2.5").await;
    claims.decided(&recovery, "2026-09-01").await;
    let claim = third(&claims, costs).await;
    claims.approved(&claim).await;
    let payout = claims.ordered(&claim).await;
    (claims, recovery, payout)
}

/// What is set off is kept back, approved with the payout, and booked on the day of the payout.
#[expect(
    clippy::too_many_lines,
    reason = "one story from the proposal to the refusals"
)]
#[tokio::test]
async fn a_recovery_is_set_off_against_a_payout() {
    let (claims, recovery, payout) = owing("30000.00").await;
    let (officer, second) = (claims.officer().clone(), claims.second().clone());
    let open = claims.open_today(&recovery).await;
    for (user, more, expected) in [
        (claims.lead(), json!({}), "NOT_PERMITTED"),
        (&second, json!({}), "NOT_PERMITTED"),
        (&officer, json!({ "amount": "0.00" }), "INVALID_INPUT"),
        (&officer, json!({ "amount": euros(open + 1) }), "LIMIT_EXCEEDED"),
        (&officer, json!({ "expectedVersion": 99 }), "VERSION_CONFLICT"),
    ] {
        let answer = claims
            .set_off(user, "proposeSetOff", &payout, &recovery, more.clone())
            .await;
        assert_eq!(answer.refusals("proposeSetOff"), [expected], "{more}");
    }
    let nothing = claims
        .set_off(&officer, "withdrawSetOff", &payout, &recovery, json!({}))
        .await;
    assert_eq!(nothing.refusals("withdrawSetOff"), ["WRONG_STATE"]);
    let proposed = claims
        .set_off(&officer, "proposeSetOff", &payout, &recovery, json!({}))
        .await;
    proposed.accepted();
    assert_eq!(
        claims.money(&payout).await,
        ["created".to_owned(), euros(open), euros(2_550_000 - open)]
    );
    let again = claims
        .set_off(
            &officer,
            "proposeSetOff",
            &payout,
            &recovery,
            json!({ "amount": "1.00" }),
        )
        .await;
    assert_eq!(again.refusals("proposeSetOff"), ["DUPLICATE"]);
    let own = claims
        .payout_step(&officer, "approvePayout", &payout, json!({}))
        .await;
    assert_eq!(own.refusals("approvePayout"), ["NOT_PERMITTED"]);
    claims
        .payout_step(&second, "approvePayout", &payout, json!({}))
        .await
        .accepted();
    // An approval was of the whole; it falls when the whole changes.
    claims
        .set_off(&second, "withdrawSetOff", &payout, &recovery, json!({}))
        .await
        .accepted();
    assert_eq!(claims.money(&payout).await, ["created", "0.00", "25500.00"]);
    let part = json!({ "amount": "1000.00" });
    claims
        .set_off(&officer, "proposeSetOff", &payout, &recovery, part)
        .await
        .accepted();
    claims
        .payout_step(&second, "approvePayout", &payout, json!({}))
        .await
        .accepted();
    // What comes in meanwhile leaves the part that is set off.
    let day = claims.app.app.today().to_string();
    let too_much = receipt(&euros(open - 99_999), &day, "RF18539007547034");
    let refused = claims
        .recover(&officer, "recordRecoveryReceipt", &recovery, too_much)
        .await;
    assert_eq!(refused.refusals("recordRecoveryReceipt"), ["LIMIT_EXCEEDED"]);
    claims
        .payout_step(&officer, "sendPayout", &payout, json!({}))
        .await
        .accepted();
    let late = claims
        .set_off(&officer, "withdrawSetOff", &payout, &recovery, json!({}))
        .await;
    assert_eq!(late.refusals("withdrawSetOff"), ["WRONG_STATE"]);
    let before = claims.recovery(&officer, &recovery).await;
    assert_eq!(
        before.at("/recovery/entries"),
        &json!([]),
        "not before the bank says so"
    );
    claims.confirm(&payout).await.accepted();
    let read = claims.payout(&payout).await;
    assert_eq!(read.text("/payout/toBank"), "24500.00");
    assert_eq!(read.text("/payout/setOffs/0/state"), "booked");
    let booked = claims.recovery(&officer, &recovery).await;
    assert_eq!(booked.at("/recovery/entries/0/kind"), &json!("SET_OFF"));
    assert_eq!(booked.at("/recovery/entries/0/day"), &json!(day));
    assert_eq!(booked.text("/recovery/state"), "late");
    assert_eq!(claims.open_today(&recovery).await, open - 100_000);
    why_adds_up(&claims, &read).await;
    claims.app.finish().await;
}

/// What goes to the bank is what is paid less each set-off.
async fn why_adds_up(claims: &Claims, payout: &Answer) {
    let query = "query($id: ID!) { whyAmount(id: $id) { node { result } childrenTotal \
                 children { id result subtracts } } }";
    let id = json!({ "id": payout.text("/payout/toBankWhyId") });
    let why = claims.app.graphql(claims.officer(), query, id).await.accepted();
    assert_eq!(why.text("/whyAmount/node/result"), "24500.00");
    assert_eq!(why.text("/whyAmount/childrenTotal"), "24500.00");
    let of = |field: &str| why.at(&format!("/whyAmount/children/{field}")).clone();
    assert_eq!(
        (of("0/result"), of("0/subtracts")),
        (json!("25500.00"), json!(false))
    );
    assert_eq!(
        (of("1/result"), of("1/subtracts")),
        (json!("1000.00"), json!(true))
    );
    let id = json!({ "id": payout.text("/payout/setOffs/0/whyId") });
    let leaf = claims.app.graphql(claims.officer(), query, id).await.accepted();
    assert_eq!(leaf.text("/whyAmount/node/result"), "1000.00");
}

/// When all of a payout is set off, nothing goes to the bank: the approval confirms it, and the claim is paid.
#[tokio::test]
async fn a_payout_that_is_set_off_as_a_whole_needs_no_bank() {
    let (claims, recovery, payout) = owing("2000.00").await;
    let officer = claims.officer().clone();
    let open = claims.open_today(&recovery).await;
    claims
        .set_off(&officer, "proposeSetOff", &payout, &recovery, json!({}))
        .await
        .accepted();
    assert_eq!(claims.money(&payout).await, ["created", "1700.00", "0.00"]);
    let approved = claims
        .payout_step(claims.second(), "approvePayout", &payout, json!({}))
        .await;
    approved.accepted();
    let read = claims.payout(&payout).await;
    let day = claims.app.app.today().to_string();
    assert_eq!(
        [
            read.text("/payout/state"),
            read.text("/payout/bankReference"),
            read.text("/payout/valueDate")
        ],
        ["confirmed".to_owned(), "SET-OFF".to_owned(), day]
    );
    assert_eq!(claims.open_today(&recovery).await, open - 170_000);
    let sent = claims
        .payout_step(&officer, "sendPayout", &payout, json!({}))
        .await;
    assert_eq!(sent.refusals("sendPayout"), ["WRONG_STATE"]);
    claims.app.work().await;
    claims.app.finish().await;
}

/// Once the whole debt is booked as set off, the debtor owes no payment any more.
#[tokio::test]
async fn a_debt_that_is_set_off_in_whole_is_owed_no_more() {
    let (claims, recovery, payout) = owing("30000.00").await;
    let officer = claims.officer().clone();
    claims
        .set_off(&officer, "proposeSetOff", &payout, &recovery, json!({}))
        .await
        .accepted();
    for (user, step) in [(claims.second(), "approvePayout"), (&officer, "sendPayout")] {
        claims
            .payout_step(user, step, &payout, json!({}))
            .await
            .accepted();
    }
    assert_eq!(owed(&claims, PAYMENT).await["state"], "overdue");
    claims.confirm(&payout).await.accepted();
    let read = claims.recovery(&officer, &recovery).await;
    assert_eq!(read.text("/recovery/state"), "set_off");
    assert_eq!(owed(&claims, PAYMENT).await["state"], "accepted");
    claims.app.finish().await;
}

/// A payout that fails takes its set-off back, and the next payout can be used again.
#[tokio::test]
async fn a_set_off_falls_with_its_payout() {
    let (claims, recovery, payout) = owing("30000.00").await;
    let officer = claims.officer().clone();
    let open = claims.open_today(&recovery).await;
    claims
        .set_off(&officer, "proposeSetOff", &payout, &recovery, json!({}))
        .await
        .accepted();
    claims
        .payout_step(claims.second(), "approvePayout", &payout, json!({}))
        .await
        .accepted();
    claims
        .payout_step(&officer, "sendPayout", &payout, json!({}))
        .await
        .accepted();
    let reason = json!({ "reason": "AC04" });
    claims
        .payout_step(&officer, "failPayout", &payout, reason)
        .await
        .accepted();
    let read = claims.payout(&payout).await;
    assert_eq!(read.text("/payout/setOffs/0/state"), "undone");
    assert_eq!(claims.open_today(&recovery).await, open);
    let claim = claims
        .app
        .graphql(
            &officer,
            "query($id: ID!) { payout(id: $id) { claim { id } } }",
            json!({ "id": payout }),
        )
        .await
        .accepted()
        .text("/payout/claim/id");
    let next = claims.ordered(&claim).await;
    let proposed = claims
        .set_off(&officer, "proposeSetOff", &next, &recovery, json!({}))
        .await;
    proposed.accepted();
    assert_eq!(claims.money(&next).await[1], euros(open));
    claims.app.finish().await;
}

/// The file to the bank has what remains, and the payout in it is left alone.
#[tokio::test]
async fn a_batch_pays_what_remains() {
    let (claims, recovery, payout) = owing("30000.00").await;
    let (officer, second) = (claims.officer().clone(), claims.second().clone());
    claims.app.authority_account(&finnish_iban(90)).await;
    let part = json!({ "amount": "1000.00" });
    claims
        .set_off(&officer, "proposeSetOff", &payout, &recovery, part)
        .await
        .accepted();
    claims
        .payout_step(&second, "approvePayout", &payout, json!({}))
        .await
        .accepted();
    let input = json!({
        "authorityId": claims.app.world.authority_id, "payoutIds": [payout],
        "executionDate": calendar::roll(claims.app.app.today()).to_string(),
    });
    let fields = "paymentBatch { id total lines { amount } }";
    let batch = claims
        .app
        .mutate(
            &officer,
            "createPaymentBatch",
            "CreatePaymentBatchInput",
            input,
            fields,
        )
        .await
        .accepted();
    assert_eq!(batch.text("/createPaymentBatch/paymentBatch/total"), "24500.00");
    let held = claims
        .set_off(&officer, "withdrawSetOff", &payout, &recovery, json!({}))
        .await;
    assert_eq!(held.refusals("withdrawSetOff"), ["WRONG_STATE"]);
    claims.app.finish().await;
}

/// Only what is decided is set off, and a part that is changed past the engine is found.
#[tokio::test]
async fn only_a_decided_recovery_is_set_off() {
    let (claims, [first, _]) = two_paid_claims().await;
    let recovery = claims.recovering(&first).await;
    let claim = third(&claims, "30000.00").await;
    claims.approved(&claim).await;
    let payout = claims.ordered(&claim).await;
    let officer = claims.officer().clone();
    let early = claims
        .set_off(&officer, "proposeSetOff", &payout, &recovery, json!({}))
        .await;
    assert_eq!(early.refusals("proposeSetOff"), ["WRONG_STATE"]);
    for half in ["2026-07-01", "2027-01-01"] {
        claims.recorded_rate(half, "2.5").await;
    }
    claims.decided(&recovery, "2027-03-01").await;
    claims
        .set_off(&officer, "proposeSetOff", &payout, &recovery, json!({}))
        .await
        .accepted();
    for sql in [
        "UPDATE payout_set_off SET amount_cents = amount_cents - 1",
        "DELETE FROM payout_set_off",
        "UPDATE payout SET set_off_cents = 0",
    ] {
        let found = claims.app.found_after("payout_set_off", sql).await;
        assert!(
            found.iter().any(|finding| finding.what.contains("payout")),
            "{sql}: {found:?}"
        );
    }
    claims.app.finish().await;
}

/// What is open is not guessed: without the reference rate of today's half-year nothing is set off.
#[tokio::test]
async fn a_missing_reference_rate_stops_a_set_off() {
    let (claims, [first, _]) = two_paid_claims().await;
    let recovery = claims.recovering(&first).await;
    claims.recorded_rate("2026-07-01", "2.5").await;
    claims.decided(&recovery, "2026-09-01").await;
    let claim = third(&claims, "30000.00").await;
    claims.approved(&claim).await;
    let payout = claims.ordered(&claim).await;
    let unknown = claims
        .set_off(claims.officer(), "proposeSetOff", &payout, &recovery, json!({}))
        .await;
    assert_eq!(unknown.refusals("proposeSetOff"), ["CANNOT_CHECK"]);
    claims.app.finish().await;
}
