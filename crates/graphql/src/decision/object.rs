use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use talkoot_app::{decisions, rectifications};
use talkoot_domain::{
    decision::{Decision, State, StateName},
    workflow::Name,
};

use super::{DecisionFactsOf, LetterOf, ProjectOf, letter::LetterObject};
use crate::{
    action::AvailableAction,
    application::{ApplicationObject, DossierOf},
    context::{actor, app, loaders},
    node::{self, Kind},
    organisation::PersonObject,
    outcome::{error, not_found},
    project::{AdvanceObject, ProjectObject},
    rectification::{RectificationObject, RectificationsOf},
    scalar::{Money, Percent},
};

/// A grant decision (*avustuspäätös*).
pub(crate) struct DecisionObject(pub(crate) Decision);

/// A grant decision (*avustuspäätös*).
#[Object(name = "Decision")]
impl DecisionObject {
    /// Its id in the graph.
    pub(crate) async fn id(&self) -> ID {
        node::id(Kind::Decision, self.0.id)
    }

    /// Counts its changes; the next change must name it.
    async fn version(&self) -> i64 {
        self.0.version
    }

    /// `drafted`, `decided`, `accepted` or `refused`.
    async fn state(&self) -> &'static str {
        StateName::from(&self.0.state).code()
    }

    /// Whether a grant is awarded.
    async fn awarded(&self) -> bool {
        self.0.proposal.grant.is_some()
    }

    /// At most so much is paid; absent when nothing is granted.
    async fn award(&self) -> Option<Money> {
        self.0.proposal.grant.as_ref().map(|grant| grant.award.into())
    }

    /// The share of the accepted costs that is paid, in per cent; absent when nothing is granted.
    async fn rate(&self) -> Option<Percent> {
        self.0.proposal.grant.as_ref().map(|grant| grant.rate.into())
    }

    /// What of the award is paid before costs are accepted; absent when nothing is.
    async fn advance(&self) -> Option<AdvanceObject> {
        let plan = self.0.proposal.grant.as_ref()?.advance.clone()?;
        Some(AdvanceObject { plan, project: None })
    }

    /// Why it is as it is (*perustelut*).
    async fn reasoning(&self) -> &str {
        &self.0.proposal.reasoning
    }

    /// What the recipient must do or leave undone beside what the law says (*ehdot*), one by one.
    async fn conditions(&self) -> &[String] {
        &self.0.proposal.conditions
    }

    /// The letter (*päätöskirje*) as it was written when the decision was made; absent for a draft.
    async fn letter(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<LetterObject>> {
        match loaders(ctx)?.one(LetterOf(self.0.id)).await? {
            None => Ok(None),
            Some(letter) => Ok(Some(LetterObject::new(letter)?)),
        }
    }

    /// When it was made; absent for a draft.
    async fn decided_at(&self) -> Option<DateTime<Utc>> {
        self.0.state.decided().map(|stamp| stamp.at)
    }

    /// Who made it; absent for a draft.
    async fn decided_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        match self.0.state.decided() {
            None => Ok(None),
            Some(stamp) => Ok(loaders(ctx)?.one(stamp.by).await?.map(PersonObject)),
        }
    }

    /// Who drafted it, and therefore may not make it.
    async fn drafted_by(&self, ctx: &Context<'_>) -> async_graphql::Result<PersonObject> {
        let person = loaders(ctx)?.one(self.0.drafted_by).await?;
        person.map(PersonObject).ok_or_else(|| not_found("person"))
    }

    /// When the lead accepted the grant; absent when it has not.
    async fn accepted_at(&self) -> Option<DateTime<Utc>> {
        match &self.0.state {
            State::Accepted { accepted, .. } => Some(accepted.at),
            State::Drafted | State::Decided { .. } | State::Refused { .. } => None,
        }
    }

    /// Why the lead refused the grant; absent when it has not.
    async fn refusal_reason(&self) -> Option<&str> {
        match &self.0.state {
            State::Refused { reason, .. } => Some(reason),
            State::Drafted | State::Decided { .. } | State::Accepted { .. } => None,
        }
    }

    /// The application that is decided.
    async fn application(&self, ctx: &Context<'_>) -> async_graphql::Result<ApplicationObject> {
        let dossier = loaders(ctx)?.one(DossierOf(self.0.application)).await?;
        let dossier = dossier.ok_or_else(|| not_found("application"))?;
        Ok(ApplicationObject(dossier.application))
    }

    /// The project that grew from it; absent until the lead has accepted.
    async fn project(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<ProjectObject>> {
        Ok(loaders(ctx)?.one(ProjectOf(self.0.id)).await?.map(ProjectObject))
    }

    /// Whether a claim for correction has set it aside, so that another decision is made in its place.
    async fn set_aside(&self) -> bool {
        self.0.set_aside.is_some()
    }

    /// The decision in whose place it was made; absent when there was none before.
    async fn replaces(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<DecisionObject>> {
        let Some(earlier) = self.0.replaces else {
            return Ok(None);
        };
        let found = decisions::find(app(ctx)?, actor(ctx)?, earlier)
            .await
            .map_err(error)?;
        Ok(found.map(DecisionObject))
    }

    /// The claims for its correction (*oikaisuvaatimukset*), oldest first; all but the last were withdrawn.
    async fn rectifications(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<RectificationObject>> {
        let claims = loaders(ctx)?.one(RectificationsOf(self.0.id)).await?;
        Ok(claims
            .unwrap_or_default()
            .into_iter()
            .map(RectificationObject)
            .collect())
    }

    /// Whether you can claim a correction of it now, and why not otherwise.
    #[graphql(complexity = 20)]
    async fn claim_correction(&self, ctx: &Context<'_>) -> async_graphql::Result<AvailableAction> {
        let available = rectifications::can_be_filed(app(ctx)?, actor(ctx)?, &self.0).await;
        Ok(available.map_err(error)?.into())
    }

    /// What you can do with it now, and why not otherwise.
    #[graphql(complexity = 20)]
    async fn available_actions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<AvailableAction>> {
        let facts = loaders(ctx)?.one(DecisionFactsOf(self.0.id)).await?;
        let facts = facts.ok_or_else(|| not_found("decision"))?;
        let available = decisions::available_actions(actor(ctx)?, &self.0, &facts);
        Ok(available.into_iter().map(Into::into).collect())
    }
}
