use async_graphql::{ID, InputObject};

/// A message of the bank.
#[derive(Debug, InputObject)]
pub(crate) struct ImportBankFeedbackInput {
    /// The file as it came from the bank, uploaded for the authority whose payments it is about: `pain.002` or
    /// `camt.054`.
    pub(crate) file_id: ID,
    /// Chosen by you, new for each file.
    pub(crate) idempotency_key: String,
}

/// What was done about what did not agree in a message of the bank.
#[derive(Debug, InputObject)]
pub(crate) struct SettleBankFeedbackInput {
    /// The message.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// What was done about each of its payments that did not agree.
    pub(crate) note: String,
    /// Chosen by you, new for each message.
    pub(crate) idempotency_key: String,
}

/// Which messages of the bank a list shows; what is left out shows all.
#[derive(Debug, Default, InputObject)]
pub(crate) struct BankFeedbackFilter {
    /// About payments of this authority only.
    pub(crate) authority_id: Option<ID>,
    /// In one of these states only: `attention`, `clear` or `settled`.
    pub(crate) states: Option<Vec<String>>,
}
