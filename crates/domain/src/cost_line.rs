//! A cost line: one row of a partner's ledger that the partner claims.

use chrono::NaiveDate;

use crate::{
    ids::{CostLineId, CostReportId, LedgerImportId, SubAreaId},
    money::Money,
};

/// What stands in the texts of a wage line, in the place of a person's data.
pub const PERSONAL_DATA_REMOVED: &str = "***";

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
    /// What of the row is claimed by this line: all of it, the project's share, or its part of that.
    pub amount: Money,
    /// Which part of the row this is, from 1; rows that are not split have one.
    pub part: i32,
    /// Why the row is not claimed at all.
    pub exclusion: Option<Exclusion>,
}

/// Why a row of the ledger is kept in the report but not claimed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumIter, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Exclusion {
    /// One part of the municipality charges another (*sisäinen erä*): excluded unless the mapping names the
    /// account itself or a person classifies the line.
    InternalCharge,
    /// The municipality's mapping says that the account is never claimed.
    ByMapping,
    /// A part of a row that is no longer split so far; the row itself is claimed by its other parts.
    NoPart,
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
    /// The amount booked, net of value added tax unless the terms say otherwise.
    pub amount: Money,
    /// Which one of several identical rows of the file this is, from 1.
    pub occurrence: i32,
}
