//! Loaders of cost reports and what hangs on them.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use talkoot_app::cost_reports::{self, CellSum, Imported, Readiness, Remarked};
use talkoot_domain::{
    cost_report::CostReport,
    ids::{CostLineId, CostReportId, LedgerImportId},
};

use super::{LoadFailure, Source, grouped, keyed};

impl Loader<CostReportId> for Source {
    type Value = CostReport;
    type Error = LoadFailure;

    async fn load(&self, keys: &[CostReportId]) -> Result<HashMap<CostReportId, CostReport>, LoadFailure> {
        let Some(actor) = &self.actor else {
            return Ok(HashMap::new());
        };
        keyed(cost_reports::find_many(&self.app, actor, keys).await, |report| {
            report.id
        })
    }
}

/// What the lines of a report that the person has found add up to.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct SumsOf(pub(crate) CostReportId);

impl Loader<SumsOf> for Source {
    type Value = Vec<CellSum>;
    type Error = LoadFailure;

    async fn load(&self, keys: &[SumsOf]) -> Result<HashMap<SumsOf, Vec<CellSum>>, LoadFailure> {
        let ids: Vec<CostReportId> = keys.iter().map(|key| key.0).collect();
        let rows = cost_reports::sums(&self.app, &ids).await;
        grouped(rows.map(|rows| rows.into_iter().map(|row| (SumsOf(row.report), row)).collect()))
    }
}

/// The imports into a report that the person has found.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct ImportsOf(pub(crate) CostReportId);

impl Loader<ImportsOf> for Source {
    type Value = Vec<Imported>;
    type Error = LoadFailure;

    async fn load(&self, keys: &[ImportsOf]) -> Result<HashMap<ImportsOf, Vec<Imported>>, LoadFailure> {
        let ids: Vec<CostReportId> = keys.iter().map(|key| key.0).collect();
        let rows = cost_reports::imports(&self.app, &ids).await;
        grouped(rows.map(|rows| rows.into_iter().map(|row| (ImportsOf(row.report), row)).collect()))
    }
}

/// What stands between an import and its submission.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct ReadinessOf(pub(crate) LedgerImportId);

impl Loader<ReadinessOf> for Source {
    type Value = Readiness;
    type Error = LoadFailure;

    async fn load(&self, keys: &[ReadinessOf]) -> Result<HashMap<ReadinessOf, Readiness>, LoadFailure> {
        let ids: Vec<LedgerImportId> = keys.iter().map(|key| key.0).collect();
        let rows = cost_reports::readiness(&self.app, &ids).await;
        Ok(grouped(rows)?
            .into_iter()
            .filter_map(|(import, mut ready)| Some((ReadinessOf(import), ready.pop()?)))
            .collect())
    }
}

/// What was said about lines of a report that the person has found.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct RemarksOf(pub(crate) CostReportId);

impl Loader<RemarksOf> for Source {
    type Value = Vec<Remarked>;
    type Error = LoadFailure;

    async fn load(&self, keys: &[RemarksOf]) -> Result<HashMap<RemarksOf, Vec<Remarked>>, LoadFailure> {
        let ids: Vec<CostReportId> = keys.iter().map(|key| key.0).collect();
        let rows = cost_reports::remarks_of_reports(&self.app, &ids).await;
        grouped(rows.map(|rows| rows.into_iter().map(|row| (RemarksOf(row.report), row)).collect()))
    }
}

/// What was said about a line that the person has found.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct RemarksOfLine(pub(crate) CostLineId);

impl Loader<RemarksOfLine> for Source {
    type Value = Vec<Remarked>;
    type Error = LoadFailure;

    async fn load(
        &self,
        keys: &[RemarksOfLine],
    ) -> Result<HashMap<RemarksOfLine, Vec<Remarked>>, LoadFailure> {
        let ids: Vec<CostLineId> = keys.iter().map(|key| key.0).collect();
        let rows = cost_reports::remarks_of_lines(&self.app, &ids).await;
        grouped(rows.map(|rows| {
            rows.into_iter()
                .map(|row| (RemarksOfLine(row.line), row))
                .collect()
        }))
    }
}
