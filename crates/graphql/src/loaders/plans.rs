//! Loaders of what a project plans and fears: milestones and risks.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use talkoot_app::{benefits, exit_plans, final_reports, indicators, milestones, risks};
use talkoot_domain::{
    benefit::Benefit,
    exit_plan::ExitPlan,
    final_report::FinalReport,
    ids::{ObligationId, ProjectId, RiskId},
    indicator::Indicator,
    milestone::Milestone,
    risk::Risk,
};

use super::{LoadFailure, Source, grouped, keyed};

/// The milestones of a project that the person has found.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct MilestonesOf(pub(crate) ProjectId);

impl Loader<MilestonesOf> for Source {
    type Value = Vec<Milestone>;
    type Error = LoadFailure;

    async fn load(
        &self,
        keys: &[MilestonesOf],
    ) -> Result<HashMap<MilestonesOf, Vec<Milestone>>, LoadFailure> {
        let ids: Vec<ProjectId> = keys.iter().map(|key| key.0).collect();
        let rows = milestones::of_projects(&self.app, &ids).await;
        grouped(rows.map(|rows| {
            rows.into_iter()
                .map(|row| (MilestonesOf(row.project), row))
                .collect()
        }))
    }
}

/// The exit plan of a project that the person has found.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct ExitPlanOf(pub(crate) ProjectId);

impl Loader<ExitPlanOf> for Source {
    type Value = ExitPlan;
    type Error = LoadFailure;

    async fn load(&self, keys: &[ExitPlanOf]) -> Result<HashMap<ExitPlanOf, ExitPlan>, LoadFailure> {
        let ids: Vec<ProjectId> = keys.iter().map(|key| key.0).collect();
        keyed(exit_plans::of_projects(&self.app, &ids).await, |plan| {
            ExitPlanOf(plan.project)
        })
    }
}

/// The indicators of a project that the person has found.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct IndicatorsOf(pub(crate) ProjectId);

impl Loader<IndicatorsOf> for Source {
    type Value = Vec<Indicator>;
    type Error = LoadFailure;

    async fn load(
        &self,
        keys: &[IndicatorsOf],
    ) -> Result<HashMap<IndicatorsOf, Vec<Indicator>>, LoadFailure> {
        let ids: Vec<ProjectId> = keys.iter().map(|key| key.0).collect();
        let rows = indicators::of_projects(&self.app, &ids).await;
        grouped(rows.map(|rows| {
            rows.into_iter()
                .map(|row| (IndicatorsOf(row.project), row))
                .collect()
        }))
    }
}

/// The benefits of a project that the person has found.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct BenefitsOf(pub(crate) ProjectId);

impl Loader<BenefitsOf> for Source {
    type Value = Vec<Benefit>;
    type Error = LoadFailure;

    async fn load(&self, keys: &[BenefitsOf]) -> Result<HashMap<BenefitsOf, Vec<Benefit>>, LoadFailure> {
        let ids: Vec<ProjectId> = keys.iter().map(|key| key.0).collect();
        let rows = benefits::of_projects(&self.app, &ids).await;
        grouped(rows.map(|rows| {
            rows.into_iter()
                .map(|row| (BenefitsOf(row.project), row))
                .collect()
        }))
    }
}

/// The final or interim report that settles an obligation.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct FinalReportOf(pub(crate) ObligationId);

impl Loader<FinalReportOf> for Source {
    type Value = FinalReport;
    type Error = LoadFailure;

    async fn load(&self, keys: &[FinalReportOf]) -> Result<HashMap<FinalReportOf, FinalReport>, LoadFailure> {
        let Some(actor) = &self.actor else {
            return Ok(HashMap::new());
        };
        let ids: Vec<ObligationId> = keys.iter().map(|key| key.0).collect();
        keyed(
            final_reports::of_obligations(&self.app, actor, &ids).await,
            |report| FinalReportOf(report.obligation),
        )
    }
}

/// The register of risks of a project that the person has found.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct RegisterOf(pub(crate) ProjectId);

impl Loader<RegisterOf> for Source {
    type Value = Vec<Risk>;
    type Error = LoadFailure;

    async fn load(&self, keys: &[RegisterOf]) -> Result<HashMap<RegisterOf, Vec<Risk>>, LoadFailure> {
        let ids: Vec<ProjectId> = keys.iter().map(|key| key.0).collect();
        let rows = risks::of_projects(&self.app, &ids).await;
        grouped(rows.map(|rows| {
            rows.into_iter()
                .map(|row| (RegisterOf(row.project), row))
                .collect()
        }))
    }
}

impl Loader<RiskId> for Source {
    type Value = Risk;
    type Error = LoadFailure;

    async fn load(&self, keys: &[RiskId]) -> Result<HashMap<RiskId, Risk>, LoadFailure> {
        let Some(actor) = &self.actor else {
            return Ok(HashMap::new());
        };
        keyed(risks::find_many(&self.app, actor, keys).await, |risk| risk.id)
    }
}
