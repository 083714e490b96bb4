use async_graphql::{Context, ID, Object};
use chrono::{DateTime, NaiveDate, Utc};
use talkoot_app::{decisions, rectifications};
use talkoot_domain::{
    rectification::{Rectification, Reply, State},
    workflow::Name,
};

use super::input::RectificationOutcome;
use crate::{
    action::AvailableAction,
    context::{actor, app, loaders},
    decision::DecisionObject,
    node::{self, Kind},
    organisation::PersonObject,
    outcome::{error, not_found},
};

/// A claim for correction of a decision (*oikaisuvaatimus*).
pub(crate) struct RectificationObject(pub(crate) Rectification);

impl RectificationObject {
    /// The answer, as far as the person may see it: a draft is the authority's own.
    fn reply(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<&Reply>> {
        Ok(match &self.0.state {
            State::Filed | State::Withdrawn { .. } => None,
            State::Decided { reply, .. } => Some(reply),
            State::Drafted { reply, .. } => {
                let mut held = actor(ctx)?.memberships.iter();
                held.any(|one| one.organisation == self.0.authority)
                    .then_some(reply)
            }
        })
    }
}

/// A claim for correction of a decision (*oikaisuvaatimus*).
#[Object(name = "Rectification")]
impl RectificationObject {
    /// Its id in the graph.
    pub(crate) async fn id(&self) -> ID {
        node::id(Kind::Rectification, self.0.id)
    }

    /// Counts its changes; the next change must name it.
    async fn version(&self) -> i64 {
        self.0.version
    }

    /// `filed`, `drafted`, `decided` or `withdrawn`.
    async fn state(&self) -> &'static str {
        self.0.state_name().code()
    }

    /// The decision that is to be corrected.
    async fn decision(&self, ctx: &Context<'_>) -> async_graphql::Result<DecisionObject> {
        let found = decisions::find(app(ctx)?, actor(ctx)?, self.0.decision)
            .await
            .map_err(error)?;
        found.map(DecisionObject).ok_or_else(|| not_found("decision"))
    }

    /// How the decision shall be changed.
    async fn change(&self) -> &str {
        &self.0.demand.change
    }

    /// On which grounds.
    async fn grounds(&self) -> &str {
        &self.0.demand.grounds
    }

    /// The day on which the decision is said to have been received; absent when it was received as presumed.
    async fn received_on(&self) -> Option<NaiveDate> {
        self.0.demand.received_on
    }

    /// The last day to claim, counted from the day of receipt that the claim states, or else from the presumed one.
    async fn claim_until(&self) -> NaiveDate {
        self.0.stated.claim_until
    }

    /// Whether it was made after that day.
    async fn is_late(&self) -> bool {
        self.0.late.as_stated
    }

    /// Whether it was made after the last day counted from the presumed day of receipt.
    async fn is_late_as_presumed(&self) -> bool {
        self.0.late.as_presumed
    }

    /// When it was made.
    async fn filed_at(&self) -> DateTime<Utc> {
        self.0.filed.at
    }

    /// Who made it.
    async fn filed_by(&self, ctx: &Context<'_>) -> async_graphql::Result<PersonObject> {
        let person = loaders(ctx)?.one(self.0.filed.by).await?;
        person.map(PersonObject).ok_or_else(|| not_found("person"))
    }

    /// What the answer is; absent before it is drafted, and until it is made for everybody outside the authority.
    async fn outcome(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<RectificationOutcome>> {
        Ok(self.reply(ctx)?.map(|reply| reply.outcome.into()))
    }

    /// Why the answer is as it is; absent as the outcome is.
    async fn reasoning(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<&str>> {
        Ok(self.reply(ctx)?.map(|reply| reply.reasoning.as_str()))
    }

    /// When the answer was made; absent until then.
    async fn decided_at(&self) -> Option<DateTime<Utc>> {
        match &self.0.state {
            State::Decided { decided, .. } => Some(decided.at),
            State::Filed | State::Drafted { .. } | State::Withdrawn { .. } => None,
        }
    }

    /// Who made the answer; absent until then.
    async fn decided_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        match &self.0.state {
            State::Decided { decided, .. } => Ok(loaders(ctx)?.one(decided.by).await?.map(PersonObject)),
            State::Filed | State::Drafted { .. } | State::Withdrawn { .. } => Ok(None),
        }
    }

    /// Why it was taken back; absent when it was not.
    async fn withdrawal_reason(&self) -> Option<&str> {
        match &self.0.state {
            State::Withdrawn { reason, .. } => Some(reason),
            State::Filed | State::Drafted { .. } | State::Decided { .. } => None,
        }
    }

    /// What you can do with it now, and why not otherwise.
    #[graphql(complexity = 20)]
    async fn available_actions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<AvailableAction>> {
        let available = rectifications::available_actions(app(ctx)?, actor(ctx)?, &self.0).await;
        Ok(available.map_err(error)?.into_iter().map(Into::into).collect())
    }
}
