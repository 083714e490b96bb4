use async_graphql::{Context, ID, Object};
use chrono::NaiveDate;
use talkoot_app::recoveries;
use talkoot_domain::{
    recovery::{Basis, Recovery, State},
    workflow::Name,
};

use super::parts::{
    RecoveryDecisionObject, RecoveryEntryObject, RecoveryReliefObject, RecoveryStandingObject,
};
use crate::{
    action::AvailableAction,
    context::{actor, app, loaders},
    correction::CorrectionObject,
    loaders::SetOffsOfRecovery,
    node::{self, Kind},
    organisation::OrganisationObject,
    outcome::{error, not_found},
    payout::SetOffObject,
    project::ProjectObject,
    scalar::Money,
};

/// A recovery (*takaisinperintä*): money that goes back to the authority by a decision of its own.
pub(crate) struct RecoveryObject(pub(crate) Recovery);

/// A recovery (*takaisinperintä*): money that goes back to the authority by a decision of its own.
#[Object(name = "Recovery")]
impl RecoveryObject {
    /// Its id in the graph.
    pub(crate) async fn id(&self) -> ID {
        node::id(Kind::Recovery, self.0.id)
    }

    /// Counts its changes; the next change must name it.
    async fn version(&self) -> i64 {
        self.0.version
    }

    /// Its place among the recoveries of the project, from 1.
    async fn number(&self) -> i32 {
        self.0.number
    }

    /// `notice`, `heard`, `drafted`, `due`, `late`, `paid`, `set_off`, `mitigated`, `written_off`, `waived` or
    /// `cancelled`.
    async fn state(&self) -> &'static str {
        self.0.state_name().code()
    }

    /// The project; absent when you see the recovery but not the project.
    async fn project(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<ProjectObject>> {
        Ok(loaders(ctx)?.one(self.0.project).await?.map(ProjectObject))
    }

    /// Who repays: the lead municipality of the time.
    async fn debtor(&self, ctx: &Context<'_>) -> async_graphql::Result<OrganisationObject> {
        let debtor = loaders(ctx)?.one(self.0.debtor).await?;
        debtor
            .map(OrganisationObject)
            .ok_or_else(|| not_found("organisation"))
    }

    /// The correction that is recovered; absent when it is what a claim carried.
    async fn correction(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<CorrectionObject>> {
        let Basis::Correction(id) = self.0.basis else {
            return Ok(None);
        };
        let found = talkoot_app::corrections::find(app(ctx)?, actor(ctx)?, id).await;
        Ok(found.map_err(error)?.map(CorrectionObject))
    }

    /// What goes back, without interest.
    async fn principal(&self) -> Money {
        self.0.principal.into()
    }

    /// The day on which the money had been paid; interest runs from the day after.
    async fn paid_on(&self) -> NaiveDate {
        self.0.paid_on
    }

    /// The day of the finding.
    async fn found_on(&self) -> NaiveDate {
        self.0.found_on
    }

    /// Why, as the notice says.
    async fn reason(&self) -> &str {
        &self.0.reason
    }

    /// The last day of the hearing.
    async fn respond_by(&self) -> NaiveDate {
        self.0.respond_by
    }

    /// The lead municipality's answer.
    async fn answer(&self) -> Option<&str> {
        self.0.answer.as_ref().map(|answer| answer.text.as_str())
    }

    /// What the decision says, drafted or made.
    async fn decision(&self) -> Option<RecoveryDecisionObject> {
        let proposal = match &self.0.state {
            State::Drafted { proposal, .. } => Some(proposal),
            state => state.decided().map(|decided| &decided.proposal),
        };
        proposal.cloned().map(RecoveryDecisionObject)
    }

    /// What was proposed in the debtor's favour and waits for a second person.
    async fn relief(&self) -> Option<RecoveryReliefObject> {
        self.0.relief.clone().map(RecoveryReliefObject)
    }

    /// Receipts and what two persons agreed on, by day.
    #[graphql(complexity = "5 + 10 * child_complexity")]
    async fn entries(&self) -> Vec<RecoveryEntryObject> {
        self.0.entries.iter().cloned().map(RecoveryEntryObject).collect()
    }

    /// The parts of payouts that pay it: those on their way, booked, or undone when the payout failed.
    #[graphql(complexity = "5 + 5 * child_complexity")]
    async fn set_offs(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<SetOffObject>> {
        let found = loaders(ctx)?.one(SetOffsOfRecovery(self.0.id)).await?;
        Ok(found.unwrap_or_default().into_iter().map(SetOffObject).collect())
    }

    /// Principal and interest at the end of a day; an error when a reference rate is not known, for interest
    /// is not guessed.
    #[graphql(complexity = "10 + child_complexity")]
    async fn standing(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The day; today when left out.")] day: Option<NaiveDate>,
    ) -> async_graphql::Result<RecoveryStandingObject> {
        let app = app(ctx)?;
        let day = day.unwrap_or_else(|| app.today());
        let standing = recoveries::standing_at(app, &self.0, day).await.map_err(error)?;
        Ok(RecoveryStandingObject(day, standing))
    }

    /// Why it was cancelled.
    async fn cancellation_reason(&self) -> Option<&str> {
        match &self.0.state {
            State::Cancelled { reason, .. } => Some(reason),
            _ => None,
        }
    }

    /// What you can do with it now, and why not otherwise.
    #[graphql(complexity = 20)]
    async fn available_actions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<AvailableAction>> {
        let project = loaders(ctx)?.one(self.0.project).await?;
        let project = project.ok_or_else(|| not_found("project"))?;
        let available = recoveries::available_actions(app(ctx)?, actor(ctx)?, &project, &self.0)
            .await
            .map_err(error)?;
        Ok(available.into_iter().map(Into::into).collect())
    }
}
