use async_graphql::{ID, InputObject};
use chrono::NaiveDate;
use talkoot_app::decisions::{
    DraftDecision, InstalmentSize, WantedAdvance, WantedInstalment, WantedProposal,
};

use crate::{
    node::{self, Kind},
    outcome::invalid,
    scalar::{Money, Percent},
};

/// What is paid before costs are accepted (*ennakko*).
#[derive(Clone, Debug, InputObject)]
pub(crate) struct AdvanceInput {
    /// What is paid, in the order of the days; at least one.
    instalments: Vec<InstalmentInput>,
    /// The part of each claim's grant that uses up the advance, in per cent; the last claim uses up the rest.
    clearing_rate: Percent,
}

/// A part of an advance (*maksuerä*). Give either the amount or the share of the award.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct InstalmentInput {
    /// The first day on which it may be paid; from the acceptance of the decision on unless told.
    payable_from: Option<NaiveDate>,
    /// How much.
    amount: Option<Money>,
    /// How much, in per cent of the award, cut off to whole cents.
    percent_of_award: Option<Percent>,
}

impl TryFrom<AdvanceInput> for WantedAdvance {
    type Error = async_graphql::Error;

    fn try_from(input: AdvanceInput) -> Result<Self, Self::Error> {
        let mut instalments = Vec::with_capacity(input.instalments.len());
        for one in input.instalments {
            let size = match (one.amount, one.percent_of_award) {
                (Some(amount), None) => InstalmentSize::Amount(amount.0),
                (None, Some(share)) => InstalmentSize::OfAward(share.0),
                (Some(_), Some(_)) | (None, None) => {
                    return Err(invalid(
                        "give an instalment's `amount` or its `percentOfAward`, not both",
                    ));
                }
            };
            instalments.push(WantedInstalment {
                payable_from: one.payable_from,
                size,
            });
        }
        Ok(Self {
            instalments,
            clearing: input.clearing_rate.0,
        })
    }
}

/// A new decision about an evaluated application.
#[derive(Debug, InputObject)]
pub(crate) struct DraftDecisionInput {
    /// The application.
    pub(super) application_id: ID,
    /// The version of the application that you have read.
    pub(super) expected_version: i64,
    /// Chosen by you, new for each decision that you want to draft.
    pub(super) idempotency_key: String,
    /// Whether a grant is awarded.
    pub(super) awarded: bool,
    /// At most so much is paid; required when a grant is awarded, left out otherwise.
    pub(super) award: Option<Money>,
    /// The share of the accepted costs that is paid, in per cent; the call's rate unless told.
    pub(super) rate: Option<Percent>,
    /// What of the award is paid before costs are accepted; nothing unless told.
    pub(super) advance: Option<AdvanceInput>,
    /// Why it is decided so.
    pub(super) reasoning: String,
    /// What the recipient must do or leave undone beside what the law says, one by one; at most 50 of at most 4 000
    /// characters each. None of a rejection.
    #[graphql(default)]
    pub(super) conditions: Vec<String>,
}

/// New content for a drafted decision.
#[derive(Debug, InputObject)]
pub(crate) struct UpdateDecisionInput {
    /// The decision.
    pub(super) id: ID,
    /// The version that you have read.
    pub(super) expected_version: i64,
    /// Chosen by you, new for each change that you want to make.
    pub(super) idempotency_key: String,
    /// Whether a grant is awarded.
    pub(super) awarded: bool,
    /// At most so much is paid; required when a grant is awarded, left out otherwise.
    pub(super) award: Option<Money>,
    /// The share of the accepted costs that is paid, in per cent; the call's rate unless told.
    pub(super) rate: Option<Percent>,
    /// What of the award is paid before costs are accepted; nothing unless told.
    pub(super) advance: Option<AdvanceInput>,
    /// Why it is decided so.
    pub(super) reasoning: String,
    /// What the recipient must do or leave undone beside what the law says, one by one; at most 50 of at most 4 000
    /// characters each. None of a rejection.
    #[graphql(default)]
    pub(super) conditions: Vec<String>,
}

/// A step in the life of a decision that needs nothing but the decision itself.
#[derive(Debug, InputObject)]
pub(crate) struct DecisionStepInput {
    /// The decision.
    pub(super) id: ID,
    /// The version that you have read.
    pub(super) expected_version: i64,
    /// Chosen by you, new for each step that you want to take.
    pub(super) idempotency_key: String,
}

/// The refusal of a grant.
#[derive(Debug, InputObject)]
pub(crate) struct RefuseDecisionInput {
    /// The decision.
    pub(super) id: ID,
    /// The version that you have read.
    pub(super) expected_version: i64,
    /// Chosen by you, new for each refusal.
    pub(super) idempotency_key: String,
    /// Why the grant is refused.
    pub(super) reason: String,
}

/// One of several decisions to be drafted.
#[derive(Debug, InputObject)]
pub(crate) struct DecisionDraftInput {
    /// The application.
    pub(super) application_id: ID,
    /// The version of the application that you have read.
    pub(super) expected_version: i64,
    /// Whether a grant is awarded.
    pub(super) awarded: bool,
    /// At most so much is paid; required when a grant is awarded, left out otherwise.
    pub(super) award: Option<Money>,
    /// The share of the accepted costs that is paid, in per cent; the call's rate unless told.
    pub(super) rate: Option<Percent>,
    /// What of the award is paid before costs are accepted; nothing unless told.
    pub(super) advance: Option<AdvanceInput>,
    /// Why it is decided so.
    pub(super) reasoning: String,
    /// What the recipient must do or leave undone beside what the law says, one by one.
    #[graphql(default)]
    pub(super) conditions: Vec<String>,
}

/// Decisions about several applications of a call, each on its own.
#[derive(Debug, InputObject)]
pub(crate) struct DraftDecisionsInput {
    /// The call.
    pub(super) call_id: ID,
    /// Chosen by you, at most 190 characters; the same request again drafts what was not drafted yet.
    pub(super) idempotency_key: String,
    /// One for each application, at most 200.
    pub(super) items: Vec<DecisionDraftInput>,
}

/// One of several decisions to be made.
#[derive(Debug, InputObject)]
pub(crate) struct DecisionToApproveInput {
    /// The decision.
    pub(super) id: ID,
    /// The version that you have read.
    pub(super) expected_version: i64,
}

/// Several decisions of a call to be made, each on its own.
#[derive(Debug, InputObject)]
pub(crate) struct ApproveDecisionsInput {
    /// The call.
    pub(super) call_id: ID,
    /// Chosen by you, at most 190 characters; the same request again makes what was not made yet.
    pub(super) idempotency_key: String,
    /// The decisions, at most 200.
    pub(super) items: Vec<DecisionToApproveInput>,
}

impl TryFrom<DecisionDraftInput> for DraftDecision {
    type Error = async_graphql::Error;

    fn try_from(input: DecisionDraftInput) -> Result<Self, Self::Error> {
        Ok(Self {
            application: node::key(Kind::Application, &input.application_id)?,
            expected_version: input.expected_version,
            proposal: WantedProposal {
                awarded: input.awarded,
                award: input.award.map(|award| award.0),
                rate: input.rate.map(|rate| rate.0),
                advance: input.advance.map(TryInto::try_into).transpose()?,
                reasoning: input.reasoning,
                conditions: input.conditions,
            },
        })
    }
}
