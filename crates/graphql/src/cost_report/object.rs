use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use talkoot_app::{Page, cost_reports};
use talkoot_domain::{
    cost_report::{CostReport, State, StateName},
    ids::{CostLineId, CostReportId, PeriodId, PersonId, ProjectId},
    money::{Money as Amount, Overflow},
    workflow::Name,
};

use super::{
    line::CostLineObject,
    parts::{CostReportCellObject, LedgerImportObject},
    remark::LineRemarkObject,
};
use crate::{
    action::AvailableAction,
    change::BudgetVersionObject,
    connection::{self, List},
    context::{actor, app, loaders},
    loaders::{ImportsOf, ReadinessOf, RemarksOf, SumsOf},
    node::{self, Kind},
    organisation::{OrganisationObject, PersonObject},
    outcome::{error, internal, not_found},
    project::{PeriodObject, ProjectObject},
    scalar::Money,
};

/// One partner's cost report for one period.
pub(crate) struct CostReportObject(pub(crate) CostReport);

async fn person(ctx: &Context<'_>, id: Option<PersonId>) -> async_graphql::Result<Option<PersonObject>> {
    let Some(id) = id else {
        return Ok(None);
    };
    let person = loaders(ctx)?.one(id).await?;
    Ok(Some(person.map(PersonObject).ok_or_else(|| not_found("person"))?))
}

/// One partner's cost report for one period.
#[Object(name = "CostReport")]
impl CostReportObject {
    /// Its id in the graph.
    pub(crate) async fn id(&self) -> ID {
        node::id(Kind::CostReport, self.0.id)
    }

    /// Counts its changes; the next change must name it.
    async fn version(&self) -> i64 {
        self.0.version
    }

    /// `open`, `submitted`, `returned`, `lead_accepted` or `locked`.
    async fn state(&self) -> &'static str {
        StateName::from(&self.0.state).code()
    }

    /// The project.
    async fn project(&self, ctx: &Context<'_>) -> async_graphql::Result<ProjectObject> {
        let project = loaders(ctx)?.one(self.0.project).await?;
        project.map(ProjectObject).ok_or_else(|| not_found("project"))
    }

    /// The municipality whose costs these are.
    async fn partner(&self, ctx: &Context<'_>) -> async_graphql::Result<OrganisationObject> {
        let partner = loaders(ctx)?.one(self.0.partner).await?;
        partner
            .map(OrganisationObject)
            .ok_or_else(|| not_found("organisation"))
    }

    /// The period.
    async fn period(&self, ctx: &Context<'_>) -> async_graphql::Result<PeriodObject> {
        let period = loaders(ctx)?.one(self.0.period).await?;
        period
            .map(|(_, period)| PeriodObject(period))
            .ok_or_else(|| not_found("period"))
    }

    /// The last person who imported or classified; may not submit.
    async fn prepared_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        person(ctx, self.0.prepared_by).await
    }

    /// Who submitted it last; absent before.
    async fn submitted_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        person(ctx, self.0.state.submitted().map(|stamp| stamp.by)).await
    }

    /// When it was submitted last; absent before.
    async fn submitted_at(&self) -> Option<DateTime<Utc>> {
        self.0.state.submitted().map(|stamp| stamp.at)
    }

    /// When the lead gave it back; absent unless the partner has it for correction.
    async fn returned_at(&self) -> Option<DateTime<Utc>> {
        match &self.0.state {
            State::Returned { returned, .. } => Some(returned.at),
            State::Open | State::Submitted { .. } | State::LeadAccepted { .. } | State::Locked { .. } => None,
        }
    }

    /// What the lead asks the partner to correct; absent unless the partner has it for correction.
    async fn return_reasons(&self) -> Option<&str> {
        self.0.state.return_reasons()
    }

    /// When the lead accepted it; absent unless that holds.
    async fn accepted_at(&self) -> Option<DateTime<Utc>> {
        self.0.state.accepted().map(|stamp| stamp.at)
    }

    /// What its lines add up to; credits are negative.
    #[graphql(complexity = 5)]
    async fn total(&self, ctx: &Context<'_>) -> async_graphql::Result<Money> {
        let cells = loaders(ctx)?.one(SumsOf(self.0.id)).await?.unwrap_or_default();
        let total = cells
            .iter()
            .try_fold(Amount::ZERO, |sum, cell| sum.checked_add(cell.amount))
            .map_err(|overflow: Overflow| internal(overflow))?;
        Ok(total.into())
    }

    /// What its lines add up to per cost category and sub-area.
    #[graphql(complexity = "5 + 5 * child_complexity")]
    async fn totals(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<CostReportCellObject>> {
        let cells = loaders(ctx)?.one(SumsOf(self.0.id)).await?.unwrap_or_default();
        Ok(cells.into_iter().map(CostReportCellObject).collect())
    }

    /// The import in force; absent before the first.
    #[graphql(complexity = "5 + child_complexity")]
    async fn import(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<LedgerImportObject>> {
        let imports = self.imports(ctx).await?;
        Ok(imports.into_iter().find(|import| import.in_force))
    }

    /// Every import, the superseded ones too, oldest first.
    #[graphql(complexity = "5 + 5 * child_complexity")]
    async fn imports(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<LedgerImportObject>> {
        let imports = loaders(ctx)?.one(ImportsOf(self.0.id)).await?.unwrap_or_default();
        Ok(imports
            .into_iter()
            .map(|import| LedgerImportObject {
                in_force: self.0.import == Some(import.id),
                import,
            })
            .collect())
    }

    /// The cost lines of the import in force, in the order of the file.
    #[graphql(complexity = "crate::connection::cost(first, child_complexity)")]
    async fn lines(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, at most 100; 20 unless told.")] first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<ID>,
    ) -> async_graphql::Result<List<CostLineObject>> {
        let page = connection::page::<CostLineId>(Kind::CostLine, first, after.as_ref())?;
        let Some(import) = self.0.import else {
            return Ok(connection::list(&page, Vec::new(), 0));
        };
        let app = app(ctx)?;
        let rows = cost_reports::lines(app, import, page).await.map_err(error)?;
        let total = cost_reports::line_count(app, import).await.map_err(error)?;
        let rows = rows
            .into_iter()
            .map(|line| (node::id(Kind::CostLine, line.id), CostLineObject(line)))
            .collect();
        Ok(connection::list(&page, rows, total))
    }

    /// What the lead said about single lines whenever it gave the report back, oldest first; what was
    /// answered by a new submission included.
    #[graphql(complexity = "5 + 5 * child_complexity")]
    async fn line_remarks(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<LineRemarkObject>> {
        let remarks = loaders(ctx)?.one(RemarksOf(self.0.id)).await?.unwrap_or_default();
        Ok(remarks.into_iter().map(LineRemarkObject).collect())
    }

    /// The version of the budget that it was made under; a later change of the budget changes nothing for it.
    async fn budget_version(&self, ctx: &Context<'_>) -> async_graphql::Result<BudgetVersionObject> {
        let version = loaders(ctx)?.one(self.0.budget_version).await?;
        version
            .map(BudgetVersionObject)
            .ok_or_else(|| not_found("version of a budget"))
    }

    /// When its municipality left the project: from then on it stays as it is.
    async fn frozen_at(&self) -> Option<DateTime<Utc>> {
        self.0.frozen_at
    }

    /// What you can do with it now, and why not otherwise.
    #[graphql(complexity = 20)]
    async fn available_actions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<AvailableAction>> {
        let project = loaders(ctx)?
            .one(self.0.project)
            .await?
            .ok_or_else(|| not_found("project"))?;
        let ready = match self.0.import {
            None => None,
            Some(import) => loaders(ctx)?.one(ReadinessOf(import)).await?,
        };
        let available =
            cost_reports::available_actions(actor(ctx)?, &project, &self.0, ready.unwrap_or_default());
        Ok(available.into_iter().map(Into::into).collect())
    }
}

/// A page of a project's cost reports.
pub(crate) async fn of_project(
    ctx: &Context<'_>,
    project: ProjectId,
    period: Option<ID>,
    first: Option<i32>,
    after: Option<ID>,
) -> async_graphql::Result<List<CostReportObject>> {
    let page: Page<CostReportId> = connection::page(Kind::CostReport, first, after.as_ref())?;
    let period: Option<PeriodId> = period.map(|id| node::key(Kind::Period, &id)).transpose()?;
    let (app, actor) = (app(ctx)?, actor(ctx)?);
    let rows = cost_reports::list(app, actor, project, period, page)
        .await
        .map_err(error)?;
    let total = cost_reports::count(app, actor, project, period)
        .await
        .map_err(error)?;
    let rows = rows
        .into_iter()
        .map(|report| (node::id(Kind::CostReport, report.id), CostReportObject(report)))
        .collect();
    Ok(connection::list(&page, rows, total))
}
