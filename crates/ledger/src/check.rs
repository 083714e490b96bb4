//! The diagnosis of a file.

use std::{collections::BTreeMap, fmt};

use serde::{Serialize, Serializer};

use crate::{
    field::{AmountKind, Field},
    finding::{Finding, Warning},
};

/// A sum in euro cents, wide enough for any file. Written as a decimal: `-1234.56`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sum(i128);

impl Sum {
    /// A sum from whole cents.
    #[must_use]
    pub const fn from_cents(cents: i128) -> Self {
        Self(cents)
    }

    /// The sum in cents.
    #[must_use]
    pub const fn cents(self) -> i128 {
        self.0
    }

    /// Adds the cents of one row. Two million rows of 64 bits each cannot overflow 128 bits.
    pub(crate) fn add(&mut self, cents: i64) {
        self.0 = self.0.saturating_add(i128::from(cents));
    }
}

impl fmt::Display for Sum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cents = self.0.unsigned_abs();
        let sign = if self.0 < 0 { "-" } else { "" };
        f.pad(&format!("{sign}{}.{:02}", cents / 100, cents % 100))
    }
}

impl Serialize for Sum {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// How many rows, and what they add up to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// How many.
    pub rows: u64,
    /// The sum of their amounts, as far as these are known.
    pub total: Sum,
}

impl Tally {
    pub(crate) fn add(&mut self, cents: i64) {
        self.rows += 1;
        self.total.add(cents);
    }
}

/// Why a row that is in order is no cost line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, strum::IntoStaticStr)]
#[serde(rename_all = "camelCase")]
#[strum(serialize_all = "camelCase")]
pub enum Exclusion {
    /// A title or note above the header.
    AboveHeader,
    /// Nothing in it.
    BlankRow,
    /// The header once more.
    RepeatedHeader,
    /// A text alone, without an amount: a heading or a note.
    NoteRow,
    /// The sum of the file. Its amount is compared, and is no part of the file's total.
    TotalRow,
    /// The sum of a group. Its amount is compared, and is no part of the file's total.
    SubtotalRow,
    /// The balance of an account before its entries. It is no part of the file's total.
    OpeningBalance,
    /// Another cost centre, project or activity than the selection wants.
    NotSelected,
    /// Dated before or after the period.
    OutsidePeriod,
    /// Posted on an account of the balance sheet.
    BalanceSheetAccount,
    /// Posted on an account of income, which the selection leaves out.
    Income,
}

impl Exclusion {
    /// True when the row is an entry of the ledger: it counts among the rows and in the total of the file.
    #[must_use]
    pub const fn is_entry(self) -> bool {
        matches!(
            self,
            Self::NotSelected | Self::OutsidePeriod | Self::BalanceSheetAccount | Self::Income
        )
    }
}

/// Why a row cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, strum::IntoStaticStr)]
#[serde(rename_all = "camelCase")]
#[strum(serialize_all = "camelCase")]
pub enum Reason {
    /// The row has more cells than the header has columns: an unquoted separator has moved them.
    TooManyCells,
    /// The row has fewer cells than the header has columns: a cell is missing and those behind it have moved.
    TooFewCells,
    /// A quotation mark that is not closed, or closed where it should not be: rows may stand inside a cell.
    Quotation,
    /// Nothing says which entry it is, in a file whose entries have vouchers or dates.
    NoVoucherOrDate,
    /// No amount.
    AmountMissing,
    /// Not a number.
    AmountNotANumber,
    /// A number that could be two things.
    AmountAmbiguous,
    /// Fractions of a cent.
    AmountSubCent,
    /// More than money can be.
    AmountTooLarge,
    /// An amount alone, or beside a text like a total's, that is not the sum of the rows above it.
    AmountAlone,
    /// A total that is not the sum of its rows.
    TotalDisagrees,
    /// It cannot be told whether the amount is a cost or a credit.
    SignUnclear,
    /// An amount in another currency than euro.
    CurrencyNotEuro,
    /// The tax to be subtracted cannot be read.
    VatUnreadable,
    /// Not a date of the format found.
    DateInvalid,
    /// No date, and the selection has a period.
    DateMissing,
}

/// One thing wrong in one row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RowError {
    /// The row, counted from 1 as an editor or a spreadsheet shows it.
    pub row: u64,
    /// The column.
    pub column: String,
    /// What stands there, cut at 80 characters; personal identity codes are masked.
    pub value: String,
    /// What should stand there.
    pub expected: String,
    /// Why the row is rejected.
    pub reason: Reason,
}

/// A total or subtotal that the file itself states.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StatedTotal {
    /// The row.
    pub row: u64,
    /// Total or subtotal.
    pub kind: Exclusion,
    /// What the file says; `None` when it cannot be read.
    pub stated: Option<Sum>,
    /// What the rows add up to.
    pub computed: Sum,
}

impl StatedTotal {
    /// True when the file agrees with its own rows.
    #[must_use]
    pub fn agrees(&self) -> bool {
        self.stated == Some(self.computed)
    }
}

/// What was found in a file, and what became of each of its rows.
///
/// `total` = `selected` + `excluded` by reason + `rejected` by reason, to the cent. Title, blank, header,
/// total and subtotal rows stand among the excluded with their count and a total of 0.00.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Check {
    /// Name of the file.
    pub file: String,
    /// Its length.
    pub bytes: u64,
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
    /// Encoding of a text file.
    pub encoding: Option<String>,
    /// Separator of a text file; `tab` for a tabulator.
    pub separator: Option<String>,
    /// Sheet of a workbook.
    pub sheet: Option<String>,
    /// The row with the names of the columns, counted from 1.
    pub header_row: u64,
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The column of the amounts.
    pub amount_column: String,
    /// What that column means.
    pub amount_kind: AmountKind,
    /// Which column holds what.
    pub fields: BTreeMap<Field, String>,
    /// How dates are written, where there are any.
    pub date_format: Option<String>,
    /// How amounts are written.
    pub number_format: String,
    /// How all this was found, and how sure it is.
    pub findings: Vec<Finding>,
    /// Entries of the ledger: selected, excluded and rejected rows, but no blank, total or header rows.
    pub rows: u64,
    /// Sum of the amounts of those rows.
    pub total: Sum,
    /// Those of the rows with a negative amount.
    pub credits: Tally,
    /// Cost lines.
    pub selected: Tally,
    /// Rows in order that are no cost lines, by reason.
    pub excluded: BTreeMap<Exclusion, Tally>,
    /// Rows that cannot be read, by their first reason; the total is of those whose amount is known.
    pub rejected: BTreeMap<Reason, Tally>,
    /// The first errors.
    pub errors: Vec<RowError>,
    /// How many errors there are.
    pub error_count: u64,
    /// What a person should look at.
    pub warnings: Vec<Warning>,
    /// How many selected rows equal an earlier selected row in every named column. They are kept.
    pub repeats: u64,
    /// The first totals and subtotals that the file states itself.
    pub stated_totals: Vec<StatedTotal>,
}

impl Check {
    /// True when the file may be imported.
    #[must_use]
    pub const fn is_importable(&self) -> bool {
        self.error_count == 0
    }

    /// Selected, excluded and rejected together, which is what `total` says.
    #[must_use]
    pub fn accounted_for(&self) -> Sum {
        let parts = self
            .excluded
            .values()
            .chain(self.rejected.values())
            .map(|tally| tally.total.cents());
        Sum(self.selected.total.cents() + parts.sum::<i128>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_decimals() {
        for (cents, text) in [
            (0, "0.00"),
            (-5, "-0.05"),
            (648_527_771, "6485277.71"),
            (-4_424_464, "-44244.64"),
        ] {
            assert_eq!(Sum::from_cents(cents).to_string(), text);
            assert_eq!(serde_json::to_value(Sum::from_cents(cents)).unwrap(), text);
        }
    }
}
