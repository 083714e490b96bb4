//! What the first rows of a file leave open about its amounts: asked before anything is added up.

use crate::{
    amount_column::AmountColumn,
    encoding::Decoder,
    header::Header,
    profile::Profile,
    refusal::Refusal,
    row::{CellKind, Row},
    rows::Reading,
    sides::is_negative,
};

/// Refuses with a question when the amounts can be read in two ways.
pub(crate) fn ask(
    reading: &Reading,
    header: &Header,
    rows: &[Row],
    amount: AmountColumn,
    profile: &Profile,
) -> Result<(), Refusal> {
    let columns = match amount {
        AmountColumn::Single { column, .. } => vec![column],
        AmountColumn::DebitMinusCredit { debit, credit } => vec![debit, credit],
    };
    if matches!(reading, Reading::Text { separator: b',', .. }) && profile.decimal_separator.is_none() {
        for column in columns {
            if cents_stand_behind(rows, column) {
                return Err(Refusal::DecimalsInNextColumn {
                    column: header.name(column),
                });
            }
        }
    }
    match amount {
        AmountColumn::DebitMinusCredit { credit, .. } if profile.credit_sign.is_none() => {
            credit_sign(rows, reading.decoder(), header, credit)
        }
        _ => Ok(()),
    }
}

/// `12,50` in a file separated by commas: every amount is whole, and one or two digits follow it.
fn cents_stand_behind(rows: &[Row], column: usize) -> bool {
    let mut seen = false;
    for row in rows.iter().filter(|row| !row.is_blank(column)) {
        let (amount, next) = (row.cell(column), row.cell(column + 1));
        let amount = amount.strip_prefix(b"-").unwrap_or(amount);
        if amount.first().is_some_and(u8::is_ascii_alphabetic) {
            // The header once more.
            continue;
        }
        let whole = row.kind(column) == CellKind::Text && amount.iter().all(u8::is_ascii_digit);
        let cents = (1..=2).contains(&next.len()) && next.iter().all(u8::is_ascii_digit);
        if !whole || !cents {
            return false;
        }
        seen = true;
    }
    seen
}

fn credit_sign(rows: &[Row], decoder: Decoder, header: &Header, credit: usize) -> Result<(), Refusal> {
    match rows.iter().find(|row| is_negative(row, credit, decoder)) {
        Some(row) => Err(Refusal::CreditSign {
            row: row.number,
            column: header.name(credit),
        }),
        None => Ok(()),
    }
}
