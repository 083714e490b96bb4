use async_graphql::{Context, Enum, ID, Object};
use chrono::{DateTime, Utc};
use talkoot_app::{
    claims::{self, VerifiedLine},
    why::NodeId,
};
use talkoot_domain::{
    cost_line_verification::{self as domain, Grounds, State, StateName},
    hands::Hands,
    workflow::{Name, Stamp},
};

use super::ClaimObject;
use crate::{
    action::AvailableAction,
    context::{actor, loaders},
    correction::CorrectionObject,
    loaders::{claims::HandsOf, corrections::CorrectionsOf},
    organisation::PersonObject,
    outcome::not_found,
    scalar::Money,
    why,
};

/// Why a cost line is not accepted in full.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "domain::ReasonCode")]
pub(crate) enum CostLineReason {
    /// Not a cost that the decision covers.
    NotEligibleCost,
    /// Accrued before or after the use period.
    OutsideUsePeriod,
    /// Value added tax that is not a final cost.
    Vat,
    /// No voucher or no payment was shown.
    NoEvidence,
    /// Belongs to something else than the project.
    NotProjectCost,
    /// Claimed already.
    Duplicate,
    /// More than the budget allows.
    OverBudget,
    /// Procured against the rules of procurement.
    Procurement,
    /// Something else; the text says what.
    Other,
}

/// What the authority has decided about a cost line.
pub(crate) struct VerificationObject(pub(crate) VerifiedLine);

impl VerificationObject {
    fn verified(&self) -> Option<Stamp> {
        match &self.0.verification.state {
            State::Pending => None,
            State::Accepted { verified }
            | State::Partly { verified, .. }
            | State::Disallowed { verified, .. } => Some(*verified),
        }
    }

    fn grounds(&self) -> Option<&Grounds> {
        match &self.0.verification.state {
            State::Pending | State::Accepted { .. } => None,
            State::Partly { grounds, .. } | State::Disallowed { grounds, .. } => Some(grounds),
        }
    }
}

/// What the authority has decided about a cost line.
#[Object(name = "CostLineVerification")]
impl VerificationObject {
    /// `pending`, `accepted`, `partly` or `disallowed`.
    async fn state(&self) -> &'static str {
        StateName::from(&self.0.verification.state).code()
    }

    /// By which rule the line is in the sample: `chance`, `large` or `credit`; absent when it is not. A line of
    /// the sample is decided by name, never with all others.
    async fn sampled_by(&self) -> Option<&'static str> {
        self.0.sampled.map(Into::into)
    }

    /// What was accepted; absent while nothing is decided.
    async fn accepted(&self) -> Option<Money> {
        self.verified().map(|_| self.0.verification.counted().into())
    }

    /// Why not all of it, for statistics.
    async fn reason_code(&self) -> Option<CostLineReason> {
        self.grounds().map(|grounds| grounds.code.into())
    }

    /// Why not all of it, in words.
    async fn reason(&self) -> Option<&str> {
        self.grounds().map(|grounds| grounds.text.as_str())
    }

    /// Who decided.
    async fn verified_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        let Some(verified) = self.verified() else {
            return Ok(None);
        };
        let person = loaders(ctx)?.one(verified.by).await?;
        Ok(person.map(PersonObject))
    }

    /// When it was decided.
    async fn verified_at(&self) -> Option<DateTime<Utc>> {
        self.verified().map(|verified| verified.at)
    }

    /// The claim that holds the line; absent before it is claimed and after that claim was rejected.
    async fn claim(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<ClaimObject>> {
        let Some(claim) = self.0.verification.claim else {
            return Ok(None);
        };
        Ok(loaders(ctx)?.one(claim).await?.map(ClaimObject))
    }

    /// The corrections of the line that you see, oldest first; each keeps what was accepted before it.
    #[graphql(complexity = "5 + 3 * child_complexity")]
    async fn corrections(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<CorrectionObject>> {
        let found = loaders(ctx)?.one(CorrectionsOf(self.0.line.id)).await?;
        Ok(found
            .unwrap_or_default()
            .into_iter()
            .map(CorrectionObject)
            .collect())
    }

    /// The id to ask `whyAmount` about what counts of the line.
    async fn why_id(&self) -> ID {
        why::id(&NodeId::Line(self.0.line.id))
    }

    /// What you can do with the line now, and why not otherwise.
    #[graphql(complexity = 10)]
    async fn available_actions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<AvailableAction>> {
        let project = loaders(ctx)?.one(self.0.verification.project).await?;
        let project = project.ok_or_else(|| not_found("project"))?;
        let claim = match self.0.verification.claim {
            Some(claim) => loaders(ctx)?.one(claim).await?,
            None => None,
        };
        let hands = match self.0.verification.claim {
            Some(claim) => loaders(ctx)?.one(HandsOf(claim)).await?.unwrap_or_default(),
            None => Hands::default(),
        };
        let available = claims::line_actions(actor(ctx)?, &project, claim.as_ref(), &self.0, &hands);
        Ok(available.into_iter().map(Into::into).collect())
    }
}
