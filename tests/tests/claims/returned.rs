//! Money that the bank sends back after it confirmed a payout: paid again, or less paid, by two persons.

use serde_json::{Value, json};
use talkoot_test_support::{Answer, User};

use crate::claims::setup::{Claims, SERVICES};

const RETURNED: &str = "payout { id state version amount returned returns { number amount outcome whyId \
    recordedBy { name } approvedBy { name } } }";

impl Claims {
    async fn back(&self, user: &User, mutation: &str, payout: &str, more: Value) -> Answer {
        let input_type = match mutation {
            "recordPayoutReturn" => "RecordPayoutReturnInput",
            _ => "PayoutStepInput",
        };
        let mut input = json!({ "id": payout, "expectedVersion": self.version("payout", payout).await });
        for (field, value) in more.as_object().expect("an object") {
            input[field] = value.clone();
        }
        self.app.mutate(user, mutation, input_type, input, RETURNED).await
    }

    async fn paid_in_all(&self) -> String {
        let query = "query($id: ID!) { project(id: $id) { balance { paid } } }";
        let id = json!({ "id": self.project.id });
        let read = self.app.graphql(self.officer(), query, id).await.accepted();
        read.text("/project/balance/paid")
    }
}

/// A payout of 85.00 that the bank has confirmed.
async fn confirmed() -> (Claims, String) {
    let claims = Claims::start().await;
    claims
        .first_period(&[("Karkkila", &[(SERVICES, "100.00")])])
        .await;
    let claim = claims.submitted(0).await;
    claims.approved(&claim).await;
    let payout = claims.paid(&claim).await;
    (claims, payout)
}

fn came_back(claims: &Claims, amount: &str, outcome: &str) -> Value {
    json!({
        "amount": amount, "valueDate": claims.app.app.today().to_string(), "bankReference": "B77",
        "reason": "AC04: tili lopetettu", "outcome": outcome,
    })
}

#[expect(clippy::too_many_lines, reason = "one story, told in order")]
#[tokio::test]
async fn a_payout_of_which_everything_came_back_is_paid_again() {
    let (claims, payout) = confirmed().await;
    let world = claims.app.world.clone();
    let whole = || came_back(&claims, "85.00", "PAY_AGAIN");
    let with = |field: &str, value: &str| {
        let mut input = whole();
        input[field] = json!(value);
        input
    };
    for (user, mutation, input, expected) in [
        (claims.lead(), "recordPayoutReturn", whole(), "NOT_PERMITTED"),
        (&world.second, "recordPayoutReturn", whole(), "NOT_PERMITTED"),
        (
            &world.officer,
            "recordPayoutReturn",
            with("bankReference", " "),
            "INCOMPLETE",
        ),
        (
            &world.officer,
            "recordPayoutReturn",
            with("reason", ""),
            "INCOMPLETE",
        ),
        (
            &world.officer,
            "recordPayoutReturn",
            with("amount", "0.00"),
            "INVALID_INPUT",
        ),
        (
            &world.officer,
            "recordPayoutReturn",
            with("amount", "85.01"),
            "LIMIT_EXCEEDED",
        ),
        (
            &world.officer,
            "recordPayoutReturn",
            with("amount", "84.99"),
            "INVALID_INPUT",
        ),
        (
            &world.officer,
            "recordPayoutReturn",
            with("valueDate", "2020-01-01"),
            "INVALID_INPUT",
        ),
        (&world.second, "approvePayoutReturn", json!({}), "WRONG_STATE"),
        (&world.officer, "withdrawPayoutReturn", json!({}), "WRONG_STATE"),
    ] {
        let answer = claims.back(user, mutation, &payout, input.clone()).await;
        assert_eq!(answer.refusals(mutation), [expected], "{mutation} {input}");
    }
    claims
        .back(&world.both, "recordPayoutReturn", &payout, whole())
        .await
        .accepted();
    let twice = claims
        .back(
            &world.officer,
            "recordPayoutReturn",
            &payout,
            with("bankReference", "B78"),
        )
        .await;
    assert_eq!(twice.refusals("recordPayoutReturn"), ["DUPLICATE"]);
    let own = claims
        .back(&world.both, "approvePayoutReturn", &payout, json!({}))
        .await;
    assert_eq!(own.refusals("approvePayoutReturn"), ["SAME_PERSON"]);
    assert_eq!(
        claims.paid_in_all().await,
        "85.00",
        "not before the second person"
    );
    let found = claims
        .app
        .found_after(
            "payout_return",
            "UPDATE payout_return SET amount_cents = amount_cents - 1",
        )
        .await;
    assert!(
        found.iter().any(|finding| finding.what.contains("payout")),
        "{found:?}"
    );
    let again = claims
        .back(&world.second, "approvePayoutReturn", &payout, json!({}))
        .await
        .accepted();
    assert_eq!(again.text("/approvePayoutReturn/payout/state"), "created");
    assert_eq!(claims.paid_in_all().await, "0.00");
    // The same again: two persons, the bank, and the claim that is paid stays so.
    claims
        .payout_step(&world.second, "approvePayout", &payout, json!({}))
        .await
        .accepted();
    claims
        .payout_step(&world.officer, "sendPayout", &payout, json!({}))
        .await
        .accepted();
    let said = json!({ "bankReference": "B79", "valueDate": claims.app.app.today().to_string() });
    claims
        .payout_step(&world.officer, "confirmPayout", &payout, said)
        .await
        .accepted();
    claims.app.work().await;
    assert_eq!(claims.paid_in_all().await, "85.00");
    let known = claims
        .back(&world.officer, "recordPayoutReturn", &payout, whole())
        .await;
    assert_eq!(
        known.refusals("recordPayoutReturn"),
        ["DUPLICATE"],
        "the same transaction of the bank"
    );
    claims.app.finish().await;
}

#[tokio::test]
async fn a_part_that_came_back_is_less_paid() {
    let (claims, payout) = confirmed().await;
    let world = claims.app.world.clone();
    let part = came_back(&claims, "10.00", "LESS_PAID");
    claims
        .back(&world.officer, "recordPayoutReturn", &payout, part.clone())
        .await
        .accepted();
    claims
        .back(&world.officer, "withdrawPayoutReturn", &payout, json!({}))
        .await
        .accepted();
    claims
        .back(&world.officer, "recordPayoutReturn", &payout, part)
        .await
        .accepted();
    let done = claims
        .back(&world.second, "approvePayoutReturn", &payout, json!({}))
        .await
        .accepted();
    let read = |field: &str| done.at(&format!("/approvePayoutReturn/payout/{field}")).clone();
    assert_eq!(
        (read("state"), read("returned")),
        (json!("confirmed"), json!("10.00"))
    );
    assert_eq!(read("amount"), json!("85.00"));
    assert_eq!(claims.paid_in_all().await, "75.00");
    let query = "query($id: ID!) { whyAmount(id: $id) { node { result } } }";
    let id = json!({ "id": read("returns/0/whyId") });
    let why = claims.app.graphql(claims.officer(), query, id).await.accepted();
    assert_eq!(why.text("/whyAmount/node/result"), "10.00");
    let rest = came_back(&claims, "75.01", "LESS_PAID");
    let too_much = claims
        .back(&world.officer, "recordPayoutReturn", &payout, rest)
        .await;
    assert_eq!(
        too_much.refusals("recordPayoutReturn"),
        ["DUPLICATE"],
        "the reference is known"
    );
    claims.app.finish().await;
}
