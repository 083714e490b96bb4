//! What gives an amount its sign when the amount itself does not: a debit or credit mark, or a sign in a
//! column of its own.

use std::collections::BTreeMap;

use crate::{
    encoding::Decoder,
    field::Field,
    header::Header,
    profile::Profile,
    refusal::Refusal,
    row::{CellKind, Row},
};

/// How the sign of an amount is found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum SignRule {
    /// The amount has it.
    #[default]
    Own,
    /// `D` or `K` beside amounts without a sign: `K` is a credit.
    SideGivesIt { column: usize },
    /// `D` or `K` beside amounts that have a sign: the two must say the same.
    SideRepeatsIt { column: usize },
    /// `-` or `+` in a column of its own.
    Apart { column: usize },
}

/// Debit or credit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Debit,
    Credit,
}

fn side(cell: &str) -> Option<Side> {
    match cell.trim().to_lowercase().as_str() {
        "d" | "debet" | "debit" | "per" | "s" => Some(Side::Debit),
        "k" | "c" | "kredit" | "credit" | "an" | "h" => Some(Side::Credit),
        _ => None,
    }
}

/// True for a minus, false for a plus.
fn minus(cell: &str) -> Option<bool> {
    match cell.trim() {
        "-" | "\u{2212}" | "\u{2013}" => Some(true),
        "+" => Some(false),
        _ => None,
    }
}

impl SignRule {
    /// The column that is looked at.
    pub const fn column(self) -> Option<usize> {
        match self {
            Self::Own => None,
            Self::SideGivesIt { column } | Self::SideRepeatsIt { column } | Self::Apart { column } => {
                Some(column)
            }
        }
    }

    /// The amount with its sign; `None` when amount and mark do not make one.
    pub fn apply(self, cents: i64, row: &Row, decoder: Decoder) -> Option<i64> {
        let text = self.column().map(|column| decoder.text(row.cell(column)));
        match (self, text.as_deref().unwrap_or_default()) {
            (Self::Own, _) => Some(cents),
            (Self::Apart { .. }, "") => Some(cents),
            (Self::Apart { .. }, mark) => match (minus(mark)?, cents) {
                (true, 0..) => Some(-cents),
                (true, _) => None,
                (false, _) => Some(cents),
            },
            (Self::SideGivesIt { .. }, mark) => match (side(mark)?, cents) {
                (Side::Debit, 0..) => Some(cents),
                (Side::Credit, 0..) => Some(-cents),
                (Side::Debit | Side::Credit, _) => None,
            },
            (Self::SideRepeatsIt { .. }, mark) => {
                let agrees = match side(mark)? {
                    Side::Debit => cents >= 0,
                    Side::Credit => cents <= 0,
                };
                agrees.then_some(cents)
            }
        }
    }
}

/// The rule for a file whose amounts stand in `amount`; asks when an unnamed column of signs may be theirs.
pub(crate) fn find(
    rows: &[Row],
    decoder: Decoder,
    header: &Header,
    fields: &mut BTreeMap<Field, usize>,
    profile: &Profile,
    amount: usize,
) -> Result<SignRule, Refusal> {
    let texts = |column: usize| {
        rows.iter()
            .filter(move |row| !row.is_blank(amount) && !row.is_blank(column))
            .map(move |row| decoder.text(row.cell(column)).into_owned())
    };
    if let Some(column) = known(fields, profile, Field::Side, &texts, &|cell| side(cell).is_some()) {
        let signed = rows.iter().any(|row| is_negative(row, amount, decoder));
        return Ok(if signed {
            SignRule::SideRepeatsIt { column }
        } else {
            SignRule::SideGivesIt { column }
        });
    }
    if let Some(column) = known(fields, profile, Field::Sign, &texts, &|cell| {
        minus(cell).is_some()
    }) {
        return Ok(SignRule::Apart { column });
    }
    if profile.columns.contains_key(&Field::Sign) {
        return Ok(SignRule::Own);
    }
    let neighbours = [amount.checked_sub(1), amount.checked_add(1)];
    for column in neighbours.into_iter().flatten() {
        let taken = fields.values().any(|taken| *taken == column);
        let unnamed = header.names.get(column).is_none_or(String::is_empty);
        let (mut minuses, mut others) = (0_usize, 0_usize);
        for row in rows.iter().filter(|row| !row.is_blank(amount)) {
            match minus(&decoder.text(row.cell(column))) {
                Some(true) => minuses += 1,
                Some(false) => others += 1,
                None if row.is_blank(column) => others += 1,
                None => {
                    minuses = 0;
                    break;
                }
            }
        }
        // A dash in every row of a named column stands for nothing at all.
        if !taken && minuses > 0 && (unnamed || others > 0) {
            return Err(Refusal::SignColumn {
                column: header.name(column),
            });
        }
    }
    Ok(SignRule::Own)
}

/// The column of a field by its name, if it holds what the field needs; a profile need not be proven right.
fn known<T: Iterator<Item = String>>(
    fields: &mut BTreeMap<Field, usize>,
    profile: &Profile,
    field: Field,
    texts: &impl Fn(usize) -> T,
    holds: &dyn Fn(&str) -> bool,
) -> Option<usize> {
    let column = *fields.get(&field)?;
    let (mut fits, mut all) = (0_usize, 0_usize);
    for text in texts(column) {
        all += 1;
        fits += usize::from(holds(&text));
    }
    if profile.columns.contains_key(&field) || fits * 2 > all {
        Some(column)
    } else {
        fields.remove(&field);
        None
    }
}

/// Whether an amount has a sign of its own, in whatever spelling.
pub(crate) fn is_negative(row: &Row, column: usize, decoder: Decoder) -> bool {
    let text = decoder.text(row.cell(column));
    let marked = text
        .chars()
        .any(|c| matches!(c, '-' | '\u{2212}' | '\u{2013}' | '('));
    marked && (row.kind(column) == CellKind::Number || text.chars().any(|c| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(line: &str) -> Row {
        let mut row = Row::default();
        row.begin(1);
        row.split(line.as_bytes(), b';');
        row
    }

    /// The rule, the mark, the amount as it stands, and what it is.
    #[test]
    fn marks_give_or_repeat_the_sign() {
        let (gives, repeats, apart) = (
            SignRule::SideGivesIt { column: 0 },
            SignRule::SideRepeatsIt { column: 0 },
            SignRule::Apart { column: 0 },
        );
        for (rule, mark, cents, expected) in [
            (SignRule::Own, "K", 5, Some(5)),
            (gives, "D", 5, Some(5)),
            (gives, "k", 5, Some(-5)),
            (gives, "Kredit", 5, Some(-5)),
            (gives, "D", -5, None),
            (gives, "", 5, None),
            (gives, "x", 5, None),
            (repeats, "D", 5, Some(5)),
            (repeats, "C", -5, Some(-5)),
            (repeats, "C", 5, None),
            (repeats, "D", -5, None),
            (apart, "", 5, Some(5)),
            (apart, "+", 5, Some(5)),
            (apart, "-", 5, Some(-5)),
            (apart, "-", -5, None),
            (apart, "", -5, Some(-5)),
            (apart, "?", 5, None),
        ] {
            assert_eq!(
                rule.apply(cents, &row(mark), Decoder::UTF_8),
                expected,
                "{rule:?} {mark} {cents}"
            );
        }
    }
}
