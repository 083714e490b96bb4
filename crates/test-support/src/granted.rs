//! A granted project to test with.

use talkoot_domain::{
    call::Terms,
    ids::{ApplicationId, BudgetVersionId, CallId, ProjectId},
    ladder::Ladder,
    money::Money,
    project::{BudgetCell, Period, Project, SubArea},
    rate::Rate,
    schedule::{ReportingSchedule, cost_periods},
    use_period::UsePeriod,
};
use talkoot_storage::{Tx, audit, calls, outbox::NewEvent, projects};

use crate::{Municipality, TestApp};

/// A project as the tests know it.
#[derive(Clone, Debug)]
pub struct GrantedProject {
    /// Its key.
    pub project: ProjectId,
    /// Its global id.
    pub id: String,
    /// The lead municipality: Pälkäne.
    pub lead: Municipality,
    /// The global ids of its five sub-areas, in order.
    pub sub_areas: Vec<String>,
    /// The global ids of its cost periods, in order.
    pub periods: Vec<String>,
}

/// What every partner may spend per category in each of the five sub-areas, in euros.
pub const BUDGET: [(&str, i64); 7] = [
    ("personnel", 40_000),
    ("materials", 1_000),
    ("equipment", 1_000),
    ("services", 30_000),
    ("rents", 1_000),
    ("travel", 2_000),
    ("other", 1_000),
];

impl TestApp {
    /// A project granted to the five municipalities, led by Pälkäne, at 85 per cent, award
    /// 300 000.00, use period 1 February 2026 to 31 December 2027. Each partner's budget in a category
    /// stands whole in the sub-area that it leads.
    ///
    /// # Panics
    /// When something is refused.
    pub async fn granted_project(&self) -> GrantedProject {
        let lead = self.world.municipality("Pälkäne").clone();
        let tx = self.app.store().begin().await.expect("a transaction");
        let granted = self.insert(&tx, lead).await.expect("a project");
        let started = NewEvent {
            kind: "project_started",
            object: granted.project.into(),
            project: Some(granted.project),
        };
        audit::append(&tx, &[], &[started], self.app.now())
            .await
            .expect("an event");
        tx.commit().await.expect("a commit");
        granted
    }

    async fn insert(&self, tx: &Tx, lead: Municipality) -> anyhow::Result<GrantedProject> {
        let use_period = UsePeriod {
            first: "2026-02-01".parse()?,
            last: "2027-12-31".parse()?,
        };
        let terms = Terms {
            rate: Rate::EIGHTY_FIVE_PERCENT,
            largest_award: Money::from_cents(30_000_000),
            appropriation: Money::from_cents(100_000_000),
            vat: talkoot_domain::call::Vat::Excluded,
            indirect_costs: talkoot_domain::call::IndirectCosts::None,
            budget_tolerance: Rate::ZERO,
            categories: Terms::usual_categories(),
            topics: Vec::new(),
            use_period,
            schedule: ReportingSchedule::default(),
            ladder: Ladder::default(),
            retention_years: 10,
        };
        let call: CallId = self.app.new_id();
        calls::insert(
            tx,
            &talkoot_domain::call::Call {
                id: call,
                version: 1,
                authority: self.world.authority,
                drafted_by: self.world.officer.person,
                details: talkoot_domain::call::Details {
                    title: "Digikannustin".to_owned(),
                    opens_on: "2026-01-01".parse()?,
                    closes_on: "2026-01-31".parse()?,
                    terms: terms.clone(),
                },
                state: talkoot_domain::call::State::Draft,
            },
        )
        .await?;
        let application: ApplicationId = self.app.new_id();
        let sub_areas: Vec<SubArea> = self
            .world
            .municipalities
            .iter()
            .zip(1..)
            .map(|(municipality, number)| SubArea {
                id: self.app.new_id(),
                number,
                name: format!("Osa-alue {number}"),
                topic: "digital".to_owned(),
                lead: municipality.organisation,
            })
            .collect();
        projects::insert_sub_areas(tx, application, &sub_areas).await?;
        let cells: Vec<BudgetCell> = sub_areas
            .iter()
            .flat_map(|sub_area| {
                BUDGET.map(|(category, euros)| BudgetCell {
                    partner: sub_area.lead,
                    category: category.to_owned(),
                    sub_area: sub_area.id,
                    amount: Money::from_cents(euros * 100),
                })
            })
            .collect();
        let budget: BudgetVersionId = self.app.new_id();
        projects::insert_budget(tx, application, budget, 1, &cells).await?;
        let project = Project {
            id: self.app.new_id(),
            version: 1,
            number: format!("2026-{}", &application.to_string()[24..]),
            name: "Digitaaliset kunnat".to_owned(),
            call,
            application,
            decision: self.app.new_id(),
            authority: self.world.authority,
            lead: lead.organisation,
            award: Money::from_cents(30_000_000),
            terms,
            budget,
            started_at: self.app.now(),
        };
        let periods: Vec<Period> = cost_periods(project.terms.schedule.cost_period, use_period)
            .into_iter()
            .zip(1..)
            .map(|(days, number)| Period {
                id: self.app.new_id(),
                number,
                days,
            })
            .collect();
        let partners: Vec<_> = self
            .world
            .municipalities
            .iter()
            .map(|one| one.organisation)
            .collect();
        projects::insert(tx, &project, &partners, &periods).await?;
        Ok(GrantedProject {
            project: project.id,
            id: talkoot_graphql::project_id(project.id),
            lead,
            sub_areas: sub_areas
                .iter()
                .map(|one| talkoot_graphql::sub_area_id(one.id))
                .collect(),
            periods: periods
                .iter()
                .map(|one| talkoot_graphql::period_id(one.id))
                .collect(),
        })
    }
}
