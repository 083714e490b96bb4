//! The authority's portfolio at a glance.

use async_graphql::{Context, ID, InputObject, Object};
use chrono::NaiveDate;
use talkoot_app::portfolio::{self, Covered, Filter, Overview};
use talkoot_domain::{ids::ProjectId, payment_hold::State, schedule::ObligationKind};

use crate::{
    call::CallObject,
    connection::{self, List},
    context::{actor, app, loaders},
    loaders::{claims::HoldsOf, people::VacanciesOf},
    node::{self, Kind},
    obligation,
    outcome::{error, not_found},
    payment_hold::PaymentHoldObject,
    portfolio_report::{PortfolioReportObject, TrafficLight},
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

/// Which projects of the portfolio are shown; what is left out does not narrow it.
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct PortfolioFilter {
    /// Only those of this call.
    call_id: Option<ID>,
    /// Only those in which this municipality takes part or took part, as the lead or not.
    municipality_id: Option<ID>,
    /// Only those whose report that was submitted last shows this light for something.
    light: Option<TrafficLight>,
    /// Only those of which something is late; all unless told.
    #[graphql(default)]
    late: bool,
}

fn filter(asked: Option<PortfolioFilter>) -> async_graphql::Result<Filter> {
    let asked = asked.unwrap_or_default();
    let call = asked.call_id.map(|id| node::key(Kind::Call, &id));
    let municipality = asked.municipality_id.map(|id| node::key(Kind::Organisation, &id));
    Ok(Filter {
        call: call.transpose()?,
        municipality: municipality.transpose()?,
        light: asked.light.map(Into::into),
        late: asked.late,
    })
}

/// How much has come of what the projects of a call owed by one date of the schedule.
pub(crate) struct ReportingCoverage {
    kind: ObligationKind,
    covered: Covered,
}

/// How much has come of what the projects of a call owed by one date of the schedule.
#[Object]
impl ReportingCoverage {
    /// The call.
    async fn call(&self, ctx: &Context<'_>) -> async_graphql::Result<CallObject> {
        let call = loaders(ctx)?.one(self.covered.call).await?;
        call.map(CallObject).ok_or_else(|| not_found("call"))
    }

    /// The kind of obligation, for example `portfolio_report`.
    async fn kind(&self) -> &'static str {
        self.kind.into()
    }

    /// The date that the schedule gave it, before extensions.
    async fn planned_date(&self) -> NaiveDate {
        self.covered.planned
    }

    /// How many had to be there by now: those in time, late and missing.
    async fn expected(&self) -> u64 {
        self.covered.coverage.expected()
    }

    /// How many came in time.
    async fn in_time(&self) -> u64 {
        self.covered.coverage.in_time
    }

    /// How many came late.
    async fn late(&self) -> u64 {
        self.covered.coverage.late
    }

    /// How many are not there though their last day has passed.
    async fn missing(&self) -> u64 {
        self.covered.coverage.missing
    }

    /// How many may still come in time.
    async fn awaited(&self) -> u64 {
        self.covered.coverage.awaited
    }

    /// How many need not come.
    async fn waived(&self) -> u64 {
        self.covered.coverage.waived
    }

    /// How much of what is expected is there, in whole per cent rounded down; absent while nothing is expected.
    async fn percent(&self) -> Option<u64> {
        self.covered.coverage.percent()
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
        #[graphql(desc = "Only some of them.")] filter: Option<PortfolioFilter>,
        #[graphql(desc = "How many, at most 100; 20 unless told.")] first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<ID>,
    ) -> async_graphql::Result<List<PortfolioEntry>> {
        let page = connection::page::<ProjectId>(Kind::Project, first, after.as_ref())?;
        let (app, actor) = (app(ctx)?, actor(ctx)?);
        let filter = self::filter(filter)?;
        let rows = portfolio::list(app, actor, &filter, page).await.map_err(error)?;
        let total = portfolio::count(app, actor, &filter).await.map_err(error)?;
        let rows = rows
            .into_iter()
            .map(|row| (node::id(Kind::Project, row.project.id), PortfolioEntry(row)))
            .collect();
        Ok(connection::list(&page, rows, total))
    }

    /// How much has come of the reports that your authority's projects owe by their schedules, per call and date;
    /// for officers, second approvers and auditors, empty for everybody else.
    #[graphql(complexity = "20 + 50 * child_complexity")]
    async fn reporting_coverage(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only of this call.")] call_id: Option<ID>,
        #[graphql(desc = "The kind of obligation; `portfolio_report` unless told.")] kind: Option<String>,
    ) -> async_graphql::Result<Vec<ReportingCoverage>> {
        let call = call_id.map(|id| node::key(Kind::Call, &id)).transpose()?;
        let kinds = obligation::words(kind.map(|kind| vec![kind]), "kind")?;
        let kind = kinds.first().copied().unwrap_or(ObligationKind::PortfolioReport);
        let covered = portfolio::coverage(app(ctx)?, actor(ctx)?, call, kind).await;
        let covered = covered.map_err(error)?.into_iter();
        Ok(covered
            .map(|covered| ReportingCoverage { kind, covered })
            .collect())
    }
}
