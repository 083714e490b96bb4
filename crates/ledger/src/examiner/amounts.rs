//! The amount of a row.

use super::Examiner;
use crate::{
    amount_column::AmountColumn,
    check::Reason,
    number::{self, NumberFormat, NumberProblem, SubCent},
    profile::CreditSign,
    row::{CellKind, Row},
};

impl Examiner<'_> {
    /// The amount of the row with the sign of a cost; on failure the column and the reason.
    pub(super) fn amount(&mut self, row: &Row, sub_cent: SubCent) -> Result<i64, (usize, Reason)> {
        let cents = self.unsigned(row, sub_cent)?;
        let unclear = || {
            let column = self.rules.sign.column().unwrap_or(self.rules.amount.first());
            (column, Reason::SignUnclear)
        };
        self.rules
            .sign
            .apply(cents, row, self.rules.decoder)
            .ok_or_else(unclear)
            .and_then(|cents| self.as_cost(cents))
    }

    /// What a total row states: it needs no mark of debit or credit.
    pub(super) fn stated(&mut self, row: &Row) -> Option<i64> {
        let cents = self.unsigned(row, SubCent::RoundHalfUp).ok()?;
        let signed = self.rules.sign.apply(cents, row, self.rules.decoder);
        self.as_cost(signed.unwrap_or(cents)).ok()
    }

    fn as_cost(&self, cents: i64) -> Result<i64, (usize, Reason)> {
        if self.rules.costs_negative {
            cents
                .checked_neg()
                .ok_or((self.rules.amount.first(), Reason::AmountTooLarge))
        } else {
            Ok(cents)
        }
    }

    /// The amount as it stands in its column or columns, without tax that is to be subtracted.
    fn unsigned(&mut self, row: &Row, sub_cent: SubCent) -> Result<i64, (usize, Reason)> {
        let too_large = (self.rules.amount.first(), Reason::AmountTooLarge);
        let mut cents = match self.rules.amount {
            AmountColumn::Single { column, .. } => self.cell_cents(row, column, sub_cent)?,
            AmountColumn::DebitMinusCredit { debit, credit } => {
                if row.is_blank(debit) && row.is_blank(credit) {
                    return Err((debit, Reason::AmountMissing));
                }
                let debit = self.side_cents(row, debit, sub_cent)?;
                let taken = self.credit_cents(row, credit, sub_cent)?;
                debit.checked_sub(taken).ok_or(too_large)?
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
        Ok(cents)
    }

    fn side_cents(&mut self, row: &Row, column: usize, sub_cent: SubCent) -> Result<i64, (usize, Reason)> {
        if row.is_blank(column) {
            Ok(0)
        } else {
            self.cell_cents(row, column, sub_cent)
        }
    }

    /// A negative credit is a credit in some systems and takes one back in others: the profile has to say.
    fn credit_cents(&mut self, row: &Row, column: usize, sub_cent: SubCent) -> Result<i64, (usize, Reason)> {
        let cents = self.side_cents(row, column, sub_cent)?;
        match self.rules.credit_sign {
            Some(CreditSign::Negative) => cents.checked_neg().ok_or((column, Reason::AmountTooLarge)),
            None if cents < 0 => Err((column, Reason::SignUnclear)),
            Some(CreditSign::Positive) | None => Ok(cents),
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

    pub(super) const fn expected(&self, reason: Reason) -> &'static str {
        match (reason, self.number.decimal) {
            (Reason::AmountMissing, _) => "an amount",
            (Reason::AmountSubCent, _) => "whole cents; the profile may allow rounding (subCent)",
            (Reason::AmountTooLarge, _) => "an amount of at most 92 quadrillion",
            (Reason::VatUnreadable, _) => "the tax as an amount",
            (Reason::SignUnclear, _) => {
                "a debit or credit mark that agrees with the amount; the profile may settle what is a credit \
                 (creditSign), or that a column of marks has no meaning (an empty columns.side or columns.sign)"
            }
            (_, Some(number::DecimalSeparator::Comma)) => {
                "an amount with a decimal comma, such as 1234,56; the profile may settle what 1,000 is \
                 (decimalSeparator)"
            }
            (_, Some(number::DecimalSeparator::Point)) => {
                "an amount with a decimal point, such as 1234.56; the profile may settle what 1.000 is \
                 (decimalSeparator)"
            }
            (_, None) => "an amount such as 1234,56 or 1234.56; the profile may settle the separator",
        }
    }
}
