//! Puts together what is said about a file once all its rows are seen.

use crate::{
    check::{Check, Exclusion},
    examiner::Examiner,
    finding::Notes,
    fingerprint::Fingerprint,
    layout::{Layout, separator_name},
    profile::StatedTotals,
    reader::Seen,
    rows::Reading,
    rules::Rules,
    selection::Selection,
    source::Source,
};

pub(crate) fn of(
    source: &Source,
    fingerprint: Fingerprint,
    layout: &Layout,
    (rules, selection): (&Rules, &Selection),
    examiner: Examiner<'_>,
    seen: &Seen,
    repeats: u64,
) -> Check {
    let mut notes = layout.notes.clone();
    let number_format = examiner.number_format().describe().to_owned();
    row_warnings(&mut notes, &examiner, seen, rules, selection);
    let (encoding, separator, sheet) = match &layout.reading {
        Reading::Text {
            decoder, separator, ..
        } => (
            Some(decoder.name().to_owned()),
            Some(separator_name(*separator)),
            None,
        ),
        Reading::Workbook { sheet } => (None, None, Some(sheet.clone())),
    };
    let header = &layout.header;
    Check {
        file: source.name(),
        bytes: fingerprint.bytes,
        sha256: fingerprint.sha256,
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

fn row_warnings(
    notes: &mut Notes,
    examiner: &Examiner<'_>,
    seen: &Seen,
    rules: &Rules,
    selection: &Selection,
) {
    if examiner.totals.disagreeing > 0 && rules.stated_totals == StatedTotals::MayDisagree {
        let rows = examiner.totals.disagreeing;
        notes.warn(
            "totalDisagrees",
            rows,
            "totals stated in the file differ from the sum of its rows; the profile allows it",
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
    if let Some(balances) = examiner.excluded.get(&Exclusion::OpeningBalance) {
        notes.warn(
            "openingBalances",
            balances.rows,
            "balances before the entries are no entries and are left out",
        );
    }
    if rules.selection != *selection {
        notes.warn(
            "undatedRows",
            0,
            "the file has no dates: as the profile says, every row belongs to the period",
        );
    }
}
