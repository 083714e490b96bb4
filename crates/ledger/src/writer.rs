//! Turns a selected row into a posting.

use std::borrow::Cow;

use talkoot_domain::money::Money;

use crate::{
    business_id::{BusinessId, is_plainly_valid},
    examiner::Line,
    field::{AmountKind, Field},
    hidden::Hidden,
    nameless,
    number::{self, NumberFormat},
    personal_code,
    posting::Posting,
    row::{CellKind, Row},
    rules::Rules,
    sides::SignRule,
    tax::TaxRule,
};

/// Writes postings by the rules of one file.
#[derive(Debug)]
pub(crate) struct PostingWriter<'a> {
    rules: &'a Rules,
    number: NumberFormat,
    hidden: Option<Hidden<'a>>,
}

impl<'a> PostingWriter<'a> {
    pub const fn new(rules: &'a Rules, number: NumberFormat, hidden: Option<Hidden<'a>>) -> Self {
        Self {
            rules,
            number,
            hidden,
        }
    }

    /// True for a row that keeps no personal data.
    fn is_hidden(&self, row: &Row) -> bool {
        let (fields, decoder) = (&self.rules.fields, self.rules.decoder);
        self.hidden
            .is_some_and(|hidden| nameless::is_entry_of_wages(fields, decoder, row, hidden.is_wage))
    }

    /// True when a text that would go into the posting holds a personal identity code.
    pub fn has_personal_code(&self, row: &Row) -> bool {
        self.rules
            .text_columns
            .iter()
            .any(|column| personal_code::find(row.cell(*column)).is_some())
    }

    /// True when the supplier's id looks like a business id and its check digit is wrong.
    pub fn has_wrong_business_id(&self, row: &Row) -> bool {
        self.rules.supplier_id_column.is_some_and(|column| {
            let cell = row.cell(column);
            !is_plainly_valid(cell)
                && matches!(
                    BusinessId::read(&self.rules.decoder.text(cell)),
                    BusinessId::CheckDigitWrong(_)
                )
        })
    }

    /// True when a net amount, its tax and its gross amount stand in the row and do not add up. A cent is
    /// left to rounding.
    pub fn tax_disagrees(&self, row: &Row, net: i64) -> bool {
        let column = |field: Field| {
            self.rules
                .fields
                .get(&field)
                .copied()
                .filter(|column| !row.is_blank(*column))
        };
        let (Some(vat), Some(gross)) = (column(Field::Vat), column(Field::Gross)) else {
            return false;
        };
        if self.rules.amount.kind() != AmountKind::Net {
            return false;
        }
        let (Some(vat), Some(gross)) = (self.money_at(row, vat), self.money_at(row, gross)) else {
            return true;
        };
        let sum = i128::from(net) + i128::from(vat.cents());
        (sum - i128::from(gross.cents())).abs() > 1
    }

    /// The posting of a selected row.
    pub fn write(&self, row: &Row, line: Line, ordinal: u64, occurrence: u32) -> Posting {
        let (gross, vat) = self.gross_and_tax(row, line);
        let (account, account_name) = self.account(row);
        // Of what stands there, codes and all: two persons of one name are two.
        let pseudonym = self
            .hidden
            .filter(|_| self.is_hidden(row))
            .map(|hidden| hidden.pseudonym);
        let hidden = |field: Field| {
            let column = self.rules.fields.get(&field)?;
            Some(pseudonym?(self.rules.decoder.text(row.cell(*column)).trim()))
        };
        Posting {
            row: row.number,
            ordinal,
            voucher: self.text(row, Field::Voucher),
            line_number: self.text(row, Field::LineNumber),
            date: line.date,
            account,
            account_name,
            cost_centre: self.text(row, Field::CostCentre),
            cost_centre_name: self.text(row, Field::CostCentreName),
            project: self.text(row, Field::Project),
            activity: self.text(row, Field::Activity),
            sub_area: self.text(row, Field::SubArea),
            supplier_name: hidden(Field::SupplierName).unwrap_or_else(|| self.text(row, Field::SupplierName)),
            supplier_id: hidden(Field::SupplierId).unwrap_or_else(|| self.supplier_id(row)),
            text: hidden(Field::Text).unwrap_or_else(|| self.text(row, Field::Text)),
            net: Money::from_cents(line.cents),
            gross,
            vat,
            occurrence,
        }
    }

    fn text(&self, row: &Row, field: Field) -> String {
        self.rules
            .fields
            .get(&field)
            .map(|column| self.cell(row, *column))
            .unwrap_or_default()
    }

    /// Decoded, on one line, without the quotation marks some systems put around codes, and masked.
    fn cell(&self, row: &Row, column: usize) -> String {
        let text = self.rules.decoder.text(row.cell(column));
        let text = text.trim();
        let bare = text
            .strip_prefix('\'')
            .and_then(|rest| rest.strip_suffix('\''))
            .unwrap_or(text);
        let line: Cow<'_, str> = if bare.contains(['\n', '\r', '\t', '\u{A0}']) {
            Cow::Owned(bare.split_whitespace().collect::<Vec<_>>().join(" "))
        } else {
            Cow::Borrowed(bare.trim())
        };
        personal_code::mask(&line).0.into_owned()
    }

    /// Some ledgers have number and name in one cell: `4300 Palvelut`.
    fn account(&self, row: &Row) -> (String, String) {
        let account = self.text(row, Field::Account);
        let name = self.text(row, Field::AccountName);
        match account.split_once(' ') {
            Some((number, rest)) if name.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) => {
                (number.to_owned(), rest.trim().to_owned())
            }
            _ => (account, name),
        }
    }

    fn supplier_id(&self, row: &Row) -> String {
        BusinessId::read(&self.text(row, Field::SupplierId)).into_text()
    }

    /// The amount with tax and the tax: as they were computed, or as they stand in the row.
    fn gross_and_tax(&self, row: &Row, line: Line) -> (Option<Money>, Option<Money>) {
        let stated = Money::from_cents(line.stated);
        if self.rules.tax != TaxRule::None {
            let tax = stated.checked_sub(Money::from_cents(line.cents)).ok();
            return (Some(stated), tax);
        }
        let beside = |field: Field| {
            let money = self.money_at(row, *self.rules.fields.get(&field)?)?;
            // Where the sign stands apart from the amount, it is that of the amounts beside it too.
            let turned = self.rules.sign != SignRule::Own && line.cents < 0 && money.cents() > 0;
            if turned { money.negated().ok() } else { Some(money) }
        };
        let gross = if self.rules.amount.kind() == AmountKind::Gross {
            Some(stated)
        } else {
            beside(Field::Gross)
        };
        (gross, beside(Field::Vat))
    }

    /// An amount beside the one that counts; `None` when it is blank or cannot be read.
    fn money_at(&self, row: &Row, column: usize) -> Option<Money> {
        let text = self.rules.decoder.text(row.cell(column));
        let read = match row.kind(column) {
            CellKind::Number => number::parse_stored(&text, self.number.sub_cent),
            _ => number::parse(&text, self.number),
        };
        let cents = read.ok()?.cents;
        let cents = if self.rules.costs_negative {
            cents.checked_neg()?
        } else {
            cents
        };
        Some(Money::from_cents(cents))
    }
}
