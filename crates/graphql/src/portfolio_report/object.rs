use async_graphql::{Context, ID, Object};
use chrono::{DateTime, NaiveDate, Utc};
use talkoot_app::portfolio_reports;
use talkoot_domain::{
    portfolio_report::{PortfolioReport, State, StateName},
    workflow::Name,
};

use super::parts::{AssessmentObject, RiskNoteObject};
use crate::{
    action::AvailableAction,
    context::{actor, app, loaders},
    cost_position::CostPositionObject,
    loaders::RisksOf,
    node::{self, Kind},
    obligation::ObligationObject,
    outcome::{error, not_found},
    project::ProjectObject,
};

/// The state of a project for the portfolio on a day (*hankesalkkuraportti*).
pub(crate) struct PortfolioReportObject(pub(crate) PortfolioReport);

/// The state of a project for the portfolio on a day (*hankesalkkuraportti*).
#[Object(name = "PortfolioReport")]
impl PortfolioReportObject {
    /// Its id in the graph.
    pub(crate) async fn id(&self) -> ID {
        node::id(Kind::PortfolioReport, self.0.id)
    }

    /// Counts its changes; the next change must name it.
    async fn version(&self) -> i64 {
        self.0.version
    }

    /// `draft`, `steering_approved`, `submitted`, `accepted` or `returned`.
    async fn state(&self) -> &'static str {
        StateName::from(&self.0.state).code()
    }

    /// The project that it describes.
    async fn project(&self, ctx: &Context<'_>) -> async_graphql::Result<ProjectObject> {
        let project = loaders(ctx)?.one(self.0.project).await?;
        project.map(ProjectObject).ok_or_else(|| not_found("project"))
    }

    /// The obligation that it settles.
    async fn obligation(&self, ctx: &Context<'_>) -> async_graphql::Result<ObligationObject> {
        let obligation = loaders(ctx)?.one(self.0.obligation).await?;
        obligation
            .map(ObligationObject)
            .ok_or_else(|| not_found("obligation"))
    }

    /// The five traffic lights: timetable, cost, scope, risk, ownership.
    async fn lights(&self) -> Vec<AssessmentObject> {
        let assessments = self.0.content.assessments();
        assessments
            .map(|(aspect, one)| AssessmentObject::new(aspect, one))
            .into()
    }

    /// The state of the project in a few sentences.
    async fn summary(&self) -> &str {
        &self.0.content.summary
    }

    /// What deviates from the plan.
    async fn deviations(&self) -> &str {
        &self.0.content.deviations
    }

    /// Where the costs of the whole project stand: as they did at the submission while the report is with the authority,
    /// else as they do now. Absent in a report that was submitted before they were kept.
    #[graphql(complexity = "100 + 5 * child_complexity")]
    async fn cost_position(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<CostPositionObject>> {
        let project = loaders(ctx)?.one(self.0.project).await?;
        let project = project.ok_or_else(|| not_found("project"))?;
        let snapshot = Box::pin(portfolio_reports::snapshot(app(ctx)?, &project, &self.0)).await;
        let snapshot = snapshot.map_err(error)?;
        Ok(snapshot.map(|snapshot| CostPositionObject::new(&project, snapshot.costs)))
    }

    /// The notes about risks, oldest first; appended, never edited.
    #[graphql(complexity = "5 + 5 * child_complexity")]
    async fn risks(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<RiskNoteObject>> {
        let risks = loaders(ctx)?.one(RisksOf(self.0.id)).await?.unwrap_or_default();
        Ok(risks.into_iter().map(RiskNoteObject).collect())
    }

    /// Who was present when the steering group approved it; empty while it has not.
    async fn steering_members(&self) -> &[String] {
        self.0
            .state
            .approval()
            .map_or(&[], |approval| approval.members.as_slice())
    }

    /// The day on which the steering group approved it; absent while it has not.
    async fn steering_held_on(&self) -> Option<NaiveDate> {
        self.0.state.approval().map(|approval| approval.held_on)
    }

    /// Whether nobody in the steering group was against it; absent while it has not approved.
    async fn steering_unanimous(&self) -> Option<bool> {
        self.0.state.approval().map(|approval| approval.unanimous)
    }

    /// When it was handed to the authority; absent while it is not there.
    async fn submitted_at(&self) -> Option<DateTime<Utc>> {
        self.0.state.submitted().map(|stamp| stamp.at)
    }

    /// When the authority accepted it.
    async fn accepted_at(&self) -> Option<DateTime<Utc>> {
        match &self.0.state {
            State::Accepted { accepted, .. } => Some(accepted.at),
            State::Draft { .. }
            | State::SteeringApproved { .. }
            | State::Submitted { .. }
            | State::Returned { .. } => None,
        }
    }

    /// What the authority asked when it gave the report back the last time; empty when it never did.
    async fn questions(&self) -> &[String] {
        self.0
            .state
            .asked()
            .map_or(&[], |asked| asked.questions.as_slice())
    }

    /// What you can do with it now, and why not otherwise.
    #[graphql(complexity = 20)]
    async fn available_actions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<AvailableAction>> {
        let project = loaders(ctx)?.one(self.0.project).await?;
        let project = project.ok_or_else(|| not_found("project"))?;
        let available = portfolio_reports::available_actions(actor(ctx)?, &project, &self.0);
        Ok(available.into_iter().map(Into::into).collect())
    }
}
