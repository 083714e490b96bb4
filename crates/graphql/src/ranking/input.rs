use async_graphql::{Enum, ID, InputObject};
use talkoot_domain::ranking;

/// Which of two applications with the same score comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "ranking::TieRule")]
pub(crate) enum TieRule {
    /// The better mean in the first criterion, then in the second, and so on.
    CriteriaInOrder,
    /// The smaller requested grant.
    SmallerGrant,
}

/// How the money of a call is given out along its ranking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "ranking::AwardRule")]
pub(crate) enum AwardRule {
    /// In full from the top, until the first that the money does not cover.
    Full,
    /// In full from the top; the first that the money does not cover gets what is left, if that is useful.
    FullThenPart,
    /// Everybody gets the same share of what they ask for; while that is not useful, the last one gets nothing.
    EqualShare,
}

/// A ranking list to be kept.
#[derive(Debug, InputObject)]
pub(crate) struct FixRankingInput {
    /// The call.
    pub(super) call_id: ID,
    /// The version of the call that you have read.
    pub(super) expected_version: i64,
    /// Chosen by you, new for each list.
    pub(super) idempotency_key: String,
    /// How ties are decided; by the criteria in their order unless told.
    pub(super) tie_rule: Option<TieRule>,
    /// Why there is a new list; required once a decision of the call has been made.
    pub(super) reason: Option<String>,
}

/// A step in the life of a ranking list that needs nothing but the list itself.
#[derive(Debug, InputObject)]
pub(crate) struct RankingStepInput {
    /// The ranking list.
    pub(super) id: ID,
    /// The version that you have read.
    pub(super) expected_version: i64,
    /// Chosen by you, new for each step that you want to take.
    pub(super) idempotency_key: String,
}

/// The end of a proposed ranking list.
#[derive(Debug, InputObject)]
pub(crate) struct WithdrawRankingInput {
    /// The ranking list.
    pub(super) id: ID,
    /// The version that you have read.
    pub(super) expected_version: i64,
    /// Chosen by you, new for each step that you want to take.
    pub(super) idempotency_key: String,
    /// Why it is taken back.
    pub(super) reason: String,
}
