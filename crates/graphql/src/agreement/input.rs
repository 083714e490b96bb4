use async_graphql::{ID, InputObject};
use chrono::NaiveDate;
use talkoot_domain::agreement::Clauses;

use crate::administration::Language;

/// What the municipalities agree in their own words, beside what every agreement says.
#[derive(Debug, Default, InputObject)]
pub(crate) struct AgreementClausesInput {
    /// How each keeps its books of the project; nothing more than usual unless told.
    accounting: Option<String>,
    /// How purchases for the project are made; nothing more than usual unless told.
    procurement: Option<String>,
    /// Anything else: rights to results, staff, how disputes are settled; nothing unless told.
    other: Option<String>,
}

impl From<AgreementClausesInput> for Clauses {
    fn from(given: AgreementClausesInput) -> Self {
        let text = |text: Option<String>| text.unwrap_or_default().trim().to_owned();
        Self {
            accounting: text(given.accounting),
            procurement: text(given.procurement),
            other: text(given.other),
        }
    }
}

/// An agreement to be drafted from what was granted.
#[derive(Debug, InputObject)]
pub(crate) struct DraftAgreementInput {
    /// The project.
    pub(crate) project_id: ID,
    /// The version of the project that you have read.
    pub(crate) expected_version: i64,
    /// In which language; in that of the lead municipality unless told.
    pub(crate) language: Option<Language>,
    /// What the municipalities agree in their own words; nothing unless told.
    pub(crate) clauses: Option<AgreementClausesInput>,
    /// Chosen by you, new for each draft.
    pub(crate) idempotency_key: String,
}

/// A draft to be written anew, from what holds now.
#[derive(Debug, InputObject)]
pub(crate) struct RedraftAgreementInput {
    /// The agreement.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// In which language; as before unless told.
    pub(crate) language: Option<Language>,
    /// What the municipalities agree in their own words, in place of what the draft says; nothing unless told.
    pub(crate) clauses: Option<AgreementClausesInput>,
    /// Chosen by you, new for each text.
    pub(crate) idempotency_key: String,
}

/// An agreement that shall be signed.
#[derive(Debug, InputObject)]
pub(crate) struct OfferAgreementInput {
    /// The agreement.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// The last day to sign, within a year; moved to a working day. In 30 days unless told.
    pub(crate) sign_by: Option<NaiveDate>,
    /// Chosen by you, new for each offer.
    pub(crate) idempotency_key: String,
}

/// A signature for a municipality.
#[derive(Debug, InputObject)]
pub(crate) struct SignAgreementInput {
    /// The agreement.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// The municipality for which you sign.
    pub(crate) municipality_id: ID,
    /// The SHA-256 of the text that you have read, as `sha256` gives it.
    pub(crate) sha256: String,
    /// Chosen by you, new for each signature.
    pub(crate) idempotency_key: String,
}

/// The end of an agreement.
#[derive(Debug, InputObject)]
pub(crate) struct EndAgreementInput {
    /// The agreement.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// Why; every municipality reads it.
    pub(crate) reason: String,
    /// Chosen by you, new for each end.
    pub(crate) idempotency_key: String,
}
