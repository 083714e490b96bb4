use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use talkoot_app::corrections;
use talkoot_domain::{
    correction::{CorrectedLine, Correction, Effect, State},
    ids::PersonId,
    workflow::Name,
};

use crate::{
    action::AvailableAction,
    claim::{ClaimObject, CostLineReason},
    context::{actor, app, loaders},
    cost_report::{self, CostLineObject},
    node::{self, Kind},
    organisation::{OrganisationObject, PersonObject},
    outcome::{error, internal, not_found},
    project::ProjectObject,
    scalar::Money,
};

async fn person(ctx: &Context<'_>, id: PersonId) -> async_graphql::Result<Option<PersonObject>> {
    Ok(loaders(ctx)?.one(id).await?.map(PersonObject))
}

/// A correction (*oikaisu*): a finding on costs that had been approved, and what remains accepted of them.
pub(crate) struct CorrectionObject(pub(crate) Correction);

/// A correction (*oikaisu*): a finding on costs that had been approved, and what remains accepted of them.
#[Object(name = "Correction")]
impl CorrectionObject {
    /// Its id in the graph.
    pub(crate) async fn id(&self) -> ID {
        node::id(Kind::Correction, self.0.id)
    }

    /// Counts its changes; the next change must name it.
    async fn version(&self) -> i64 {
        self.0.version
    }

    /// Its place among the corrections of the project, from 1.
    async fn number(&self) -> i32 {
        self.0.number
    }

    /// `proposed`, `endorsed` (the officer has approved it), `approved` (by both; the next claim nets it),
    /// `netted`, `recovering` or `rejected`.
    async fn state(&self) -> &'static str {
        self.0.state_name().code()
    }

    /// The project; absent when you see the correction but not the project.
    async fn project(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<ProjectObject>> {
        Ok(loaders(ctx)?.one(self.0.project).await?.map(ProjectObject))
    }

    /// The municipality whose costs these are.
    async fn partner(&self, ctx: &Context<'_>) -> async_graphql::Result<OrganisationObject> {
        let partner = loaders(ctx)?.one(self.0.partner).await?;
        partner
            .map(OrganisationObject)
            .ok_or_else(|| not_found("organisation"))
    }

    /// What was found, for statistics.
    async fn reason_code(&self) -> CostLineReason {
        self.0.grounds.code.into()
    }

    /// What was found, in words.
    async fn reason(&self) -> &str {
        &self.0.grounds.text
    }

    /// The lines with what was accepted of them and what remains.
    #[graphql(complexity = "5 + 10 * child_complexity")]
    async fn lines(&self) -> Vec<CorrectedLineObject> {
        self.0.lines.iter().copied().map(CorrectedLineObject).collect()
    }

    /// By how much its lines change; negative when less is accepted than before.
    async fn change(&self) -> async_graphql::Result<Money> {
        Ok(self.0.change().map_err(internal)?.into())
    }

    /// By how much the grant on everything accepted changed with it, within budgets, award and rate; absent
    /// before it is approved.
    async fn grant_effect(&self) -> async_graphql::Result<Option<Money>> {
        if self.0.state.approved().is_none() {
            return Ok(None);
        }
        Ok(Some(self.0.grant_effect().map_err(internal)?.into()))
    }

    /// What it changed for each partner: the grant is rounded once and then split, so a cent may move at
    /// another partner than the one that was corrected.
    #[graphql(complexity = "5 + 10 * child_complexity")]
    async fn effects(&self) -> Vec<CorrectionEffectObject> {
        self.0
            .effects
            .iter()
            .copied()
            .map(CorrectionEffectObject)
            .collect()
    }

    /// The correction that it undoes.
    async fn reverses_id(&self) -> Option<ID> {
        self.0.reverses.map(|id| node::id(Kind::Correction, id))
    }

    /// Who proposed it; approves nothing of it.
    async fn proposed_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        person(ctx, self.0.proposed.by).await
    }

    /// When it was proposed.
    async fn proposed_at(&self) -> DateTime<Utc> {
        self.0.proposed.at
    }

    /// The officer who approved it.
    async fn endorsed_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        match self.0.state.endorsed() {
            Some(endorsed) => person(ctx, endorsed.by).await,
            None => Ok(None),
        }
    }

    /// The second person who approved it.
    async fn approved_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        match self.0.state.approved() {
            Some(approved) => person(ctx, approved.by).await,
            None => Ok(None),
        }
    }

    /// When both had approved it and the lines changed.
    async fn approved_at(&self) -> Option<DateTime<Utc>> {
        self.0.state.approved().map(|approved| approved.at)
    }

    /// The claim that netted it.
    async fn netted_in(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<ClaimObject>> {
        match &self.0.state {
            State::Netted { claim, .. } => Ok(loaders(ctx)?.one(*claim).await?.map(ClaimObject)),
            _ => Ok(None),
        }
    }

    /// Why it was rejected.
    async fn rejection_reason(&self) -> Option<&str> {
        match &self.0.state {
            State::Rejected { reason, .. } => Some(reason),
            _ => None,
        }
    }

    /// What you can do with it now, and why not otherwise.
    #[graphql(complexity = 20)]
    async fn available_actions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<AvailableAction>> {
        let project = loaders(ctx)?.one(self.0.project).await?;
        let project = project.ok_or_else(|| not_found("project"))?;
        let available = corrections::available_actions(app(ctx)?, actor(ctx)?, &project, &self.0)
            .await
            .map_err(error)?;
        Ok(available.into_iter().map(Into::into).collect())
    }
}

/// A cost line as a correction changes it.
pub(crate) struct CorrectedLineObject(CorrectedLine);

/// A cost line as a correction changes it.
#[Object(name = "CorrectedLine")]
impl CorrectedLineObject {
    /// The line.
    async fn cost_line(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<CostLineObject>> {
        cost_report::line_by_id(app(ctx)?, actor(ctx)?, self.0.line).await
    }

    /// What was accepted of it when the correction was proposed: the value that the claims before keep.
    async fn accepted_before(&self) -> Money {
        self.0.accepted_before.into()
    }

    /// What remains accepted of it.
    async fn remains(&self) -> Money {
        self.0.remains.into()
    }
}

/// What an approved correction changed for one partner.
pub(crate) struct CorrectionEffectObject(Effect);

/// What an approved correction changed for one partner.
#[Object(name = "CorrectionEffect")]
impl CorrectionEffectObject {
    /// The municipality.
    async fn partner(&self, ctx: &Context<'_>) -> async_graphql::Result<OrganisationObject> {
        let partner = loaders(ctx)?.one(self.0.partner).await?;
        partner
            .map(OrganisationObject)
            .ok_or_else(|| not_found("organisation"))
    }

    /// By how much its accepted costs within the budgets changed.
    async fn accepted(&self) -> Money {
        self.0.accepted.into()
    }

    /// By how much its share of the grant changed.
    async fn share(&self) -> Money {
        self.0.share.into()
    }
}
