use async_graphql::{Context, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use talkoot_app::reviews::{self, Seen};
use talkoot_domain::{
    review::{State, StateName},
    workflow::Name,
};

use crate::{
    action::AvailableAction,
    application::{ApplicationObject, DossierOf},
    context::{actor, app, loaders},
    node::{self, Kind},
    organisation::{OrganisationObject, PersonObject},
    outcome::{error, not_found},
};

/// A review (*arviointi*) of an application by one person of the authority.
pub(crate) struct ReviewObject(pub(crate) Seen);

/// The points for one criterion, and why.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct ReviewScore {
    /// The code of the criterion.
    criterion: String,
    /// The points, from 0 to the criterion's scale.
    points: u16,
    /// Why so many.
    reason: String,
}

/// A review (*arviointi*) of an application by one person of the authority.
#[Object(name = "Review")]
impl ReviewObject {
    /// Its id in the graph.
    pub(crate) async fn id(&self) -> ID {
        node::id(Kind::Review, self.0.review.id)
    }

    /// Counts its changes; the next change must name it.
    async fn version(&self) -> i64 {
        self.0.review.version
    }

    /// `assigned`, `submitted`, `conflicted` or `withdrawn`.
    async fn state(&self) -> &'static str {
        StateName::from(&self.0.review.state).code()
    }

    /// What is reviewed.
    async fn application(&self, ctx: &Context<'_>) -> async_graphql::Result<ApplicationObject> {
        let dossier = loaders(ctx)?.one(DossierOf(self.0.review.application)).await?;
        let dossier = dossier.ok_or_else(|| not_found("application"))?;
        Ok(ApplicationObject(dossier.application))
    }

    /// Who reviews it.
    async fn reviewer(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        Ok(loaders(ctx)?.one(self.0.review.reviewer).await?.map(PersonObject))
    }

    /// Who assigned the reviewer.
    async fn assigned_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        Ok(loaders(ctx)?
            .one(self.0.review.assigned.by)
            .await?
            .map(PersonObject))
    }

    /// When the reviewer was assigned.
    async fn assigned_at(&self) -> DateTime<Utc> {
        self.0.review.assigned.at
    }

    /// When it was submitted; absent unless it is.
    async fn submitted_at(&self) -> Option<DateTime<Utc>> {
        match &self.0.review.state {
            State::Submitted { submitted } => Some(submitted.at),
            State::Assigned | State::Conflicted { .. } | State::Withdrawn { .. } => None,
        }
    }

    /// What is scored; absent while it is hidden from you.
    async fn scores(&self) -> Option<Vec<ReviewScore>> {
        if self.0.hidden.is_some() {
            return None;
        }
        let scores = self.0.review.scores.iter().map(|one| ReviewScore {
            criterion: one.criterion.clone(),
            points: one.points,
            reason: one.reason.clone(),
        });
        Some(scores.collect())
    }

    /// Why the scores are hidden from you: `conflict` (you have a conflict of interest), `not_submitted`, or `blind`
    /// (the review is blind and not everybody has submitted). Absent when they are not.
    async fn hidden_because(&self) -> Option<&'static str> {
        self.0.hidden.map(Into::into)
    }

    /// What the reviewer's conflict of interest is; absent when there is none.
    async fn conflict(&self) -> Option<&str> {
        match &self.0.review.state {
            State::Conflicted { reason, .. } => Some(reason),
            State::Assigned | State::Submitted { .. } | State::Withdrawn { .. } => None,
        }
    }

    /// The municipality in which the reviewer holds or held a role, when that is the conflict of interest: it was
    /// found and not declared.
    async fn conflict_municipality(
        &self,
        ctx: &Context<'_>,
    ) -> async_graphql::Result<Option<OrganisationObject>> {
        let State::Conflicted {
            municipality: Some(municipality),
            ..
        } = &self.0.review.state
        else {
            return Ok(None);
        };
        Ok(loaders(ctx)?.one(*municipality).await?.map(OrganisationObject))
    }

    /// Why the assignment was taken back; absent when it was not.
    async fn withdrawal_reason(&self) -> Option<&str> {
        match &self.0.review.state {
            State::Withdrawn { reason, .. } => Some(reason),
            State::Assigned | State::Submitted { .. } | State::Conflicted { .. } => None,
        }
    }

    /// What you can do with it now, and why not otherwise.
    #[graphql(complexity = 20)]
    async fn available_actions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<AvailableAction>> {
        let available = reviews::available_actions(app(ctx)?, actor(ctx)?, &self.0.review)
            .await
            .map_err(error)?;
        Ok(available.into_iter().map(Into::into).collect())
    }
}
