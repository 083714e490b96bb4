use async_graphql::{ID, InputObject};
use chrono::NaiveDate;

use crate::scalar::Money;

/// The payout of an approved claim.
#[derive(Debug, InputObject)]
pub(crate) struct CreatePayoutInput {
    /// The claim.
    pub(crate) claim_id: ID,
    /// The version of the claim that you have read.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each payout.
    pub(crate) idempotency_key: String,
}

/// The payout of an instalment of the advance.
#[derive(Debug, InputObject)]
pub(crate) struct CreateAdvancePayoutInput {
    /// The project.
    pub(crate) project_id: ID,
    /// The version of the project that you have read.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each payout.
    pub(crate) idempotency_key: String,
    /// Which instalment, from 1.
    pub(crate) instalment: i32,
}

/// The payout of the final balance of a project.
#[derive(Debug, InputObject)]
pub(crate) struct CreateFinalPayoutInput {
    /// The project.
    pub(crate) project_id: ID,
    /// The version of the project that you have read.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each payout.
    pub(crate) idempotency_key: String,
}

/// A step in the life of a payout that needs nothing but the payout itself.
#[derive(Debug, InputObject)]
pub(crate) struct PayoutStepInput {
    /// The payout.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each step that you want to take.
    pub(crate) idempotency_key: String,
}

/// What the bank said about a payout.
#[derive(Debug, InputObject)]
pub(crate) struct ConfirmPayoutInput {
    /// The payout.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each confirmation.
    pub(crate) idempotency_key: String,
    /// The bank's reference of the transaction.
    pub(crate) bank_reference: String,
    /// The day on which the money was booked: not before it was sent, not in the future.
    pub(crate) value_date: NaiveDate,
}

/// A payment that the bank could not make.
#[derive(Debug, InputObject)]
pub(crate) struct FailPayoutInput {
    /// The payout.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each failure.
    pub(crate) idempotency_key: String,
    /// Why it failed.
    pub(crate) reason: String,
}

/// A recovery that a payout is to pay.
#[derive(Debug, InputObject)]
pub(crate) struct ProposeSetOffInput {
    /// The payout, not yet sent.
    pub(crate) payout_id: ID,
    /// The version of the payout that you have read.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each set-off.
    pub(crate) idempotency_key: String,
    /// The recovery: decided, of the same project, owed by the municipality that is paid.
    pub(crate) recovery_id: ID,
    /// How much; as much as possible when it is left out.
    pub(crate) amount: Option<Money>,
}

/// A recovery that a payout is not to pay after all.
#[derive(Debug, InputObject)]
pub(crate) struct WithdrawSetOffInput {
    /// The payout, not yet sent.
    pub(crate) payout_id: ID,
    /// The version of the payout that you have read.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each withdrawal.
    pub(crate) idempotency_key: String,
    /// The recovery.
    pub(crate) recovery_id: ID,
}
