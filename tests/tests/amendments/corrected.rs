//! What was corrected after the last approved claim counts when a partner leaves or the lead changes.

use serde_json::{Value, json};

use crate::{
    amendments::help::{decided, submitted, why},
    claims::setup::Claims,
};

impl Claims {
    /// Corrects the line of a claim that claims `amount` so that `remains` is accepted: proposed by the auditor,
    /// approved by two; gives the id of the correction.
    async fn corrected_to(&self, claim: &str, amount: &str, remains: &str) -> String {
        let lines = self.lines(self.officer(), claim).await;
        let line = lines.iter().find(|line| line.2 == amount).expect("a line");
        let fields = "correction { id version state }";
        let auditor = self.app.world.auditor.clone();
        let input = json!({
            "lines": [{ "costLineId": line.0, "remains": remains }], "reasonCode": "NOT_PROJECT_COST",
            "reason": "Lasku ei kuulu hankkeelle",
        });
        let proposed = self
            .app
            .mutate(
                &auditor,
                "proposeCorrection",
                "ProposeCorrectionInput",
                input,
                fields,
            )
            .await
            .accepted();
        let id = proposed.text("/proposeCorrection/correction/id");
        for (user, mutation, version) in [
            (self.officer(), "endorseCorrection", 1),
            (self.second(), "approveCorrection", 2),
        ] {
            let input = json!({ "id": id, "expectedVersion": version });
            self.app
                .mutate(user, mutation, "CorrectionStepInput", input, fields)
                .await
                .accepted();
        }
        id
    }

    async fn recover_all(&self, correction: &str) {
        let input = json!({
            "correctionId": correction, "reason": "Lasku ei kuulu hankkeelle", "paidOn": "2026-03-02",
            "respondBy": (self.app.app.today() + chrono::Days::new(14)).to_string(),
        });
        self.app
            .mutate(
                self.officer(),
                "openRecovery",
                "OpenRecoveryInput",
                input,
                "recovery { principal }",
            )
            .await
            .accepted();
    }
}

fn has(settlement: &Value, expected: &[(&str, &str)]) {
    for (name, amount) in expected {
        assert_eq!(settlement[name], *amount, "{name}: {settlement:#}");
    }
}

/// S7 with 1 000.00 of the partner's 8 000.00 corrected after the claim: it keeps 5 950.00 and pays 850.00 more
/// back.
#[tokio::test]
async fn a_partner_that_leaves_pays_back_what_was_corrected() {
    let (claims, claim) = crate::amendments::partners::with_costs().await;
    claims.corrected_to(&claim, "8000.00", "7000.00").await;
    let (_, parts) = submitted(&claims, crate::amendments::partners::leaving(&claims, &json!({}))).await;
    let done = decided(&claims, &parts[0]).await;
    let settlement = done.at("/decideChangePart/changePart/settlement");
    has(
        settlement,
        &[
            ("accepted", "7000.00"),
            ("entitled", "5950.00"),
            ("corrected", "-850.00"),
            ("received", "10000.00"),
            ("returns", "4050.00"),
            ("freedBudget", "69000.00"),
            ("freed", "54050.00"),
        ],
    );
    let (result, children, total) = why(&claims, claims.lead(), &settlement["whyId"]).await;
    assert_eq!(
        (result.as_str(), total.as_str()),
        ("4050.00", "4050.00"),
        "{children:?}"
    );
    assert_eq!(children.len(), 3, "{children:?}");
    claims.app.finish().await;
}

/// S6 with 4 000.00 of the old lead's costs corrected: it hands 3 400.00 more over, unless the authority recovers
/// them.
#[tokio::test]
async fn a_lead_hands_over_what_was_corrected_and_is_not_recovered() {
    for (recovers, recovered, hand_over, cash) in [
        (false, "0.00", "20400.00", "252000.00"),
        (true, "3400.00", "17000.00", "255400.00"),
    ] {
        let (claims, claim) = crate::amendments::lead::at_the_cut_off().await;
        let correction = claims.corrected_to(&claim, "20000.00", "16000.00").await;
        if recovers {
            claims.recover_all(&correction).await;
        }
        let (_, parts) = submitted(&claims, crate::amendments::lead::to_karkkila(&claims, &json!({}))).await;
        let done = decided(&claims, &parts[0]).await;
        let settlement = done.at("/decideChangePart/changePart/settlement");
        has(
            settlement,
            &[
                ("ownShare", "13600.00"),
                ("corrected", "-3400.00"),
                ("recovered", recovered),
                ("handOver", hand_over),
                ("remainingCash", cash),
                ("remainingEntitlement", "272400.00"),
            ],
        );
        let (result, children, total) = why(&claims, claims.lead(), &settlement["whyId"]).await;
        assert_eq!(
            (result.as_str(), total.as_str()),
            (hand_over, hand_over),
            "{children:?}"
        );
        claims.app.finish().await;
    }
}
