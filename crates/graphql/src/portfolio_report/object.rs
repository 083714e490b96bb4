use async_graphql::{Context, ID, Object};
use chrono::{DateTime, NaiveDate, Utc};
use talkoot_app::{portfolio_reports, steering_meetings};
use talkoot_domain::{
    portfolio_report::{PortfolioReport, Snapshot, State, StateName},
    project::Project,
    workflow::Name,
};

use super::{
    changes::ReportChangesObject,
    explanations::{ExplanationObject, NeededObject},
    parts::{AssessmentObject, RiskNoteObject},
};
use crate::{
    action::AvailableAction,
    context::{actor, app, loaders},
    cost_position::CostPositionObject,
    loaders::RisksOf,
    milestone::ReportedMilestoneObject,
    node::{self, Kind},
    obligation::ObligationObject,
    outcome::{error, not_found},
    project::ProjectObject,
    risk::ReportedRiskObject,
    steering_meeting::SteeringMeetingObject,
};

/// The state of a project for the portfolio on a day (*hankesalkkuraportti*).
pub(crate) struct PortfolioReportObject(pub(crate) PortfolioReport);

impl PortfolioReportObject {
    async fn of_project(&self, ctx: &Context<'_>) -> async_graphql::Result<Project> {
        let project = loaders(ctx)?.one(self.0.project).await?;
        project.ok_or_else(|| not_found("project"))
    }

    async fn facts(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Snapshot>> {
        let project = self.of_project(ctx).await?;
        let snapshot = Box::pin(portfolio_reports::snapshot(app(ctx)?, &project, &self.0)).await;
        snapshot.map_err(error)
    }
}

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
        let project = self.of_project(ctx).await?;
        let snapshot = self.facts(ctx).await?;
        Ok(snapshot.map(|snapshot| CostPositionObject::new(&project, snapshot.costs)))
    }

    /// The milestones: as they were at the submission while the report is with the authority, else as they are now.
    #[graphql(complexity = "100 + 5 * child_complexity")]
    async fn milestones(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<ReportedMilestoneObject>> {
        let snapshot = self.facts(ctx).await?.unwrap_or_default();
        Ok(snapshot
            .milestones
            .into_iter()
            .map(ReportedMilestoneObject)
            .collect())
    }

    /// The register of risks: as it was at the submission while the report is with the authority, else as it is now.
    #[graphql(complexity = "100 + 5 * child_complexity")]
    async fn register(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<ReportedRiskObject>> {
        let snapshot = self.facts(ctx).await?.unwrap_or_default();
        Ok(snapshot.risks.into_iter().map(ReportedRiskObject).collect())
    }

    /// Why single municipalities, sub-areas and milestones deviate from the plan.
    async fn explanations(&self) -> Vec<ExplanationObject> {
        let all = self.0.content.explanations.iter();
        all.cloned().map(ExplanationObject).collect()
    }

    /// What deviates by more than the call lets pass: each must be explained before the steering group approves.
    #[graphql(complexity = "100 + 5 * child_complexity")]
    async fn must_explain(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<NeededObject>> {
        let project = self.of_project(ctx).await?;
        let needed = Box::pin(portfolio_reports::must_explain(app(ctx)?, &project, &self.0)).await;
        let explained = |about| self.0.content.explanation(about).is_some();
        let needed = needed.map_err(error)?.into_iter();
        Ok(needed
            .map(|needed| NeededObject {
                is_explained: explained(needed.about),
                needed,
            })
            .collect())
    }

    /// What changed since the report that was submitted before this one; absent when there is none.
    #[graphql(complexity = "200 + 5 * child_complexity")]
    async fn changes(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<ReportChangesObject>> {
        let project = self.of_project(ctx).await?;
        let found = Box::pin(portfolio_reports::changes(
            app(ctx)?,
            actor(ctx)?,
            &project,
            &self.0,
        ))
        .await;
        Ok(found
            .map_err(error)?
            .map(|(earlier, since)| ReportChangesObject { earlier, since }))
    }

    /// The notes about risks, oldest first; appended, never edited.
    #[graphql(complexity = "5 + 5 * child_complexity")]
    async fn risks(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<RiskNoteObject>> {
        let risks = loaders(ctx)?.one(RisksOf(self.0.id)).await?.unwrap_or_default();
        Ok(risks.into_iter().map(RiskNoteObject).collect())
    }

    /// Who was present when the steering group approved it; empty while it has not.
    #[graphql(directive = crate::care::personal::apply())]
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

    /// The meeting on record in which the steering group approved it; absent where none is named.
    #[graphql(complexity = "child_complexity + 5")]
    async fn steering_meeting(
        &self,
        ctx: &Context<'_>,
    ) -> async_graphql::Result<Option<SteeringMeetingObject>> {
        let Some(meeting) = self.0.state.approval().and_then(|approval| approval.meeting) else {
            return Ok(None);
        };
        let found = steering_meetings::find(app(ctx)?, actor(ctx)?, meeting).await;
        Ok(found.map_err(error)?.map(SteeringMeetingObject))
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
    #[graphql(complexity = 50)]
    async fn available_actions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<AvailableAction>> {
        let project = self.of_project(ctx).await?;
        let available = portfolio_reports::available_actions(app(ctx)?, actor(ctx)?, &project, &self.0);
        let available = Box::pin(available).await.map_err(error)?;
        Ok(available.into_iter().map(Into::into).collect())
    }
}
