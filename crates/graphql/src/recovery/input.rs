use async_graphql::{Enum, ID, InputObject};
use chrono::NaiveDate;
use talkoot_domain::recovery as domain;

use crate::scalar::{Money, Percent};

/// By which section of act 688/2001 money is recovered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "domain::LegalBasis")]
pub(crate) enum RecoveryLegalBasis {
    /// 21 §: must be recovered.
    Mandatory,
    /// 22 §: may be recovered.
    Discretionary,
}

/// How a recovery becomes less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "domain::EntryKind")]
pub(crate) enum RecoveryEntryKind {
    /// Money on the authority's account.
    Receipt,
    /// Kept back from a payout (27 §), or from something that is not paid from here.
    SetOff,
    /// Made milder (26 §).
    Mitigation,
    /// Given up as not collectable.
    WriteOff,
    /// Not collected because it is a trifle (20 §); before a decision only.
    Waiver,
}

/// A recovery to be opened.
#[derive(Debug, InputObject)]
pub(crate) struct OpenRecoveryInput {
    /// The approved correction that is recovered instead of netted; or leave it out and set `projectId`.
    pub(crate) correction_id: Option<ID>,
    /// The project whose last approved claim carries what it owes.
    pub(crate) project_id: Option<ID>,
    /// Why, for the lead municipality that is heard.
    pub(crate) reason: String,
    /// Until when it can answer; moved to the next working day.
    pub(crate) respond_by: NaiveDate,
    /// The day on which the money had been paid; the latest payout of the claims concerned when left out.
    pub(crate) paid_on: Option<NaiveDate>,
    /// Chosen by you, new for each recovery.
    pub(crate) idempotency_key: String,
}

/// The lead municipality's answer in the hearing.
#[derive(Debug, InputObject)]
pub(crate) struct AnswerRecoveryInput {
    /// The recovery.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each answer.
    pub(crate) idempotency_key: String,
    /// What the municipality answers.
    pub(crate) answer: String,
}

/// A decision to be drafted.
#[derive(Debug, InputObject)]
pub(crate) struct DraftRecoveryInput {
    /// The recovery.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each draft.
    pub(crate) idempotency_key: String,
    /// By which section.
    pub(crate) legal_basis: RecoveryLegalBasis,
    /// Why, in words for the municipality.
    pub(crate) reasoning: String,
    /// Why it comes later than two calendar years after the finding, when it does (28 §).
    pub(crate) late_because: Option<String>,
    /// The last day to pay.
    pub(crate) due: NaiveDate,
}

/// A step in the life of a recovery that needs nothing but the recovery itself.
#[derive(Debug, InputObject)]
pub(crate) struct RecoveryStepInput {
    /// The recovery.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each step that you want to take.
    pub(crate) idempotency_key: String,
}

/// Money that came in.
#[derive(Debug, InputObject)]
pub(crate) struct RecordRecoveryReceiptInput {
    /// The recovery that it pays.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each receipt.
    pub(crate) idempotency_key: String,
    /// How much; not more than is open on that day.
    pub(crate) amount: Money,
    /// The day on which it was booked.
    pub(crate) value_date: NaiveDate,
    /// The bank's reference of the transaction.
    pub(crate) bank_reference: String,
}

/// Something in the debtor's favour.
#[derive(Debug, InputObject)]
pub(crate) struct ProposeRecoveryReliefInput {
    /// The recovery.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each proposal.
    pub(crate) idempotency_key: String,
    /// What: a set-off, a mitigation or a write-off; before a decision the waiver of a trifle.
    pub(crate) kind: RecoveryEntryKind,
    /// How much; left out for a waiver, which is of the whole.
    pub(crate) amount: Option<Money>,
    /// Why; for a set-off against what. Against a payout of the project it is proposed with `proposeSetOff`.
    pub(crate) reason: String,
}

/// A recovery that was opened by mistake.
#[derive(Debug, InputObject)]
pub(crate) struct CancelRecoveryInput {
    /// The recovery.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each cancellation.
    pub(crate) idempotency_key: String,
    /// Why.
    pub(crate) reason: String,
}

/// A reference rate that was published.
#[derive(Debug, InputObject)]
pub(crate) struct RecordReferenceRateInput {
    /// The first day on which it holds: 1 January or 1 July.
    pub(crate) valid_from: NaiveDate,
    /// The rate a year, without any addition; a multiple of 0.5.
    pub(crate) rate: Percent,
    /// Chosen by you, new for each rate.
    pub(crate) idempotency_key: String,
}

/// A recorded reference rate to be confirmed.
#[derive(Debug, InputObject)]
pub(crate) struct ConfirmReferenceRateInput {
    /// The recorded rate.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each confirmation.
    pub(crate) idempotency_key: String,
}
