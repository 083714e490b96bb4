use async_graphql::{ID, InputObject};

/// An account as somebody types it.
#[derive(Debug, InputObject)]
pub(crate) struct ProposeBankAccountInput {
    /// Whose account it is: a municipality, or the authority for the account that it pays from.
    pub(crate) organisation_id: ID,
    /// The authority that pays to it, or from it.
    pub(crate) authority_id: ID,
    /// The account number (IBAN), with or without spaces.
    pub(crate) iban: String,
    /// The bank's code (BIC); only where the account number does not tell the bank.
    pub(crate) bic: Option<String>,
    /// The reference number (*viitenumero*) under which the municipality expects the money, national or RF.
    /// Without one each payment gets a reference of its own.
    pub(crate) reference: Option<String>,
    /// The bank's identifier of the payer (*maksajan palvelutunnus*); of an authority's own account only.
    pub(crate) service_id: Option<String>,
    /// Why the account is new, for those who review it.
    pub(crate) reason: String,
    /// Chosen by you, new for each proposal.
    pub(crate) idempotency_key: String,
}

/// A step in the life of a bank account that needs nothing but the account itself.
#[derive(Debug, InputObject)]
pub(crate) struct BankAccountStepInput {
    /// The account.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each step that you want to take.
    pub(crate) idempotency_key: String,
}

/// An account that the authority refuses.
#[derive(Debug, InputObject)]
pub(crate) struct RejectBankAccountInput {
    /// The account.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each refusal.
    pub(crate) idempotency_key: String,
    /// Why it is refused, for its owner.
    pub(crate) reason: String,
}

/// Which bank accounts a list shows; what is left out shows all.
#[derive(Debug, Default, InputObject)]
pub(crate) struct BankAccountFilter {
    /// Of this organisation only.
    pub(crate) organisation_id: Option<ID>,
    /// With this authority only.
    pub(crate) authority_id: Option<ID>,
    /// In one of these states only, for example `approved` or `confirmed`.
    pub(crate) states: Option<Vec<String>>,
}
