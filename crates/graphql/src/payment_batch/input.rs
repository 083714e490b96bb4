use async_graphql::{Enum, ID, InputObject};
use chrono::NaiveDate;
use talkoot_domain::payment_batch::Format;

/// Which version of the payment message (ISO 20022) the authority's bank takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "PaymentFileFormat")]
pub(crate) enum FormatInput {
    /// `pain.001.001.09`, the version of today.
    #[graphql(name = "PAIN_001_001_09")]
    V09,
    /// `pain.001.001.03`, the version before it.
    #[graphql(name = "PAIN_001_001_03")]
    V03,
}

impl From<FormatInput> for Format {
    fn from(format: FormatInput) -> Self {
        match format {
            FormatInput::V09 => Self::V09,
            FormatInput::V03 => Self::V03,
        }
    }
}

impl From<Format> for FormatInput {
    fn from(format: Format) -> Self {
        match format {
            Format::V09 => Self::V09,
            Format::V03 => Self::V03,
        }
    }
}

/// Approved payouts that are to go to the bank together.
#[derive(Debug, InputObject)]
pub(crate) struct CreatePaymentBatchInput {
    /// The authority that pays.
    pub(crate) authority_id: ID,
    /// The payouts, in the order of the file; at most 500.
    pub(crate) payout_ids: Vec<ID>,
    /// The day on which the bank is to pay: a working day from today on, at most 60 days ahead.
    pub(crate) execution_date: NaiveDate,
    /// Which message the authority's bank takes.
    #[graphql(default_with = "FormatInput::V09")]
    pub(crate) format: FormatInput,
    /// Chosen by you, new for each batch.
    pub(crate) idempotency_key: String,
}

/// A step in the life of a payment batch that needs nothing but the batch itself.
#[derive(Debug, InputObject)]
pub(crate) struct PaymentBatchStepInput {
    /// The batch.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each step that you want to take.
    pub(crate) idempotency_key: String,
}

/// A batch that is dissolved before its file is made.
#[derive(Debug, InputObject)]
pub(crate) struct CancelPaymentBatchInput {
    /// The batch.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each cancellation.
    pub(crate) idempotency_key: String,
    /// Why, for whoever made or approved it.
    pub(crate) reason: String,
}

/// Which payment batches a list shows; what is left out shows all.
#[derive(Debug, Default, InputObject)]
pub(crate) struct PaymentBatchFilter {
    /// Of this authority only.
    pub(crate) authority_id: Option<ID>,
    /// In one of these states only, for example `draft` or `sent`.
    pub(crate) states: Option<Vec<String>>,
}
