use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use talkoot_app::cost_reports::{self, Evidence, ExcludedSum, Selection, StoredAllocation};
use talkoot_domain::{
    allocation::{Allocation, Part, Size},
    cost_line::Exclusion,
};

use crate::{
    context::loaders,
    node::{self, Kind},
    obligation::StoredFileObject,
    organisation::PersonObject,
    outcome::{invalid, not_found},
    scalar::{Money, Percent},
};

/// Why a row of the ledger is kept in the report but not claimed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "Exclusion")]
pub(crate) enum CostLineExclusion {
    /// One part of the municipality charges another: excluded unless the mapping names the account itself or a
    /// person classifies the line.
    InternalCharge,
    /// The municipality's mapping says that the account is never claimed.
    ByMapping,
    /// A part of a row that is no longer split so far.
    NoPart,
}

/// How a row of the ledger is shared and split.
pub(crate) struct AllocationObject(pub(crate) StoredAllocation);

/// How a row of the ledger is shared and split.
#[Object(name = "CostLineAllocation")]
impl AllocationObject {
    /// The project's share of the row, over all its parts.
    async fn share(&self) -> Money {
        self.0.share.into()
    }

    /// The same in per cent; absent when it was stated as an amount or is all of it.
    async fn share_percent(&self) -> Option<Percent> {
        self.0.rate.map(Into::into)
    }

    /// Why.
    async fn reason(&self) -> &str {
        &self.0.reason
    }

    /// Who said so last.
    async fn allocated_by(&self, ctx: &Context<'_>) -> async_graphql::Result<PersonObject> {
        let person = loaders(ctx)?.one(self.0.by).await?;
        person.map(PersonObject).ok_or_else(|| not_found("person"))
    }

    /// When.
    async fn allocated_at(&self) -> DateTime<Utc> {
        self.0.at
    }
}

/// A file that shows what a cost line is.
pub(crate) struct EvidenceObject(pub(crate) Evidence);

/// A file that shows what a cost line is.
#[Object(name = "CostLineEvidence")]
impl EvidenceObject {
    /// The file.
    async fn file(&self, ctx: &Context<'_>) -> async_graphql::Result<StoredFileObject> {
        let file = loaders(ctx)?.one(self.0.file).await?;
        file.map(StoredFileObject).ok_or_else(|| not_found("file"))
    }

    /// Who attached it.
    async fn attached_by(&self, ctx: &Context<'_>) -> async_graphql::Result<PersonObject> {
        let person = loaders(ctx)?.one(self.0.by).await?;
        person.map(PersonObject).ok_or_else(|| not_found("person"))
    }

    /// When.
    async fn attached_at(&self) -> DateTime<Utc> {
        self.0.at
    }
}

/// Rows that are excluded for one reason.
#[derive(SimpleObject)]
pub(crate) struct ExcludedCosts {
    /// Why.
    reason: CostLineExclusion,
    /// How many rows.
    rows: u64,
    /// What they are booked with.
    amount: Money,
}

impl From<ExcludedSum> for ExcludedCosts {
    fn from(sum: ExcludedSum) -> Self {
        Self {
            reason: sum.reason.into(),
            rows: sum.rows,
            amount: sum.amount.into(),
        }
    }
}

/// How what a report claims follows from its ledger: selected = eligible + own part.
#[derive(SimpleObject)]
pub(crate) struct CostReportEquation {
    /// What the selected rows are booked with.
    selected: Money,
    /// What of them is claimed.
    eligible: Money,
    /// What the municipality bears itself: the rest of shared rows, and excluded ones.
    own_part: Money,
    /// What of the own part is excluded, by reason.
    excluded: Vec<ExcludedCosts>,
}

impl From<Selection> for CostReportEquation {
    fn from(selection: Selection) -> Self {
        Self {
            selected: selection.selected.into(),
            eligible: selection.eligible.into(),
            own_part: selection.own_part.into(),
            excluded: selection.excluded.into_iter().map(Into::into).collect(),
        }
    }
}

/// How much: per cent of the whole, or an amount of its sign.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct ShareInput {
    /// In per cent; either this or `amount`.
    percent: Option<Percent>,
    /// In EUR; either this or `percent`.
    amount: Option<Money>,
}

impl TryFrom<ShareInput> for Size {
    type Error = async_graphql::Error;

    fn try_from(share: ShareInput) -> async_graphql::Result<Self> {
        match (share.percent, share.amount) {
            (Some(percent), None) => Ok(Self::Percent(percent.0)),
            (None, Some(amount)) => Ok(Self::Amount(amount.0)),
            _ => Err(invalid("state either `percent` or `amount`")),
        }
    }
}

/// What of the project's share goes to a sub-area.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct LinePartInput {
    /// The sub-area.
    sub_area_id: ID,
    /// How much of the project's share.
    size: ShareInput,
}

/// What of a cost line belongs to the project, and to which of its sub-areas.
#[derive(Debug, InputObject)]
pub(crate) struct AllocateCostLineInput {
    /// The report.
    pub(crate) cost_report_id: ID,
    /// The version of the report that you have read.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each change that you want to make.
    pub(crate) idempotency_key: String,
    /// The line, or any part of it; what held for it before is replaced.
    pub(crate) cost_line_id: ID,
    /// What of the row belongs to the project, rounded half up; all of it when absent.
    share: Option<ShareInput>,
    /// The sub-areas over which that is split, 2 to 50, all in per cent that make 100 or all in amounts that
    /// make the share; the sub-area it has when empty.
    #[graphql(default)]
    parts: Vec<LinePartInput>,
    /// Why.
    reason: String,
}

impl TryFrom<AllocateCostLineInput> for Allocation {
    type Error = async_graphql::Error;

    fn try_from(input: AllocateCostLineInput) -> async_graphql::Result<Self> {
        let part = |part: LinePartInput| {
            Ok::<_, async_graphql::Error>(Part {
                sub_area: node::key(Kind::SubArea, &part.sub_area_id)?,
                size: part.size.try_into()?,
            })
        };
        Ok(Self {
            share: input.share.map(TryInto::try_into).transpose()?,
            parts: input.parts.into_iter().map(part).collect::<Result<_, _>>()?,
            reason: input.reason,
        })
    }
}

/// A shared or split cost line to be claimed in whole again.
#[derive(Debug, InputObject)]
pub(crate) struct ResetCostLineAllocationInput {
    /// The report.
    pub(crate) cost_report_id: ID,
    /// The version of the report that you have read.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each change that you want to make.
    pub(crate) idempotency_key: String,
    /// The line, or any part of it.
    pub(crate) cost_line_id: ID,
}

/// A file that shows what a cost line is.
#[derive(Debug, InputObject)]
pub(crate) struct EvidenceInput {
    /// The report.
    cost_report_id: ID,
    /// The version of the report that you have read.
    expected_version: i64,
    /// Chosen by you, new for each change that you want to make.
    pub(crate) idempotency_key: String,
    /// The line, or any part of it: the row of the ledger carries the file.
    cost_line_id: ID,
    /// The file, uploaded with `POST /files` for the same municipality.
    file_id: ID,
}

impl TryFrom<&EvidenceInput> for cost_reports::EvidenceOfLine {
    type Error = async_graphql::Error;

    fn try_from(input: &EvidenceInput) -> async_graphql::Result<Self> {
        Ok(Self {
            report: node::key(Kind::CostReport, &input.cost_report_id)?,
            expected_version: input.expected_version,
            line: node::key(Kind::CostLine, &input.cost_line_id)?,
            file: node::key(Kind::File, &input.file_id)?,
        })
    }
}
