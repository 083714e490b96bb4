//! Small ledgers written by hand, each with one difficulty of a real export.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic")]

use talkoot_ledger::{
    Check, DateFormat, Exclusion, Field, Filter, Limits, Profile, Reason, Refusal, Selection, Source, check,
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
fn a_total_that_disagrees_is_an_error_and_stays_out_of_the_sum() {
    let text = "Tosite;Pvm;Selite;Summa\n1;1.2.2026;a;10,00\n;;Yhteensä;11,00\n";
    let check = diagnose(text);
    assert_eq!(
        (check.total.to_string().as_str(), check.error_count),
        ("10.00", 1)
    );
    assert_eq!(
        (
            check.errors[0].row,
            check.errors[0].reason,
            check.errors[0].value.as_str()
        ),
        (3, Reason::TotalDisagrees, "11.00")
    );
    assert_eq!(check.stated_totals[0].computed.to_string(), "10.00");

    let allowed = diagnose_with(text, r#"{"statedTotals":"mayDisagree"}"#).unwrap();
    assert_eq!((allowed.error_count, allowed.is_importable()), (0, true));
    assert!(
        allowed
            .warnings
            .iter()
            .any(|warning| warning.code == "totalDisagrees")
    );
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
fn errors_beyond_the_list_are_counted() {
    let mut text = "Tosite;Pvm;Summa\n1;1.2.2026;10,00\n".to_owned();
    (0..300).for_each(|row| text.push_str(&format!("{row};1.2.2026;x\n")));
    let check = diagnose(&text);
    assert_eq!((check.errors.len(), check.error_count), (200, 300));
}

#[test]
fn the_selection_decides_and_everything_is_accounted_for() {
    let text = "Tosite;Pvm;Tili;Kustannuspaikka;Projekti;Summa\n1;1.2.2026;4300;1114;H1;10,00\n2;1.2.2026;4300;2222;H1;20,00\n\
                3;1.3.2026;4300;1114;H1;40,00\n4;2.2.2026;1150;1114;H1;80,00\n5;2.2.2026;3100;1114;H1;-160,00\n6;2.2.2026;4400;11149;H2;320,00\n";
    let filter = |field, value: &str, prefix| Filter {
        field,
        values: vec![value.to_owned()],
        prefix,
    };
    let day = |text: &str| DateFormat::Iso.parse(text);
    let selection = Selection {
        filters: vec![
            filter(Field::CostCentre, "111", true),
            filter(Field::Project, "H1", false),
        ],
        first_day: day("2026-02-01"),
        last_day: day("2026-02-28"),
        without_income: true,
    };
    let check = check(&source(text), &Profile::default(), &selection, &Limits::default()).unwrap();
    let total = |exclusion: Exclusion| check.excluded[&exclusion].total.to_string();
    assert_eq!(
        (
            check.rows,
            check.selected.rows,
            check.selected.total.to_string().as_str()
        ),
        (6, 1, "10.00")
    );
    assert_eq!(total(Exclusion::NotSelected), "340.00");
    assert_eq!(total(Exclusion::OutsidePeriod), "40.00");
    assert_eq!(total(Exclusion::BalanceSheetAccount), "80.00");
    assert_eq!(total(Exclusion::Income), "-160.00");
    assert_eq!(check.accounted_for(), check.total);

    let needs_project = talkoot_ledger::check(
        &source("Tosite;Pvm;Summa\n1;1.2.2026;1,00\n"),
        &Profile::default(),
        &selection,
        &Limits::default(),
    );
    assert_eq!(needs_project.unwrap_err().code(), "selectionNeedsColumn");
}

#[test]
fn a_blank_date_is_an_error_only_when_the_period_needs_it() {
    let text = "Tosite;Pvm;Summa\n1;1.2.2026;1,00\n2;;2,00\n";
    assert_eq!(diagnose(text).error_count, 0);
    let period = Selection {
        first_day: DateFormat::Iso.parse("2026-01-01"),
        ..Selection::default()
    };
    let check = check(&source(text), &Profile::default(), &period, &Limits::default()).unwrap();
    assert_eq!(check.errors[0].reason, Reason::DateMissing);
}

/// A profile, what it changes, the total it leads to.
#[test]
fn a_profile_overrules_what_is_found() {
    let text = "Tosite;Pvm;Netto;Brutto;ALV\n1;1.2.2026;-100,00;-125,50;-25,50\n2;3.2.2026;1.000;1.255;255\n";
    for (profile, total) in [
        (r#"{"grouped":true}"#, None),
        (r#"{"groupedThousands":true}"#, Some("900.00")),
        (
            r#"{"groupedThousands":true,"amount":"Brutto","vat":"amountIsGross"}"#,
            Some("1129.50"),
        ),
        (
            r#"{"groupedThousands":true,"amount":"brutto","vat":"subtractVat"}"#,
            Some("900.00"),
        ),
        (
            r##"{"groupedThousands":true,"amount":"#4","sign":"costsNegative","vat":"amountIsGross"}"##,
            Some("-1129.50"),
        ),
    ] {
        let Ok(profile) = serde_json::from_str::<Profile>(profile) else {
            assert_eq!(total, None, "{profile}");
            continue;
        };
        let check = check(&source(text), &profile, &Selection::default(), &Limits::default()).unwrap();
        assert_eq!(
            (check.errors.as_slice(), Some(check.total.to_string().as_str())),
            ([].as_slice(), total),
            "{profile:?}"
        );
    }
    let refusal = diagnose_with(text, r#"{"amount":"Summa"}"#).unwrap_err();
    assert_eq!(refusal.code(), "noSuchColumn");
    let day_first = diagnose_with(text, r#"{"dateFormat":"monthDayYear"}"#).unwrap();
    assert_eq!(day_first.errors[0].reason, Reason::DateInvalid);
}

#[test]
fn net_tax_and_gross_that_do_not_add_up_are_a_warning() {
    let check = diagnose(
        "Tosite;Pvm;Netto;ALV;Brutto\n1;1.2.2026;100,00;25,50;125,50\n2;1.2.2026;100,00;25,50;125,51\n\
         3;1.2.2026;100,00;25,50;135,50\n4;1.2.2026;100,00;x;125,50\n5;1.2.2026;100,00;;\n",
    );
    let warning = check
        .warnings
        .iter()
        .find(|warning| warning.code == "taxDisagrees")
        .unwrap();
    assert_eq!(
        (warning.rows, check.error_count, check.total.to_string().as_str()),
        (2, 0, "500.00")
    );
}

#[test]
fn debit_and_credit_make_one_amount() {
    let check = diagnose("Tosite;Pvm;Debet;Kredit\n1;1.2.2026;100,00;\n2;1.2.2026;;30,00\n3;1.2.2026;;\n");
    assert_eq!(
        (check.total.to_string().as_str(), check.amount_column.as_str()),
        ("70.00", "Debet - Kredit")
    );
    assert_eq!(check.errors[0].reason, Reason::AmountMissing);
}

#[test]
fn limits_refuse_with_words() {
    let text = "Tosite;Pvm;Summa\n1;1.2.2026;1,00\n2;1.2.2026;1,00\n";
    for (limits, code) in [
        (
            Limits {
                file_bytes: 10,
                ..Limits::default()
            },
            "fileTooLarge",
        ),
        (
            Limits {
                rows: 2,
                ..Limits::default()
            },
            "tooManyRows",
        ),
        (
            Limits {
                columns: 2,
                ..Limits::default()
            },
            "tooManyColumns",
        ),
    ] {
        let refusal = check(&source(text), &Profile::default(), &Selection::default(), &limits).unwrap_err();
        assert_eq!(refusal.code(), code);
    }
}

#[test]
fn the_diagnosis_is_json_in_camel_case() {
    let json = serde_json::to_value(diagnose(
        "Tosite;Pvm;Tili;Summa\n1;1.2.2026;1150;-1,50\n2;1.2.2026;4300;x\n",
    ))
    .unwrap();
    assert_eq!(json["total"], "-1.50");
    assert_eq!(json["credits"], serde_json::json!({"rows": 1, "total": "-1.50"}));
    assert_eq!(json["excluded"]["balanceSheetAccount"]["total"], "-1.50");
    assert_eq!(json["rejected"]["amountNotANumber"]["rows"], 1);
    assert_eq!(
        (&json["headerRow"], &json["amountColumn"], &json["errorCount"]),
        (&1.into(), &"Summa".into(), &1.into())
    );
    assert_eq!(json["fields"]["account"], "Tili");
    assert_eq!(json["sha256"].as_str().map(str::len), Some(64));
}
