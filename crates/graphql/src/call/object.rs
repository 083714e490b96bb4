use async_graphql::{Context, ID, Object};
use chrono::{DateTime, NaiveDate, Utc};
use talkoot_app::{calls, rankings};
use talkoot_domain::{
    call::{Call, CostCategory, IndirectCosts, State, StateName, Terms, Topic},
    change_request::LateRequests,
    duplicate::DuplicateCosts,
    sampling::SamplingRules,
    workflow::Name,
};

use super::{
    exit_plan_from::ExitPlanFrom,
    input::CostCategoryKind,
    review::{ReviewCriterion, RulesOf},
    rules::{EligibilityObject, ReminderLadderObject, ReportingScheduleObject},
};
use crate::{
    action::AvailableAction,
    call_correction::CallCorrectionObject,
    context::{actor, app, loaders},
    form::{FormObject, FormOf},
    loaders::CorrectionsOfCall,
    node::{self, Kind},
    organisation::OrganisationObject,
    outcome::{error, not_found},
    scalar::{Money, Percent},
};

/// A grant call (*haku*).
pub(crate) struct CallObject(pub(crate) Call);

/// A grant call (*haku*).
#[Object(name = "Call")]
impl CallObject {
    /// Its id in the graph.
    pub(crate) async fn id(&self) -> ID {
        node::id(Kind::Call, self.0.id)
    }

    /// Counts its changes; the next change must name it.
    async fn version(&self) -> i64 {
        self.0.version
    }

    /// `draft`, `published`, `closed`, `resolved` or `archived`.
    async fn state(&self) -> &'static str {
        StateName::from(&self.0.state).code()
    }

    /// Its title.
    async fn title(&self) -> &str {
        &self.0.details.title
    }

    /// The first day on which applications are taken.
    async fn opens_on(&self) -> NaiveDate {
        self.0.details.opens_on
    }

    /// The last day; if it is no working day, applications are taken until the end of the next one.
    async fn closes_on(&self) -> NaiveDate {
        self.0.details.closes_on
    }

    /// The instant from which applications are no longer taken.
    async fn closing_time(&self) -> DateTime<Utc> {
        self.0.details.closing_time()
    }

    /// When it was published; absent for a draft.
    async fn published_at(&self) -> Option<DateTime<Utc>> {
        match &self.0.state {
            State::Draft => None,
            State::Published { published }
            | State::Closed { published, .. }
            | State::Resolved { published, .. }
            | State::Archived { published, .. } => Some(published.at),
        }
    }

    /// The authority that grants.
    async fn authority(&self, ctx: &Context<'_>) -> async_graphql::Result<OrganisationObject> {
        let authority = loaders(ctx)?.one(self.0.authority).await?;
        authority
            .map(OrganisationObject)
            .ok_or_else(|| not_found("organisation"))
    }

    /// The rules that a grant from it will follow.
    async fn terms(&self) -> TermsObject {
        TermsObject(self.0.details.terms.clone())
    }

    /// The criteria by which its applications are reviewed, the most important first; none when they are not.
    #[graphql(complexity = "5 + 5 * child_complexity")]
    async fn review_criteria(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<ReviewCriterion>> {
        let rules = loaders(ctx)?.one(RulesOf(self.0.id)).await?.unwrap_or_default();
        Ok(rules.criteria.into_iter().map(Into::into).collect())
    }

    /// Whether nobody sees the scores of other reviewers before everybody has submitted.
    async fn blind_review(&self, ctx: &Context<'_>) -> async_graphql::Result<bool> {
        let rules = loaders(ctx)?.one(RulesOf(self.0.id)).await?;
        Ok(rules.is_some_and(|rules| rules.blind))
    }

    /// The version of a form that its applications answer; absent when they answer none.
    async fn form(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<FormObject>> {
        Ok(loaders(ctx)?.one(FormOf(self.0.id)).await?.map(FormObject))
    }

    /// The corrections that were published since it was, oldest first; for its authority also those that wait or
    /// were withdrawn.
    #[graphql(complexity = "5 + 5 * child_complexity")]
    async fn corrections(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<CallCorrectionObject>> {
        let found = loaders(ctx)?.one(CorrectionsOfCall(self.0.id)).await?;
        Ok(found
            .unwrap_or_default()
            .into_iter()
            .map(CallCorrectionObject)
            .collect())
    }

    /// What you can do with it now, and why not otherwise.
    #[graphql(complexity = 20)]
    async fn available_actions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<AvailableAction>> {
        let mut available = calls::available_actions(app(ctx)?, actor(ctx)?, &self.0)
            .await
            .map_err(error)?;
        available.push(rankings::fixing(actor(ctx)?, &self.0));
        Ok(available.into_iter().map(Into::into).collect())
    }
}

/// The rules of a grant, copied from the call when it is decided.
pub(crate) struct TermsObject(pub(crate) Terms);

/// The rules of a grant, copied from the call when it is decided.
#[Object(name = "Terms")]
impl TermsObject {
    /// Share of the accepted costs that the grant covers, in per cent.
    async fn rate(&self) -> Percent {
        self.0.rate.into()
    }

    /// The largest award of one grant.
    async fn largest_award(&self) -> Money {
        self.0.largest_award.into()
    }

    /// What may be granted from the call in all.
    async fn appropriation(&self) -> Money {
        self.0.appropriation.into()
    }

    /// `excluded` (never eligible) or `final_cost` (eligible where it remains as a cost).
    async fn vat(&self) -> &'static str {
        self.0.vat.into()
    }

    /// By how much a partner may pass its budget in one category, in per cent, before the excess is parked.
    async fn budget_tolerance(&self) -> Percent {
        self.0.budget_tolerance.into()
    }

    /// Indirect costs as a flat rate of the accepted wages, in per cent; absent when the call covers none.
    async fn flat_rate_of_wages(&self) -> Option<Percent> {
        match self.0.indirect_costs {
            IndirectCosts::None => None,
            IndirectCosts::FlatRateOfWages(rate) => Some(rate.into()),
        }
    }

    /// Cost lines of more than this amount must carry evidence files; absent when the call asks for none.
    async fn evidence_over(&self) -> Option<Money> {
        self.0.evidence_over.map(Into::into)
    }

    /// The first account whose lines are wages whatever their category.
    async fn wage_account_first(&self) -> u32 {
        self.0.wage_accounts.first
    }

    /// The last account whose lines are wages whatever their category.
    async fn wage_account_last(&self) -> u32 {
        self.0.wage_accounts.last
    }

    /// The cost categories of budgets and claims.
    async fn categories(&self) -> Vec<CostCategoryObject> {
        self.0
            .categories
            .iter()
            .cloned()
            .map(CostCategoryObject)
            .collect()
    }

    /// The topics that sub-areas may have.
    async fn topics(&self) -> Vec<TopicObject> {
        self.0.topics.iter().cloned().map(TopicObject).collect()
    }

    /// The smallest award of one grant; absent when the call does not say.
    async fn smallest_award(&self) -> Option<Money> {
        self.0.smallest_award.map(Into::into)
    }

    /// Which municipalities may apply together.
    async fn eligibility(&self) -> EligibilityObject {
        EligibilityObject(self.0.eligibility.clone())
    }

    /// The least share of the accepted costs that the municipalities bear themselves, in per cent: the grant and
    /// other public support together cover at most the rest (rule 10). Absent when other support is not counted.
    async fn least_own_share(&self) -> Option<Percent> {
        self.0.least_own_share.map(Into::into)
    }

    /// When reports are due.
    async fn reporting_schedule(&self) -> ReportingScheduleObject {
        ReportingScheduleObject(self.0.schedule.clone())
    }

    /// How late reports are chased.
    async fn reminder_ladder(&self) -> ReminderLadderObject {
        ReminderLadderObject(self.0.ladder.clone())
    }

    /// The first day on which costs may accrue.
    async fn use_period_first(&self) -> NaiveDate {
        self.0.use_period.first
    }

    /// The last day on which costs may accrue.
    async fn use_period_last(&self) -> NaiveDate {
        self.0.use_period.last
    }

    /// The days of reminders, counted from the due date; negative before it.
    #[graphql(deprecation = "Ask for reminderLadder.")]
    async fn reminder_days(&self) -> &[i32] {
        self.0.ladder.days()
    }

    /// Every how many days the last reminder is repeated.
    #[graphql(deprecation = "Ask for reminderLadder.")]
    async fn reminder_repeat_every(&self) -> i32 {
        self.0.ladder.repeat_every()
    }

    /// Years for which records are kept after the final decision.
    async fn retention_years(&self) -> u16 {
        self.0.retention_years
    }

    /// Changes of a running grant are asked for so many days before its use period ends.
    async fn change_request_days(&self) -> u16 {
        self.0.change_requests.days_before_end
    }

    /// Whether later requests are taken, marked as late; otherwise they are refused.
    async fn takes_late_change_requests(&self) -> bool {
        self.0.change_requests.late == LateRequests::Mark
    }

    /// Whether one officer accepts a change of direction of an experiment; otherwise two persons decide.
    async fn one_officer_accepts_direction(&self) -> bool {
        self.0.change_requests.one_officer
    }

    /// The day from which on nothing can be paid from the appropriation; absent when the call does not say.
    async fn appropriation_expires_on(&self) -> Option<NaiveDate> {
        self.0.appropriation_expires_on
    }

    /// Whether an import is refused that brings a cost which stands in another report already; else it is a
    /// warning.
    async fn refuses_duplicate_costs(&self) -> bool {
        self.0.duplicate_costs == DuplicateCosts::Refuse
    }

    /// Days after the money came within which the lead passes the partners' shares on.
    async fn transfer_days(&self) -> u16 {
        self.0.transfer_days
    }

    /// Whether the municipalities must have an agreement in force before an advance is paid and before the lead passes
    /// money on (act 688/2001, 7 § 3 mom.).
    async fn agreement_required(&self) -> bool {
        self.0.agreement_required
    }

    /// From when on the project must have an exit plan that its steering group approved.
    async fn exit_plan_from(&self) -> ExitPlanFrom {
        self.0.exit_plan_from.into()
    }

    /// How far the cost at completion may be off the budget, up or down, before a portfolio report must explain it: per
    /// municipality and per sub-area.
    async fn cost_deviation_limit(&self) -> Percent {
        self.0.deviation_limits.cost.into()
    }

    /// How many days a milestone may be late before a portfolio report must explain it.
    async fn timetable_slip_limit(&self) -> u16 {
        self.0.deviation_limits.days
    }

    /// Which cost lines the authority looks at one by one.
    async fn sampling(&self) -> SamplingObject {
        SamplingObject(self.0.sampling)
    }

    /// What has to be returned may be waived up to this sum per project in all (act 688/2001, 20 §).
    async fn de_minimis(&self) -> Money {
        self.0.de_minimis.into()
    }
}

/// Which cost lines the authority looks at one by one.
pub(crate) struct SamplingObject(SamplingRules);

/// Which cost lines the authority looks at one by one (*otanta*); drawn when a claim is submitted for the
/// first time.
#[Object(name = "Sampling")]
impl SamplingObject {
    /// The share of the lines of each cost report that is drawn by chance, in per cent.
    async fn share(&self) -> Percent {
        self.0.share.into()
    }

    /// Lines of so much and more are looked at in any case; absent when size decides nothing.
    async fn large_from(&self) -> Option<Money> {
        self.0.large_from.map(Into::into)
    }

    /// Whether credits are looked at in any case.
    async fn credits(&self) -> bool {
        self.0.credits
    }
}

/// A kind of cost.
pub(crate) struct CostCategoryObject(pub(crate) CostCategory);

/// A kind of cost.
#[Object(name = "CostCategory")]
impl CostCategoryObject {
    /// Its short name in inputs.
    async fn code(&self) -> &str {
        &self.0.code
    }

    /// Name in Finnish.
    async fn name_fi(&self) -> &str {
        &self.0.name_fi
    }

    /// Name in Swedish.
    async fn name_sv(&self) -> &str {
        &self.0.name_sv
    }

    /// Name in English.
    async fn name_en(&self) -> &str {
        &self.0.name_en
    }

    /// What its costs are.
    async fn kind(&self) -> CostCategoryKind {
        self.0.kind.into()
    }
}

/// A topic of the call.
pub(crate) struct TopicObject(Topic);

/// A topic of the call.
#[Object(name = "Topic")]
impl TopicObject {
    /// Its short name in inputs.
    async fn code(&self) -> &str {
        &self.0.code
    }

    /// What it is about, in Finnish.
    async fn name(&self) -> &str {
        &self.0.name_fi
    }

    /// In Swedish.
    async fn name_sv(&self) -> &str {
        &self.0.name_sv
    }

    /// In English.
    async fn name_en(&self) -> &str {
        &self.0.name_en
    }
}
