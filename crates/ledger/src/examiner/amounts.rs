//! The amount of a row.

use chrono::NaiveDate;

use super::Examiner;
use crate::{
    amount_column::AmountColumn,
    check::Reason,
    number::{self, NumberFormat, NumberProblem, SubCent},
    profile::CreditSign,
    row::{CellKind, Row},
    sides::SignRule,
    tax::{self, TaxRule},
};

/// The amount of a row, with the sign of a cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Amount {
    /// As it stands in the file.
    pub stated: i64,
    /// What counts: without tax where it is taken out.
    pub net: i64,
}

impl Examiner<'_> {
    /// The amount of the row; on failure the column and the reason.
    pub(super) fn amount(
        &mut self,
        row: &Row,
        day: Option<NaiveDate>,
        sub_cent: SubCent,
    ) -> Result<Amount, (usize, Reason)> {
        let cents = self.unsigned(row, sub_cent)?;
        let unclear = || {
            let column = self.rules.sign.column().unwrap_or(self.rules.amount.first());
            (column, Reason::SignUnclear)
        };
        let signed = self.rules.sign.apply(cents, row, self.rules.decoder);
        let signed = signed.ok_or_else(unclear)?;
        let net = self.without_tax(row, day, signed, sub_cent)?;
        Ok(Amount {
            stated: self.as_cost(signed)?,
            net: self.as_cost(net)?,
        })
    }

    /// What a total row states: it needs no mark of debit or credit, and has no rate of tax.
    pub(super) fn stated(&mut self, row: &Row) -> Option<i64> {
        let cents = self.unsigned(row, SubCent::RoundHalfUp).ok()?;
        let signed = self.rules.sign.apply(cents, row, self.rules.decoder);
        self.as_cost(signed.unwrap_or(cents)).ok()
    }

    /// The amount without tax, where tax is to be taken out.
    fn without_tax(
        &mut self,
        row: &Row,
        day: Option<NaiveDate>,
        gross: i64,
        sub_cent: SubCent,
    ) -> Result<i64, (usize, Reason)> {
        let too_large = (self.rules.amount.first(), Reason::AmountTooLarge);
        match self.rules.tax {
            TaxRule::None => Ok(gross),
            TaxRule::Subtract { column } if row.is_blank(column) => Ok(gross),
            TaxRule::Subtract { column } => {
                let tax = self
                    .cell_cents(row, column, sub_cent)
                    .map_err(|_| (column, Reason::VatUnreadable))?;
                let tax = match (tax.signum() * gross.signum(), self.gives_own_sign()) {
                    (-1, true) => return Err((column, Reason::SignUnclear)),
                    (-1, false) => tax.checked_neg().ok_or(too_large)?,
                    _ => tax,
                };
                gross.checked_sub(tax).ok_or(too_large)
            }
            TaxRule::ByRate { column, fixed } => {
                let unreadable = (column.unwrap_or(self.rules.amount.first()), Reason::VatUnreadable);
                let of_row = column.filter(|column| !row.is_blank(*column));
                let rate = match of_row {
                    Some(column) => tax::rate(&self.rules.decoder.text(row.cell(column)), day),
                    None => fixed.and_then(|fixed| fixed.on(day)),
                };
                Ok(tax::net_of(gross, rate.ok_or(unreadable)?))
            }
        }
    }

    /// The amount stands in one column and has its sign there.
    fn gives_own_sign(&self) -> bool {
        self.rules.sign == SignRule::Own && self.rules.amount.single().is_some()
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

    /// The amount as it stands in its column or columns.
    fn unsigned(&mut self, row: &Row, sub_cent: SubCent) -> Result<i64, (usize, Reason)> {
        let too_large = (self.rules.amount.first(), Reason::AmountTooLarge);
        let cents = match self.rules.amount {
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
            (Reason::VatUnreadable, _) => {
                "the tax as an amount, or a rate that was in force by the day of the row, such as 25,5; the profile \
                 may give the rate of rows without one (vatRate)"
            }
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
