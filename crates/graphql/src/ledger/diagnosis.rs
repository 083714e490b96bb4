use async_graphql::{Object, SimpleObject};
use talkoot_app::ledgers::{Diagnosis, Excluded, Finding, RowError, StatedTotal, Tally, Warning, format};

use crate::scalar::Money;

/// How many rows of a ledger, and what they add up to.
#[derive(SimpleObject)]
pub(crate) struct LedgerTally {
    /// How many.
    rows: u64,
    /// The sum of their amounts.
    total: Money,
}

impl From<Tally> for LedgerTally {
    fn from(tally: Tally) -> Self {
        Self {
            rows: tally.rows,
            total: tally.total.into(),
        }
    }
}

/// Rows of a ledger that are no cost lines, for one reason.
#[derive(SimpleObject)]
pub(crate) struct LedgerReason {
    /// The reason, for example `notSelected`, `outsidePeriod`, `balanceSheetAccount`, `totalRow`, or of
    /// rejected rows `amountNotANumber`, `dateInvalid`.
    reason: String,
    /// How many rows.
    rows: u64,
    /// The sum of their amounts, as far as these are known.
    total: Money,
}

impl From<&Excluded> for LedgerReason {
    fn from(excluded: &Excluded) -> Self {
        Self {
            reason: excluded.reason.clone(),
            rows: excluded.tally.rows,
            total: excluded.tally.total.into(),
        }
    }
}

/// Something found about the layout of a ledger file.
#[derive(SimpleObject)]
pub(crate) struct LedgerFinding {
    /// What it is about: `encoding`, `separator`, `headerRow`, `amountColumn` and so on.
    what: String,
    /// What was found.
    value: String,
    /// `given`, `certain` or `likely`.
    certainty: String,
    /// Why, in words.
    why: String,
}

impl From<&Finding> for LedgerFinding {
    fn from(finding: &Finding) -> Self {
        Self {
            what: finding.what.clone(),
            value: finding.value.clone(),
            certainty: finding.certainty.clone(),
            why: finding.why.clone(),
        }
    }
}

impl From<&format::Finding> for LedgerFinding {
    fn from(finding: &format::Finding) -> Self {
        let certainty: &'static str = finding.certainty.into();
        Self {
            what: finding.what.to_owned(),
            value: finding.value.clone(),
            certainty: certainty.to_owned(),
            why: finding.why.clone(),
        }
    }
}

/// One thing wrong in one row of a ledger file.
#[derive(SimpleObject)]
pub(crate) struct LedgerRowError {
    /// The row, counted from 1 as a spreadsheet shows it.
    row: u64,
    /// The column.
    column: String,
    /// What stands there; personal identity codes are masked.
    value: String,
    /// What should stand there.
    expected: String,
    /// Why the row is rejected.
    reason: String,
}

impl From<&RowError> for LedgerRowError {
    fn from(error: &RowError) -> Self {
        Self {
            row: error.row,
            column: error.column.clone(),
            value: error.value.clone(),
            expected: error.expected.clone(),
            reason: error.reason.clone(),
        }
    }
}

impl From<&format::RowError> for LedgerRowError {
    fn from(error: &format::RowError) -> Self {
        let reason: &'static str = error.reason.into();
        Self {
            row: error.row,
            column: error.column.clone(),
            value: error.value.clone(),
            expected: error.expected.clone(),
            reason: reason.to_owned(),
        }
    }
}

/// Something about a ledger file that a person should look at; it does not stop an import.
#[derive(SimpleObject)]
pub(crate) struct LedgerWarning {
    /// A stable name.
    code: String,
    /// How many rows it is about; 0 when it is about the file.
    rows: u64,
    /// In words.
    message: String,
}

impl From<&Warning> for LedgerWarning {
    fn from(warning: &Warning) -> Self {
        Self {
            code: warning.code.clone(),
            rows: warning.rows,
            message: warning.message.clone(),
        }
    }
}

impl From<&format::Warning> for LedgerWarning {
    fn from(warning: &format::Warning) -> Self {
        Self {
            code: warning.code.to_owned(),
            rows: warning.rows,
            message: warning.message.clone(),
        }
    }
}

/// A total that a ledger file itself states.
#[derive(SimpleObject)]
pub(crate) struct LedgerStatedTotal {
    /// The row.
    row: u64,
    /// `totalRow` or `subtotalRow`.
    kind: String,
    /// What the file says; absent when it cannot be read.
    stated: Option<Money>,
    /// What the rows above it add up to.
    computed: Money,
}

impl From<&StatedTotal> for LedgerStatedTotal {
    fn from(total: &StatedTotal) -> Self {
        Self {
            row: total.row,
            kind: total.kind.clone(),
            stated: total.stated.map(Into::into),
            computed: total.computed.into(),
        }
    }
}

/// What was found in a ledger file. To the cent: file total = selected + excluded + rejected.
pub(crate) struct DiagnosisObject(pub(crate) Diagnosis);

/// What was found in a ledger file. To the cent: file total = selected + excluded + rejected.
#[Object(name = "LedgerDiagnosis")]
impl DiagnosisObject {
    /// Encoding of a text file.
    async fn encoding(&self) -> Option<&str> {
        self.0.encoding.as_deref()
    }

    /// Separator of a text file; `tab` for a tabulator.
    async fn separator(&self) -> Option<&str> {
        self.0.separator.as_deref()
    }

    /// Sheet of a workbook.
    async fn sheet(&self) -> Option<&str> {
        self.0.sheet.as_deref()
    }

    /// The row with the names of the columns, counted from 1.
    async fn header_row(&self) -> u64 {
        self.0.header_row
    }

    /// The names of the columns.
    async fn columns(&self) -> &[String] {
        &self.0.columns
    }

    /// The column of the amounts.
    async fn amount_column(&self) -> &str {
        &self.0.amount_column
    }

    /// What that column means: `postedLine`, `net`, `unsaid`, `gross`, `invoiceTotal` or
    /// `debitMinusCredit`.
    async fn amount_kind(&self) -> &str {
        &self.0.amount_kind
    }

    /// How dates are written, where there are any.
    async fn date_format(&self) -> Option<&str> {
        self.0.date_format.as_deref()
    }

    /// How amounts are written.
    async fn number_format(&self) -> &str {
        &self.0.number_format
    }

    /// How all this was found, and how sure it is.
    async fn findings(&self) -> Vec<LedgerFinding> {
        self.0.findings.iter().map(Into::into).collect()
    }

    /// Entries of the ledger: selected, excluded and rejected rows, but no blank, total or header rows.
    async fn rows(&self) -> u64 {
        self.0.rows
    }

    /// Sum of the amounts of those rows.
    async fn file_total(&self) -> Money {
        self.0.total.into()
    }

    /// Those of the rows with a negative amount.
    async fn credits(&self) -> LedgerTally {
        self.0.credits.into()
    }

    /// Cost lines.
    async fn selected(&self) -> LedgerTally {
        self.0.selected.into()
    }

    /// Rows in order that are no cost lines.
    async fn excluded(&self) -> Vec<LedgerReason> {
        self.0.excluded.iter().map(Into::into).collect()
    }

    /// Rows that cannot be read; none in an import, which one such row refuses as a whole.
    async fn rejected(&self) -> Vec<LedgerReason> {
        self.0.rejected.iter().map(Into::into).collect()
    }

    /// How many errors there are.
    async fn error_count(&self) -> u64 {
        self.0.error_count
    }

    /// The first 200 errors.
    async fn errors(&self) -> Vec<LedgerRowError> {
        self.0.errors.iter().map(Into::into).collect()
    }

    /// What a person should look at.
    async fn warnings(&self) -> Vec<LedgerWarning> {
        self.0.warnings.iter().map(Into::into).collect()
    }

    /// How many selected rows equal an earlier one in every column; they are kept.
    async fn repeats(&self) -> u64 {
        self.0.repeats
    }

    /// The first totals and subtotals that the file states itself.
    async fn stated_totals(&self) -> Vec<LedgerStatedTotal> {
        self.0.stated_totals.iter().map(Into::into).collect()
    }
}
