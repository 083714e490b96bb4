//! Works out how a file is laid out: from the profile where it speaks, from the file where it does not.

use std::collections::BTreeMap;

use strum::IntoEnumIterator;

use crate::{
    amount_column::{self, AmountColumn},
    column_names::field_named,
    content::{Content, FileKind},
    date::DateFormat,
    encoding::{Decoder, MARK},
    field::{Field, plain},
    finding::{Certainty, Notes},
    header::{self, Header},
    limits::Limits,
    number::{self, DecimalSeparator, NumberFormat},
    profile::Profile,
    questions,
    refusal::Refusal,
    row::{CellKind, Row},
    rows::{self, Next, Reading},
    separated::SeparatedReader,
    separator,
    sides::{self, SignRule},
    workbook,
};

const SAMPLE_ROWS: usize = 2000;

/// What is known of a file before its rows are judged.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    pub reading: Reading,
    pub header: Header,
    /// The column of each field that the file has.
    pub fields: BTreeMap<Field, usize>,
    pub number: NumberFormat,
    pub sign: SignRule,
    pub date: Option<DateFormat>,
    pub notes: Notes,
    /// Rows from the header on, as many as were looked at.
    pub sample: Vec<Row>,
}

impl Layout {
    /// The layout, and the amount column if it can be told.
    pub fn find(
        content: &Content<'_>,
        profile: &Profile,
        limits: &Limits,
        encoding: Option<Decoder>,
    ) -> Result<(Self, Result<AmountColumn, Refusal>), Refusal> {
        profile.checked()?;
        let mut notes = Notes::default();
        let (reading, rows) = first_rows(content, profile, limits, encoding, &mut notes)?;
        let decoder = reading.decoder();
        let index = header_index(&rows, decoder, profile, &mut notes)?;
        let header_row = rows.get(index).ok_or(Refusal::NoHeader)?;
        let header = Header::new(header_row, decoder);
        let mut fields = columns(&header, profile)?;
        let sample = rows.get(index..).unwrap_or_default().to_vec();
        let below = sample.get(1..).unwrap_or_default();
        let amount = amount_column::choose(&header, below, decoder, profile, &mut fields, &mut notes)
            .and_then(|amount| {
                questions::ask(&reading, &header, below, amount, profile)?;
                let Some(column) = amount.single() else {
                    return Ok((amount, SignRule::Own));
                };
                let sign = sides::find(below, decoder, &header, &mut fields, profile, column)?;
                Ok((amount, sign))
            });
        let sign = amount.as_ref().map_or(SignRule::Own, |(_, sign)| *sign);
        let amount = amount.map(|(amount, _)| amount);
        currency(&mut fields, below, decoder, profile);
        if let Some(column) = sign.column() {
            notes.find(
                "sign",
                header.name(column),
                Certainty::Likely,
                "it says which amounts are credits",
            );
        }
        let number = number_format(below, decoder, amount.as_ref().ok(), profile, &mut notes);
        let date = fields.get(&Field::Date).and_then(|column| {
            date_format(
                below,
                *column,
                &header.name(*column),
                decoder,
                profile,
                &mut notes,
            )
        });
        Ok((
            Self {
                reading,
                header,
                fields,
                number,
                sign,
                date,
                notes,
                sample,
            },
            amount,
        ))
    }
}

/// How to read the rows, and the first of them.
fn first_rows(
    content: &Content<'_>,
    profile: &Profile,
    limits: &Limits,
    encoding: Option<Decoder>,
    notes: &mut Notes,
) -> Result<(Reading, Vec<Row>), Refusal> {
    if let Some(name) = content.inner_name() {
        notes.find(
            "file",
            name,
            Certainty::Certain,
            "it is the file in the archive that is read",
        );
    }
    match content.kind {
        FileKind::Text => text_rows(
            &content.head(limits.head_bytes)?,
            profile,
            limits,
            encoding,
            notes,
        ),
        FileKind::Xlsx | FileKind::Xls | FileKind::Ods => {
            let sheet = workbook::choose_sheet(content, profile.sheet.as_deref(), limits, notes)?;
            let reading = Reading::Workbook { sheet };
            let mut rows = Vec::new();
            rows::each(content, &reading, limits, &mut |row| {
                rows.push(row.clone());
                Ok(if rows.len() < SAMPLE_ROWS {
                    Next::Continue
                } else {
                    Next::Stop
                })
            })?;
            Ok((reading, rows))
        }
    }
}

fn text_rows(
    head: &[u8],
    profile: &Profile,
    limits: &Limits,
    encoding: Option<Decoder>,
    notes: &mut Notes,
) -> Result<(Reading, Vec<Row>), Refusal> {
    let marked = head.starts_with(MARK);
    let whole = head.len() < limits.head_bytes;
    let head = head.strip_prefix(MARK).unwrap_or(head);
    let decoder = match (encoding, &profile.encoding) {
        (Some(decoder), _) => decoder,
        (None, Some(label)) => Decoder::named(label)?,
        (None, None) => Decoder::detect(head),
    };
    let (certainty, why) = match (decoder.demanded, marked) {
        (true, _) => (Certainty::Given, "the profile says so"),
        (false, true) => (Certainty::Certain, "the file begins with its byte order mark"),
        (false, false) if decoder == Decoder::UTF_8 => (Certainty::Certain, "all bytes looked at are UTF-8"),
        (false, false) => (Certainty::Likely, "the bytes are not UTF-8"),
    };
    notes.find("encoding", decoder.name(), certainty, why);
    let line_end = line_end(head);
    let separator = match profile.separator.and_then(|c| u8::try_from(c).ok()) {
        Some(separator) => {
            notes.find(
                "separator",
                separator_name(separator),
                Certainty::Given,
                "the profile says so",
            );
            separator
        }
        None => {
            let (separator, why) = separator::detect(head, line_end, limits)?;
            notes.find("separator", separator_name(separator), Certainty::Certain, why);
            separator
        }
    };
    let mut reader = SeparatedReader::new(head, separator, line_end, limits);
    let mut rows = Vec::new();
    let mut row = Row::default();
    while rows.len() < SAMPLE_ROWS && reader.next(&mut row)? {
        rows.push(row.clone());
    }
    if !whole && rows.len() < SAMPLE_ROWS && rows.len() > 1 {
        // The head ends in the middle of a row.
        rows.pop();
    }
    let reading = Reading::Text {
        decoder,
        separator,
        line_end,
    };
    Ok((reading, rows))
}

/// Lines end with a line feed; in files that have none, with a carriage return, as on a Macintosh of old.
fn line_end(head: &[u8]) -> u8 {
    if memchr::memchr(b'\n', head).is_none() && memchr::memchr(b'\r', head).is_some() {
        b'\r'
    } else {
        b'\n'
    }
}

/// As written in a diagnosis.
pub(crate) fn separator_name(separator: u8) -> String {
    if separator == b'\t' {
        "tab".to_owned()
    } else {
        char::from(separator).to_string()
    }
}

fn header_index(
    rows: &[Row],
    decoder: Decoder,
    profile: &Profile,
    notes: &mut Notes,
) -> Result<usize, Refusal> {
    if let Some(wanted) = profile.header_row {
        let index = rows
            .iter()
            .position(|row| row.number == wanted && !row.all_blank());
        notes.find(
            "headerRow",
            wanted.to_string(),
            Certainty::Given,
            "the profile says so",
        );
        return index.ok_or(Refusal::HeaderRowBlank { row: wanted });
    }
    let (index, why) = header::find(rows, decoder, profile.amount.as_deref()).ok_or(Refusal::NoHeader)?;
    let number = rows.get(index).map_or(0, |row| row.number);
    notes.find("headerRow", number.to_string(), Certainty::Likely, why);
    Ok(index)
}

/// The column of each field: as the profile says, else the best name there is.
fn columns(header: &Header, profile: &Profile) -> Result<BTreeMap<Field, usize>, Refusal> {
    let mut ranked: BTreeMap<Field, (usize, usize)> = BTreeMap::new();
    for (column, name) in header.names.iter().enumerate() {
        // Signs are no letters, and yet they say what the column is.
        let named = match field_named(&plain(name)) {
            None if matches!(name.as_str(), "+/-" | "±" | "-/+") => Some((Field::Sign, 0)),
            Some((Field::Vat, rank)) if name.contains('%') => Some((Field::VatRate, rank)),
            named => named,
        };
        if let Some((field, rank)) = named
            && ranked.get(&field).is_none_or(|(best, _)| rank < *best)
        {
            ranked.insert(field, (rank, column));
        }
    }
    let mut fields: BTreeMap<Field, usize> = ranked
        .into_iter()
        .map(|(field, (_, column))| (field, column))
        .collect();
    for (field, name) in &profile.columns {
        if name.trim().is_empty() {
            fields.remove(field);
        } else {
            fields.insert(*field, header.column(name)?);
        }
    }
    Ok(fields)
}

/// A column that is called a currency and holds something else is none.
fn currency(fields: &mut BTreeMap<Field, usize>, rows: &[Row], decoder: Decoder, profile: &Profile) {
    let Some(column) = fields.get(&Field::Currency).copied() else {
        return;
    };
    let (mut codes, mut all) = (0_usize, 0_usize);
    for row in rows.iter().filter(|row| !row.is_blank(column)) {
        let text = decoder.text(row.cell(column));
        all += 1;
        codes += usize::from(text.chars().count() <= 4 && !text.contains(|c: char| c.is_ascii_digit()));
    }
    if !profile.columns.contains_key(&Field::Currency) && codes * 2 < all {
        fields.remove(&Field::Currency);
    }
}

/// What the spellings of the sampled amounts prove; a profile overrules them.
fn number_format(
    rows: &[Row],
    decoder: Decoder,
    amount: Option<&AmountColumn>,
    profile: &Profile,
    notes: &mut Notes,
) -> NumberFormat {
    let (mut commas, mut points, mut grouped, mut fine) = (0, 0, false, false);
    let unknown = NumberFormat::default();
    for row in rows {
        for column in (0..row.len()).filter(|column| amount.is_some_and(|amount| amount.holds(*column))) {
            if row.kind(column) == CellKind::Text
                && let Ok(amount) = number::parse(&decoder.text(row.cell(column)), unknown)
            {
                commas += u32::from(amount.decimal == Some(DecimalSeparator::Comma));
                points += u32::from(amount.decimal == Some(DecimalSeparator::Point));
                grouped |= amount.grouped;
                fine |= amount.fine;
            }
        }
    }
    let shown = match (commas, points) {
        (0, 0) => None,
        (commas, points) if commas >= points => Some(DecimalSeparator::Comma),
        _ => Some(DecimalSeparator::Point),
    };
    let format = NumberFormat {
        decimal: profile.decimal_separator.or(shown),
        grouped: profile
            .grouped_thousands
            .unwrap_or(grouped && profile.decimal_separator.is_none_or(|given| Some(given) == shown)),
        settled: profile.decimal_separator.is_some() || fine,
        sub_cent: profile.sub_cent,
    };
    let (certainty, why) = match (profile.decimal_separator, commas, points) {
        (Some(_), ..) => (Certainty::Given, "the profile says so".to_owned()),
        (None, 0, 0) => (
            Certainty::Likely,
            "no decimals in the rows looked at; the first ones settle it".to_owned(),
        ),
        (None, commas, points) if commas > 0 && points > 0 => (
            Certainty::Likely,
            format!("{commas} amounts have a comma, {points} a point; the fewer are errors"),
        ),
        _ => (Certainty::Certain, "every amount looked at agrees".to_owned()),
    };
    notes.find("numberFormat", format.describe(), certainty, why);
    format
}

/// The format that reads most of the sampled dates; of two equals the one first in the list, so that
/// 1.2.2026 is the first of February.
fn date_format(
    rows: &[Row],
    column: usize,
    name: &str,
    decoder: Decoder,
    profile: &Profile,
    notes: &mut Notes,
) -> Option<DateFormat> {
    if let Some(given) = profile.date_format {
        notes.find(
            "dateFormat",
            given.pattern(),
            Certainty::Given,
            "the profile says so",
        );
        return Some(given);
    }
    let texts: Vec<String> = rows
        .iter()
        .filter(|row| row.kind(column) != CellKind::Date && !row.is_blank(column))
        .map(|row| decoder.text(row.cell(column)).into_owned())
        .collect();
    if texts.is_empty() {
        let stored = rows.iter().any(|row| row.kind(column) == CellKind::Date);
        if stored {
            notes.find(
                "dateFormat",
                "date cells",
                Certainty::Certain,
                "the workbook stores dates",
            );
        }
        return stored.then_some(DateFormat::DayMonthYear);
    }
    let readable = |format: DateFormat| texts.iter().filter(|text| format.parse(text).is_some()).count();
    let mut counts: Vec<(DateFormat, usize)> = DateFormat::iter()
        .map(|format| (format, readable(format)))
        .collect();
    if plain(name).ends_with("yymmdd") && !plain(name).contains("yyyymmdd") {
        counts.retain(|(format, _)| *format == DateFormat::DigitsShortYearMonthDay);
    }
    let (format, count) = counts
        .iter()
        .copied()
        .reduce(|best, next| if next.1 > best.1 { next } else { best })?;
    if count * 2 < texts.len() {
        notes.warn(
            "datesNotRead",
            0,
            format!("the column \"{name}\" is not in a known date format: set it in the profile"),
        );
        return None;
    }
    let rivals = counts
        .iter()
        .filter(|(rival, rival_count)| *rival != format && *rival_count == count)
        .count();
    let certainty = if rivals == 0 && count == texts.len() {
        Certainty::Certain
    } else {
        Certainty::Likely
    };
    notes.find(
        "dateFormat",
        format.pattern(),
        certainty,
        format!("it reads {count} of the {} dates looked at", texts.len()),
    );
    Some(format)
}
