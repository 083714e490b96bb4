use async_graphql::{Context, ID, Object};
use chrono::{DateTime, NaiveDate, Utc};
use talkoot_app::{
    change_parts, closing, cost_positions, obligations, project_contacts, projects, reconciliation,
    reminders, unreachable,
};
use talkoot_domain::{
    payment_hold,
    project::{Project, State, StateName},
    tenure::Duty,
    workflow::Name as _,
};

use super::{
    AdvanceObject, BalanceObject, BudgetCellObject, PeriodObject, SubAreaObject,
    contacts::{self, PersonInChargeTermObject, ProjectOwnerObject, VacancyObject},
    ending::FinalBalanceObject,
    lasting::LastingObject,
    parts::each,
    reconciliation::ReconciliationRowObject,
};
use crate::{
    action::AvailableAction,
    agreement::AgreementObject,
    application::{ApplicationObject, DossierOf},
    call::TermsObject,
    change::{
        self, AmendmentObject, AreaTimetableObject, BudgetVersionObject, ChangeRequestObject,
        DescriptionObject, ParticipationObject,
    },
    claim::{self, ClaimObject},
    connection::List,
    context::{actor, app, loaders},
    correction::{self, CorrectionObject},
    cost_position::{CostForecastObject, CostPositionObject},
    cost_report::{self, CostReportObject},
    loaders::{
        MunicipalitiesOf, PeriodsOf, SubAreasOf,
        claims::{AgreementsOf, BalanceOf, HoldsOf, PayoutsOfProject, SupportOf},
        people::{NamedIn, VacanciesOf},
        plans::{MilestonesOf, RegisterOf},
    },
    milestone::MilestoneObject,
    node::{self, Kind},
    obligation::{self, ComingMailObject, ObligationFilter, ObligationObject},
    organisation::{OrganisationObject, PersonObject},
    other_support::OtherSupportObject,
    outcome::{error, not_found},
    payment_hold::PaymentHoldObject,
    payout::PayoutObject,
    recovery::{self, RecoveryObject},
    risk::RiskObject,
    scalar::Money,
    unreachable::UnreachableObject,
};

/// A granted joint project (*yhteishanke*).
///
/// Whatever is asked of the database is boxed: the future of each field is as large as that of the largest,
/// and a page holds hundreds of them at once.
pub(crate) struct ProjectObject(pub(crate) Project);

/// A granted joint project (*yhteishanke*).
#[Object(name = "Project")]
impl ProjectObject {
    /// Its id in the graph.
    pub(crate) async fn id(&self) -> ID {
        node::id(Kind::Project, self.0.id)
    }

    /// Counts its changes.
    async fn version(&self) -> i64 {
        self.0.version
    }

    /// A short number for people, for example `2026-0007`.
    async fn number(&self) -> &str {
        &self.0.number
    }

    /// Its name.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// What was granted at most.
    async fn award(&self) -> Money {
        self.0.award.into()
    }

    /// What of it is paid before costs are accepted; absent when nothing is.
    async fn advance(&self) -> Option<AdvanceObject> {
        let plan = self.0.advance.clone()?;
        Some(AdvanceObject {
            plan,
            project: Some(self.0.clone()),
        })
    }

    /// What it has claimed and been paid, and what it owes.
    async fn balance(&self, ctx: &Context<'_>) -> async_graphql::Result<BalanceObject> {
        let balance = loaders(ctx)?.one(BalanceOf(self.0.id)).await?;
        Ok(BalanceObject(balance.unwrap_or_default()))
    }

    /// Its payouts, failed ones included, oldest first: of the advance, of claims, of the final balance.
    #[graphql(complexity = "5 + 10 * child_complexity")]
    async fn payouts(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<PayoutObject>> {
        let payouts = loaders(ctx)?.one(PayoutsOfProject(self.0.id)).await?;
        Ok(each(payouts.unwrap_or_default(), PayoutObject))
    }

    /// The application that it grew from; absent for whoever may not read applications of its municipalities.
    async fn application(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<ApplicationObject>> {
        let dossier = Box::pin(loaders(ctx)?.one(DossierOf(self.0.application))).await?;
        Ok(dossier.map(|dossier| ApplicationObject(dossier.application)))
    }

    /// The rules that hold for it: pinned when it was decided, changed by amendments only.
    async fn terms(&self) -> TermsObject {
        TermsObject(self.0.terms.clone())
    }

    /// When the lead accepted the decision.
    async fn started_at(&self) -> DateTime<Utc> {
        self.0.started_at
    }

    /// `running` or `closed`; after that a finding is still corrected, recovered or paid.
    async fn state(&self) -> &'static str {
        StateName::from(&self.0.state).code()
    }

    /// When it was closed, if it is.
    async fn closed_at(&self) -> Option<DateTime<Utc>> {
        match self.0.state {
            State::Running => None,
            State::Closed { closed, .. } => Some(closed.at),
        }
    }

    /// What of the award was not used and became free when it was closed.
    async fn released(&self) -> Option<Money> {
        match self.0.state {
            State::Running => None,
            State::Closed { released, .. } => Some(released.into()),
        }
    }

    /// What remains to be paid or returned; known once the last claim is approved.
    #[graphql(complexity = "50 + child_complexity")]
    async fn final_balance(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<FinalBalanceObject>> {
        let ending = Box::pin(closing::ending_of(app(ctx)?, &self.0))
            .await
            .map_err(error)?;
        Ok(ending.map(|ending| FinalBalanceObject {
            project: self.0.id,
            ending,
        }))
    }

    /// The authority that granted.
    async fn authority(&self, ctx: &Context<'_>) -> async_graphql::Result<OrganisationObject> {
        let authority = loaders(ctx)?.one(self.0.authority).await?;
        authority
            .map(OrganisationObject)
            .ok_or_else(|| not_found("organisation"))
    }

    /// The lead municipality (*vastuukunta*), which answers to the authority.
    async fn lead(&self, ctx: &Context<'_>) -> async_graphql::Result<OrganisationObject> {
        let lead = loaders(ctx)?.one(self.0.lead).await?;
        lead.map(OrganisationObject)
            .ok_or_else(|| not_found("organisation"))
    }

    /// The municipalities that take part, the lead included, by municipality code.
    #[graphql(complexity = "5 + 10 * child_complexity")]
    async fn partners(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<OrganisationObject>> {
        let municipalities = loaders(ctx)?.one(MunicipalitiesOf(self.0.id)).await?;
        let municipalities = municipalities.unwrap_or_default();
        Ok(municipalities.into_iter().map(OrganisationObject).collect())
    }

    /// The owner in each municipality, by municipality code.
    #[graphql(complexity = "5 + 10 * child_complexity")]
    async fn owners(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<ProjectOwnerObject>> {
        let municipalities = loaders(ctx)?.one(MunicipalitiesOf(self.0.id)).await?;
        let municipalities = municipalities.unwrap_or_default();
        let owners = municipalities.into_iter().map(|municipality| ProjectOwnerObject {
            project: self.0.clone(),
            municipality: municipality.id,
        });
        Ok(owners.collect())
    }

    /// The project manager, in the lead municipality; absent while the place is vacant.
    async fn manager(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        let named = contacts::named_in(ctx, self.0.id, self.0.lead, Duty::Manager).await?;
        match named.iter().find(|one| one.holds_now) {
            Some(one) => Ok(loaders(ctx)?
                .one(one.contact.tenure.person)
                .await?
                .map(PersonObject)),
            None => Ok(None),
        }
    }

    /// Everybody who is or was named in it, the officer included, in the order of their days.
    #[graphql(complexity = "5 + 10 * child_complexity")]
    async fn people_in_charge(
        &self,
        ctx: &Context<'_>,
    ) -> async_graphql::Result<Vec<PersonInChargeTermObject>> {
        let named = loaders(ctx)?.one(NamedIn(self.0.id)).await?.unwrap_or_default();
        Ok(named.into_iter().map(PersonInChargeTermObject).collect())
    }

    /// The duties that nobody holds today: of an owner in a municipality, of a project manager who has gone; none
    /// once it is closed.
    #[graphql(complexity = "5 + 5 * child_complexity")]
    async fn vacancies(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<VacancyObject>> {
        let vacant = loaders(ctx)?
            .one(VacanciesOf(self.0.id))
            .await?
            .unwrap_or_default();
        Ok(vacant.into_iter().map(VacancyObject).collect())
    }

    /// The officer who handles the grant; absent while the place is vacant.
    #[graphql(complexity = "20 + child_complexity")]
    async fn officer(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        let officer = Box::pin(project_contacts::officer_of(app(ctx)?, &self.0)).await;
        match officer.map_err(error)? {
            Some(person) => Ok(loaders(ctx)?.one(person).await?.map(PersonObject)),
            None => Ok(None),
        }
    }

    /// Who could be assigned the grant: the officers of the authority.
    #[graphql(complexity = "20 + 5 * child_complexity")]
    async fn officer_candidates(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<PersonObject>> {
        let candidates = Box::pin(project_contacts::officer_candidates(app(ctx)?, self.0.authority)).await;
        Ok(candidates.map_err(error)?.into_iter().map(PersonObject).collect())
    }

    /// The sub-areas (*osa-alueet*).
    #[graphql(complexity = "5 + 5 * child_complexity")]
    async fn sub_areas(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<SubAreaObject>> {
        let sub_areas = loaders(ctx)?
            .one(SubAreasOf(self.0.application))
            .await?
            .unwrap_or_default();
        Ok(sub_areas.into_iter().map(SubAreaObject).collect())
    }

    /// The unbroken chain of periods for which costs are reported.
    #[graphql(complexity = "5 + 5 * child_complexity")]
    async fn periods(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<PeriodObject>> {
        let periods = loaders(ctx)?.one(PeriodsOf(self.0.id)).await?.unwrap_or_default();
        Ok(periods.into_iter().map(PeriodObject).collect())
    }

    /// The hold on payments to the project that stands now; absent when none does.
    async fn payment_hold(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PaymentHoldObject>> {
        let holds = loaders(ctx)?.one(HoldsOf(self.0.id)).await?.unwrap_or_default();
        let standing = holds
            .into_iter()
            .find(|hold| hold.state == payment_hold::State::Standing);
        Ok(standing.map(PaymentHoldObject))
    }

    /// The agreements of its municipalities on the use of the grant, in the order of their numbers, given up and
    /// ended ones included.
    #[graphql(complexity = "5 + 5 * child_complexity")]
    async fn agreements(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<AgreementObject>> {
        let found = loaders(ctx)?
            .one(AgreementsOf(self.0.id))
            .await?
            .unwrap_or_default();
        Ok(found.into_iter().map(AgreementObject).collect())
    }

    /// Public support from others that was declared for its costs, oldest first, withdrawn and revoked included.
    #[graphql(complexity = "5 + 5 * child_complexity")]
    async fn other_support(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<OtherSupportObject>> {
        let found = loaders(ctx)?.one(SupportOf(self.0.id)).await?.unwrap_or_default();
        Ok(found.into_iter().map(OtherSupportObject).collect())
    }

    /// Every hold that there was, oldest first, lifted ones included.
    #[graphql(complexity = "5 + 5 * child_complexity")]
    async fn payment_holds(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<PaymentHoldObject>> {
        let holds = loaders(ctx)?.one(HoldsOf(self.0.id)).await?.unwrap_or_default();
        Ok(holds.into_iter().map(PaymentHoldObject).collect())
    }

    /// Its payment claims, oldest first.
    #[graphql(complexity = "crate::connection::cost(first, child_complexity)")]
    async fn claims(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, at most 100; 20 unless told.")] first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<ID>,
    ) -> async_graphql::Result<List<ClaimObject>> {
        Box::pin(claim::of_project(ctx, self.0.id, first, after)).await
    }

    /// The corrections of its costs that you see, oldest first: the lead and the authority see all, a partner
    /// those of its own costs.
    #[graphql(complexity = "5 + first.unwrap_or(20).max(0) as usize * child_complexity")]
    async fn corrections(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, at most 100; 20 unless told.")] first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<ID>,
    ) -> async_graphql::Result<List<CorrectionObject>> {
        Box::pin(correction::of_project(ctx, self.0.id, first, after)).await
    }

    /// Its recoveries, oldest first.
    #[graphql(complexity = "5 + first.unwrap_or(20).max(0) as usize * child_complexity")]
    async fn recoveries(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, at most 100; 20 unless told.")] first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<ID>,
    ) -> async_graphql::Result<List<RecoveryObject>> {
        Box::pin(recovery::of_project(ctx, self.0.id, first, after)).await
    }

    /// The cost reports that you see, oldest first: the lead and the authority see every partner's, a partner
    /// its own.
    #[graphql(complexity = "crate::connection::cost(first, child_complexity)")]
    async fn cost_reports(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only of this period.")] period_id: Option<ID>,
        #[graphql(desc = "How many, at most 100; 20 unless told.")] first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<ID>,
    ) -> async_graphql::Result<List<CostReportObject>> {
        Box::pin(cost_report::of_project(ctx, self.0.id, period_id, first, after)).await
    }

    /// The budget in force.
    #[graphql(complexity = "50 + 5 * child_complexity")]
    async fn budget(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<BudgetCellObject>> {
        let cells = Box::pin(projects::budget(app(ctx)?, self.0.budget))
            .await
            .map_err(error)?;
        Ok(cells.into_iter().map(BudgetCellObject).collect())
    }

    /// The versions of the budget, oldest first; what is only proposed is seen by the authority.
    #[graphql(complexity = "20 + 3 * child_complexity")]
    async fn budget_versions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<BudgetVersionObject>> {
        let versions = Box::pin(projects::budget_versions(app(ctx)?, actor(ctx)?, &self.0))
            .await
            .map_err(error)?;
        Ok(versions.into_iter().map(BudgetVersionObject).collect())
    }

    /// The books of the partners against the grant, by partner and period: of your own municipality, or of all for
    /// the lead and the authority.
    #[graphql(complexity = "50 + 20 * child_complexity")]
    async fn reconciliation(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<ReconciliationRowObject>> {
        let books = Box::pin(reconciliation::of_project(app(ctx)?, actor(ctx)?, self.0.id)).await;
        let books = books.map_err(error)?;
        let periods = books.periods;
        let rows = books.rows.into_iter().filter_map(|row| {
            let period = *periods.iter().find(|period| period.id == row.period)?;
            Some(ReconciliationRowObject { row, period })
        });
        Ok(rows.collect())
    }

    /// What lasts of it: its exit plan, the indicators of its effects, its benefits.
    async fn lasting(&self) -> LastingObject {
        LastingObject(self.0.id)
    }

    /// Its milestones, oldest first, reached ones and dropped ones included.
    #[graphql(complexity = "5 + 10 * child_complexity")]
    async fn milestones(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<MilestoneObject>> {
        let found = loaders(ctx)?.one(MilestonesOf(self.0.id)).await?;
        Ok(each(found.unwrap_or_default(), MilestoneObject))
    }

    /// Its register of risks, by number, closed ones included.
    #[graphql(complexity = "5 + 10 * child_complexity")]
    async fn risks(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<RiskObject>> {
        let found = loaders(ctx)?.one(RegisterOf(self.0.id)).await?;
        Ok(found.unwrap_or_default().into_iter().map(RiskObject).collect())
    }

    /// Where the costs stand against the budget: of your own municipality, or of all for the lead and the authority.
    #[graphql(complexity = "100 + 5 * child_complexity")]
    async fn cost_position(&self, ctx: &Context<'_>) -> async_graphql::Result<CostPositionObject> {
        let position = Box::pin(cost_positions::of_project(app(ctx)?, actor(ctx)?, &self.0)).await;
        Ok(CostPositionObject::new(&self.0, position.map_err(error)?))
    }

    /// Every forecast of costs that was made, oldest first: of your own municipality, or of all for the lead and the
    /// authority.
    #[graphql(complexity = "20 + 10 * child_complexity")]
    async fn cost_forecasts(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<CostForecastObject>> {
        let found = Box::pin(cost_positions::forecasts(app(ctx)?, actor(ctx)?, &self.0)).await;
        Ok(each(found.map_err(error)?, CostForecastObject))
    }

    /// How long each municipality takes part.
    #[graphql(complexity = "10 + 10 * child_complexity")]
    async fn participations(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<ParticipationObject>> {
        let rows = Box::pin(projects::participations(app(ctx)?, &[self.0.id]))
            .await
            .map_err(error)?;
        Ok(each(rows, |(_, row)| ParticipationObject(row)))
    }

    /// The amendments in force, in order.
    #[graphql(complexity = "10 + 3 * child_complexity")]
    async fn amendments(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<AmendmentObject>> {
        let rows = Box::pin(change_parts::amendments(app(ctx)?, &[self.0.id])).await;
        Ok(each(rows.map_err(error)?, AmendmentObject))
    }

    /// What the project is for and shall reach, from the application on; the last one holds.
    #[graphql(complexity = "20 + 3 * child_complexity")]
    async fn descriptions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<DescriptionObject>> {
        let plan = Box::pin(change_parts::plan_history(app(ctx)?, &self.0)).await;
        let held = plan.map_err(error)?.descriptions;
        Ok(held.into_iter().map(Into::into).collect())
    }

    /// When each sub-area is worked on: as it was decided, as it holds, and what amendments made of it.
    #[graphql(complexity = "20 + 5 * child_complexity")]
    async fn timetable(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<AreaTimetableObject>> {
        let plan = Box::pin(change_parts::plan_history(app(ctx)?, &self.0)).await;
        let areas = plan.map_err(error)?.timetable;
        Ok(areas.into_iter().map(Into::into).collect())
    }

    /// The change requests that you see, oldest first.
    #[graphql(complexity = "5 + first.unwrap_or(20).max(0) as usize * child_complexity")]
    async fn change_requests(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, at most 100; 20 unless told.")] first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<ID>,
    ) -> async_graphql::Result<List<ChangeRequestObject>> {
        Box::pin(change::of_project(ctx, self.0.id, first, after)).await
    }

    /// What the project owes and you may see, by due date.
    #[graphql(complexity = "crate::connection::cost(first, child_complexity)")]
    async fn obligations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only some of them.")] filter: Option<ObligationFilter>,
        #[graphql(desc = "How many, at most 100; 20 unless told.")] first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<ID>,
    ) -> async_graphql::Result<List<ObligationObject>> {
        let filter = obligations::Filter {
            project: Some(self.0.id),
            ..obligation::filter(filter)?
        };
        Box::pin(obligation::obligations_page(ctx, &filter, first, after.as_ref())).await
    }

    /// The people of it whose addresses refuse mails: named in it, or with a role in its municipalities or as officers.
    /// What they should have been told also goes to the next audience.
    #[graphql(complexity = "50 + 5 * child_complexity")]
    async fn unreachable(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<UnreachableObject>> {
        let found = Box::pin(unreachable::of_project(app(ctx)?, &self.0))
            .await
            .map_err(error)?;
        let in_full = false;
        Ok(each(found, |found| UnreachableObject { found, in_full }))
    }

    /// The mails to come until a day at most a year away, first ones first, if nobody did anything: reminders of the
    /// obligations that you see, hand-overs and vacancies; what, to whom, on which day and why. Computed by the rules
    /// that will decide on them.
    #[graphql(complexity = "50 + 50 * child_complexity")]
    async fn coming_mails(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The last day to look at.")] until: NaiveDate,
    ) -> async_graphql::Result<Vec<ComingMailObject>> {
        let coming = Box::pin(reminders::coming(app(ctx)?, actor(ctx)?, &self.0, until)).await;
        Ok(coming.map_err(error)?.into_iter().map(ComingMailObject).collect())
    }

    /// What you can begin in it now, and why not otherwise.
    #[graphql(complexity = 50)]
    async fn available_actions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<AvailableAction>> {
        let available = Box::pin(projects::available_actions(app(ctx)?, actor(ctx)?, &self.0)).await;
        Ok(available.map_err(error)?.into_iter().map(Into::into).collect())
    }
}
