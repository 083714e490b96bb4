//! Loaders of what a project plans and fears: milestones and risks.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use talkoot_app::{milestones, risks};
use talkoot_domain::{
    ids::{ProjectId, RiskId},
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
