//! Judges the rows of a file one by one.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::{
    amount_column::AmountColumn,
    check::{Exclusion, Reason, RowError, Sum, Tally},
    number::{self, NumberFormat, NumberProblem, SubCent},
    personal_code,
    row::{CellKind, Row},
    rules::Rules,
    totals::{Pending, Settled, Totals},
};

const VALUE_SHOWN: usize = 80;

/// A row that is a cost line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    pub cents: i64,
    pub date: Option<NaiveDate>,
}

/// What has been seen so far.
#[derive(Debug)]
pub(crate) struct Examiner<'a> {
    rules: &'a Rules,
    number: NumberFormat,
    listed_errors: usize,
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
}

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
            totals: Totals::default(),
            rows: 0,
            total: Sum::default(),
            credits: Tally::default(),
            selected: Tally::default(),
            excluded: BTreeMap::new(),
            rejected: BTreeMap::new(),
            errors: Vec::new(),
            error_count: 0,
            stray_cells: 0,
        }
    }

    /// What the column of the amounts turned out to be.
    pub const fn number_format(&self) -> NumberFormat {
        self.number
    }

    /// Judges a row; the line when it is selected.
    pub fn examine(&mut self, row: &Row) -> Option<Line> {
        let amount_blank = self.rules.amount.is_blank(row);
        if amount_blank && row.all_blank() {
            self.exclude(Exclusion::BlankRow);
            return None;
        }
        if row.number <= self.rules.header.row.number {
            if row.number < self.rules.header.row.number {
                self.exclude(Exclusion::AboveHeader);
            }
            return None;
        }
        if self.rules.header.is_repeated_by(row, self.rules.amount.first()) {
            self.exclude(Exclusion::RepeatedHeader);
            return None;
        }
        let date = self.date(row);
        if !self.is_anchored(row, &date) && self.holds_total(row) {
            return None;
        }
        if amount_blank && row.filled().count() == 1 {
            self.exclude(Exclusion::NoteRow);
            return None;
        }
        if let Some(settled) = self.totals.settle() {
            self.settled(settled);
        }
        self.entry(row, &date)
    }

    /// The file has ended.
    pub fn finish(&mut self) {
        if let Some(settled) = self.totals.finish() {
            self.settled(settled);
        }
    }

    fn exclude(&mut self, reason: Exclusion) {
        self.excluded.entry(reason).or_default().rows += 1;
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

    /// True when the row has what only entries have.
    fn is_anchored(&self, row: &Row, date: &DateCell) -> bool {
        let says_total = |column: usize| {
            self.rules
                .markers
                .read(&self.rules.decoder.text(row.cell(column)))
                .is_some()
        };
        matches!(date, DateCell::Day(_))
            || self
                .rules
                .anchors
                .iter()
                .any(|column| !row.is_blank(*column) && !says_total(*column))
    }

    /// Holds back a row that looks like a total; false when it does not.
    fn holds_total(&mut self, row: &Row) -> bool {
        let amount = self.rules.amount;
        if amount.is_blank(row) {
            return false;
        }
        let others: Vec<usize> = row
            .filled()
            .filter(|column| !amount.holds(*column))
            .take(self.rules.cells_of_total + 1)
            .collect();
        if others.len() > self.rules.cells_of_total {
            return false;
        }
        let decoder = self.rules.decoder;
        let marked = others
            .iter()
            .find_map(|column| self.rules.markers.read(&decoder.text(row.cell(*column))));
        let counts_rows = |column: usize| {
            decoder
                .text(row.cell(column))
                .parse::<u64>()
                .is_ok_and(|number| number == self.rows && number > 0)
        };
        let alone = match others.as_slice() {
            [] => true,
            [only] => counts_rows(*only),
            _ => false,
        };
        if marked.is_none() && !alone {
            return false;
        }
        if let Some(settled) = self.totals.settle() {
            self.settled(settled);
        }
        let stated = self.amount(row, SubCent::RoundHalfUp).ok();
        self.totals.hold(row.number, stated, marked);
        true
    }

    fn settled(&mut self, settled: Settled) {
        match settled {
            Settled::Total(total) => self.exclude(total.kind),
            Settled::Unexplained(Pending { row, stated, .. }) => {
                let column = self.rules.amount.name(&self.rules.header);
                self.reject(Reason::AmountAlone, stated);
                self.error(RowError {
                    row,
                    column,
                    value: stated.map_or_else(String::new, |cents| {
                        Sum::from_cents(i128::from(cents)).to_string()
                    }),
                    expected: "a voucher, an account or a date beside the amount, or a sum of the rows above"
                        .to_owned(),
                    reason: Reason::AmountAlone,
                });
            }
        }
    }

    /// An entry of the ledger: in error, excluded or selected.
    fn entry(&mut self, row: &Row, date: &DateCell) -> Option<Line> {
        let first_error = self.error_count;
        let mut reason = None;
        if let Some(column) = self.stray_cell(row) {
            reason.get_or_insert(Reason::TooManyCells);
            self.cell_error(
                row,
                column,
                Reason::TooManyCells,
                "no cell beyond the last column: quote cells that hold the separator",
            );
        }
        let cents = match self.amount(row, self.number.sub_cent) {
            Ok(cents) => Some(cents),
            Err((column, problem)) => {
                reason.get_or_insert(problem);
                self.cell_error(row, column, problem, self.expected(problem));
                None
            }
        };
        if let DateCell::Unreadable(column) = *date {
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
        debug_assert_eq!(reason.is_some(), self.error_count > first_error);
        match (reason, cents) {
            (Some(reason), cents) => {
                self.reject(reason, cents);
                if let Some(cents) = cents {
                    self.totals.entry(cents);
                }
                None
            }
            (None, None) => None,
            (None, Some(cents)) => self.sound_entry(row, date, cents),
        }
    }

    fn sound_entry(&mut self, row: &Row, date: &DateCell, cents: i64) -> Option<Line> {
        self.count(cents);
        self.totals.entry(cents);
        let day = if let DateCell::Day(day) = date {
            Some(*day)
        } else {
            None
        };
        match self.exclusion(row, day) {
            Some(exclusion) => {
                self.excluded.entry(exclusion).or_default().add(cents);
                None
            }
            None => {
                self.selected.add(cents);
                Some(Line { cents, date: day })
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
        let width = self.rules.header.names.len();
        let stray = (width..row.len()).find(|column| !row.is_blank(*column))?;
        self.stray_cells += 1;
        self.rules.cells_can_move.then_some(stray)
    }

    /// The amount of the row with the sign of a cost; on failure the column and the reason.
    fn amount(&mut self, row: &Row, sub_cent: SubCent) -> Result<i64, (usize, Reason)> {
        let too_large = (self.rules.amount.first(), Reason::AmountTooLarge);
        let mut cents = match self.rules.amount {
            AmountColumn::Single { column, .. } => self.cell_cents(row, column, sub_cent)?,
            AmountColumn::DebitMinusCredit { debit, credit } => {
                let mut side = |column: usize| {
                    if row.is_blank(column) {
                        Ok(0)
                    } else {
                        self.cell_cents(row, column, sub_cent)
                    }
                };
                if row.is_blank(debit) && row.is_blank(credit) {
                    return Err((debit, Reason::AmountMissing));
                }
                let (debit, credit) = (side(debit)?, side(credit)?);
                debit.checked_sub(credit).ok_or(too_large)?
            }
        };
        if let Some(column) = self.rules.subtract_vat
            && !row.is_blank(column)
        {
            let vat = self
                .cell_cents(row, column, sub_cent)
                .map_err(|_| (column, Reason::VatUnreadable))?;
            cents = cents.checked_sub(vat).ok_or(too_large)?;
        }
        if self.rules.costs_negative {
            cents.checked_neg().ok_or(too_large)
        } else {
            Ok(cents)
        }
    }

    fn cell_cents(&mut self, row: &Row, column: usize, sub_cent: SubCent) -> Result<i64, (usize, Reason)> {
        if row.is_blank(column) {
            return Err((column, Reason::AmountMissing));
        }
        let text = self.rules.decoder.text(row.cell(column));
        let read = match row.kind(column) {
            CellKind::Number => number::parse_stored(&text, sub_cent),
            CellKind::Text => number::parse(
                &text,
                NumberFormat {
                    sub_cent,
                    ..self.number
                },
            ),
            CellKind::Date | CellKind::Error => Err(NumberProblem::NotANumber),
        };
        let amount = read.map_err(|problem| {
            let reason = match problem {
                NumberProblem::NotANumber => Reason::AmountNotANumber,
                NumberProblem::Ambiguous => Reason::AmountAmbiguous,
                NumberProblem::SubCent => Reason::AmountSubCent,
                NumberProblem::TooLarge => Reason::AmountTooLarge,
            };
            (column, reason)
        })?;
        if self.number.decimal.is_none() {
            self.number.learn(amount);
        }
        Ok(amount.cents)
    }

    const fn expected(&self, reason: Reason) -> &'static str {
        match (reason, self.number.decimal) {
            (Reason::AmountMissing, _) => "an amount",
            (Reason::AmountSubCent, _) => "whole cents; the profile may allow rounding (subCent)",
            (Reason::AmountTooLarge, _) => "an amount of at most 92 quadrillion",
            (Reason::VatUnreadable, _) => "the tax as an amount",
            (_, Some(number::DecimalSeparator::Comma)) => "an amount with a decimal comma, such as 1234,56",
            (_, Some(number::DecimalSeparator::Point)) => "an amount with a decimal point, such as 1234.56",
            (_, None) => "an amount such as 1234,56 or 1234.56; the profile may settle the separator",
        }
    }

    fn reject(&mut self, reason: Reason, cents: Option<i64>) {
        let tally = self.rejected.entry(reason).or_default();
        if let Some(cents) = cents {
            tally.add(cents);
            self.count(cents);
        } else {
            tally.rows += 1;
            self.rows += 1;
        }
    }

    fn cell_error(&mut self, row: &Row, column: usize, reason: Reason, expected: &str) {
        let text = self.rules.decoder.text(row.cell(column));
        let value = personal_code::mask(&text).0.chars().take(VALUE_SHOWN).collect();
        let column = self.rules.header.name(column);
        self.error(RowError {
            row: row.number,
            column,
            value,
            expected: expected.to_owned(),
            reason,
        });
    }

    fn error(&mut self, error: RowError) {
        self.error_count += 1;
        if self.errors.len() < self.listed_errors {
            self.errors.push(error);
        }
    }
}
