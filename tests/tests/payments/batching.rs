//! What the tests of batches do again and again.

use serde_json::{Value, json};
use talkoot_domain::calendar;
use talkoot_test_support::{Answer, TestApp, User, finnish_iban};

use crate::payments::setup::{Payable, merge, payout_step, version};

pub const BATCH: &str = "paymentBatch { id version number state count total executionDate rejectionReason \
    cancellationReason account { iban } approvedBy { name } file { id name sha256 } \
    lines { position amount reference payout { id state } account { iban } } }";

/// The authority and its approved payouts.
pub struct Batching {
    pub app: TestApp,
    pub payables: Vec<(String, String)>,
}

impl Batching {
    /// The authority has an account to pay from, and as many approved payouts of 85.00, 170.00 … each of a
    /// project of its own; `payables` are the payouts with their claims.
    pub async fn start(count: usize) -> Self {
        let mut app = TestApp::start().await;
        app.authority_account(&finnish_iban(90)).await;
        let mut payables = Vec::new();
        for place in 1..=count {
            let project = app.granted_project().await;
            let amount = format!("{}.00", place * 100);
            let payable = Payable::with(app, project, &amount).await;
            let payout = payable.approved_payout().await;
            let Payable { app: back, claim, .. } = payable;
            app = back;
            payables.push((payout, claim));
        }
        Self { app, payables }
    }

    pub fn payout(&self, place: usize) -> &str {
        &self.payables[place].0
    }

    pub fn officer(&self) -> &User {
        &self.app.world.officer
    }

    pub fn second(&self) -> &User {
        &self.app.world.second
    }

    /// A day on which banks pay.
    pub fn day(&self) -> String {
        calendar::roll(self.app.app.today()).to_string()
    }

    pub async fn create(&self, by: &User, payouts: &[&str], more: Value) -> Answer {
        let mut input = json!({
            "authorityId": self.app.world.authority_id, "payoutIds": payouts, "executionDate": self.day(),
        });
        merge(&mut input, &more);
        let input_type = "CreatePaymentBatchInput";
        self.app
            .mutate(by, "createPaymentBatch", input_type, input, BATCH)
            .await
    }

    pub async fn step(&self, by: &User, mutation: &str, batch: &str, more: Value) -> Answer {
        let input_type = match mutation {
            "cancelPaymentBatch" => "CancelPaymentBatchInput",
            _ => "PaymentBatchStepInput",
        };
        let known = version(&self.app, "paymentBatch", batch).await;
        let mut input = json!({ "id": batch, "expectedVersion": known });
        merge(&mut input, &more);
        self.app.mutate(by, mutation, input_type, input, BATCH).await
    }

    /// A batch of these payouts, drafted; gives its id.
    pub async fn drafted(&self, payouts: &[&str]) -> String {
        let created = self.create(self.officer(), payouts, json!({})).await.accepted();
        created.text("/createPaymentBatch/paymentBatch/id")
    }

    /// A batch of these payouts whose file is made; gives its id.
    pub async fn sent(&self, payouts: &[&str]) -> String {
        let batch = self.drafted(payouts).await;
        for (by, mutation) in [
            (self.second(), "approvePaymentBatch"),
            (self.officer(), "sendPaymentBatch"),
        ] {
            self.step(by, mutation, &batch, json!({})).await.accepted();
        }
        batch
    }

    pub async fn batch(&self, id: &str) -> Value {
        let query = format!("query($id: ID!) {{ {} }}", BATCH.replacen(' ', "(id: $id) ", 1));
        let read = self
            .app
            .graphql(self.officer(), &query, json!({ "id": id }))
            .await;
        read.accepted().at("/paymentBatch").clone()
    }

    pub async fn payout_step(&self, by: &User, mutation: &str, payout: &str, more: Value) -> Answer {
        payout_step(&self.app, by, mutation, payout, more).await
    }
}
