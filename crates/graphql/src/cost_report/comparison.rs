use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use chrono::NaiveDate;
use talkoot_app::cost_reports::{Change, Comparison, Count, Duplicate};
use talkoot_domain::{cost_line::LedgerEntry, ids::CostLineId};

use crate::{
    connection::{self, List},
    context::loaders,
    node::{self, Kind},
    organisation::OrganisationObject,
    outcome::not_found,
    scalar::Money,
};

/// How many rows differ between two imports, and what they add up to.
#[derive(SimpleObject)]
#[graphql(name = "LedgerDifferenceCount")]
pub(crate) struct CountObject {
    /// How many.
    rows: u64,
    /// Their sum; of changed rows, by how much they changed the sum.
    total: Money,
}

impl From<Count> for CountObject {
    fn from(count: Count) -> Self {
        Self {
            rows: count.rows,
            total: count.total.into(),
        }
    }
}

/// What a row of a ledger file says about a cost.
pub(crate) struct EntryObject {
    line: Option<CostLineId>,
    entry: LedgerEntry,
}

/// What a row of a ledger file says about a cost.
#[Object(name = "LedgerEntry")]
impl EntryObject {
    /// The id of its cost line; absent in a preview.
    async fn cost_line_id(&self) -> Option<ID> {
        self.line.map(|line| node::id(Kind::CostLine, line))
    }

    /// The row of the file, counted from 1 as a spreadsheet shows it.
    async fn row(&self) -> i64 {
        self.entry.row
    }

    /// Number of the voucher.
    async fn voucher(&self) -> &str {
        &self.entry.voucher
    }

    /// Number of the line within the voucher.
    async fn line_number(&self) -> &str {
        &self.entry.line_number
    }

    /// The day of the entry.
    async fn posted_on(&self) -> Option<NaiveDate> {
        self.entry.posted_on
    }

    /// Number of the account, in the partner's own chart.
    async fn account(&self) -> &str {
        &self.entry.account
    }

    /// Code of the cost centre.
    async fn cost_centre(&self) -> &str {
        &self.entry.cost_centre
    }

    /// Project code in the partner's ledger.
    async fn project_code(&self) -> &str {
        &self.entry.project_code
    }

    /// Name of the supplier.
    #[graphql(directive = crate::care::personal::apply())]
    async fn supplier_name(&self) -> &str {
        &self.entry.supplier_name
    }

    /// Business id of the supplier.
    #[graphql(directive = crate::care::personal::apply())]
    async fn supplier_id(&self) -> &str {
        &self.entry.supplier_id
    }

    /// Explanation of the entry; personal identity codes are masked.
    #[graphql(directive = crate::care::personal::apply())]
    async fn description(&self) -> &str {
        &self.entry.description
    }

    /// The amount; credits are negative.
    async fn amount(&self) -> Money {
        self.entry.amount.into()
    }

    /// Which one of several identical rows of the file this is, from 1.
    async fn occurrence(&self) -> i32 {
        self.entry.occurrence
    }
}

/// A row that a later file brought, left out or changed.
pub(crate) struct ChangeObject(Change);

/// A row that a later file brought, left out or changed.
#[Object(name = "LedgerChange")]
impl ChangeObject {
    /// The row as the superseded file had it; absent when it is new.
    async fn before(&self) -> Option<EntryObject> {
        let (line, entry) = self.0.before.clone()?;
        Some(EntryObject { line, entry })
    }

    /// The row as the later file has it; absent when it is gone.
    async fn after(&self) -> Option<EntryObject> {
        let (line, entry) = self.0.after.clone()?;
        Some(EntryObject { line, entry })
    }

    /// What differs: `postedOn`, `account`, `costCentre`, `projectCode`, `supplierName`, `supplierId`,
    /// `description`, `amount`; empty when the row is new or gone.
    async fn facts(&self) -> Vec<&'static str> {
        self.0.facts.iter().map(|&fact| fact.into()).collect()
    }
}

/// What a ledger file changes against the one that it supersedes. To the cent: sum before + added - gone +
/// changed = sum after.
pub(crate) struct ComparisonObject(pub(crate) Comparison);

/// What a ledger file changes against the one that it supersedes. To the cent: sum before + added - gone +
/// changed = sum after.
#[Object(name = "LedgerDifference")]
impl ComparisonObject {
    /// Rows that both have.
    async fn stayed(&self) -> CountObject {
        self.0.stayed.into()
    }

    /// Rows that only the later file has.
    async fn added(&self) -> CountObject {
        self.0.added.into()
    }

    /// Rows that only the superseded file has.
    async fn gone(&self) -> CountObject {
        self.0.gone.into()
    }

    /// Rows that differ.
    async fn changed(&self) -> CountObject {
        self.0.changed.into()
    }

    /// Each row but those that stayed: first those that are gone, then the others in the order of the later file.
    #[graphql(complexity = "crate::connection::cost(first, child_complexity)")]
    async fn changes(
        &self,
        #[graphql(desc = "How many, at most 100; 20 unless told.")] first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<ID>,
    ) -> async_graphql::Result<List<ChangeObject>> {
        let page = connection::numbered(first, after.as_ref())?;
        Ok(connection::numbered_part(page, &self.0.changes, |one| {
            ChangeObject(one.clone())
        }))
    }
}

/// Where a cost stands that is in another report already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "talkoot_domain::duplicate::Place")]
pub(crate) enum DuplicatePlace {
    /// In the municipality's own report of another period.
    Period,
    /// In the municipality's own report in another project.
    Project,
    /// In the report of another municipality of the project.
    Partner,
}

/// A cost line that stands in another report already. Of a report that does not exist for you, only the
/// municipality and the period are told, and of another project not even those.
pub(crate) struct DuplicateObject(pub(crate) Duplicate);

/// A cost line that stands in another report already. Of a report that does not exist for you, only the
/// municipality and the period are told, and of another project not even those.
#[Object(name = "DuplicateCost")]
impl DuplicateObject {
    /// The row of the file, counted from 1 as a spreadsheet shows it.
    async fn row(&self) -> i64 {
        self.0.row
    }

    /// Number of the voucher.
    async fn voucher(&self) -> &str {
        &self.0.voucher
    }

    /// The amount.
    async fn amount(&self) -> Money {
        self.0.amount.into()
    }

    /// Where it stands.
    async fn place(&self) -> DuplicatePlace {
        self.0.place.into()
    }

    /// In words, for people.
    async fn message(&self) -> String {
        self.0.in_words()
    }

    /// The municipality of the other report.
    async fn partner(&self, ctx: &Context<'_>) -> async_graphql::Result<OrganisationObject> {
        let partner = loaders(ctx)?.one(self.0.partner).await?;
        partner
            .map(OrganisationObject)
            .ok_or_else(|| not_found("organisation"))
    }

    /// Number and name of the project of the other report; absent when it does not exist for you.
    async fn project(&self) -> Option<String> {
        let (number, name) = self.0.project.as_ref()?;
        Some(format!("{number} {name}"))
    }

    /// The first day of the period of the other report; absent with its project.
    async fn period_first(&self) -> Option<NaiveDate> {
        self.0.period.map(|days| days.first)
    }

    /// The last day of that period.
    async fn period_last(&self) -> Option<NaiveDate> {
        self.0.period.map(|days| days.last)
    }

    /// The id of the other report, when it exists for you.
    async fn cost_report_id(&self) -> Option<ID> {
        self.0.report.map(|report| node::id(Kind::CostReport, report))
    }

    /// The id of the line of the other report, when it exists for you.
    async fn cost_line_id(&self) -> Option<ID> {
        self.0.line.map(|(line, _)| node::id(Kind::CostLine, line))
    }
}
