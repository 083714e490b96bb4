use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use talkoot_app::rankings;
use talkoot_domain::{
    ranking::{Ranking, State, StateName},
    workflow::Name,
};

use super::{
    input::TieRule,
    present::{RankingEntry, entries, hex},
};
use crate::{
    action::AvailableAction,
    call::CallObject,
    context::{actor, app, loaders},
    node::{self, Kind},
    organisation::PersonObject,
    outcome::{error, not_found},
    scalar::Money,
};

/// A kept version of a call's ranking list; it is never changed.
pub(crate) struct RankingListObject(pub(crate) Ranking);

/// A kept version of a call's ranking list; it is never changed.
#[Object(name = "RankingList")]
impl RankingListObject {
    /// Its id in the graph.
    pub(crate) async fn id(&self) -> ID {
        node::id(Kind::RankingList, self.0.id)
    }

    /// Counts the changes of its state; the next change must name it.
    async fn version(&self) -> i64 {
        self.0.version
    }

    /// Its number among the lists of the call, from 1.
    async fn number(&self) -> i32 {
        self.0.number
    }

    /// `proposed` (a second person has to confirm it), `fixed` or `withdrawn`. The fixed list with the highest number
    /// stands.
    async fn state(&self) -> &'static str {
        StateName::from(&self.0.state).code()
    }

    /// The call.
    async fn call(&self, ctx: &Context<'_>) -> async_graphql::Result<CallObject> {
        let call = loaders(ctx)?.one(self.0.call).await?;
        call.map(CallObject).ok_or_else(|| not_found("call"))
    }

    /// How ties were decided.
    async fn tie_rule(&self) -> TieRule {
        self.0.rule.into()
    }

    /// The money of the call, in which the line is drawn.
    async fn appropriation(&self) -> Money {
        self.0.appropriation.into()
    }

    /// The list, best first; absent when it is hidden from you because you have a conflict of interest.
    #[graphql(complexity = "10 + 20 * child_complexity")]
    async fn entries(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Vec<RankingEntry>>> {
        let readable = rankings::may_read(app(ctx)?, actor(ctx)?, &self.0)
            .await
            .map_err(error)?;
        Ok(readable.then(|| entries(&self.0.entries, self.0.appropriation)))
    }

    /// SHA-256 over the list, in hexadecimal.
    async fn sha256(&self) -> String {
        hex(&self.0.hash)
    }

    /// Who kept or proposed it.
    async fn kept_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        Ok(loaders(ctx)?.one(self.0.kept.by).await?.map(PersonObject))
    }

    /// When it was kept or proposed.
    async fn kept_at(&self) -> DateTime<Utc> {
        self.0.kept.at
    }

    /// Why there is a new list; always given once a decision of the call had been made.
    async fn reason(&self) -> Option<&str> {
        self.0.reason.as_deref()
    }

    /// Whether a decision of the call had been made by then, so that a second person had to confirm it.
    async fn after_decision(&self) -> bool {
        self.0.after_decision
    }

    /// Who confirmed it; absent where nobody had to, or has not.
    async fn confirmed_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        match &self.0.state {
            State::Fixed {
                confirmed: Some(confirmed),
            } => Ok(loaders(ctx)?.one(confirmed.by).await?.map(PersonObject)),
            State::Fixed { confirmed: None } | State::Proposed | State::Withdrawn { .. } => Ok(None),
        }
    }

    /// When it was confirmed; absent where nobody had to, or has not.
    async fn confirmed_at(&self) -> Option<DateTime<Utc>> {
        match &self.0.state {
            State::Fixed { confirmed } => confirmed.map(|stamp| stamp.at),
            State::Proposed | State::Withdrawn { .. } => None,
        }
    }

    /// Why it was taken back; absent when it was not.
    async fn withdrawal_reason(&self) -> Option<&str> {
        match &self.0.state {
            State::Withdrawn { reason, .. } => Some(reason),
            State::Proposed | State::Fixed { .. } => None,
        }
    }

    /// What you can do with it now, and why not otherwise.
    #[graphql(complexity = 50)]
    async fn available_actions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<AvailableAction>> {
        let available = rankings::available_actions(app(ctx)?, actor(ctx)?, &self.0)
            .await
            .map_err(error)?;
        Ok(available.into_iter().map(Into::into).collect())
    }
}
