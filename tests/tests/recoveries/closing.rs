//! The end of a grant: scenario S8 to the cent, and the closing of the project.

use chrono::{TimeZone, Utc};
use serde_json::{Value, json};
use talkoot_storage::erasures::open_matter;
use talkoot_test_support::{Answer, User};

use crate::claims::setup::{Claims, PERSONNEL, SERVICES, of};

const PARTNERS: [&str; 5] = ["Karkkila", "Kuhmoinen", "Lohja", "Pälkäne", "Virrat"];
const LATER: [(usize, &str); 3] = [(1, "31.12.2026"), (2, "30.6.2027"), (3, "31.12.2027")];
const END: &str = "{ state released finalBalance { whyId grant paid returned balance outcome released } }";

/// An award of 170 000.00 whose four claims are paid: 160 000.00 of wages, 15.00 of small things, what is
/// given of Virrat, and one line of Lohja's, which the authority disallows when `disallowed`. Gives the line.
pub async fn ended(virrat: &str, lohja: (&str, bool)) -> (Claims, String) {
    let claims = Claims::start_with(&json!({ "award": "170000.00" })).await;
    let line = end(&claims, virrat, lohja).await;
    (claims, line)
}

/// The same of a project that is there.
pub async fn end(claims: &Claims, virrat: &str, (lohja, disallowed): (&str, bool)) -> String {
    let wages: &[(&str, &str)] = &[(PERSONNEL, "40000.00")];
    claims
        .first_period(&[
            ("Karkkila", wages),
            ("Kuhmoinen", wages),
            ("Lohja", &[(PERSONNEL, "40000.00"), (SERVICES, lohja)]),
            ("Pälkäne", wages),
            ("Virrat", &[(SERVICES, virrat)]),
        ])
        .await;
    let first = claims.submitted(0).await;
    let lines = claims.lines(claims.officer(), &first).await;
    let line = lines
        .iter()
        .find(|(_, _, amount)| amount == lohja)
        .expect("a line");
    if disallowed {
        claims
            .decide(claims.officer(), "disallowCostLine", line, json!({}))
            .await
            .accepted();
    }
    claims.approved(&first).await;
    claims.paid(&first).await;
    let now = Utc.with_ymd_and_hms(2028, 1, 3, 10, 0, 0).unwrap();
    claims.app.travel_to(now).await;
    for (period, last_day) in LATER {
        let reports = claims.open(period).await;
        for partner in PARTNERS {
            claims
                .report(&of(&reports, partner), partner, last_day, &[(SERVICES, "1.00")])
                .await;
        }
        let drafted = match period {
            3 => claims.draft_last(period).await,
            _ => claims.draft_as(claims.lead(), period).await,
        };
        let id = drafted.accepted().text("/draftClaim/claim/id");
        claims
            .step(claims.lead(), "submitClaim", &id, json!({}))
            .await
            .accepted();
        claims.approved(&id).await;
        claims.paid(&id).await;
    }
    line.0.clone()
}

impl Claims {
    async fn ending(&self, user: &User) -> Value {
        let query = format!("query($id: ID!) {{ project(id: $id) {END} }}");
        let read = self
            .app
            .graphql(user, &query, json!({ "id": self.project.id }))
            .await;
        read.accepted().at("/project").clone()
    }

    /// `grant`, `paid`, `returned`, `balance`, `outcome`, `released` of the final balance.
    async fn final_balance(&self) -> Value {
        let read = self.ending(self.officer()).await;
        let of = |field: &str| read["finalBalance"][field].clone();
        json!([
            of("grant"),
            of("paid"),
            of("returned"),
            of("balance"),
            of("outcome"),
            of("released")
        ])
    }

    pub async fn of_project(&self, user: &User, mutation: &str) -> Answer {
        let query = "query($id: ID!) { project(id: $id) { version } }";
        let read = self
            .app
            .graphql(self.officer(), query, json!({ "id": self.project.id }))
            .await;
        let version = read.number("/project/version");
        let (input_type, key, fields) = match mutation {
            "closeProject" => ("CloseProjectInput", "id", "project { state released }"),
            _ => (
                "CreateFinalPayoutInput",
                "projectId",
                "payout { id source amount state }",
            ),
        };
        let mut input = json!({ "expectedVersion": version });
        input[key] = json!(self.project.id);
        self.app.mutate(user, mutation, input_type, input, fields).await
    }

    /// Has every obligation waived that is open, in the middle of which the project cannot be closed.
    pub async fn waive_everything(&self) {
        let query = "query($id: ID!) { project(id: $id) { obligations(first: 100) { edges { node { id version \
                     state } } } } }";
        let read = self
            .app
            .graphql(self.officer(), query, json!({ "id": self.project.id }))
            .await
            .accepted();
        let edges = read
            .at("/project/obligations/edges")
            .as_array()
            .expect("obligations")
            .clone();
        for edge in edges {
            let node = &edge["node"];
            if ["accepted", "waived"].contains(&node["state"].as_str().expect("a state")) {
                continue;
            }
            let input = json!({
                "id": node["id"], "expectedVersion": node["version"], "reason": "Hanke päättyi.",
            });
            self.app
                .mutate(
                    self.second(),
                    "waiveObligation",
                    "WaiveObligationInput",
                    input,
                    "obligation { state }",
                )
                .await
                .accepted();
        }
    }

    /// Adds up the amounts below an amount, as `whyAmount` shows them.
    async fn adds_up(&self, id: &str) -> (String, String) {
        let query = "query($id: ID!) { whyAmount(id: $id) { node { result } childrenTotal } }";
        let read = self
            .app
            .graphql(self.officer(), query, json!({ "id": id }))
            .await
            .accepted();
        (
            read.text("/whyAmount/node/result"),
            read.text("/whyAmount/childrenTotal"),
        )
    }
}

/// S8, first variant: 150 000.00 were paid, an appeal gives 11 183.73 of costs back: 9 506.17 are paid, by two
/// persons, and 10 493.83 are released.
#[tokio::test]
async fn trap_15_closing_the_project_hides_nothing() {
    let (claims, line) = ended("16455.59", ("11183.73", true)).await;
    assert_eq!(
        claims.final_balance().await,
        json!(["150000.00", "150000.00", "0.00", "0.00", "settled", "20000.00"])
    );
    let nothing = claims.of_project(claims.officer(), "createFinalPayout").await;
    assert_eq!(nothing.refusals("createFinalPayout"), ["LIMIT_EXCEEDED"]);
    claims.corrected(&line, "11183.73").await;
    assert_eq!(
        claims.final_balance().await,
        json!(["159506.17", "150000.00", "0.00", "9506.17", "pay", "10493.83"])
    );
    let early = claims.of_project(claims.second(), "closeProject").await;
    let why = early.text("/closeProject/refusals/0/message");
    assert!(why.contains("the final balance of 9506.17 is not paid"), "{why}");
    for user in [claims.lead(), claims.second()] {
        let refused = claims.of_project(user, "createFinalPayout").await;
        assert_eq!(refused.refusals("createFinalPayout"), ["NOT_PERMITTED"]);
    }
    let created = claims
        .of_project(claims.officer(), "createFinalPayout")
        .await
        .accepted();
    let payout = created.at("/createFinalPayout/payout");
    assert_eq!(
        (&payout["source"], &payout["amount"]),
        (&json!("final_balance"), &json!("9506.17"))
    );
    let id = created.text("/createFinalPayout/payout/id");
    let twice = claims.of_project(claims.officer(), "createFinalPayout").await;
    assert_eq!(twice.refusals("createFinalPayout"), ["DUPLICATE"]);
    let own = claims
        .payout_step(claims.officer(), "approvePayout", &id, json!({}))
        .await;
    assert_eq!(own.refusals("approvePayout"), ["NOT_PERMITTED"]);
    let same = claims
        .payout_step(&claims.app.world.both.clone(), "approvePayout", &id, json!({}))
        .await
        .accepted();
    assert_eq!(same.text("/approvePayout/payout/state"), "approved");
    claims
        .payout_step(claims.officer(), "sendPayout", &id, json!({}))
        .await
        .accepted();
    let said = json!({ "bankReference": "RF0812344", "valueDate": claims.app.app.today().to_string() });
    claims
        .payout_step(claims.officer(), "confirmPayout", &id, said)
        .await
        .accepted();
    claims.app.work().await;
    assert_eq!(
        claims.final_balance().await,
        json!(["159506.17", "159506.17", "0.00", "0.00", "settled", "10493.83"])
    );
    assert_eq!(claims.adds_up(&id).await, ("9506.17".into(), "9506.17".into()));
    closes(&claims).await;
    closing_hides_nothing(&claims, &line).await;
    claims.app.finish().await;
}

async fn closes(claims: &Claims) {
    let open = claims.of_project(claims.second(), "closeProject").await;
    assert_eq!(open.refusals("closeProject"), ["INCOMPLETE"]);
    let why = open.text("/closeProject/refusals/0/message");
    assert!(
        why.contains("the final report due on 2028-02-29 is neither accepted nor waived"),
        "{why}"
    );
    claims.waive_everything().await;
    for user in [claims.officer(), claims.lead()] {
        let refused = claims.of_project(user, "closeProject").await;
        assert_eq!(refused.refusals("closeProject"), ["NOT_PERMITTED"]);
    }
    let closed = claims
        .of_project(claims.second(), "closeProject")
        .await
        .accepted();
    assert_eq!(
        closed.at("/closeProject/project"),
        &json!({ "state": "closed", "released": "10493.83" })
    );
    let twice = claims.of_project(claims.second(), "closeProject").await;
    assert_eq!(twice.refusals("closeProject"), ["WRONG_STATE"]);
    let input = json!({ "projectId": claims.project.id, "reason": "Lisäaika", "parts": [] });
    let change = claims
        .app
        .mutate(
            claims.lead(),
            "createChangeRequest",
            "CreateChangeRequestInput",
            input,
            "changeRequest { id }",
        )
        .await;
    assert_eq!(change.refusals("createChangeRequest"), ["WRONG_STATE"]);
    let partner = claims.app.world.municipality("Virrat").preparer.clone();
    let seen = claims.ending(&partner).await;
    assert_eq!(
        (&seen["state"], &seen["released"]),
        (&json!("closed"), &json!("10493.83"))
    );
}

/// Trap 15: reports stay to be seen, and what is found later is still corrected.
async fn closing_hides_nothing(claims: &Claims, line: &str) {
    let query = "query($id: ID!) { project(id: $id) { costReports(first: 1) { totalCount } } }";
    let read = claims
        .app
        .graphql(claims.lead(), query, json!({ "id": claims.project.id }))
        .await
        .accepted();
    assert_eq!(read.number("/project/costReports/totalCount"), 20);
    claims.corrected(line, "11083.73").await;
    assert_eq!(
        claims.final_balance().await,
        json!(["159421.17", "159506.17", "0.00", "-85.00", "waivable", "10578.83"])
    );
}

/// S8, second variant: 160 000.00 were paid, 580.98 of costs fall: 493.83 go back, more than a trifle.
#[tokio::test]
async fn what_was_paid_too_much_is_returned() {
    let (claims, line) = ended("27220.30", ("1000.00", false)).await;
    claims.corrected(&line, "419.02").await;
    assert_eq!(
        claims.final_balance().await,
        json!(["159506.17", "160000.00", "0.00", "-493.83", "return", "10493.83"])
    );
    let root = claims.ending(claims.officer()).await["finalBalance"]["whyId"].clone();
    let root = root.as_str().expect("an id").to_owned();
    assert_eq!(claims.adds_up(&root).await, ("-493.83".into(), "-493.83".into()));
    let payout = claims.of_project(claims.officer(), "createFinalPayout").await;
    assert_eq!(payout.refusals("createFinalPayout"), ["LIMIT_EXCEEDED"]);
    let of_it = json!({ "projectId": claims.project.id });
    let opened = claims
        .open_recovery(claims.officer(), of_it.clone())
        .await
        .accepted();
    assert_eq!(opened.text("/openRecovery/recovery/principal"), "493.83");
    let id = opened.text("/openRecovery/recovery/id");
    assert_eq!(
        claims.final_balance().await,
        json!(["159506.17", "160000.00", "493.83", "0.00", "settled", "10493.83"])
    );
    assert_eq!(claims.adds_up(&root).await, ("0.00".into(), "0.00".into()));
    let dispute = open_matter(claims.app.app.store(), claims.project.project).await;
    assert_eq!(
        dispute.expect("an answer"),
        Some("a recovery is open"),
        "nothing is erased then"
    );
    let again = claims.open_recovery(claims.officer(), of_it).await;
    assert_eq!(again.refusals("openRecovery"), ["LIMIT_EXCEEDED"]);
    let waiver = json!({ "kind": "WAIVER", "reason": "Vähäinen" });
    let refused = claims
        .recover(claims.officer(), "proposeRecoveryRelief", &id, waiver)
        .await;
    assert_eq!(refused.refusals("proposeRecoveryRelief"), ["LIMIT_EXCEEDED"]);
    let open = claims.of_project(claims.second(), "closeProject").await;
    let why = open.text("/closeProject/refusals/0/message");
    assert!(why.contains("recovery 1 is not settled"), "{why}");
    claims.app.finish().await;
}

/// S8, third variant: 159 560.00 were paid, 63.33 of costs fall: 53.83 are waived by two persons.
#[tokio::test]
async fn a_trifle_is_waived_by_two_persons() {
    let (claims, line) = ended("26702.65", ("1000.00", false)).await;
    claims.corrected(&line, "936.67").await;
    assert_eq!(
        claims.final_balance().await,
        json!(["159506.17", "159560.00", "0.00", "-53.83", "waivable", "10493.83"])
    );
    let of_it = json!({ "projectId": claims.project.id });
    let opened = claims.open_recovery(claims.officer(), of_it).await.accepted();
    let id = opened.text("/openRecovery/recovery/id");
    let waiver = json!({ "kind": "WAIVER", "reason": "Vähäinen määrä, 20 §" });
    claims
        .recover(claims.officer(), "proposeRecoveryRelief", &id, waiver)
        .await
        .accepted();
    let waived = claims
        .recover(claims.second(), "approveRecoveryRelief", &id, json!({}))
        .await
        .accepted();
    assert_eq!(waived.text("/approveRecoveryRelief/recovery/state"), "waived");
    assert_eq!(
        claims.final_balance().await,
        json!(["159506.17", "159560.00", "53.83", "0.00", "settled", "10493.83"])
    );
    claims.waive_everything().await;
    claims
        .of_project(claims.second(), "closeProject")
        .await
        .accepted();
    claims.app.finish().await;
}

#[tokio::test]
async fn nothing_ends_before_the_last_claim() {
    let claims = Claims::start().await;
    assert_eq!(claims.ending(claims.officer()).await["finalBalance"], Value::Null);
    let payout = claims.of_project(claims.officer(), "createFinalPayout").await;
    assert_eq!(payout.refusals("createFinalPayout"), ["WRONG_STATE"]);
    claims.open(0).await;
    claims.app.work().await;
    let close = claims.of_project(claims.second(), "closeProject").await;
    let why = close.text("/closeProject/refusals/0/message");
    for part in [
        "the last claim of the project is not approved",
        "the cost report of Lohja for period 1 is open",
        "the follow up due on",
    ] {
        assert!(why.contains(part), "{part}: {why}");
    }
    let query =
        "query($id: ID!) { project(id: $id) { availableActions { action allowed refusal { code } } } }";
    let read = claims
        .app
        .graphql(claims.second(), query, json!({ "id": claims.project.id }))
        .await
        .accepted();
    let actions = read
        .at("/project/availableActions")
        .as_array()
        .expect("actions")
        .clone();
    assert!(actions.contains(&json!({
        "action": "closeProject", "allowed": false, "refusal": { "code": "INCOMPLETE" },
    })));
    claims.app.finish().await;
}
