//! A cost line as it leaves the reader.

use chrono::NaiveDate;
use talkoot_domain::money::Money;

/// One selected row of a ledger. Texts are decoded, trimmed and free of personal identity codes; a text the
/// file does not have is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Posting {
    /// The row in the file, counted from 1 as an editor or a spreadsheet shows it.
    pub row: u64,
    /// Which selected line of the file this is, from 1.
    pub ordinal: u64,
    /// Number of the voucher.
    pub voucher: String,
    /// Number of the line within the voucher, where the file has one.
    pub line_number: String,
    /// The day of the entry; `None` when the file has no date or the cell is blank.
    pub date: Option<NaiveDate>,
    /// Number of the account.
    pub account: String,
    /// Name of the account, at times cut short by the accounting system.
    pub account_name: String,
    /// Code of the cost centre.
    pub cost_centre: String,
    /// Name of the cost centre.
    pub cost_centre_name: String,
    /// Project code.
    pub project: String,
    /// Activity code.
    pub activity: String,
    /// Code of the project's sub-area.
    pub sub_area: String,
    /// Name of the supplier.
    pub supplier_name: String,
    /// Business id of the supplier as `1234567-8` when it is one; else as it stood.
    pub supplier_id: String,
    /// Explanation of the entry.
    pub text: String,
    /// The amount to be reported: without tax where the file or the profile allows it, negative for credits.
    pub net: Money,
    /// The amount with tax, where the file says it.
    pub gross: Option<Money>,
    /// The tax, where the file says it.
    pub vat: Option<Money>,
    /// Which one of several identical selected rows this is, from 1. Identical rows are real: two equal
    /// fees on one voucher are two costs.
    pub occurrence: u32,
}
