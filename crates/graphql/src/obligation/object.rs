use async_graphql::{Context, ID, Object};
use chrono::{DateTime, NaiveDate, Utc};
use talkoot_app::obligations;
use talkoot_domain::{
    obligation::{Obligation, State, StateName, Subject},
    workflow::Name,
};

use super::{reminder::ReminderObject, submission::SubmissionObject};
use crate::{
    action::AvailableAction,
    context::{actor, app, loaders},
    final_report::FinalReportObject,
    loaders::{RemindersOf, ReportOf, SubmissionsOf, plans::FinalReportOf},
    node::{self, Kind},
    organisation::OrganisationObject,
    outcome::{error, not_found},
    portfolio_report::PortfolioReportObject,
    project::ProjectObject,
};

/// Something that must be handed in by a date (*velvoite*).
pub(crate) struct ObligationObject(pub(crate) Obligation);

/// Something that must be handed in by a date (*velvoite*).
#[Object(name = "Obligation")]
impl ObligationObject {
    /// Its id in the graph.
    pub(crate) async fn id(&self) -> ID {
        node::id(Kind::Obligation, self.0.id)
    }

    /// Counts its changes; the next change must name it.
    async fn version(&self) -> i64 {
        self.0.version
    }

    /// `scheduled`, `open`, `overdue`, `submitted`, `accepted` or `waived`.
    async fn state(&self) -> &'static str {
        StateName::from(&self.0.state).code()
    }

    /// `portfolio_report`, `cost_report`, `interim_report`, `final_report`, `follow_up`, `supplement_request`,
    /// `recovery_hearing`, `recovery_payment` or `agreement_signature`.
    async fn kind(&self) -> &'static str {
        self.0.kind.into()
    }

    /// The id in the graph of what it hangs on, to be read with `node`: a supplement request, a recovery or an
    /// agreement; absent for what comes from the reporting schedule.
    async fn subject_id(&self) -> Option<ID> {
        self.0.subject.map(|subject| match subject {
            Subject::SupplementRequest(id) => node::id(Kind::SupplementRequest, id),
            Subject::Recovery(id) => node::id(Kind::Recovery, id),
            Subject::Agreement(id) => node::id(Kind::Agreement, id),
        })
    }

    /// The project that owes it; absent when you see the obligation only.
    async fn project(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<ProjectObject>> {
        Ok(loaders(ctx)?.one(self.0.project).await?.map(ProjectObject))
    }

    /// The municipality that has to hand it in.
    async fn responsible(&self, ctx: &Context<'_>) -> async_graphql::Result<OrganisationObject> {
        let responsible = loaders(ctx)?.one(self.0.responsible).await?;
        responsible
            .map(OrganisationObject)
            .ok_or_else(|| not_found("organisation"))
    }

    /// The first day that it covers, where it covers a period.
    async fn period_first(&self) -> Option<NaiveDate> {
        self.0.period.map(|period| period.first)
    }

    /// The last day that it covers, where it covers a period.
    async fn period_last(&self) -> Option<NaiveDate> {
        self.0.period.map(|period| period.last)
    }

    /// The date as last set, before it was moved to a working day.
    async fn nominal_date(&self) -> NaiveDate {
        self.0.nominal
    }

    /// The last day on which it is in time.
    async fn due_date(&self) -> NaiveDate {
        self.0.due
    }

    /// The instant from which on it is late: 24:00 in Helsinki of the due date.
    async fn ends_at(&self) -> DateTime<Utc> {
        self.0.ends_at()
    }

    /// The first day on which it can be handed in.
    async fn opens_on(&self) -> NaiveDate {
        self.0.opens_on
    }

    /// By how many days it is late today; 0 when it is in time or has been handed in.
    async fn days_late(&self, ctx: &Context<'_>) -> async_graphql::Result<i64> {
        Ok(self.0.days_late(app(ctx)?.today()))
    }

    /// When it was handed in; absent while it was not.
    async fn submitted_at(&self) -> Option<DateTime<Utc>> {
        match &self.0.state {
            State::Submitted { submitted } | State::Accepted { submitted, .. } => Some(submitted.at),
            State::Scheduled | State::Open { .. } | State::Overdue { .. } | State::Waived { .. } => None,
        }
    }

    /// Why the deadline was moved the last time; absent when it was not.
    async fn extension_reason(&self) -> Option<&str> {
        self.0
            .extension
            .as_ref()
            .map(|extension| extension.reason.as_str())
    }

    /// Why it need not be handed in; absent unless it was waived.
    async fn waiver_reason(&self) -> Option<&str> {
        match &self.0.state {
            State::Waived { reason, .. } => Some(reason),
            State::Scheduled
            | State::Open { .. }
            | State::Overdue { .. }
            | State::Submitted { .. }
            | State::Accepted { .. } => None,
        }
    }

    /// The day of the next reminder; absent while nobody has to be reminded.
    async fn next_reminder_on(&self) -> Option<NaiveDate> {
        self.0.next_reminder_on
    }

    /// The reminders that were decided on, oldest first.
    #[graphql(complexity = "5 + 5 * child_complexity")]
    async fn reminders(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<ReminderObject>> {
        let reminders = loaders(ctx)?.one(RemindersOf(self.0.id)).await?;
        let reminders = reminders.unwrap_or_default();
        Ok(reminders.into_iter().map(ReminderObject).collect())
    }

    /// The report with questions that settles it; absent for other kinds, and until it is begun.
    async fn final_report(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<FinalReportObject>> {
        let report = loaders(ctx)?.one(FinalReportOf(self.0.id)).await?;
        Ok(report.map(FinalReportObject))
    }

    /// The portfolio report that settles it, once it has been started; seen by the lead and the authority.
    async fn portfolio_report(
        &self,
        ctx: &Context<'_>,
    ) -> async_graphql::Result<Option<PortfolioReportObject>> {
        let report = loaders(ctx)?.one(ReportOf(self.0.id)).await?;
        Ok(report.map(PortfolioReportObject))
    }

    /// What was handed in for it as a statement, oldest first; portfolio reports and cost reports have
    /// forms of their own.
    #[graphql(complexity = "5 + 5 * child_complexity")]
    async fn submissions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<SubmissionObject>> {
        let submissions = loaders(ctx)?.one(SubmissionsOf(self.0.id)).await?;
        let submissions = submissions.unwrap_or_default();
        Ok(submissions.into_iter().map(SubmissionObject).collect())
    }

    /// What you can do with it now, and why not otherwise.
    #[graphql(complexity = 20)]
    async fn available_actions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<AvailableAction>> {
        let available = obligations::available_actions(app(ctx)?, actor(ctx)?, &self.0)
            .await
            .map_err(error)?;
        Ok(available.into_iter().map(Into::into).collect())
    }
}
