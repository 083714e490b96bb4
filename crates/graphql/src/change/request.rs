use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use talkoot_app::change_requests;
use talkoot_domain::{
    change_request::{ChangeRequest, State},
    workflow::Name,
};

use super::ChangePartObject;
use crate::{
    action::AvailableAction,
    context::{actor, app, loaders},
    loaders::changes::ChangePartsOf,
    node::{self, Kind},
    organisation::OrganisationObject,
    outcome::{error, not_found},
    project::ProjectObject,
};

/// A change request (*muutoshakemus*) of a running grant.
pub(crate) struct ChangeRequestObject(pub(crate) ChangeRequest);

/// A change request (*muutoshakemus*) of a running grant.
#[Object(name = "ChangeRequest")]
impl ChangeRequestObject {
    /// Its id in the graph.
    pub(crate) async fn id(&self) -> ID {
        node::id(Kind::ChangeRequest, self.0.id)
    }

    /// Counts its changes; the next change must name it.
    async fn version(&self) -> i64 {
        self.0.version
    }

    /// Its place among the requests of the project, from 1.
    async fn number(&self) -> i32 {
        self.0.number
    }

    /// `draft`, `submitted`, `decided` or `withdrawn`.
    async fn state(&self) -> &'static str {
        self.0.state_name().code()
    }

    /// The project; absent for a municipality that is only asked to join it.
    async fn project(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<ProjectObject>> {
        Ok(loaders(ctx)?.one(self.0.project).await?.map(ProjectObject))
    }

    /// The lead municipality that asks; it stays when the lead changes.
    async fn lead(&self, ctx: &Context<'_>) -> async_graphql::Result<OrganisationObject> {
        let lead = loaders(ctx)?.one(self.0.lead).await?;
        lead.map(OrganisationObject)
            .ok_or_else(|| not_found("organisation"))
    }

    /// Why the changes are needed.
    async fn reason(&self) -> &str {
        &self.0.reason
    }

    /// When it was submitted.
    async fn submitted_at(&self) -> Option<DateTime<Utc>> {
        self.0.state.submitted().map(|(submitted, _)| submitted.at)
    }

    /// Whether it came after the last day for requests, which the call allows; absent before submission.
    async fn late(&self) -> Option<bool> {
        self.0.state.submitted().map(|(_, late)| late)
    }

    /// When its last part was decided.
    async fn decided_at(&self) -> Option<DateTime<Utc>> {
        match self.0.state {
            State::Decided { decided_at, .. } => Some(decided_at),
            State::Draft | State::Submitted { .. } | State::Withdrawn { .. } => None,
        }
    }

    /// Why it was taken back.
    async fn withdrawal_reason(&self) -> Option<&str> {
        match &self.0.state {
            State::Withdrawn { reason, .. } => Some(reason),
            State::Draft | State::Submitted { .. } | State::Decided { .. } => None,
        }
    }

    /// What is asked, part by part.
    #[graphql(complexity = "5 + 5 * child_complexity")]
    async fn parts(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<ChangePartObject>> {
        let parts = loaders(ctx)?
            .one(ChangePartsOf(self.0.id))
            .await?
            .unwrap_or_default();
        Ok(parts.into_iter().map(ChangePartObject).collect())
    }

    /// What you can do with it now, and why not otherwise.
    #[graphql(complexity = 20)]
    async fn available_actions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<AvailableAction>> {
        let available = change_requests::available_actions(app(ctx)?, actor(ctx)?, &self.0)
            .await
            .map_err(error)?;
        Ok(available.into_iter().map(Into::into).collect())
    }
}
