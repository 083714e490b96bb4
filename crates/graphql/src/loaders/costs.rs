//! Loaders of cost reports and what hangs on them.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use talkoot_app::cost_reports::{
    self, CellSum, Evidence, Imported, Readiness, Remarked, Selection, StoredAllocation,
};
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

/// How what a report that the person has found claims follows from its ledger.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct SelectionOf(pub(crate) CostReportId);

impl Loader<SelectionOf> for Source {
    type Value = Selection;
    type Error = LoadFailure;

    async fn load(&self, keys: &[SelectionOf]) -> Result<HashMap<SelectionOf, Selection>, LoadFailure> {
        let ids: Vec<CostReportId> = keys.iter().map(|key| key.0).collect();
        let rows = cost_reports::selections(&self.app, &ids).await;
        Ok(grouped(rows)?
            .into_iter()
            .filter_map(|(report, mut found)| Some((SelectionOf(report), found.pop()?)))
            .collect())
    }
}

/// How a row of an import that the person has found is shared and split.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct AllocationOf(pub(crate) LedgerImportId, pub(crate) i64);

impl Loader<AllocationOf> for Source {
    type Value = StoredAllocation;
    type Error = LoadFailure;

    async fn load(
        &self,
        keys: &[AllocationOf],
    ) -> Result<HashMap<AllocationOf, StoredAllocation>, LoadFailure> {
        let rows: Vec<_> = keys.iter().map(|key| (key.0, key.1)).collect();
        let found = cost_reports::allocations(&self.app, &rows).await;
        keyed(found, |stored| AllocationOf(stored.import, stored.row))
    }
}

/// The evidence of a row of an import that the person has found.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct EvidenceOf(pub(crate) LedgerImportId, pub(crate) i64);

impl Loader<EvidenceOf> for Source {
    type Value = Vec<Evidence>;
    type Error = LoadFailure;

    async fn load(&self, keys: &[EvidenceOf]) -> Result<HashMap<EvidenceOf, Vec<Evidence>>, LoadFailure> {
        let rows: Vec<_> = keys.iter().map(|key| (key.0, key.1)).collect();
        let found = cost_reports::evidence(&self.app, &rows).await;
        let key = |one: &Evidence| EvidenceOf(one.import, one.row);
        grouped(found.map(|found| found.into_iter().map(|one| (key(&one), one)).collect()))
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
