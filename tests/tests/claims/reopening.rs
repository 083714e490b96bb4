//! Trap 7: only the latest report of a partner comes back, and only out of a claim that is not approved; what
//! leaves a claim is caught up by the next one.

use chrono::{TimeZone, Utc};
use serde_json::json;
use talkoot_test_support::{Answer, User};

use crate::claims::setup::{Claims, SERVICES, of};

const ONE: &[(&str, &str)] = &[(SERVICES, "1000.00")];
const TWO: &[(&str, &str)] = &[(SERVICES, "500.00")];

impl Claims {
    async fn give_back(&self, user: &User, mutation: &str, report: &str, reasons: &str) -> Answer {
        let query = "query($id: ID!) { costReport(id: $id) { version } }";
        let read = self
            .app
            .graphql(self.officer(), query, json!({ "id": report }))
            .await;
        let input = json!({
            "id": report, "expectedVersion": read.number("/costReport/version"), "reasons": reasons,
        });
        let fields = "costReport { state }";
        let input_type = match mutation {
            "reopenCostReport" => "ReopenCostReportInput",
            _ => "ReturnCostReportInput",
        };
        self.app.mutate(user, mutation, input_type, input, fields).await
    }

    async fn ask(&self, claim: &str) {
        let questions = json!({ "questions": "Onko lasku oikein?" });
        self.step(self.officer(), "requestClaimSupplement", claim, questions)
            .await
            .accepted();
    }
}

/// The message of the refusal.
fn words(answer: &Answer) -> String {
    answer.text("/reopenCostReport/refusals/0/message")
}

#[tokio::test]
async fn a_report_leaves_its_claim_and_the_next_one_catches_up() {
    let claims = Claims::start().await;
    let reports = claims.first_period(&[("Lohja", ONE), ("Virrat", TWO)]).await;
    let lohja = of(&reports, "Lohja");
    let id = claims.submitted(0).await;
    let lines = claims.lines(claims.officer(), &id).await;
    let line = lines.iter().find(|line| line.2 == "1000.00").expect("a line");
    claims
        .decide(claims.officer(), "disallowCostLine", line, json!({}))
        .await
        .accepted();
    let early = claims
        .give_back(claims.lead(), "reopenCostReport", &lohja, "Väärä lasku")
        .await;
    assert_eq!(early.refusals("reopenCostReport"), ["WRONG_STATE"]);
    assert!(
        words(&early).contains("requestClaimSupplement"),
        "{}",
        words(&early)
    );
    claims.ask(&id).await;
    let partner = claims.app.world.municipality("Lohja").approver.clone();
    let refused = claims
        .give_back(&partner, "reopenCostReport", &lohja, "Väärä lasku")
        .await;
    assert_eq!(refused.refusals("reopenCostReport"), ["NOT_PERMITTED"]);
    let refused = claims
        .give_back(claims.lead(), "reopenCostReport", &lohja, " ")
        .await;
    assert_eq!(refused.refusals("reopenCostReport"), ["INCOMPLETE"]);
    let done = claims
        .give_back(claims.lead(), "reopenCostReport", &lohja, "Väärä lasku")
        .await
        .accepted();
    assert_eq!(done.text("/reopenCostReport/costReport/state"), "returned");
    let read = claims.claim(&id).await;
    assert_eq!(read.text("/claim/totals/claimed"), "500.00");
    let last = claims
        .give_back(claims.lead(), "reopenCostReport", &of(&reports, "Virrat"), "x")
        .await;
    assert_eq!(last.refusals("reopenCostReport"), ["WRONG_STATE"]);
    assert!(words(&last).contains("only cost report"), "{}", words(&last));

    claims
        .report(&lohja, "Lohja", "15.3.2026", &[(SERVICES, "900.00")])
        .await;
    claims
        .step(
            claims.lead(),
            "submitClaim",
            &id,
            json!({ "answer": "Lohja korjaa." }),
        )
        .await
        .accepted();
    claims.approved(&id).await;
    claims.paid(&id).await;
    let read = claims.claim(&id).await;
    assert_eq!(read.text("/claim/totals/payable"), "425.00");
    let now = Utc.with_ymd_and_hms(2026, 7, 4, 10, 0, 0).unwrap();
    claims.app.travel_to(now).await;
    let next = claims.submitted(1).await;
    let read = claims.claim(&next).await;
    assert_eq!(read.text("/claim/totals/claimed"), "900.00");
    assert_eq!(read.text("/claim/totals/grant"), "765.00");
    claims.app.finish().await;
}

#[tokio::test]
async fn trap_07_what_is_paid_or_not_the_latest_is_corrected_instead() {
    let claims = Claims::start().await;
    let reports = claims.first_period(&[("Lohja", ONE), ("Virrat", TWO)]).await;
    let (lohja, virrat) = (of(&reports, "Lohja"), of(&reports, "Virrat"));
    let first = claims.submitted(0).await;
    claims.approved(&first).await;
    claims.paid(&first).await;
    let paid = claims
        .give_back(claims.lead(), "reopenCostReport", &lohja, "Väärä")
        .await;
    assert_eq!(paid.refusals("reopenCostReport"), ["WRONG_STATE"]);
    assert!(words(&paid).contains("proposeCorrection"), "{}", words(&paid));

    let now = Utc.with_ymd_and_hms(2027, 1, 4, 10, 0, 0).unwrap();
    claims.app.travel_to(now).await;
    let second = claims.open(1).await;
    for partner in ["Lohja", "Virrat"] {
        claims
            .report(&of(&second, partner), partner, "2.7.2026", ONE)
            .await;
    }
    let claim = claims.submitted(1).await;
    let third = claims.open(2).await;
    claims
        .report(&of(&third, "Lohja"), "Lohja", "2.1.2027", ONE)
        .await;
    claims.ask(&claim).await;
    let older = claims
        .give_back(claims.lead(), "reopenCostReport", &of(&second, "Lohja"), "Väärä")
        .await;
    assert_eq!(older.refusals("reopenCostReport"), ["WRONG_STATE"]);
    assert!(words(&older).contains("period 3"), "{}", words(&older));
    claims
        .give_back(claims.lead(), "reopenCostReport", &of(&second, "Virrat"), "Väärä")
        .await
        .accepted();
    let nothing = claims
        .give_back(claims.lead(), "reopenCostReport", &virrat, "Väärä")
        .await;
    assert_eq!(nothing.refusals("reopenCostReport"), ["WRONG_STATE"]);
    claims.app.finish().await;
}

/// An acceptance is taken back of the latest report only.
#[tokio::test]
async fn an_accepted_report_is_returned_only_while_it_is_the_latest() {
    let claims = Claims::start().await;
    let reports = claims.first_period(&[("Lohja", ONE)]).await;
    let now = Utc.with_ymd_and_hms(2026, 7, 4, 10, 0, 0).unwrap();
    claims.app.travel_to(now).await;
    let second = claims.open(1).await;
    claims
        .report(&of(&second, "Lohja"), "Lohja", "2.7.2026", ONE)
        .await;
    let older = claims
        .give_back(claims.lead(), "returnCostReport", &of(&reports, "Lohja"), "Väärä")
        .await;
    assert_eq!(older.refusals("returnCostReport"), ["WRONG_STATE"]);
    claims
        .give_back(claims.lead(), "returnCostReport", &of(&second, "Lohja"), "Väärä")
        .await
        .accepted();
    claims.app.finish().await;
}
