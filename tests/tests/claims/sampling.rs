//! Samples: drawn once at the first submission, recorded with the seed, and decided line by line.

use serde_json::{Value, json};
use talkoot_test_support::{Stage, TestApp};

use crate::claims::setup::{Claims, SERVICES, of};

const SAMPLES: &str = "{ samples { costReport { id } seed share lines sampled undecided } }";

/// A project of a call that draws half of the lines by chance, lines of 1 000.00 and more, and credits.
async fn sampled() -> Claims {
    let app = TestApp::start().await;
    let call = app
        .published_call(|content| {
            content["sampling"] = json!({ "share": "50", "largeFrom": "1000.00", "credits": true });
        })
        .await;
    let applied = app.application_to(&call, Stage::Accepted).await;
    let project = app.project_of(&applied).await;
    Claims { app, project }
}

impl Claims {
    /// The lines of a claim with the rule that took them into the sample: `(id, amount, sampledBy)`.
    async fn drawn(&self, claim: &str) -> Vec<(String, String, Option<String>)> {
        let fields = "{ lines(first: 100) { edges { node { id amount verification { sampledBy } } } } }";
        let read = self.read(self.officer(), claim, fields).await;
        let edges = read.at("/claim/lines/edges").as_array().expect("lines").clone();
        let mut lines: Vec<_> = edges
            .iter()
            .map(|edge| {
                let node = &edge["node"];
                let text = |value: &Value| value.as_str().map(ToOwned::to_owned);
                (
                    text(&node["id"]).expect("an id"),
                    text(&node["amount"]).expect("an amount"),
                    text(&node["verification"]["sampledBy"]),
                )
            })
            .collect();
        lines.sort();
        lines
    }

    async fn samples(&self, claim: &str) -> Value {
        let read = self.read(self.officer(), claim, SAMPLES).await;
        read.at("/claim/samples").clone()
    }
}

const LOHJA: [(&str, &str); 6] = [
    (SERVICES, "1000.00"),
    (SERVICES, "-50.00"),
    (SERVICES, "1.00"),
    (SERVICES, "2.00"),
    (SERVICES, "3.00"),
    (SERVICES, "4.00"),
];

#[tokio::test]
async fn trap_06_a_sample_is_drawn_once_and_decided_line_by_line() {
    let claims = sampled().await;
    claims.first_period(&[("Lohja", &LOHJA)]).await;
    let drafted = claims.draft_as(claims.lead(), 0).await.accepted();
    let id = drafted.text("/draftClaim/claim/id");
    assert_eq!(claims.samples(&id).await, json!([]));
    claims
        .step(claims.lead(), "submitClaim", &id, json!({}))
        .await
        .accepted();

    let drawn = claims.drawn(&id).await;
    let by = |amount: &str| {
        drawn
            .iter()
            .find(|line| line.1 == amount)
            .and_then(|line| line.2.clone())
    };
    assert_eq!(by("1000.00").as_deref(), Some("large"));
    assert_eq!(by("-50.00").as_deref(), Some("credit"));
    let chance: Vec<&String> = drawn
        .iter()
        .filter(|line| line.2.as_deref() == Some("chance"))
        .map(|line| &line.0)
        .collect();
    assert_eq!(chance.len(), 2);
    let samples = claims.samples(&id).await;
    assert_eq!(
        (
            &samples[0]["share"],
            &samples[0]["lines"],
            &samples[0]["sampled"],
            &samples[0]["undecided"]
        ),
        (&json!("50"), &json!(6), &json!(4), &json!(4))
    );

    stays(&claims, &id, (&drawn, &samples)).await;
    decided_by_name(&claims, &id, &drawn).await;
    claims.app.finish().await;
}

type DrawnLine = (String, String, Option<String>);

/// Questions and an answer draw nothing anew.
async fn stays(claims: &Claims, id: &str, (drawn, samples): (&[DrawnLine], &Value)) {
    claims
        .step(
            claims.officer(),
            "requestClaimSupplement",
            id,
            json!({ "questions": "Miksi hyvitys?" }),
        )
        .await
        .accepted();
    claims
        .step(
            claims.lead(),
            "submitClaim",
            id,
            json!({ "answer": "Virhe laskussa." }),
        )
        .await
        .accepted();
    assert_eq!(claims.drawn(id).await, drawn);
    assert_eq!(&claims.samples(id).await, samples);
}

/// All pending lines means all that are not in the sample.
async fn decided_by_name(claims: &Claims, id: &str, drawn: &[DrawnLine]) {
    claims
        .step(
            claims.officer(),
            "acceptCostLines",
            id,
            json!({ "allPending": true }),
        )
        .await
        .accepted();
    let refused = claims
        .step(claims.officer(), "checkClaimContent", id, json!({}))
        .await;
    assert_eq!(refused.refusals("checkClaimContent"), ["INCOMPLETE"]);
    let words = refused.text("/checkClaimContent/refusals/0/message");
    assert!(
        words.starts_with("4 lines of the sample are not decided"),
        "{words}"
    );
    let again = claims
        .step(
            claims.officer(),
            "acceptCostLines",
            id,
            json!({ "allPending": true }),
        )
        .await;
    assert_eq!(again.refusals("acceptCostLines"), ["WRONG_STATE"]);
    let named: Vec<&String> = drawn
        .iter()
        .filter(|line| line.2.is_some())
        .map(|line| &line.0)
        .collect();
    claims
        .step(
            claims.officer(),
            "acceptCostLines",
            id,
            json!({ "lineIds": named }),
        )
        .await
        .accepted();
    assert_eq!(claims.samples(id).await[0]["undecided"], json!(0));
    claims
        .step(claims.officer(), "checkClaimContent", id, json!({}))
        .await
        .accepted();
}

/// A rejected claim gives no second chance: the same file keeps its sample, a corrected one its seed.
#[tokio::test]
async fn a_rejection_draws_nothing_anew() {
    let claims = sampled().await;
    let reports = claims.first_period(&[("Lohja", &LOHJA)]).await;
    let first = claims.submitted(0).await;
    let (drawn, samples) = (claims.drawn(&first).await, claims.samples(&first).await);
    claims
        .step(
            claims.second(),
            "rejectClaim",
            &first,
            json!({ "reason": "Virheellinen" }),
        )
        .await
        .accepted();
    let second = claims.submitted(0).await;
    assert_eq!(claims.drawn(&second).await, drawn);
    assert_eq!(claims.samples(&second).await, samples);

    claims
        .step(
            claims.second(),
            "rejectClaim",
            &second,
            json!({ "reason": "Virheellinen" }),
        )
        .await
        .accepted();
    let report = of(&reports, "Lohja");
    let query = "query($id: ID!) { costReport(id: $id) { version } }";
    let read = claims
        .app
        .graphql(claims.officer(), query, json!({ "id": report }))
        .await;
    let input = json!({
        "id": report, "expectedVersion": read.number("/costReport/version"), "reasons": "Korjatkaa",
    });
    claims
        .app
        .mutate(
            claims.lead(),
            "returnCostReport",
            "ReturnCostReportInput",
            input,
            "costReport { state }",
        )
        .await
        .accepted();
    claims.report(&report, "Lohja", "15.3.2026", &LOHJA).await;
    let third = claims.submitted(0).await;
    let corrected = claims.samples(&third).await;
    assert_eq!(corrected[0]["seed"], samples[0]["seed"]);
    let amounts = |lines: &[(String, String, Option<String>)]| {
        let mut found: Vec<_> = lines
            .iter()
            .filter(|line| line.2.is_some())
            .map(|line| line.1.clone())
            .collect();
        found.sort();
        found
    };
    assert_eq!(amounts(&claims.drawn(&third).await), amounts(&drawn));
    claims.app.finish().await;
}

#[tokio::test]
async fn nothing_is_drawn_unless_the_call_says_so() {
    let claims = Claims::start().await;
    claims.first_period(&[("Lohja", &LOHJA)]).await;
    let id = claims.submitted(0).await;
    assert_eq!(claims.samples(&id).await, json!([]));
    claims.approved(&id).await;
    claims.app.finish().await;
}

#[tokio::test]
async fn a_threshold_of_nothing_is_refused() {
    let app = TestApp::start().await;
    let content = json!({
        "title": "Haku", "opensOn": "2026-02-02", "closesOn": "2026-02-28",
        "usePeriodFirst": "2026-05-01", "usePeriodLast": "2027-12-31",
        "appropriation": "1000000.00", "largestAward": "300000.00",
        "sampling": { "largeFrom": "0.00" },
    });
    let input = json!({ "content": content });
    let refused = app
        .mutate(
            &app.world.officer,
            "createCall",
            "CreateCallInput",
            input,
            "call { id }",
        )
        .await;
    assert_eq!(refused.refusals("createCall"), ["INVALID_INPUT"]);
    assert_eq!(refused.at("/createCall/refusals/0/path"), &json!(["sampling"]));
    app.finish().await;
}
