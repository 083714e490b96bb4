//! The three things callers do with a file: look at it, check it, import it.

use std::collections::HashMap;

use talkoot_domain::money::Money;

use crate::{
    amount_column::AmountColumn,
    check::{Check, Exclusion},
    encoding::Decoder,
    examiner::{Examiner, Line},
    finding::Certainty,
    identity,
    layout::{Layout, separator_name},
    limits::Limits,
    posting::Posting,
    profile::Profile,
    refusal::Refusal,
    row::Row,
    rows::{self, End, Next, Reading},
    rules::Rules,
    selection::Selection,
    source::{Fingerprint, Source},
    writer::PostingWriter,
};

/// Reads the whole file and says what becomes of each row. Rows in error are part of the diagnosis.
///
/// # Errors
/// [`Refusal`] when the file as a whole cannot be read or its layout cannot be told.
pub fn check(
    source: &Source,
    profile: &Profile,
    selection: &Selection,
    limits: &Limits,
) -> Result<Check, Refusal> {
    Ok(first_reading(source, profile, selection, limits)?.0.check)
}

/// Reads the whole file and, when no row is in error, hands every selected row to `sink`.
///
/// The file is read twice: `sink` is called only after all rows have been found in order, and then once per
/// selected row in the order of the file. When the second reading fails half-way (the file was changed, or
/// `sink` itself refuses), the caller must discard what it received.
///
/// # Errors
/// [`Refusal::RowsInError`] with the diagnosis when a row cannot be read; nothing was handed over then.
/// [`Refusal::Stopped`] with the words of `sink` when it refuses. Others as for [`check`].
pub fn import(
    source: &Source,
    profile: &Profile,
    selection: &Selection,
    limits: &Limits,
    sink: &mut dyn FnMut(Posting) -> Result<(), String>,
) -> Result<Check, Refusal> {
    let (reader, first) = first_reading(source, profile, selection, limits)?;
    if !reader.check.is_importable() {
        return Err(Refusal::RowsInError(Box::new(reader.check)));
    }
    let ((), second) = source.fingerprint_while(|| reader.hand_over(source, limits, sink))?;
    if first != second {
        return Err(Refusal::Changed);
    }
    Ok(reader.check)
}

fn first_reading(
    source: &Source,
    profile: &Profile,
    selection: &Selection,
    limits: &Limits,
) -> Result<(Reader, Fingerprint), Refusal> {
    source.within(limits)?;
    let (mut reader, fingerprint) =
        source.fingerprint_while(|| Reader::run(source, profile, selection, limits))?;
    reader.check.bytes = fingerprint.bytes;
    reader.check.sha256.clone_from(&fingerprint.sha256);
    Ok((reader, fingerprint))
}

/// A finished first reading, and what the second needs.
struct Reader {
    check: Check,
    rules: Rules,
    layout: Layout,
    /// Identities that more than one selected row has.
    repeated: HashMap<u128, u32>,
}

/// What the first reading counts beside the examiner.
#[derive(Default)]
struct Seen {
    identities: Vec<u128>,
    personal_codes: u64,
    wrong_business_ids: u64,
    disagreeing_tax: u64,
}

impl Reader {
    fn run(
        source: &Source,
        profile: &Profile,
        selection: &Selection,
        limits: &Limits,
    ) -> Result<Self, Refusal> {
        let (layout, amount) = Layout::find(source, profile, limits, None)?;
        match Self::read(source, layout, amount?, profile, selection, limits)? {
            Ok(reader) => Ok(reader),
            Err(row) => {
                let (mut layout, amount) =
                    Layout::find(source, profile, limits, Some(Decoder::WINDOWS_1252))?;
                layout.notes.findings.retain(|finding| finding.what != "encoding");
                let why = format!("the file begins as UTF-8, but row {row} is not");
                layout
                    .notes
                    .find("encoding", Decoder::WINDOWS_1252.name(), Certainty::Likely, &why);
                layout.notes.warn(
                    "encodingChanged",
                    0,
                    format!("{why}: it was read as Windows-1252, look at the letters ä and ö"),
                );
                Self::read(source, layout, amount?, profile, selection, limits)?.map_err(|row| {
                    Refusal::NotInEncoding {
                        row,
                        encoding: "UTF-8",
                    }
                })
            }
        }
    }

    /// One reading; the inner error is the first row that is not UTF-8 after all.
    fn read(
        source: &Source,
        layout: Layout,
        amount: AmountColumn,
        profile: &Profile,
        selection: &Selection,
        limits: &Limits,
    ) -> Result<Result<Self, u64>, Refusal> {
        let rules = Rules::new(&layout, amount, profile, selection)?;
        let mut examiner = Examiner::new(&rules, layout.number, limits.listed_errors);
        let writer = PostingWriter::new(&rules, layout.number);
        let mut seen = Seen::default();
        let end = rows::each(source, &layout.reading, limits, &mut |row| {
            if let Some(line) = examiner.examine(row) {
                seen.disagreeing_tax += u64::from(writer.tax_disagrees(row, line.cents));
                seen.identities.push(identity::of(row, &rules.named_columns));
                seen.personal_codes += u64::from(writer.has_personal_code(row));
                seen.wrong_business_ids += u64::from(writer.has_wrong_business_id(row));
            }
            Ok(Next::Continue)
        })?;
        if let End::NotUtf8 { row } = end {
            return Ok(Err(row));
        }
        examiner.finish();
        let repeated = repeated(&mut seen.identities);
        let distinct_repeats: u64 = repeated.values().map(|count| u64::from(*count) - 1).sum();
        let check = diagnosis(source, &layout, &rules, examiner, &seen, distinct_repeats);
        let repeated = repeated.into_keys().map(|identity| (identity, 0)).collect();
        Ok(Ok(Self {
            check,
            rules,
            layout,
            repeated,
        }))
    }

    fn hand_over(
        &self,
        source: &Source,
        limits: &Limits,
        sink: &mut dyn FnMut(Posting) -> Result<(), String>,
    ) -> Result<(), Refusal> {
        let mut examiner = Examiner::new(&self.rules, self.layout.number, 0);
        let writer = PostingWriter::new(&self.rules, self.layout.number);
        let mut repeated = self.repeated.clone();
        let mut ordinal = 0;
        let end = rows::each(source, &self.layout.reading, limits, &mut |row: &Row| {
            if let Some(Line { cents, date }) = examiner.examine(row) {
                ordinal += 1;
                let identity = (!repeated.is_empty()).then(|| identity::of(row, &self.rules.named_columns));
                let occurrence = match identity.and_then(|identity| repeated.get_mut(&identity)) {
                    Some(count) => {
                        *count += 1;
                        *count
                    }
                    None => 1,
                };
                let posting = writer.write(row, Money::from_cents(cents), date, ordinal, occurrence);
                sink(posting).map_err(|why| Refusal::Stopped { why })?;
            }
            Ok(Next::Continue)
        })?;
        let same =
            end == End::Finished && examiner.error_count == 0 && examiner.selected == self.check.selected;
        if same { Ok(()) } else { Err(Refusal::Changed) }
    }
}

/// The identities that occur more than once, with their counts. Sixteen bytes a row while it runs.
fn repeated(identities: &mut [u128]) -> HashMap<u128, u32> {
    identities.sort_unstable();
    let groups = identities.chunk_by(|a, b| a == b).filter(|group| group.len() > 1);
    groups
        .filter_map(|group| Some((*group.first()?, u32::try_from(group.len()).ok()?)))
        .collect()
}

fn diagnosis(
    source: &Source,
    layout: &Layout,
    rules: &Rules,
    examiner: Examiner<'_>,
    seen: &Seen,
    repeats: u64,
) -> Check {
    let mut notes = layout.notes.clone();
    let number_format = examiner.number_format().describe().to_owned();
    row_warnings(&mut notes, &examiner, seen);
    let (encoding, separator, sheet) = match &layout.reading {
        Reading::Text { decoder, separator } => (
            Some(decoder.name().to_owned()),
            Some(separator_name(*separator)),
            None,
        ),
        Reading::Workbook { sheet } => (None, None, Some(sheet.clone())),
    };
    let header = &layout.header;
    Check {
        file: source.name(),
        // Known when the hashing beside this reading is done.
        bytes: 0,
        sha256: String::new(),
        encoding,
        separator,
        sheet,
        header_row: header.row.number,
        columns: header.names.clone(),
        amount_column: rules.amount.name(header),
        amount_kind: rules.amount.kind(),
        fields: layout
            .fields
            .iter()
            .map(|(field, column)| (*field, header.name(*column)))
            .collect(),
        date_format: layout.date.map(|format| format.pattern().to_owned()),
        number_format,
        findings: notes.findings,
        rows: examiner.rows,
        total: examiner.total,
        credits: examiner.credits,
        selected: examiner.selected,
        excluded: examiner.excluded,
        rejected: examiner.rejected,
        errors: examiner.errors,
        error_count: examiner.error_count,
        warnings: notes.warnings,
        repeats,
        stated_totals: examiner.totals.listed,
    }
}

fn row_warnings(notes: &mut crate::finding::Notes, examiner: &Examiner<'_>, seen: &Seen) {
    if examiner.totals.disagreeing > 0 {
        let rows = examiner.totals.disagreeing;
        notes.warn(
            "totalDisagrees",
            rows,
            "totals stated in the file differ from the sum of its rows",
        );
    }
    if seen.personal_codes > 0 {
        notes.warn(
            "personalCodesMasked",
            seen.personal_codes,
            "rows held personal identity codes; they are masked",
        );
    }
    if seen.wrong_business_ids > 0 {
        let message = "suppliers' business ids have a wrong check digit; they are kept as they stood";
        notes.warn("businessIdCheckDigit", seen.wrong_business_ids, message);
    }
    if seen.disagreeing_tax > 0 {
        let message = "rows where net and tax do not add up to gross, or one of them cannot be read";
        notes.warn("taxDisagrees", seen.disagreeing_tax, message);
    }
    if examiner.stray_cells > 0 && examiner.error_count == 0 {
        notes.warn(
            "strayCells",
            examiner.stray_cells,
            "cells beyond the last column are not used",
        );
    }
    if let Some(notes_excluded) = examiner.excluded.get(&Exclusion::NoteRow) {
        notes.warn(
            "noteRows",
            notes_excluded.rows,
            "rows with a text and no amount are taken as headings or notes",
        );
    }
    if examiner.rows == 0 {
        notes.warn("noRows", 0, "there are no entries below the header");
    }
}
