//! A copy of a ledger file whose rows of wages say nothing about whose wages they are.

use std::{borrow::Cow, collections::BTreeMap, fmt};

use strum::IntoEnumIterator as _;

use crate::{
    amount_column::AmountColumn,
    content::Content,
    date::DateFormat,
    encoding::Decoder,
    field::Field,
    limits::Limits,
    markers::{Marked, Markers},
    personal_code,
    profile::Profile,
    reader::{Reader, Wanted},
    refusal::Refusal,
    row::Row,
    rows::{self, Next, Reading},
    rules::Rules,
    selection::Selection,
    source::Source,
};

/// What stands in the place of a person's data in a copy and in what is shown of a row.
pub(crate) const REMOVED: &str = "***";
/// What separates the cells of a copy of a workbook.
const SEPARATOR: u8 = b';';

/// A copy of a file without personal data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nameless {
    /// The table that was read, as separated text: a text file in its own encoding and separator, one sheet of a
    /// workbook in UTF-8 with semicolons. Its rows have the numbers of the file.
    pub content: Vec<u8>,
    /// How many rows lost something; with none the file itself can be kept.
    pub rows: u64,
}

/// Which rows say whose wages they are, asked row by row in the order of the file.
pub(crate) struct Wages<'a> {
    is_wage: &'a dyn Fn(&str, &str) -> bool,
    /// The last entry was one of wages.
    after: bool,
}

impl fmt::Debug for Wages<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Wages(..)")
    }
}

/// What is hidden of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hiding {
    Nothing,
    /// An entry of wages: the supplier, the explanation and what no column is known for.
    Entry,
    /// A row without an account behind one: the sum of somebody's wages, or more of an explanation.
    Follower,
}

/// What is known about the columns of a file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Known<'a> {
    pub fields: &'a Fields,
    pub decoder: Decoder,
    pub markers: &'a Markers,
    /// The amount's, where it can be told.
    pub amount: Option<AmountColumn>,
}

impl<'a> Known<'a> {
    pub const fn of(rules: &'a Rules) -> Self {
        Self {
            fields: &rules.fields,
            decoder: rules.decoder,
            markers: &rules.markers,
            amount: Some(rules.amount),
        }
    }
}

impl<'a> Wages<'a> {
    pub const fn new(is_wage: &'a dyn Fn(&str, &str) -> bool) -> Self {
        Self {
            is_wage,
            after: false,
        }
    }

    /// What is hidden of the next row.
    pub fn hiding(&mut self, fields: &Fields, decoder: Decoder, row: &Row) -> Hiding {
        if text(fields, decoder, row, Field::Account).is_empty() {
            return if self.after {
                Hiding::Follower
            } else {
                Hiding::Nothing
            };
        }
        self.after = is_entry_of_wages(fields, decoder, row, self.is_wage);
        if self.after {
            Hiding::Entry
        } else {
            Hiding::Nothing
        }
    }
}

impl Hiding {
    /// What stands in the place of a cell; nothing where the cell stays.
    pub fn instead(self, known: Known<'_>, row: &Row, column: usize) -> Option<Cow<'static, str>> {
        match self {
            Self::Nothing => None,
            Self::Entry => is_personal(known, row, column).then_some(Cow::Borrowed(REMOVED)),
            Self::Follower => {
                let text = known.decoder.text(row.cell(column));
                if !text.chars().any(char::is_alphabetic) {
                    return None;
                }
                match known.markers.read(&text) {
                    Some(marker) if marker.whole => None,
                    Some(marker) => Some(Cow::Owned(format!("{REMOVED} {}", nameless_sum(marker.marked)))),
                    None => Some(Cow::Borrowed(REMOVED)),
                }
            }
        }
    }
}

/// A sum of somebody, so that the row stays one.
const fn nameless_sum(marked: Marked) -> &'static str {
    match marked {
        Marked::Total => "nimi yhteensa",
        Marked::Subtotal => "nimi valisumma",
        Marked::Opening => "nimi alkusaldo",
        Marked::Closing => "nimi loppusaldo",
        Marked::Doubtful => "total nimi",
    }
}

/// Copies a file. In every row on an account of wages, selected or not, it removes the supplier, the explanation
/// and whatever else stands in a column of no known meaning and is no amount; in the rows of sums behind one, the names;
/// and personal identity codes everywhere.
///
/// # Errors
/// [`Refusal`] when the file as a whole cannot be read.
pub fn nameless(
    source: &Source,
    profile: &Profile,
    limits: &Limits,
    is_wage: &dyn Fn(&str, &str) -> bool,
) -> Result<Nameless, Refusal> {
    let content = Content::of(source, profile.file.as_deref(), limits)?;
    let selection = Selection::default();
    let reader = Reader::run(Wanted {
        content: &content,
        profile,
        selection: &selection,
        limits,
        kept_bytes: 0,
        window: None,
        hidden: None,
    })?;
    let (rules, reading) = (reader.rules(), reader.reading());
    let (separator, line_end) = match *reading {
        Reading::Text {
            separator, line_end, ..
        } => (separator, line_end),
        Reading::Workbook { .. } => (SEPARATOR, b'\n'),
    };
    let mut copy = Nameless {
        content: Vec::new(),
        rows: 0,
    };
    let (fields, decoder) = (&rules.fields, rules.decoder);
    let mut wages = Wages::new(is_wage);
    rows::each(&content, reading, limits, &mut |row| {
        let hiding = wages.hiding(fields, decoder, row);
        let mut changed = false;
        for column in 0..row.len() {
            if column > 0 {
                copy.content.push(separator);
            }
            let instead = hiding.instead(Known::of(rules), row, column);
            let (bytes, is_other) = match instead {
                Some(instead) => (Cow::Owned(instead.into_owned().into_bytes()), true),
                None => without_codes(row.raw(column)),
            };
            changed |= is_other;
            cell(&mut copy.content, &bytes, separator);
        }
        copy.content.push(line_end);
        copy.rows += u64::from(changed);
        Ok(Next::Continue)
    })?;
    Ok(copy)
}

/// The bytes with personal identity codes masked, and whether there were any.
fn without_codes(raw: &[u8]) -> (Cow<'_, [u8]>, bool) {
    let mut bytes = Cow::Borrowed(raw);
    while let Some(range) = personal_code::find(&bytes) {
        drop(bytes.to_mut().splice(range, personal_code::MASK.bytes()));
    }
    let changed = matches!(bytes, Cow::Owned(_));
    (bytes, changed)
}

pub(crate) type Fields = BTreeMap<Field, usize>;

fn text(fields: &Fields, decoder: Decoder, row: &Row, field: Field) -> String {
    let column = fields.get(&field);
    column.map_or_else(String::new, |&column| {
        let text = decoder.text(row.cell(column));
        text.trim_matches('\'').trim().to_owned()
    })
}

/// Some ledgers have number and name of the account in one cell: `4001 Palkat`.
pub(crate) fn is_entry_of_wages(
    fields: &Fields,
    decoder: Decoder,
    row: &Row,
    is_wage: &dyn Fn(&str, &str) -> bool,
) -> bool {
    let account = text(fields, decoder, row, Field::Account);
    let number = account.split_whitespace().next().unwrap_or_default();
    !number.is_empty() && is_wage(number, &text(fields, decoder, row, Field::CostCentre))
}

/// Whether a cell of a row of wages may say whose wages they are. In a column of no known meaning everything may but an
/// amount: the number of an employee, a birthday.
fn is_personal(known: Known<'_>, row: &Row, column: usize) -> bool {
    if row.is_blank(column) {
        return false;
    }
    let of_column = known.fields.iter().filter(|(_, own)| **own == column);
    let mut named = of_column.map(|(field, _)| *field);
    match named.next() {
        Some(Field::SupplierName | Field::SupplierId | Field::Text) => true,
        // What slipped into the column is no day.
        Some(Field::Date) => {
            let text = known.decoder.text(row.cell(column));
            DateFormat::iter().all(|format| format.parse(&text).is_none())
        }
        Some(_) => false,
        None => {
            let text = known.decoder.text(row.cell(column));
            if known.amount.is_some_and(|amount| amount.holds(column)) {
                text.chars().any(char::is_alphabetic)
            } else {
                !is_amount(&text)
            }
        }
    }
}

/// Digits, in groups of three if in groups, and two decimals.
fn is_amount(text: &str) -> bool {
    let text = text.trim().trim_start_matches(['-', '+']).trim_end_matches('-');
    let Some((whole, decimals)) = text.rsplit_once([',', '.']) else {
        return false;
    };
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = whole.split([' ', '\u{a0}', '\u{202f}', '.', ',', '\'']);
    let first = groups.next().unwrap_or_default();
    decimals.len() == 2
        && all_digits(decimals)
        && all_digits(first)
        && groups.all(|group| group.len() == 3 && all_digits(group))
}

/// As it stood, in quotation marks where it could be read as something else without.
fn cell(copy: &mut Vec<u8>, raw: &[u8], separator: u8) {
    let quoted = raw
        .iter()
        .any(|byte| *byte == separator || matches!(byte, b'"' | b'\n' | b'\r'));
    if !quoted {
        copy.extend_from_slice(raw);
        return;
    }
    copy.push(b'"');
    for byte in raw {
        if *byte == b'"' {
            copy.push(b'"');
        }
        copy.push(*byte);
    }
    copy.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEDGER: &str = "Pääkirja 2026;;;;;\n\nTosite;Tili;Selite;Henkilö;Summa;Viite\n\
        1;4001;Palkka Maija;Meikäläinen M;10,00;77\n2;4340;\"Lasku; osa\";;20,00;78\n\
        3;4001 Palkat;Palkka Ville;V;5,00;RF18\n";

    fn of(bytes: Vec<u8>) -> Nameless {
        let source = Source::Bytes {
            name: "a.csv".to_owned(),
            bytes,
        };
        let is_wage = |account: &str, _: &str| account == "4001";
        nameless(&source, &Profile::default(), &Limits::default(), &is_wage).unwrap()
    }

    #[test]
    fn rows_of_wages_lose_what_has_letters_and_the_rest_stays() {
        let copy = of(LEDGER.as_bytes().to_vec());
        let expected = "Pääkirja 2026;;;;;\n\nTosite;Tili;Selite;Henkilö;Summa;Viite\n\
            1;4001;***;***;10,00;***\n2;4340;\"Lasku; osa\";;20,00;78\n3;4001 Palkat;***;***;5,00;***\n";
        assert_eq!(String::from_utf8(copy.content.clone()).unwrap(), expected);
        assert_eq!(copy.rows, 2);
        assert_eq!(
            of(copy.content).content,
            expected.as_bytes(),
            "a copy of a copy is the copy"
        );
    }

    /// Goal: what may say who somebody is goes from columns of no known meaning, and amounts stay.
    #[test]
    fn an_amount_is_told_from_the_number_of_an_employee() {
        for amount in ["10,00", "-1 234 567,89", "1.234,56", "2000.00-", "0,50"] {
            assert!(is_amount(amount), "{amount}");
        }
        for other in [
            "77",
            "88776655",
            "1.1.90",
            "31.3.2026",
            "1990-01-01",
            "",
            "1,5",
            "RF18",
            "12 34,00",
        ] {
            assert!(!is_amount(other), "{other}");
        }
    }

    /// Goal: the sum of somebody's wages does not name them and stays a sum; codes go from every row.
    #[test]
    fn sums_of_wages_lose_names_and_every_row_its_codes() {
        let ledger = "Tosite;Tili;Selite;Summa\n1;4001;Palkka;10\n;;Virtanen Ville yhteensä;10,00\n\
            ;;Yhteensä;10,00\n2;4340;Tulkki 030390-999C;20,00\n;;Tulkit yhteensä;20,00\n";
        let copy = of(ledger.as_bytes().to_vec());
        let expected = "Tosite;Tili;Selite;Summa\n1;4001;***;10\n;;*** nimi yhteensa;10,00\n\
            ;;Yhteensä;10,00\n2;4340;Tulkki ******-****;20,00\n;;Tulkit yhteensä;20,00\n";
        assert_eq!(String::from_utf8(copy.content.clone()).unwrap(), expected);
        assert_eq!(copy.rows, 3);
        assert_eq!(of(copy.content).content, expected.as_bytes());
    }

    /// Goal: a name that slipped into the column of dates goes, in whatever way days are written.
    #[test]
    fn what_is_no_day_goes_from_rows_of_wages() {
        for (cell, expected) in [
            ("Virtanen", "***"),
            ("31.3.2026", "31.3.2026"),
            ("2026-03-31", "2026-03-31"),
            ("31 Mar 2026", "31 Mar 2026"),
        ] {
            let row = |cell: &str| format!("Tosite;Tositepvm;Tili;Selite;Summa\n1;{cell};4001;***;10,00\n");
            let copy = of(row(cell).into_bytes());
            assert_eq!(String::from_utf8(copy.content).unwrap(), row(expected));
        }
    }

    #[test]
    fn a_file_keeps_its_encoding() {
        let latin1: Vec<u8> = LEDGER
            .chars()
            .map(|c| u8::try_from(u32::from(c)).unwrap())
            .collect();
        let copy = of(latin1);
        assert!(copy.content.starts_with(b"P\xE4\xE4kirja"));
        assert_eq!(copy.rows, 2);
    }
}
