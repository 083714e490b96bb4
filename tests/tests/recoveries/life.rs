//! What these tests do again and again.

use chrono::{TimeZone, Utc};
use serde_json::{Value, json};
use talkoot_test_support::{Answer, User};

use crate::claims::setup::{Claims, PERSONNEL, SERVICES, of};

pub const CORRECTION: &str = "correction { id version number state change grantEffect reasonCode reason \
    rejectionReason partner { nameFi } lines { acceptedBefore remains } effects { partner { nameFi } accepted share } \
    proposedBy { name } endorsedBy { name } approvedBy { name } nettedIn { number } }";

/// Scenario S5 after two claims without an advance: 60 000 and 80 000 accepted and paid, the first with a
/// line of 4 000 of Lohja's.
pub async fn two_paid_claims() -> (Claims, [String; 2]) {
    let claims = Claims::start().await;
    claims
        .first_period(&[
            ("Lohja", &[(SERVICES, "26000.00"), (SERVICES, "4000.00")]),
            ("Karkkila", &[(SERVICES, "30000.00")]),
        ])
        .await;
    let first = claims.submitted(0).await;
    claims.approved(&first).await;
    claims.paid(&first).await;
    let wages = [
        ("Lohja", PERSONNEL, "40000.00"),
        ("Karkkila", PERSONNEL, "40000.00"),
    ];
    let second = claimed(&claims, 1, &wages).await;
    claims.approved(&second).await;
    claims.paid(&second).await;
    (claims, [first, second])
}

/// Opens, reports and submits the claim of a period with one line for each `(partner, account, amount)`.
pub async fn claimed(claims: &Claims, period: usize, lines: &[(&str, &str, &str)]) -> String {
    let (year, month) = [(2026, 2), (2026, 7), (2027, 1), (2027, 7)][period];
    let opens = Utc.with_ymd_and_hms(year, month, 4, 10, 0, 0).unwrap();
    claims.app.travel_to(opens).await;
    let day = format!("2.{month}.{year}");
    let reports = claims.open(period).await;
    for (partner, account, amount) in lines {
        let report = of(&reports, partner);
        claims
            .report(&report, partner, &day, &[(*account, *amount)])
            .await;
    }
    claims.submitted(period).await
}

/// The third claim, with one line of Pälkäne's.
pub async fn third(claims: &Claims, amount: &str) -> String {
    claimed(claims, 2, &[("Pälkäne", SERVICES, amount)]).await
}

impl Claims {
    /// The id of the line of a claim that claims so much.
    pub async fn line(&self, claim: &str, amount: &str) -> String {
        let lines = self.lines(self.officer(), claim).await;
        let found = lines.iter().find(|(_, _, claimed)| claimed == amount);
        found.expect("a line").0.clone()
    }

    pub async fn propose(&self, user: &User, lines: &[(&str, &str)], more: Value) -> Answer {
        let lines: Vec<Value> = lines
            .iter()
            .map(|(line, remains)| json!({ "costLineId": line, "remains": remains }))
            .collect();
        let mut input = json!({
            "lines": lines, "reasonCode": "NOT_PROJECT_COST", "reason": "Lasku ei kuulu hankkeelle",
        });
        for (field, value) in more.as_object().expect("an object") {
            input[field] = value.clone();
        }
        if input["reversesId"].is_string() {
            input["lines"] = Value::Null;
        }
        self.app
            .mutate(
                user,
                "proposeCorrection",
                "ProposeCorrectionInput",
                input,
                CORRECTION,
            )
            .await
    }

    /// A correction of one line, proposed by the auditor and approved by two; gives its id.
    pub async fn corrected(&self, line: &str, remains: &str) -> String {
        let auditor = self.app.world.auditor.clone();
        let proposed = self
            .propose(&auditor, &[(line, remains)], json!({}))
            .await
            .accepted();
        let id = proposed.text("/proposeCorrection/correction/id");
        self.approve_correction(&id).await;
        id
    }

    pub async fn approve_correction(&self, id: &str) {
        self.correct(self.officer(), "endorseCorrection", id, json!({}))
            .await
            .accepted();
        self.correct(self.second(), "approveCorrection", id, json!({}))
            .await
            .accepted();
    }

    /// A mutation of a correction at the version it has now; `more` goes over the input.
    pub async fn correct(&self, user: &User, mutation: &str, id: &str, more: Value) -> Answer {
        let input_type = match mutation {
            "rejectCorrection" => "RejectCorrectionInput",
            _ => "CorrectionStepInput",
        };
        let read = self.correction(self.officer(), id).await;
        let mut input = json!({ "id": id, "expectedVersion": read.number("/correction/version") });
        for (field, value) in more.as_object().expect("an object") {
            input[field] = value.clone();
        }
        self.app
            .mutate(user, mutation, input_type, input, CORRECTION)
            .await
    }

    pub async fn correction(&self, user: &User, id: &str) -> Answer {
        let fields = CORRECTION.trim_start_matches("correction ");
        let query = format!("query($id: ID!) {{ correction(id: $id) {fields} }}");
        self.app.graphql(user, &query, json!({ "id": id })).await
    }

    /// The totals of a claim: grant of the claim, payable, owed.
    pub async fn totals(&self, claim: &str) -> [String; 3] {
        let read = self.claim(claim).await;
        ["grant", "payable", "owed"].map(|field| read.text(&format!("/claim/totals/{field}")))
    }

    /// The id to ask why about Lohja's services until a claim.
    pub async fn cell_of(&self, claim: &str) -> String {
        let fields = "{ cells { whyId category partner { nameFi } } }";
        let read = self.read(self.officer(), claim, fields).await.accepted();
        let cells = read.at("/claim/cells").as_array().expect("cells").clone();
        let found = cells
            .iter()
            .find(|cell| cell["partner"]["nameFi"] == "Lohja" && cell["category"] == "services");
        found.expect("a cell")["whyId"]
            .as_str()
            .expect("an id")
            .to_owned()
    }
}
