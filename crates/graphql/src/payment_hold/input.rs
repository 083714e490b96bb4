use async_graphql::{ID, InputObject};

/// A hold on the payments to a project.
#[derive(Debug, InputObject)]
pub(crate) struct SetPaymentHoldInput {
    /// The project.
    pub(crate) project_id: ID,
    /// Why nothing is paid; the project reads it.
    pub(crate) reason: String,
    /// Chosen by you, new for each hold.
    pub(crate) idempotency_key: String,
}

/// The end of a hold.
#[derive(Debug, InputObject)]
pub(crate) struct LiftPaymentHoldInput {
    /// The hold.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// Why payments go on; the project reads it.
    pub(crate) reason: String,
    /// Chosen by you, new for each lifting.
    pub(crate) idempotency_key: String,
}
