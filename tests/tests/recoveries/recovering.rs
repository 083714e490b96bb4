//! What the tests of recoveries do again and again.

use chrono::{TimeZone, Utc};
use serde_json::{Value, json};
use talkoot_test_support::{Answer, User};

use crate::claims::setup::Claims;

pub const RECOVERY: &str = "recovery { id version number state principal paidOn foundOn respondBy answer \
    cancellationReason debtor { nameFi } correction { state number } \
    decision { legalBasis reasoning due interest } relief { kind amount } entries { kind day amount reference } }";

impl Claims {
    pub async fn open_recovery(&self, user: &User, more: Value) -> Answer {
        let mut input = json!({
            "reason": "Lasku ei kuulu hankkeelle",
            "respondBy": (self.app.app.today() + chrono::Days::new(14)).to_string(),
        });
        merge(&mut input, &more);
        self.app
            .mutate(user, "openRecovery", "OpenRecoveryInput", input, RECOVERY)
            .await
    }

    pub async fn recovery(&self, user: &User, id: &str) -> Answer {
        let fields = RECOVERY.trim_start_matches("recovery ");
        let query = format!("query($id: ID!) {{ recovery(id: $id) {fields} }}");
        self.app.graphql(user, &query, json!({ "id": id })).await
    }

    pub async fn recover(&self, user: &User, mutation: &str, id: &str, more: Value) -> Answer {
        let input_type = match mutation {
            "answerRecovery" => "AnswerRecoveryInput",
            "draftRecovery" => "DraftRecoveryInput",
            "recordRecoveryReceipt" => "RecordRecoveryReceiptInput",
            "proposeRecoveryRelief" => "ProposeRecoveryReliefInput",
            "cancelRecovery" => "CancelRecoveryInput",
            _ => "RecoveryStepInput",
        };
        let read = self.recovery(self.officer(), id).await;
        let mut input = json!({ "id": id, "expectedVersion": read.number("/recovery/version") });
        merge(&mut input, &more);
        self.app.mutate(user, mutation, input_type, input, RECOVERY).await
    }

    /// A recovery of an approved correction of 4 000.00 of costs, paid on 15.3.2024; gives its id.
    pub async fn recovering(&self, first: &str) -> String {
        let line = self.line(first, "4000.00").await;
        let correction = self.corrected(&line, "0.00").await;
        let opened = self
            .open_recovery(
                self.officer(),
                json!({ "correctionId": correction, "paidOn": "2024-03-15" }),
            )
            .await
            .accepted();
        opened.text("/openRecovery/recovery/id")
    }

    /// Answered, drafted and decided.
    pub async fn decided(&self, id: &str, due: &str) {
        self.recover(
            self.lead(),
            "answerRecovery",
            id,
            json!({ "answer": "Virhe myönnetään" }),
        )
        .await
        .accepted();
        self.recover(self.officer(), "draftRecovery", id, draft(due))
            .await
            .accepted();
        self.recover(self.second(), "decideRecovery", id, json!({}))
            .await
            .accepted();
    }

    /// A reference rate recorded by the administrator and confirmed by another one.
    pub async fn recorded_rate(&self, from: &str, rate: &str) {
        let input = json!({ "validFrom": from, "rate": rate });
        let fields = "referenceRate { id version }";
        let administrator = self.app.world.administrator.clone();
        let recorded = self
            .app
            .mutate(
                &administrator,
                "recordReferenceRate",
                "RecordReferenceRateInput",
                input,
                fields,
            )
            .await
            .accepted();
        let confirm = json!({
            "id": recorded.text("/recordReferenceRate/referenceRate/id"),
            "expectedVersion": recorded.number("/recordReferenceRate/referenceRate/version"),
        });
        let own = self
            .app
            .mutate(
                &administrator,
                "confirmReferenceRate",
                "ConfirmReferenceRateInput",
                confirm.clone(),
                fields,
            )
            .await;
        assert_eq!(own.refusals("confirmReferenceRate"), ["SAME_PERSON"]);
        self.app
            .mutate(
                &self.app.world.other_administrator,
                "confirmReferenceRate",
                "ConfirmReferenceRateInput",
                confirm,
                fields,
            )
            .await
            .accepted();
    }

    pub async fn standing(&self, id: &str, day: &str) -> Value {
        let query = "query($id: ID!, $day: NaiveDate) { recovery(id: $id) { standing(day: $day) { \
                     interest { amount segments { days rate unrounded } } lateInterest { amount } \
                     principalOpen interestOpen open } } }";
        let read = self
            .app
            .graphql(self.officer(), query, json!({ "id": id, "day": day }))
            .await;
        read.accepted().at("/recovery/standing").clone()
    }
}

pub fn merge(input: &mut Value, more: &Value) {
    for (field, value) in more.as_object().expect("an object") {
        input[field] = value.clone();
    }
}

pub fn draft(due: &str) -> Value {
    json!({ "legalBasis": "MANDATORY", "reasoning": "21 § 1 mom. 2 k.", "due": due })
}

pub fn receipt(amount: &str, day: &str, reference: &str) -> Value {
    json!({ "amount": amount, "valueDate": day, "bankReference": reference })
}

pub async fn travel(claims: &Claims, year: i32, month: u32, day: u32) {
    claims
        .app
        .travel_to(Utc.with_ymd_and_hms(year, month, day, 10, 0, 0).unwrap())
        .await;
}
