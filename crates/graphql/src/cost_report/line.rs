use async_graphql::{Context, ID, Object};
use chrono::NaiveDate;
use talkoot_app::{App, cost_reports};
use talkoot_domain::{cost_line::CostLine, ids::CostLineId, policy::Actor};

use super::{
    CostReportObject, LineRemarkObject,
    allocation::{AllocationObject, CostLineExclusion, EvidenceObject},
};
use crate::{
    claim::VerificationObject,
    context::loaders,
    loaders::{AllocationOf, EvidenceOf, RemarksOfLine, claims::VerificationOf},
    node::{self, Kind},
    outcome::{error, not_found},
    scalar::Money,
};

/// A cost line: one row of a partner's ledger that the partner claims.
pub(crate) struct CostLineObject(pub(crate) CostLine);

/// A cost line: one row of a partner's ledger that the partner claims.
#[Object(name = "CostLine")]
impl CostLineObject {
    /// Its id in the graph.
    pub(crate) async fn id(&self) -> ID {
        node::id(Kind::CostLine, self.0.id)
    }

    /// Counts its changes.
    async fn version(&self) -> i64 {
        self.0.version
    }

    /// The report it stands in.
    async fn cost_report(&self, ctx: &Context<'_>) -> async_graphql::Result<CostReportObject> {
        let report = loaders(ctx)?.one(self.0.report).await?;
        report
            .map(CostReportObject)
            .ok_or_else(|| not_found("cost report"))
    }

    /// The id of the import that brought it.
    async fn import_id(&self) -> ID {
        node::id(Kind::LedgerImport, self.0.import)
    }

    /// The row of the file, counted from 1 as a spreadsheet shows it.
    async fn row(&self) -> i64 {
        self.0.entry.row
    }

    /// Number of the voucher.
    async fn voucher(&self) -> &str {
        &self.0.entry.voucher
    }

    /// Number of the line within the voucher.
    async fn line_number(&self) -> &str {
        &self.0.entry.line_number
    }

    /// The day of the entry.
    async fn posted_on(&self) -> Option<NaiveDate> {
        self.0.entry.posted_on
    }

    /// Number of the account, in the partner's own chart.
    async fn account(&self) -> &str {
        &self.0.entry.account
    }

    /// Name of the account.
    async fn account_name(&self) -> &str {
        &self.0.entry.account_name
    }

    /// Code of the cost centre.
    async fn cost_centre(&self) -> &str {
        &self.0.entry.cost_centre
    }

    /// Project code in the partner's ledger.
    async fn project_code(&self) -> &str {
        &self.0.entry.project_code
    }

    /// Name of the supplier; in lines of wages, which keep no personal data, `***` and a pseudonym that is the
    /// same for the same text of one municipality.
    #[graphql(directive = crate::care::personal::apply())]
    async fn supplier_name(&self) -> &str {
        &self.0.entry.supplier_name
    }

    /// Business id of the supplier.
    #[graphql(directive = crate::care::personal::apply())]
    async fn supplier_id(&self) -> &str {
        &self.0.entry.supplier_id
    }

    /// Explanation of the entry; personal identity codes are masked, and lines of wages have a pseudonym.
    #[graphql(directive = crate::care::personal::apply())]
    async fn description(&self) -> &str {
        &self.0.entry.description
    }

    /// What of the row this line claims, net of value added tax unless the terms say otherwise; credits are
    /// negative.
    async fn amount(&self) -> Money {
        self.0.amount.into()
    }

    /// What the row is booked with.
    async fn booked(&self) -> Money {
        self.0.entry.amount.into()
    }

    /// Which part of a row that is split over sub-areas, from 1.
    async fn part(&self) -> i32 {
        self.0.part
    }

    /// Why the row is kept but not claimed; absent for what is claimed.
    async fn exclusion(&self) -> Option<CostLineExclusion> {
        self.0.exclusion.map(Into::into)
    }

    /// How its row is shared and split; absent when it is claimed in whole and in one piece.
    #[graphql(complexity = "5 + child_complexity")]
    async fn allocation(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<AllocationObject>> {
        let key = AllocationOf(self.0.import, self.0.entry.row);
        Ok(loaders(ctx)?.one(key).await?.map(AllocationObject))
    }

    /// The files that show what it is; all parts of a row have the same.
    #[graphql(complexity = "5 + 3 * child_complexity")]
    async fn evidence(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<EvidenceObject>> {
        let found = loaders(ctx)?
            .one(EvidenceOf(self.0.import, self.0.entry.row))
            .await?;
        Ok(found
            .unwrap_or_default()
            .into_iter()
            .map(EvidenceObject)
            .collect())
    }

    /// Which one of several identical rows of the file this is, from 1.
    async fn occurrence(&self) -> i32 {
        self.0.entry.occurrence
    }

    /// What the authority has decided about it; absent for a line of a superseded import.
    async fn verification(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<VerificationObject>> {
        let found = loaders(ctx)?.one(VerificationOf(self.0.id)).await?;
        Ok(found.map(VerificationObject))
    }

    /// What the lead said about the line whenever it gave the report back, oldest first.
    #[graphql(complexity = "5 + 5 * child_complexity")]
    async fn remarks(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<LineRemarkObject>> {
        let remarks = loaders(ctx)?
            .one(RemarksOfLine(self.0.id))
            .await?
            .unwrap_or_default();
        Ok(remarks.into_iter().map(LineRemarkObject).collect())
    }

    /// The code of the cost category; a line without one blocks submission.
    async fn category(&self) -> Option<&str> {
        self.0.category.as_deref()
    }

    /// The id of the sub-area; a line without one blocks submission.
    async fn sub_area_id(&self) -> Option<ID> {
        self.0.sub_area.map(|sub_area| node::id(Kind::SubArea, sub_area))
    }
}

/// The line, if its report exists for this person.
pub(crate) async fn line_by_id(
    app: &App,
    actor: &Actor,
    id: CostLineId,
) -> async_graphql::Result<Option<CostLineObject>> {
    let found = cost_reports::find_line(app, actor, id).await.map_err(error)?;
    Ok(found.map(CostLineObject))
}
