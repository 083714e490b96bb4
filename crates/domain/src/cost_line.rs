//! A cost line: one row of a partner's ledger that the partner claims.

use chrono::NaiveDate;

use crate::{
    ids::{CostLineId, CostReportId, LedgerImportId, SubAreaId},
    money::Money,
};

/// A row selected from a partner's ledger, as it stands in a cost report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CostLine {
    /// Its identifier.
    pub id: CostLineId,
    /// Counts the changes.
    pub version: i64,
    /// The report it stands in.
    pub report: CostReportId,
    /// The import that brought it.
    pub import: LedgerImportId,
    /// What the ledger says.
    pub entry: LedgerEntry,
    /// The code of the cost category; a line without one blocks submission.
    pub category: Option<String>,
    /// The sub-area it is spent on; a line without one blocks submission.
    pub sub_area: Option<SubAreaId>,
}

/// What the partner's ledger says about a cost, unchanged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerEntry {
    /// The row of the file, counted from 1 as a spreadsheet shows it.
    pub row: i64,
    /// Number of the voucher.
    pub voucher: String,
    /// Number of the line within the voucher.
    pub line_number: String,
    /// The day of the entry.
    pub posted_on: Option<NaiveDate>,
    /// Number of the account, in the partner's own chart.
    pub account: String,
    /// Name of the account.
    pub account_name: String,
    /// Code of the cost centre.
    pub cost_centre: String,
    /// Project code.
    pub project_code: String,
    /// Name of the supplier.
    pub supplier_name: String,
    /// Business id of the supplier.
    pub supplier_id: String,
    /// Explanation of the entry.
    pub description: String,
    /// The amount to be claimed, net of value added tax unless the terms say otherwise.
    pub amount: Money,
    /// Which one of several identical rows of the file this is, from 1.
    pub occurrence: i32,
}
