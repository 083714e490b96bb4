use async_graphql::{Context, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use talkoot_app::call_corrections;
use talkoot_domain::{
    call_correction::{CallCorrection, State, StateName},
    workflow::{Name, Stamp},
};

use crate::{
    action::AvailableAction,
    call::CallObject,
    context::{actor, app, loaders},
    node::{self, Kind},
    organisation::PersonObject,
    outcome::not_found,
};

/// A correction of a published call.
pub(crate) struct CallCorrectionObject(pub(crate) CallCorrection);

/// What a correction changes in a call.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct CallChange {
    /// The field, for example `closesOn` or `terms.largestAwardCents`.
    field: String,
    /// What the call said; absent when it said nothing.
    before: Option<String>,
    /// What it says then; absent when it says nothing.
    after: Option<String>,
}

impl CallCorrectionObject {
    const fn ended(&self) -> Option<Stamp> {
        match self.0.state {
            State::Proposed => None,
            State::Published { published } => Some(published),
            State::Withdrawn { withdrawn } => Some(withdrawn),
        }
    }
}

/// A correction of a published call (*hakuilmoituksen oikaisu*): with its reason, by two persons, kept for good.
#[Object(name = "CallCorrection")]
impl CallCorrectionObject {
    /// Its id in the graph.
    pub(crate) async fn id(&self) -> ID {
        node::id(Kind::CallCorrection, self.0.id)
    }

    /// Counts its changes.
    async fn version(&self) -> i64 {
        self.0.version
    }

    /// `proposed`, `published` or `withdrawn`.
    async fn state(&self) -> &'static str {
        StateName::from(&self.0.state).code()
    }

    /// The call.
    async fn call(&self, ctx: &Context<'_>) -> async_graphql::Result<CallObject> {
        let call = loaders(ctx)?.one(self.0.call).await?;
        call.map(CallObject).ok_or_else(|| not_found("call"))
    }

    /// Why the call is corrected.
    async fn reason(&self) -> &str {
        &self.0.reason
    }

    /// What differs, field by field.
    async fn changes(&self) -> Vec<CallChange> {
        let changed = call_corrections::changed(&self.0);
        changed
            .into_iter()
            .map(|one| CallChange {
                field: one.field,
                before: one.before,
                after: one.after,
            })
            .collect()
    }

    /// Who proposed it; may not publish it.
    async fn proposed_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        Ok(loaders(ctx)?.one(self.0.proposed.by).await?.map(PersonObject))
    }

    /// When it was proposed.
    async fn proposed_at(&self) -> DateTime<Utc> {
        self.0.proposed.at
    }

    /// Who published or withdrew it; absent while it waits.
    async fn ended_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        match self.ended() {
            None => Ok(None),
            Some(ended) => Ok(loaders(ctx)?.one(ended.by).await?.map(PersonObject)),
        }
    }

    /// When it was published or withdrawn; absent while it waits.
    async fn ended_at(&self) -> Option<DateTime<Utc>> {
        self.ended().map(|ended| ended.at)
    }

    /// What you can do with it now, and why not otherwise.
    #[graphql(complexity = 10)]
    async fn available_actions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<AvailableAction>> {
        let call = loaders(ctx)?.one(self.0.call).await?;
        let call = call.ok_or_else(|| not_found("call"))?;
        let available = call_corrections::available_actions(app(ctx)?, actor(ctx)?, &call, &self.0);
        Ok(available.into_iter().map(Into::into).collect())
    }
}
