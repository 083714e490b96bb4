//! Rows that state a sum or a balance.

use super::{DateCell, Examiner};
use crate::{
    check::{Exclusion, Reason, RowError, Sum},
    markers::{Marked, Marker},
    profile::StatedTotals,
    row::Row,
    totals::{Pending, Settled},
};

/// How much of an entry a row has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    /// Voucher and date, as far as the file has them: no total.
    Identified,
    /// Some of it: a total when a cell holds nothing but a marker.
    Partly,
    /// Nothing but a date in a file with vouchers, or an account alone: a total when it is marked somehow.
    Hardly,
    /// Nothing: a total when it is marked somehow or holds an amount alone.
    Bare,
}

impl Examiner<'_> {
    /// Takes a row that states a sum or a balance; false when it does not.
    pub(super) fn is_sum(&mut self, row: &Row, date: DateCell) -> bool {
        if self.rules.stated_totals == StatedTotals::None || self.rules.amount.is_blank(row) {
            return false;
        }
        let standing = self.standing(row, date);
        if standing == Standing::Identified {
            return false;
        }
        let sparse = self.is_sparse(row);
        let marked = match self.marker(row) {
            Some(Marker { marked, whole: true }) => Some(marked),
            Some(Marker { marked, .. }) => match (standing, marked, sparse) {
                (Standing::Hardly, Marked::Doubtful, _)
                | (Standing::Identified | Standing::Partly, ..)
                | (_, _, false) => return false,
                (Standing::Hardly | Standing::Bare, marked, true) => Some(marked),
            },
            None if standing == Standing::Bare && self.is_alone(row) => None,
            None => return false,
        };
        if let Some(settled) = self.totals.settle() {
            self.settled(settled);
        }
        let stated = self.stated(row);
        if marked == Some(Marked::Opening) {
            self.totals.open(stated);
            self.exclude(row.number, Exclusion::OpeningBalance);
        } else {
            self.totals.hold(row.number, stated, marked);
        }
        true
    }

    fn standing(&self, row: &Row, date: DateCell) -> Standing {
        let rules = self.rules;
        let holds = |column: usize| !row.is_blank(column) && self.marker_in(row, column).is_none();
        let has_day = match (date, rules.date_format, rules.date_column) {
            (DateCell::Day(_), ..) => true,
            // Dates in no known format still show that a row is an entry.
            (_, None, Some(column)) => holds(column),
            _ => false,
        };
        let has_date_column = rules.date_column.is_some();
        match rules.voucher_column {
            Some(voucher) => match (holds(voucher), has_day, has_date_column) {
                (true, true, _) | (true, _, false) => Standing::Identified,
                (true, false, true) if matches!(date, DateCell::Unreadable(_)) => Standing::Identified,
                (true, false, true) => Standing::Partly,
                (false, true, _) => Standing::Hardly,
                (false, false, _) => Standing::Bare,
            },
            None if has_day => Standing::Partly,
            None if !has_date_column && rules.anchors.iter().any(|column| holds(*column)) => Standing::Hardly,
            None => Standing::Bare,
        }
    }

    /// True when the row has no more cells than a total needs.
    fn is_sparse(&self, row: &Row) -> bool {
        let amount = self.rules.amount;
        let others = row.filled().filter(|column| !amount.holds(*column));
        others.take(self.rules.cells_of_total + 1).count() <= self.rules.cells_of_total
    }

    /// The clearest marker of the row.
    fn marker(&self, row: &Row) -> Option<Marker> {
        let amount = self.rules.amount;
        let mut found: Option<Marker> = None;
        for column in row.filled().filter(|column| !amount.holds(*column)) {
            if let Some(marker) = self.marker_in(row, column)
                && found.is_none_or(|before| !before.whole && marker.whole)
            {
                found = Some(marker);
            }
        }
        found
    }

    fn marker_in(&self, row: &Row, column: usize) -> Option<Marker> {
        let cell = row.cell(column);
        if cell.first().is_none_or(u8::is_ascii_digit) || !self.rules.markers.possible_in(cell) {
            return None;
        }
        self.rules.markers.read(&self.rules.decoder.text(cell))
    }

    /// True when the row holds its amount and nothing else, or only the number of the rows above.
    fn is_alone(&self, row: &Row) -> bool {
        let amount = self.rules.amount;
        let mut others = row.filled().filter(|column| !amount.holds(*column));
        let counts_rows = |column: usize| {
            self.rules.counting.contains(&column)
                && self
                    .rules
                    .decoder
                    .text(row.cell(column))
                    .parse::<u64>()
                    .is_ok_and(|number| number == self.rows && number > 0)
        };
        match (others.next(), others.next()) {
            (None, _) => true,
            (Some(only), None) => counts_rows(only),
            _ => false,
        }
    }

    /// What a row that looked like a sum turned out to be.
    pub(super) fn settled(&mut self, settled: Settled) {
        let column = self.rules.amount.name(&self.rules.header);
        let shown = |cents: Option<i64>| {
            cents.map_or_else(String::new, |cents| {
                Sum::from_cents(i128::from(cents)).to_string()
            })
        };
        match settled {
            Settled::Total(total) => {
                self.exclude(total.row, total.kind);
                // Above a row that cannot be read, the difference says nothing.
                let refused = self.rules.stated_totals == StatedTotals::MustAgree && self.unread == 0;
                if !total.agrees() && refused {
                    self.error(RowError {
                        row: total.row,
                        column,
                        value: total.stated.map_or_else(String::new, |sum| sum.to_string()),
                        expected: format!(
                            "the sum of the rows above, {}: look for rows that are missing or read wrong; the \
                             profile may allow it (statedTotals)",
                            total.computed
                        ),
                        reason: Reason::TotalDisagrees,
                    });
                }
            }
            Settled::Unexplained(Pending { row, stated, .. }) => {
                self.reject(row, Reason::AmountAlone, stated);
                self.error(RowError {
                    row,
                    column,
                    value: shown(stated),
                    expected:
                        "a voucher, an account or a date beside the amount, or a sum of the rows above; \
                               the profile may say that no row of the file is a total (statedTotals none)"
                            .to_owned(),
                    reason: Reason::AmountAlone,
                });
            }
        }
    }
}
