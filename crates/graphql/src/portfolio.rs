//! The authority's portfolio at a glance.

use async_graphql::{Context, ID, Object};
use talkoot_app::portfolio::{self, Overview};
use talkoot_domain::{ids::ProjectId, payment_hold::State};

use crate::{
    connection::{self, List},
    context::{actor, app, loaders},
    loaders::{claims::HoldsOf, people::VacanciesOf},
    node::{self, Kind},
    outcome::error,
    payment_hold::PaymentHoldObject,
    portfolio_report::PortfolioReportObject,
    project::{ProjectObject, VacancyObject},
    scalar::Money,
};

/// A project at a glance.
pub(crate) struct PortfolioEntry(Overview);

/// A project at a glance.
#[Object]
impl PortfolioEntry {
    /// The project.
    async fn project(&self) -> ProjectObject {
        ProjectObject(self.0.project.clone())
    }

    /// The report that was submitted last and has not come back, with its traffic lights.
    async fn latest_report(&self) -> Option<PortfolioReportObject> {
        self.0.latest_report.clone().map(PortfolioReportObject)
    }

    /// How many obligations are awaited and in time.
    async fn open_obligations(&self) -> u64 {
        self.0.open
    }

    /// How many obligations are awaited and late.
    async fn overdue_obligations(&self) -> u64 {
        self.0.overdue
    }

    /// What was claimed in all, in claims that were submitted and not rejected.
    async fn claimed(&self) -> Money {
        self.0.balance.claimed.into()
    }

    /// What was paid in all, confirmed by the bank.
    async fn paid(&self) -> Money {
        self.0.balance.paid.into()
    }

    /// What is left of the advance.
    async fn advance_outstanding(&self) -> async_graphql::Result<Money> {
        Ok(self.0.balance.advance_outstanding()?.into())
    }

    /// What the project owes: set off against its next claim, or to be returned.
    async fn owed(&self) -> Money {
        self.0.balance.owed.into()
    }

    /// The hold on payments to the project that stands now; absent when none does.
    async fn payment_hold(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PaymentHoldObject>> {
        let holds = loaders(ctx)?
            .one(HoldsOf(self.0.project.id))
            .await?
            .unwrap_or_default();
        let standing = holds.into_iter().find(|hold| hold.state == State::Standing);
        Ok(standing.map(PaymentHoldObject))
    }

    /// The duties in it that nobody holds today: of an owner in a municipality, of a project manager who has gone.
    async fn vacancies(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<VacancyObject>> {
        let vacant = loaders(ctx)?.one(VacanciesOf(self.0.project.id)).await?;
        Ok(vacant
            .unwrap_or_default()
            .into_iter()
            .map(VacancyObject)
            .collect())
    }

    /// By how many days what is late the longest is late today; 0 when nothing is.
    async fn days_late(&self, ctx: &Context<'_>) -> async_graphql::Result<i64> {
        let today = app(ctx)?.today();
        let oldest = self.0.oldest_overdue;
        Ok(oldest.map_or(0, |due| today.signed_duration_since(due).num_days()))
    }
}

#[derive(Debug, Default)]
pub(crate) struct PortfolioQuery;

#[Object]
impl PortfolioQuery {
    /// The projects that your authority grants, each at a glance, oldest first; for officers, second
    /// approvers and auditors, empty for everybody else.
    #[graphql(complexity = "crate::connection::cost(first, child_complexity)")]
    async fn portfolio(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, at most 100; 20 unless told.")] first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<ID>,
    ) -> async_graphql::Result<List<PortfolioEntry>> {
        let page = connection::page::<ProjectId>(Kind::Project, first, after.as_ref())?;
        let (app, actor) = (app(ctx)?, actor(ctx)?);
        let rows = portfolio::list(app, actor, page).await.map_err(error)?;
        let total = portfolio::count(app, actor).await.map_err(error)?;
        let rows = rows
            .into_iter()
            .map(|row| (node::id(Kind::Project, row.project.id), PortfolioEntry(row)))
            .collect();
        Ok(connection::list(&page, rows, total))
    }
}
