//! The authority's portfolio at a glance.

mod late;

pub(crate) use late::{LateObligation, LateObligationQuery};

use async_graphql::{Context, Enum, ID, InputObject, Object};
use chrono::{DateTime, NaiveDate, Utc};
use talkoot_app::portfolio::{self, Asked, Covered, Overview};
use talkoot_domain::{
    calendar,
    ids::ProjectId,
    payment_hold::State,
    portfolio_entry::{Entry, Submitted},
    portfolio_view::{Filter, Order},
    schedule::ObligationKind,
};

use crate::{
    call::CallObject,
    connection::{self, List},
    context::{actor, app, loaders},
    cost_position::CostFigures,
    loaders::{
        claims::HoldsOf,
        people::VacanciesOf,
        portfolio::{AsOf, LightsOf, MailsSentAbout, ShownReport},
    },
    node::{self, Kind},
    obligation,
    organisation::OrganisationObject,
    outcome::{error, internal, not_found},
    payment_hold::PaymentHoldObject,
    portfolio_report::{PortfolioReportObject, TrafficLight},
    project::{ProjectObject, VacancyObject},
    scalar::Money,
};

/// A project at a glance, now or as it stood at the end of a day.
pub(crate) struct PortfolioEntry {
    seen: Overview,
    as_of: Option<NaiveDate>,
}

impl PortfolioEntry {
    fn entry(&self) -> &Entry {
        &self.seen.entry
    }

    const fn about(&self) -> AsOf {
        AsOf {
            project: self.seen.project.id,
            as_of: self.as_of,
        }
    }

    fn day(&self, ctx: &Context<'_>) -> async_graphql::Result<NaiveDate> {
        self.as_of.map_or_else(|| Ok(app(ctx)?.today()), Ok)
    }
}

/// A project at a glance, now or as it stood at the end of the day asked for. What leads elsewhere (`project`,
/// `latestReport`, `vacancies`) shows how it is now.
#[Object]
impl PortfolioEntry {
    /// The project, as it is now.
    async fn project(&self) -> ProjectObject {
        ProjectObject(self.seen.project.clone())
    }

    /// The lead municipality.
    async fn lead(&self, ctx: &Context<'_>) -> async_graphql::Result<OrganisationObject> {
        let lead = loaders(ctx)?.one(self.entry().lead).await?;
        lead.map(OrganisationObject)
            .ok_or_else(|| not_found("organisation"))
    }

    /// What was granted at most.
    async fn award(&self) -> Money {
        self.entry().award.into()
    }

    /// Whether everything is settled.
    async fn is_closed(&self) -> bool {
        self.entry().is_closed
    }

    /// The report that was submitted last and had not come back, as it is now.
    async fn latest_report(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PortfolioReportObject>> {
        let Some(report) = self.entry().report else {
            return Ok(None);
        };
        let report = loaders(ctx)?.one(ShownReport(report.report)).await?;
        Ok(report.map(PortfolioReportObject))
    }

    /// The lights of the report that was submitted last and had not come back; absent without one.
    async fn lights(&self) -> Option<ShownLights> {
        self.entry().report.map(ShownLights)
    }

    /// The lights of the reports before it and its own, oldest first: their trend.
    async fn lights_over_time(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many at most; the last ones.", default = 6)] last: u64,
    ) -> async_graphql::Result<Vec<ShownLights>> {
        let all = loaders(ctx)?
            .one(LightsOf(self.about()))
            .await?
            .unwrap_or_default();
        let skipped = all
            .len()
            .saturating_sub(usize::try_from(last).unwrap_or(usize::MAX));
        Ok(all.into_iter().skip(skipped).map(ShownLights).collect())
    }

    /// How many obligations are awaited and in time.
    async fn open_obligations(&self) -> u64 {
        self.entry().awaited.open
    }

    /// How many obligations are awaited and late.
    async fn overdue_obligations(&self) -> u64 {
        self.entry().awaited.overdue
    }

    /// By how many days what is late the longest is late; 0 when nothing is.
    async fn days_late(&self, ctx: &Context<'_>) -> async_graphql::Result<i64> {
        Ok(self.entry().days_late(self.day(ctx)?))
    }

    /// What was claimed in all, in claims that were submitted and not rejected.
    async fn claimed(&self) -> Money {
        self.entry().balance.claimed.into()
    }

    /// What was paid in all, confirmed by the bank.
    async fn paid(&self) -> Money {
        self.entry().balance.paid.into()
    }

    /// What is left of the advance.
    async fn advance_outstanding(&self) -> async_graphql::Result<Money> {
        let outstanding = self.entry().balance.advance_outstanding();
        Ok(outstanding.map_err(internal)?.into())
    }

    /// What the project owes: set off against its next claim, or to be returned.
    async fn owed(&self) -> Money {
        self.entry().balance.owed.into()
    }

    /// Its costs against its budget.
    async fn costs(&self) -> CostFigures {
        CostFigures(self.entry().costs)
    }

    /// The grant that the costs foreseen at completion would give, without the ceiling of the award.
    async fn foreseen_grant(&self) -> Money {
        self.entry().foreseen_grant.into()
    }

    /// By how much the grant foreseen exceeds the award; negative when some of the award will be left.
    async fn over_award(&self) -> async_graphql::Result<Money> {
        Ok(self.entry().over_award().map_err(internal)?.into())
    }

    /// How much of the budget is reported as spent, in per cent with two decimals; absent without a budget.
    async fn burnt_percent(&self) -> Option<String> {
        self.entry()
            .burnt_percent()
            .map(|percent| format!("{percent:.2}"))
    }

    /// How much of the use period is over, in per cent with two decimals.
    async fn elapsed_percent(&self, ctx: &Context<'_>) -> async_graphql::Result<String> {
        Ok(format!("{:.2}", self.entry().elapsed_percent(self.day(ctx)?)))
    }

    /// How many risks are open or being dealt with.
    async fn risks_open(&self) -> u64 {
        self.entry().risks.open
    }

    /// How many risks came true, those included that are closed.
    async fn risks_occurred(&self) -> u64 {
        self.entry().risks.occurred
    }

    /// How many duties nobody holds: of an owner in a municipality, of a project manager who has gone.
    async fn vacancy_count(&self) -> u64 {
        self.entry().vacancies
    }

    /// How many mails about it went out.
    async fn mails_sent(&self, ctx: &Context<'_>) -> async_graphql::Result<u64> {
        let sent = loaders(ctx)?.one(MailsSentAbout(self.about())).await?;
        Ok(sent.unwrap_or_default())
    }

    /// The hold on payments to the project that stands; absent when none does.
    async fn payment_hold(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PaymentHoldObject>> {
        let holds = loaders(ctx)?.one(HoldsOf(self.seen.project.id)).await?;
        let end = self.as_of.map(calendar::end_of_day);
        let standing = holds
            .unwrap_or_default()
            .into_iter()
            .find(|hold| match (&hold.state, end) {
                (State::Standing, None) => true,
                (State::Lifted { .. }, None) => false,
                (State::Standing, Some(end)) => hold.set.at < end,
                (State::Lifted { lifted, .. }, Some(end)) => hold.set.at < end && end <= lifted.at,
            });
        Ok(standing.map(PaymentHoldObject))
    }

    /// The duties in it that nobody holds today: of an owner in a municipality, of a project manager who has gone.
    async fn vacancies(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<VacancyObject>> {
        let vacant = loaders(ctx)?.one(VacanciesOf(self.seen.project.id)).await?;
        Ok(vacant
            .unwrap_or_default()
            .into_iter()
            .map(VacancyObject)
            .collect())
    }
}

/// The lights of a report as the portfolio showed them.
pub(crate) struct ShownLights(Submitted);

/// The lights of a report as the portfolio showed them.
#[Object]
impl ShownLights {
    /// When the report was submitted.
    async fn submitted_at(&self) -> DateTime<Utc> {
        self.0.at
    }

    /// Whether it goes by the timetable.
    async fn timetable(&self) -> Option<TrafficLight> {
        let [timetable, ..] = self.0.lights;
        timetable.map(Into::into)
    }

    /// Whether it stays within the budget.
    async fn cost(&self) -> Option<TrafficLight> {
        let [_, cost, ..] = self.0.lights;
        cost.map(Into::into)
    }

    /// Whether everything planned is done.
    async fn scope(&self) -> Option<TrafficLight> {
        let [_, _, scope, ..] = self.0.lights;
        scope.map(Into::into)
    }

    /// How threatening the risks are.
    async fn risk(&self) -> Option<TrafficLight> {
        let [.., risk, _] = self.0.lights;
        risk.map(Into::into)
    }

    /// Whether every municipality has an owner who drives it.
    async fn ownership(&self) -> Option<TrafficLight> {
        let [.., ownership] = self.0.lights;
        ownership.map(Into::into)
    }
}

/// What the portfolio is sorted by; what comes to the same stands in the order in which it was granted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enum)]
#[graphql(remote = "Order")]
pub(crate) enum PortfolioOrder {
    /// What was granted first comes first.
    #[default]
    Oldest,
    /// The largest award first.
    Award,
    /// What has claimed the most first.
    Claimed,
    /// What was paid the most first.
    Paid,
    /// What has been late for the longest first.
    LongestLate,
    /// What foresees the most above its award first.
    OverAward,
    /// What has not reported for the longest first, those that never did before all others.
    LongestSilent,
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
    /// Only those in which nobody holds a duty that somebody should hold; all unless told.
    #[graphql(default)]
    vacant: bool,
    /// Only those in which a risk came true; all unless told.
    #[graphql(default)]
    risk_occurred: bool,
    /// Only those that foresee more grant than they were awarded; all unless told.
    #[graphql(default)]
    over_award: bool,
    /// Only those that are settled, or only those that are not.
    closed: Option<bool>,
}

/// What a filter asks for; no filter asks for everything.
pub(crate) fn filter(asked: Option<PortfolioFilter>) -> async_graphql::Result<Filter> {
    let asked = asked.unwrap_or_default();
    let call = asked.call_id.map(|id| node::key(Kind::Call, &id));
    let municipality = asked.municipality_id.map(|id| node::key(Kind::Organisation, &id));
    Ok(Filter {
        call: call.transpose()?,
        municipality: municipality.transpose()?,
        light: asked.light.map(Into::into),
        late: asked.late,
        vacant: asked.vacant,
        occurred: asked.risk_occurred,
        over_award: asked.over_award,
        closed: asked.closed,
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

/// A page of the projects asked for.
pub(crate) async fn page(
    ctx: &Context<'_>,
    asked: &Asked,
    order: Order,
    (first, after): (Option<i32>, Option<ID>),
) -> async_graphql::Result<List<PortfolioEntry>> {
    let page = connection::page::<ProjectId>(Kind::Project, first, after.as_ref())?;
    let (app, actor) = (app(ctx)?, actor(ctx)?);
    let rows = portfolio::list(app, actor, asked, order, page)
        .await
        .map_err(error)?;
    let total = portfolio::count(app, actor, asked).await.map_err(error)?;
    let as_of = asked.as_of;
    let rows = rows
        .into_iter()
        .map(|seen| {
            let cursor = node::id(Kind::Project, seen.project.id);
            (cursor, PortfolioEntry { seen, as_of })
        })
        .collect();
    Ok(connection::list(&page, rows, total))
}

#[derive(Debug, Default)]
pub(crate) struct PortfolioQuery;

#[Object]
impl PortfolioQuery {
    /// The projects that your authority grants, each at a glance, now or as they stood at the end of a day; for
    /// officers, second approvers and auditors, empty for everybody else.
    #[graphql(complexity = "crate::connection::cost(first, child_complexity)")]
    async fn portfolio(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only some of them.")] filter: Option<PortfolioFilter>,
        #[graphql(desc = "What comes first; what was granted first unless told.")] order_by: Option<
            PortfolioOrder,
        >,
        #[graphql(
            desc = "As it stood at the end of this day in Helsinki, which must be over; the same day gives the \
            same answer for ever. Now unless told."
        )]
        as_of: Option<NaiveDate>,
        #[graphql(desc = "How many, at most 100; 20 unless told.")] first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<ID>,
    ) -> async_graphql::Result<List<PortfolioEntry>> {
        let filter = self::filter(filter)?;
        page(
            ctx,
            &Asked { filter, as_of },
            order_by.unwrap_or_default().into(),
            (first, after),
        )
        .await
    }

    /// How much has come of the reports that your authority's projects owe by their schedules, per call and date;
    /// for officers, second approvers and auditors, empty for everybody else.
    #[graphql(complexity = "20 + 50 * child_complexity")]
    async fn reporting_coverage(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only of this call.")] call_id: Option<ID>,
        #[graphql(desc = "The kind of obligation; `portfolio_report` unless told.")] kind: Option<String>,
        #[graphql(
            desc = "As it stood at the end of this day in Helsinki, which must be over; now unless told."
        )]
        as_of: Option<NaiveDate>,
    ) -> async_graphql::Result<Vec<ReportingCoverage>> {
        let call = call_id.map(|id| node::key(Kind::Call, &id)).transpose()?;
        let kinds = obligation::words(kind.map(|kind| vec![kind]), "kind")?;
        let kind = kinds.first().copied().unwrap_or(ObligationKind::PortfolioReport);
        let covered = portfolio::coverage(app(ctx)?, actor(ctx)?, (call, kind), as_of).await;
        let covered = covered.map_err(error)?.into_iter();
        Ok(covered
            .map(|covered| ReportingCoverage { kind, covered })
            .collect())
    }
}
