use async_graphql::{ID, InputObject};
use chrono::NaiveDate;

/// Money that the lead municipality passed on to a partner.
#[derive(Debug, InputObject)]
pub(crate) struct RecordTransferInput {
    /// The transfer.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// The day on which the money left the lead's account; not in the future.
    pub(crate) paid_on: NaiveDate,
    /// The reference or message by which the partner finds the payment on its account.
    pub(crate) reference: String,
    /// Chosen by you, new for each record.
    pub(crate) idempotency_key: String,
}

/// A step in the life of a transfer that needs nothing but the transfer itself.
#[derive(Debug, InputObject)]
pub(crate) struct TransferStepInput {
    /// The transfer.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each step that you want to take.
    pub(crate) idempotency_key: String,
}

/// Money that did not come to a partner, or not as the lead recorded it.
#[derive(Debug, InputObject)]
pub(crate) struct DisputeTransferInput {
    /// The transfer.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// What is wrong: what came, or that nothing came.
    pub(crate) reason: String,
    /// Chosen by you, new for each dispute.
    pub(crate) idempotency_key: String,
}

/// Which transfers a list shows; what is left out shows all.
#[derive(Debug, Default, InputObject)]
pub(crate) struct TransferFilter {
    /// Of this project only.
    pub(crate) project_id: Option<ID>,
    /// That this municipality owes or gets only.
    pub(crate) organisation_id: Option<ID>,
    /// In one of these states only: `owed`, `passed_on`, `confirmed` or `disputed`.
    pub(crate) states: Option<Vec<String>>,
}
