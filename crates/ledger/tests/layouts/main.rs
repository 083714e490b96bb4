//! Small ledgers written by hand, each with one difficulty of a real export.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic")]

mod selecting;

use talkoot_ledger::{
    Check, Exclusion, Limits, Posting, Profile, Reason, Refusal, Selection, Source, check, import,
};

fn source(bytes: impl Into<Vec<u8>>) -> Source {
    Source::Bytes {
        name: "ledger.csv".to_owned(),
        bytes: bytes.into(),
    }
}

fn diagnose(text: &str) -> Check {
    check(
        &source(text),
        &Profile::default(),
        &Selection::default(),
        &Limits::default(),
    )
    .unwrap()
}

fn diagnose_with(text: &str, profile: &str) -> Result<Check, Refusal> {
    let profile: Profile = serde_json::from_str(profile).unwrap();
    check(&source(text), &profile, &Selection::default(), &Limits::default())
}

fn postings(text: impl Into<Vec<u8>>, profile: &Profile, selection: &Selection) -> Vec<Posting> {
    let mut postings = Vec::new();
    import(
        &source(text),
        profile,
        selection,
        &Limits::default(),
        &mut |posting| {
            postings.push(posting);
            Ok(())
        },
    )
    .unwrap();
    postings
}

fn rows(check: &Check, exclusion: Exclusion) -> u64 {
    check.excluded.get(&exclusion).map_or(0, |tally| tally.rows)
}

/// The ledger, its rows, its total, how amounts and dates are written.
const LAYOUTS: &[(&str, u64, &str, &str, &str)] = &[
    (
        "Tosite;Pvm;Tili;Summa\n1;31.1.2026;4300;1 234,56\n2;1.2.2026;4300;-34,56\n",
        2,
        "1200.00",
        "decimal comma",
        "d.m.yyyy",
    ),
    (
        "Tosite,Pvm,Summa\n1,2026-01-31 00:00:00,12.5\n2,2026-02-01,7\n",
        2,
        "19.50",
        "decimal point",
        "yyyy-mm-dd",
    ),
    (
        "Tosite\tPvm\tSumma\n1\t1012026\t5,00\n2\t31122026\t6,00\n",
        2,
        "11.00",
        "decimal comma",
        "ddmmyyyy",
    ),
    (
        "Tosite|Tositepäivämäärä (YYMMDD)|Summa\n1|260131|5\n2|260201|6\n",
        2,
        "11.00",
        "whole numbers",
        "yymmdd",
    ),
    (
        "Document Number,Date,Amount (£)\nA1,11 May 2026,\"1,234,567.89\"\nA2,12 May 2026,\"(34,567.89)\"\n",
        2,
        "1200000.00",
        "decimal point, comma between thousands",
        "d Month yyyy",
    ),
    (
        "Verifikat;Datum;Konto;Belopp\r\n1;2026-01-31;4300;    185,00-\r\n",
        1,
        "-185.00",
        "decimal comma",
        "yyyy-mm-dd",
    ),
    (
        "Tosite;Pvm;Summa\n1;46053;1.234,50\n2;46054;1.000,00\n",
        2,
        "2234.50",
        "decimal comma, point between thousands",
        "spreadsheet day number",
    ),
    (
        "sep=;\nTosite;Pvm;Summa\n1;1.2.2026;1,00\n",
        1,
        "1.00",
        "decimal comma",
        "d.m.yyyy",
    ),
];

#[test]
fn layouts_explain_themselves() {
    for (text, expected_rows, total, number, date) in LAYOUTS.iter().copied() {
        let check = diagnose(text);
        assert_eq!(check.errors, [], "{text}");
        assert_eq!(
            (check.rows, check.total.to_string().as_str()),
            (expected_rows, total),
            "{text}"
        );
        assert_eq!(
            (check.number_format.as_str(), check.date_format.as_deref()),
            (number, Some(date)),
            "{text}"
        );
        assert_eq!(check.accounted_for(), check.total, "{text}");
    }
}

#[test]
fn encodings_are_found_and_a_late_surprise_is_said() {
    let header = "Tosite;Pvm;Toimittajan nimi;Summa\n";
    let utf8 = postings(
        format!("\u{FEFF}{header}1;1.2.2026;Hämeen Öljy;1,00\n"),
        &Profile::default(),
        &Selection::default(),
    );
    assert_eq!(
        (utf8[0].voucher.as_str(), utf8[0].supplier_name.as_str()),
        ("1", "Hämeen Öljy")
    );

    let mut latin = header.as_bytes().to_vec();
    latin.extend_from_slice(b"1;1.2.2026;H\xE4meen \xD6ljy;1\xA0000,00\n");
    let read = postings(latin, &Profile::default(), &Selection::default());
    assert_eq!(
        (read[0].supplier_name.as_str(), read[0].net.cents()),
        ("Hämeen Öljy", 100_000)
    );

    let mut late = header.as_bytes().to_vec();
    for row in 0..20_000 {
        late.extend_from_slice(format!("{row};1.2.2026;Plain Oy;1,00\n").as_bytes());
    }
    late.extend_from_slice(b"x;1.2.2026;\xC4\xE4ni Oy;1,00\n");
    let check = check(
        &source(late.clone()),
        &Profile::default(),
        &Selection::default(),
        &Limits::default(),
    )
    .unwrap();
    assert_eq!(
        (check.rows, check.encoding.as_deref()),
        (20_001, Some("Windows-1252"))
    );
    assert!(
        check
            .warnings
            .iter()
            .any(|warning| warning.code == "encodingChanged")
    );
    let demanded = Profile {
        encoding: Some("utf-8".to_owned()),
        ..Profile::default()
    };
    let refusal = talkoot_ledger::check(
        &source(late),
        &demanded,
        &Selection::default(),
        &Limits::default(),
    )
    .unwrap_err();
    assert!(
        matches!(refusal, Refusal::NotInEncoding { row: 20_002, .. }),
        "{refusal}"
    );
}

#[test]
fn rows_that_are_no_entries_are_told_apart() {
    let check = diagnose(
        "Mallilan kunta;;;\nTulostettu 1.3.2026;;;\n;;;\nTosite;Pvm;Selite;Summa\nKoulut;;;\n1;1.2.2026;a;10,00\n2;1.2.2026;b;5,00\n\
         ;;Koulut yhteensä;15,00\n;;;\nTosite;Pvm;Selite;Summa\n3;2.2.2026;c;7,00\n;;Yhteensä;7,00\n;;Kaikki yhteensä;22,00\n\n",
    );
    assert_eq!(check.errors, []);
    assert_eq!(
        (check.rows, check.total.to_string().as_str(), check.header_row),
        (3, "22.00", 4)
    );
    for (exclusion, count) in [
        (Exclusion::AboveHeader, 2),
        (Exclusion::BlankRow, 3),
        (Exclusion::RepeatedHeader, 1),
        (Exclusion::NoteRow, 1),
        (Exclusion::SubtotalRow, 2),
        (Exclusion::TotalRow, 1),
    ] {
        assert_eq!(rows(&check, exclusion), count, "{exclusion:?}");
    }
    assert!(
        check
            .stated_totals
            .iter()
            .all(talkoot_ledger::StatedTotal::agrees)
    );
}

#[test]
fn a_total_that_disagrees_is_a_warning_and_stays_out_of_the_sum() {
    let check = diagnose("Tosite;Pvm;Summa\n1;1.2.2026;10,00\n;;11,00\n");
    assert_eq!(
        (check.total.to_string().as_str(), check.error_count),
        ("10.00", 0)
    );
    assert!(
        check
            .warnings
            .iter()
            .any(|warning| warning.code == "totalDisagrees")
    );
    assert_eq!(check.stated_totals[0].computed.to_string(), "10.00");
}

/// A supplier whose name begins like a total is a supplier.
#[test]
fn companies_called_total_are_entries() {
    let check =
        diagnose("Tosite;Pvm;Toimittaja;Summa\n1;1.2.2026;Total Oy;10,00\n2;1.2.2026;Summa Oy;10,00\n");
    assert_eq!((check.rows, rows(&check, Exclusion::SubtotalRow)), (2, 0));

    // Without voucher and with a date that is none, it is still an entry, and so an error.
    let check = diagnose(
        "Pvm;Tili;Toimittaja;Selite;Summa\n1.2.2026;4300;A Oy;a;1,00\n31.2.2026;4300;Total Oy;b;9,00\n",
    );
    assert_eq!(
        (check.rows, check.error_count, check.errors[0].reason),
        (2, 1, Reason::DateInvalid)
    );
}

/// What stands in the amount column, and why the row is rejected.
#[test]
fn amounts_in_doubt_are_errors() {
    for (amount, reason) in [
        ("4.2,0", Reason::AmountNotANumber),
        ("1.234", Reason::AmountAmbiguous),
        ("12.50", Reason::AmountAmbiguous),
        ("10,005", Reason::AmountSubCent),
        ("", Reason::AmountMissing),
        ("kaksi", Reason::AmountNotANumber),
        ("999999999999999999999,00", Reason::AmountTooLarge),
        ("1,00;x;y", Reason::TooManyCells),
    ] {
        let check = diagnose(&format!(
            "Tosite;Pvm;Summa\n1;1.2.2026;10,00\n2;1.2.2026;20,00\n3;1.2.2026;{amount}\n"
        ));
        assert_eq!(check.error_count, 1, "{amount}");
        let error = &check.errors[0];
        assert_eq!((error.row, error.reason), (4, reason), "{amount}");
        assert!(!error.expected.is_empty());
        assert_eq!((check.rows, check.accounted_for()), (3, check.total), "{amount}");
    }
}

#[test]
fn one_bad_row_refuses_the_whole_import() {
    let text = "Tosite;Pvm;Summa\n1;1.2.2026;10,00\n2;31.2.2026;x\n";
    let mut received = 0;
    let refusal = import(
        &source(text),
        &Profile::default(),
        &Selection::default(),
        &Limits::default(),
        &mut |_| {
            received += 1;
            Ok(())
        },
    )
    .unwrap_err();
    let Refusal::RowsInError(check) = refusal else {
        panic!("{refusal}")
    };
    let reasons: Vec<Reason> = check.errors.iter().map(|error| error.reason).collect();
    assert_eq!(
        (received, reasons),
        (0, vec![Reason::AmountNotANumber, Reason::DateInvalid])
    );
    assert_eq!(check.rejected[&Reason::AmountNotANumber].rows, 1);
}

#[test]
fn errors_beyond_the_list_are_counted() {
    let mut text = "Tosite;Pvm;Summa\n1;1.2.2026;10,00\n".to_owned();
    (0..300).for_each(|row| text.push_str(&format!("{row};1.2.2026;x\n")));
    let check = diagnose(&text);
    assert_eq!((check.errors.len(), check.error_count), (200, 300));
}
