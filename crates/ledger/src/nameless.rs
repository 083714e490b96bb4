//! A copy of a ledger file whose rows of wages say nothing about whose wages they are.

use std::collections::BTreeMap;

use crate::{
    content::Content,
    encoding::Decoder,
    field::Field,
    limits::Limits,
    profile::Profile,
    reader::{Reader, Wanted},
    refusal::Refusal,
    row::Row,
    rows::{self, Next, Reading},
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

/// Copies a file, and in every row on an account of wages, selected or not, removes the supplier, the explanation
/// and whatever else has letters and is not known to be something else than a person.
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
    rows::each(&content, reading, limits, &mut |row| {
        let (fields, decoder) = (&rules.fields, rules.decoder);
        let hidden = is_entry_of_wages(fields, decoder, row, is_wage);
        let mut changed = false;
        for column in 0..row.len() {
            if column > 0 {
                copy.content.push(separator);
            }
            if hidden && is_personal(fields, decoder, row, column) {
                changed = true;
                copy.content.extend_from_slice(REMOVED.as_bytes());
            } else {
                cell(&mut copy.content, row.raw(column), separator);
            }
        }
        copy.content.push(line_end);
        copy.rows += u64::from(changed);
        Ok(Next::Continue)
    })?;
    Ok(copy)
}

type Fields = BTreeMap<Field, usize>;

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

/// Whether a cell of a row of wages may say whose wages they are.
pub(crate) fn is_personal(fields: &Fields, decoder: Decoder, row: &Row, column: usize) -> bool {
    if row.is_blank(column) {
        return false;
    }
    let of_column = fields.iter().filter(|(_, own)| **own == column);
    let mut named = of_column.map(|(field, _)| *field);
    match named.next() {
        Some(Field::SupplierName | Field::SupplierId | Field::Text) => true,
        Some(_) => false,
        None => has_letters(decoder, row.cell(column)),
    }
}

fn has_letters(decoder: Decoder, cell: &[u8]) -> bool {
    decoder.text(cell).chars().any(char::is_alphabetic)
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
            1;4001;***;***;10,00;77\n2;4340;\"Lasku; osa\";;20,00;78\n3;4001 Palkat;***;***;5,00;***\n";
        assert_eq!(String::from_utf8(copy.content.clone()).unwrap(), expected);
        assert_eq!(copy.rows, 2);
        assert_eq!(
            of(copy.content).content,
            expected.as_bytes(),
            "a copy of a copy is the copy"
        );
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
