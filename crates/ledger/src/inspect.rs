//! A first look at a file, before anything is settled.

use std::{borrow::Cow, collections::BTreeMap};

use serde::Serialize;

use crate::{
    amount_column::AmountColumn,
    content::Content,
    field::{AmountKind, Field},
    finding::{Finding, Warning},
    layout::Layout,
    limits::Limits,
    markers::Markers,
    nameless::{Known, Wages},
    personal_code,
    profile::{Profile, VatHandling},
    proposals::{Proposal, propose},
    refusal::Refusal,
    row::Row,
    rows::Reading,
    source::Source,
};

const ROWS_SHOWN: usize = 10;

/// What a file looks like: for a person who sets a partner's profile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Found {
    /// The row with the names of the columns, counted from 1.
    pub header_row: u64,
    /// The names of the columns; those without a name by position, as `#3`.
    pub columns: Vec<String>,
    /// Which column holds what, as far as the names tell.
    pub fields: BTreeMap<Field, String>,
    /// The column of the amounts, when it can be told.
    pub amount_column: Option<String>,
    /// What has to be answered before the file can be checked.
    pub question: Option<String>,
    /// How it was found, and how sure it is.
    pub findings: Vec<Finding>,
    /// What a person should look at.
    pub warnings: Vec<Warning>,
    /// The first rows below the header, as text; personal identity codes are masked, and of entries of wages
    /// whatever may be a name.
    pub first_rows: Vec<Vec<String>>,
    /// A profile that says all of this, to be corrected and kept.
    pub proposed: Profile,
    /// Layouts of municipalities whose columns are like these, the likest first.
    pub known: Vec<Proposal>,
}

/// Looks at the beginning of a file. An amount column that cannot be told is a question here, not a refusal.
///
/// # Errors
/// [`Refusal`] when the file cannot be read, or has no columns or header that can be found.
pub fn inspect(source: &Source, profile: &Profile, limits: &Limits) -> Result<Found, Refusal> {
    inspect_hiding(source, profile, limits, &|_, _| false)
}

/// The same, where the first rows show nothing of entries of wages that may say whose they are.
///
/// # Errors
/// As [`inspect`].
pub fn inspect_hiding(
    source: &Source,
    profile: &Profile,
    limits: &Limits,
    is_wage: &dyn Fn(&str, &str) -> bool,
) -> Result<Found, Refusal> {
    let content = Content::of(source, profile.file.as_deref(), limits)?;
    let (layout, amount) = Layout::find(&content, profile, limits, None)?;
    let decoder = layout.reading.decoder();
    let header = &layout.header;
    let columns: Vec<String> = (0..header.names.len())
        .map(|column| header.name(column))
        .collect();
    let text = |bytes: &[u8]| personal_code::mask(decoder.text(bytes).trim()).0.into_owned();
    let rows = layout
        .sample
        .iter()
        .skip(1)
        .filter(|row| !row.all_blank())
        .take(ROWS_SHOWN);
    let markers = Markers::new(profile);
    let known = Known {
        fields: &layout.fields,
        decoder,
        markers: &markers,
        amount: amount.as_ref().ok().copied(),
    };
    let mut wages = Wages::new(is_wage);
    let shown = |row: &Row| {
        let hiding = wages.hiding(&layout.fields, decoder, row);
        let cell = |column: usize| {
            let instead = hiding.instead(known, row, column);
            instead.map_or_else(|| text(row.cell(column)), Cow::into_owned)
        };
        (0..row.len()).map(cell).collect()
    };
    let first_rows = rows.map(shown).collect();
    let fields: BTreeMap<Field, String> = layout
        .fields
        .iter()
        .map(|(field, column)| (*field, reference(&layout, *column)))
        .collect();
    let proposed = proposed(&layout, profile, &fields, amount.as_ref().ok().copied());
    let known = propose(&header.names, &[]);
    Ok(Found {
        header_row: header.row.number,
        columns,
        fields,
        amount_column: amount.as_ref().ok().map(|amount| amount.name(header)),
        question: amount.err().map(|refusal| refusal.to_string()),
        findings: layout.notes.findings,
        warnings: layout.notes.warnings,
        first_rows,
        proposed,
        known,
    })
}

/// The name of a column, or its position when the name is not the only one of its kind.
fn reference(layout: &Layout, column: usize) -> String {
    let name = layout.header.name(column);
    if layout.header.column(&name).is_ok_and(|found| found == column) {
        name
    } else {
        format!("#{}", column + 1)
    }
}

/// Amounts with tax beside a column of the tax or of its rate can be made net.
fn tax_that_can_be_taken_out(layout: &Layout, kind: Option<AmountKind>) -> Option<VatHandling> {
    let has = |field: Field| layout.fields.contains_key(&field);
    match kind {
        Some(AmountKind::Gross) if has(Field::Vat) => Some(VatHandling::SubtractVat),
        Some(AmountKind::Gross) if has(Field::VatRate) => Some(VatHandling::TakeOutByRate),
        _ => None,
    }
}

fn proposed(
    layout: &Layout,
    given: &Profile,
    fields: &BTreeMap<Field, String>,
    chosen: Option<AmountColumn>,
) -> Profile {
    let kind = chosen.map(AmountColumn::kind);
    let (encoding, separator, sheet) = match &layout.reading {
        Reading::Text {
            decoder, separator, ..
        } => (
            Some(decoder.name().to_lowercase()),
            Some(char::from(*separator)),
            None,
        ),
        Reading::Workbook { sheet } => (None, None, Some(sheet.clone())),
    };
    Profile {
        encoding,
        separator,
        sheet,
        header_row: Some(layout.header.row.number),
        amount: chosen
            .and_then(AmountColumn::single)
            .map(|column| reference(layout, column)),
        columns: fields.clone(),
        decimal_separator: layout.number.decimal,
        grouped_thousands: layout.number.decimal.map(|_| layout.number.grouped),
        date_format: layout.date,
        vat: given.vat.or_else(|| tax_that_can_be_taken_out(layout, kind)),
        ..given.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{AmountKind, Selection, check};

    fn source(text: &str) -> Source {
        Source::Bytes {
            name: "ledger.csv".to_owned(),
            bytes: text.as_bytes().to_vec(),
        }
    }

    #[test]
    fn the_proposed_profile_reads_the_file_the_same_way() {
        let source = source(
            "Otsikko;;;\nTili;Pvm;Selite;Summa\n4300;1.2.2026;Palkkio 010190-999A;1 234,50\n4400;13.2.2026;b;-2,00\n",
        );
        let found = inspect(&source, &Profile::default(), &Limits::default()).unwrap();
        assert_eq!(
            (found.header_row, found.amount_column.as_deref()),
            (2, Some("Summa"))
        );
        assert_eq!(
            found.first_rows[0],
            ["4300", "1.2.2026", "Palkkio ******-****", "1 234,50"]
        );
        assert_eq!(found.question, None);
        let with = |profile: &Profile| {
            let check = check(&source, profile, &Selection::default(), &Limits::default()).unwrap();
            (
                check.rows,
                check.total,
                check.fields,
                check.amount_kind,
                check.date_format,
            )
        };
        let (rows, total, ..) = with(&found.proposed);
        assert_eq!((rows, total.to_string().as_str()), (2, "1232.50"));
        assert_eq!(with(&found.proposed), with(&Profile::default()));
        assert_eq!(with(&found.proposed).3, AmountKind::Unsaid);
    }

    #[test]
    fn an_amount_column_that_cannot_be_told_is_a_question() {
        let found = inspect(
            &source("Posten;Ist EUR;Soll EUR\nA;1.50;2.50\n"),
            &Profile::default(),
            &Limits::default(),
        )
        .unwrap();
        assert_eq!(found.amount_column, None);
        assert!(found.question.unwrap().contains("Ist EUR, Soll EUR"));
        assert_eq!(found.columns, ["Posten", "Ist EUR", "Soll EUR"]);
    }
}
