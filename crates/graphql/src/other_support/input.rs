use async_graphql::{ID, InputObject};

use crate::scalar::Money;

/// Public support that somebody else gives for the costs of a project.
#[derive(Debug, InputObject)]
pub(crate) struct DeclareOtherSupportInput {
    /// The project.
    pub(crate) project_id: ID,
    /// Who gives it.
    pub(crate) giver: String,
    /// How much, more than 0.00.
    pub(crate) amount: Money,
    /// For what it is given, and where that is decided.
    pub(crate) explanation: String,
    /// Chosen by you, new for each declaration.
    pub(crate) idempotency_key: String,
}

/// Declared support that shall count.
#[derive(Debug, InputObject)]
pub(crate) struct ConfirmOtherSupportInput {
    /// The support.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each confirmation.
    pub(crate) idempotency_key: String,
}

/// The end of declared or confirmed support.
#[derive(Debug, InputObject)]
pub(crate) struct EndOtherSupportInput {
    /// The support.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// Why; the project reads it.
    pub(crate) reason: String,
    /// Chosen by you, new for each end.
    pub(crate) idempotency_key: String,
}
