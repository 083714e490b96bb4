//! Judges the rows of a file one by one.

mod amounts;
mod sums;

use std::collections::BTreeMap;

use amounts::Amount;
use chrono::NaiveDate;

use crate::{
    check::{Exclusion, Reason, RowError, Sum, Tally},
    judged::{Fate, Verdict, Verdicts},
    nameless,
    number::NumberFormat,
    personal_code,
    profile::StatedTotals,
    row::{CellKind, QuotationFault, Row},
    rules::Rules,
    totals::Totals,
};

const VALUE_SHOWN: usize = 80;

/// A row that is a cost line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// What counts: without tax where it is taken out.
    pub cents: i64,
    /// What stands in the file, with the sign of a cost.
    pub stated: i64,
    pub date: Option<NaiveDate>,
}

/// What has been seen so far.
#[derive(Debug)]
pub(crate) struct Examiner<'a> {
    rules: &'a Rules,
    number: NumberFormat,
    listed_errors: usize,
    /// Rows whose amount is not known: a total over them cannot agree.
    unread: u64,
    pub totals: Totals,
    pub rows: u64,
    pub total: Sum,
    pub credits: Tally,
    pub selected: Tally,
    pub excluded: BTreeMap<Exclusion, Tally>,
    pub rejected: BTreeMap<Reason, Tally>,
    pub errors: Vec<RowError>,
    pub error_count: u64,
    pub stray_cells: u64,
    /// What becomes of single rows, where somebody wants to know.
    pub verdicts: Option<Verdicts>,
}

#[derive(Clone, Copy)]
enum DateCell {
    Absent,
    Day(NaiveDate),
    Unreadable(usize),
}

impl<'a> Examiner<'a> {
    pub fn new(rules: &'a Rules, number: NumberFormat, listed_errors: usize) -> Self {
        Self {
            rules,
            number,
            listed_errors,
            unread: 0,
            totals: Totals::new(rules.stated_totals == StatedTotals::MayDisagree),
            rows: 0,
            total: Sum::default(),
            credits: Tally::default(),
            selected: Tally::default(),
            excluded: BTreeMap::new(),
            rejected: BTreeMap::new(),
            errors: Vec::new(),
            error_count: 0,
            stray_cells: 0,
            verdicts: None,
        }
    }

    /// What the column of the amounts turned out to be.
    pub const fn number_format(&self) -> NumberFormat {
        self.number
    }

    /// Judges a row; the line when it is selected.
    pub fn examine(&mut self, row: &Row) -> Option<Line> {
        if self.swallows_rows(row) {
            return None;
        }
        let amount_blank = self.rules.amount.is_blank(row);
        if amount_blank && row.all_blank() {
            self.exclude(row.number, Exclusion::BlankRow);
            return None;
        }
        let header = &self.rules.header;
        if row.number <= header.row.number {
            if row.number < header.row.number {
                self.exclude(row.number, Exclusion::AboveHeader);
            }
            return None;
        }
        if header.is_repeated_by(row, self.rules.amount.first(), self.rules.decoder) {
            self.exclude(row.number, Exclusion::RepeatedHeader);
            return None;
        }
        let date = self.date(row);
        if self.is_sum(row, date) {
            return None;
        }
        if amount_blank && self.is_note(row) {
            self.exclude(row.number, Exclusion::NoteRow);
            return None;
        }
        if let Some(settled) = self.totals.settle() {
            self.settled(settled);
        }
        self.entry(row, date)
    }

    /// The file has ended.
    pub fn finish(&mut self) {
        if let Some(settled) = self.totals.finish() {
            self.settled(settled);
        }
    }

    /// One text alone. A text that holds the separator may be a whole row inside quotation marks.
    fn is_note(&self, row: &Row) -> bool {
        let mut filled = row.filled();
        let (Some(only), None) = (filled.next(), filled.next()) else {
            return false;
        };
        let separator = self.rules.separator;
        separator.is_none_or(|separator| memchr::memchr(separator, row.cell(only)).is_none())
    }

    fn exclude(&mut self, row: u64, reason: Exclusion) {
        self.excluded.entry(reason).or_default().rows += 1;
        self.judge(row, Fate::Excluded(reason), None);
    }

    fn judge(&mut self, row: u64, fate: Fate, cents: Option<i64>) {
        if let Some(verdicts) = &mut self.verdicts {
            verdicts.fates.push(Verdict { row, fate, cents });
        }
    }

    /// True for a row whose quotation marks are not in order, wherever it stands: the rows behind an open
    /// quotation are inside its cell and would be lost.
    fn swallows_rows(&mut self, row: &Row) -> bool {
        if row.fault.is_none() && row.separators_within.is_none() {
            return false;
        }
        let rules = self.rules;
        let rows_within = row.separators_within.is_some_and(|within| {
            within + 1 >= rules.header.width().max(2) || within > 0 && row.len() > rules.header.names.len()
        });
        let above = row.number < rules.header.row.number;
        let misplaced = match row.fault {
            Some(QuotationFault::NotClosed) => true,
            Some(QuotationFault::TextBehind) => !above || row.separators_within.is_some(),
            None => false,
        };
        if !rows_within && !misplaced {
            return false;
        }
        self.reject(row.number, Reason::Quotation, None);
        let longest = (0..row.len()).max_by_key(|column| row.raw(*column).len());
        self.cell_error(
            row,
            longest.unwrap_or_default(),
            Reason::Quotation,
            "a quotation mark at the beginning and at the end of the cell, and none that is not closed",
        );
        true
    }

    fn date(&self, row: &Row) -> DateCell {
        let (Some(column), Some(format)) = (self.rules.date_column, self.rules.date_format) else {
            return DateCell::Absent;
        };
        if row.is_blank(column) {
            return DateCell::Absent;
        }
        let text = self.rules.decoder.text(row.cell(column));
        let read = match row.kind(column) {
            CellKind::Date => crate::DateFormat::Iso.parse(&text),
            CellKind::Number => format
                .parse(&text)
                .or_else(|| crate::DateFormat::SpreadsheetDays.parse(&text)),
            CellKind::Text | CellKind::Error => format.parse(&text),
        };
        read.map_or(DateCell::Unreadable(column), DateCell::Day)
    }

    /// An entry of the ledger: in error, excluded or selected.
    fn entry(&mut self, row: &Row, date: DateCell) -> Option<Line> {
        let mut reason = self.shape_error(row);
        let day = if let DateCell::Day(day) = date {
            Some(day)
        } else {
            None
        };
        let amount = match self.amount(row, day, self.number.sub_cent) {
            Ok(amount) => Some(amount),
            Err((column, problem)) => {
                reason.get_or_insert(problem);
                self.cell_error(row, column, problem, self.expected(problem));
                None
            }
        };
        if let Some(column) = self.foreign_currency(row) {
            reason.get_or_insert(Reason::CurrencyNotEuro);
            let expected = "an amount in euro: convert it in the accounting system, at the rate of its day";
            self.cell_error(row, column, Reason::CurrencyNotEuro, expected);
        }
        if let DateCell::Unreadable(column) = date {
            reason.get_or_insert(Reason::DateInvalid);
            let pattern = self.rules.date_format.map_or("", crate::DateFormat::pattern);
            self.cell_error(row, column, Reason::DateInvalid, &format!("a date as {pattern}"));
        } else if let (DateCell::Absent, true, Some(column)) =
            (date, self.rules.selection.has_period(), self.rules.date_column)
        {
            reason.get_or_insert(Reason::DateMissing);
            self.cell_error(
                row,
                column,
                Reason::DateMissing,
                "a date, to tell whether the row is in the period",
            );
        }
        match (reason, amount) {
            (Some(reason), amount) => {
                self.reject(row.number, reason, amount.map(|amount| amount.net));
                if let Some(amount) = amount {
                    self.totals.entry(amount.stated);
                }
                None
            }
            (None, None) => None,
            (None, Some(amount)) => self.sound_entry(row, day, amount),
        }
    }

    /// Cells too many or too few, or nothing that says which entry it is.
    fn shape_error(&mut self, row: &Row) -> Option<Reason> {
        let rules = self.rules;
        if let Some(column) = self.stray_cell(row) {
            self.cell_error(
                row,
                column,
                Reason::TooManyCells,
                "no cell beyond the last column: quote cells that hold the separator",
            );
            return Some(Reason::TooManyCells);
        }
        if rules.cells_can_move && row.len() < rules.width && !rules.short_rows {
            self.cell_error(
                row,
                row.len().saturating_sub(1),
                Reason::TooFewCells,
                "as many cells as the header; if the system leaves out blank cells at the end of a row, set \
                 shortRows in the profile",
            );
            return Some(Reason::TooFewCells);
        }
        let identified = rules.identifying.iter().any(|column| !row.is_blank(*column));
        let column = rules.identifying.first().filter(|_| !identified)?;
        self.cell_error(
            row,
            *column,
            Reason::NoVoucherOrDate,
            "a voucher or a date, as the other rows have; or a word such as Yhteensä when the row is a sum",
        );
        Some(Reason::NoVoucherOrDate)
    }

    fn sound_entry(&mut self, row: &Row, day: Option<NaiveDate>, amount: Amount) -> Option<Line> {
        let cents = amount.net;
        self.count(cents);
        self.totals.entry(amount.stated);
        match self.exclusion(row, day) {
            Some(exclusion) => {
                self.excluded.entry(exclusion).or_default().add(cents);
                self.judge(row.number, Fate::Excluded(exclusion), Some(cents));
                None
            }
            None => {
                self.selected.add(cents);
                self.judge(row.number, Fate::Selected, Some(cents));
                Some(Line {
                    cents,
                    stated: amount.stated,
                    date: day,
                })
            }
        }
    }

    fn count(&mut self, cents: i64) {
        self.rows += 1;
        self.total.add(cents);
        if cents < 0 {
            self.credits.add(cents);
        }
    }

    fn exclusion(&self, row: &Row, day: Option<NaiveDate>) -> Option<Exclusion> {
        let rules = self.rules;
        let text = |column: usize| rules.decoder.text(row.cell(column));
        if rules
            .filters
            .iter()
            .any(|(column, filter)| !filter.passes(&text(*column)))
        {
            return Some(Exclusion::NotSelected);
        }
        if rules.selection.has_period() && !day.is_some_and(|day| rules.selection.holds(day)) {
            return Some(Exclusion::OutsidePeriod);
        }
        let account = rules.account_column.map(text)?;
        let account = account.trim_matches(['\'', ' ']);
        if rules.balance_sheet.iter().any(|range| range.holds(account)) {
            return Some(Exclusion::BalanceSheetAccount);
        }
        (rules.selection.without_income && rules.income.iter().any(|range| range.holds(account)))
            .then_some(Exclusion::Income)
    }

    /// Something stands beyond the last column of the header.
    fn stray_cell(&mut self, row: &Row) -> Option<usize> {
        let width = self.rules.width;
        if row.len() <= width {
            return None;
        }
        // Two rows with nothing but a carriage return between them are one row here.
        let holds_line_end = |column: usize| memchr::memchr(b'\r', row.cell(column)).is_some();
        let two_rows = row.len() + 1 >= 2 * width && (0..row.len()).any(holds_line_end);
        let stray = (width..row.len()).find(|column| two_rows || !row.is_blank(*column))?;
        self.stray_cells += 1;
        self.rules.cells_can_move.then_some(stray)
    }

    /// The column of the currency, when the amount is not in euro.
    fn foreign_currency(&self, row: &Row) -> Option<usize> {
        let column = self.rules.currency_column?;
        let text = self.rules.decoder.text(row.cell(column));
        let is_euro = ["", "EUR", "EURO", "EUROA", "€", "978"]
            .iter()
            .any(|euro| text.eq_ignore_ascii_case(euro));
        (!is_euro).then_some(column)
    }

    fn reject(&mut self, row: u64, reason: Reason, cents: Option<i64>) {
        self.judge(row, Fate::Rejected(reason), cents);
        let tally = self.rejected.entry(reason).or_default();
        if let Some(cents) = cents {
            tally.add(cents);
            self.count(cents);
        } else {
            tally.rows += 1;
            self.rows += 1;
            self.unread += 1;
        }
    }

    fn cell_error(&mut self, row: &Row, column: usize, reason: Reason, expected: &str) {
        let text = self.rules.decoder.text(row.cell(column));
        // A quotation mark that is not closed takes rows of others with it.
        let text = text.lines().next().unwrap_or_default();
        let value = personal_code::mask(text).0.chars().take(VALUE_SHOWN).collect();
        let column = self.rules.header.name(column);
        self.error(RowError {
            row: row.number,
            column,
            value,
            expected: expected.to_owned(),
            reason,
        });
    }

    /// Errors of this row say nothing that may be a name.
    pub fn hide(&mut self, row: u64) {
        let told = self
            .verdicts
            .iter_mut()
            .flat_map(|verdicts| verdicts.errors.iter_mut());
        let listed = self.errors.iter_mut().rev().take_while(|error| error.row == row);
        for error in told.filter(|error| error.row == row).chain(listed) {
            if error.value.chars().any(char::is_alphabetic) {
                nameless::REMOVED.clone_into(&mut error.value);
            }
        }
    }

    fn error(&mut self, error: RowError) {
        self.error_count += 1;
        if let Some(verdicts) = &mut self.verdicts {
            verdicts.errors.push(error.clone());
        }
        if self.errors.len() < self.listed_errors {
            self.errors.push(error);
        }
    }
}
