//! Workbooks, made here, each with one difficulty of a real export.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic")]

use std::io::{Cursor, Write};

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};
use talkoot_ledger::{Check, Exclusion, Limits, Profile, Reason, Refusal, Selection, Source, check};
use zip::{ZipWriter, write::SimpleFileOptions};

fn source(bytes: Vec<u8>) -> Source {
    Source::Bytes {
        name: "ledger.csv".to_owned(),
        bytes,
    }
}

fn diagnose(bytes: Vec<u8>, profile: &Profile) -> Result<Check, Refusal> {
    check(&source(bytes), profile, &Selection::default(), &Limits::default())
}

fn write_texts(sheet: &mut Worksheet, row: u32, texts: &[&str]) {
    for (text, column) in texts.iter().zip(0..) {
        if !text.is_empty() {
            sheet.write_string(row, column, *text).unwrap();
        }
    }
}

fn workbook(fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    fill(workbook.add_worksheet());
    workbook.save_to_buffer().unwrap()
}

/// Title rows, an empty first column, a header with a line break, dates as date cells, amounts as numbers
/// with binary noise and as text, subtotals and a total.
fn report() -> Vec<u8> {
    workbook(|sheet| {
        let date = Format::new().set_num_format("dd.mm.yyyy");
        write_texts(sheet, 0, &["", "Mallilan kunta, ostolaskut"]);
        write_texts(
            sheet,
            3,
            &[
                "",
                "Tapahtuma-\nnumero",
                "Tapaht.pvm",
                "Tili nro",
                "Toimittaja ",
                "Summa (alv 0 %)",
            ],
        );
        for (row, account, cents) in [
            (4, 4300.0, f64::from_bits(95.32_f64.to_bits() - 1)),
            (5, 4300.0, -5.32),
            (7, 4400.0, 1000.5),
        ] {
            sheet.write_number(row, 1, f64::from(20_000 + row)).unwrap();
            let day = ExcelDateTime::from_ymd(2026, 2, 3).unwrap();
            sheet.write_datetime_with_format(row, 2, &day, &date).unwrap();
            sheet.write_number(row, 3, account).unwrap();
            sheet.write_string(row, 4, "Malli Oy").unwrap();
            sheet.write_number(row, 5, cents).unwrap();
        }
        write_texts(sheet, 6, &["", "", "", "", "Yhteensä 4300"]);
        sheet.write_number(6, 5, 90.0).unwrap();
        write_texts(
            sheet,
            8,
            &["", "20008", "3.2.2026", "4400", "Malli Oy", "1 234,50"],
        );
        sheet.write_number(10, 5, 2325.0).unwrap();
    })
}

#[test]
fn a_report_is_read_through_its_decoration() {
    let check = diagnose(report(), &Profile::default()).unwrap();
    assert_eq!(check.errors, []);
    assert_eq!(
        (check.rows, check.total.to_string().as_str(), check.header_row),
        (4, "2325.00", 4)
    );
    let rows = |exclusion: Exclusion| check.excluded.get(&exclusion).map_or(0, |tally| tally.rows);
    assert_eq!((rows(Exclusion::AboveHeader), rows(Exclusion::BlankRow)), (1, 3));
    assert_eq!((rows(Exclusion::SubtotalRow), rows(Exclusion::TotalRow)), (1, 1));
    assert_eq!(check.columns[1], "Tapahtuma- numero");
    assert!(
        check
            .stated_totals
            .iter()
            .all(talkoot_ledger::StatedTotal::agrees)
    );
}

#[test]
fn numbers_that_are_no_amounts_are_errors() {
    let bytes = workbook(|sheet| {
        write_texts(sheet, 0, &["Tosite", "Pvm", "Summa"]);
        let money_as_date = Format::new().set_num_format("dd.mm.yyyy");
        for (row, amount) in [(1, 12.345), (2, 1e19)] {
            write_texts(sheet, row, &["1", "1.2.2026"]);
            sheet.write_number(row, 2, amount).unwrap();
        }
        write_texts(sheet, 3, &["1", "1.2.2026"]);
        sheet
            .write_number_with_format(3, 2, 1234.0, &money_as_date)
            .unwrap();
        write_texts(sheet, 4, &["1", "1.2.2026", "4.2,0"]);
    });
    let check = diagnose(bytes, &Profile::default()).unwrap();
    let found: Vec<(u64, Reason)> = check
        .errors
        .iter()
        .map(|error| (error.row, error.reason))
        .collect();
    assert_eq!(
        found,
        [
            (2, Reason::AmountSubCent),
            (3, Reason::AmountTooLarge),
            (4, Reason::AmountNotANumber),
            (5, Reason::AmountNotANumber)
        ]
    );
}

#[test]
fn the_sheet_is_asked_for_when_several_hold_rows() {
    let mut workbook = Workbook::new();
    for (name, amount) in [("HKR", "1,00"), ("Stara", "2,00"), ("Ohje", "")] {
        let sheet = workbook.add_worksheet();
        sheet.set_name(name).unwrap();
        if amount.is_empty() {
            write_texts(sheet, 0, &["Tämä on ohje"]);
        } else {
            write_texts(sheet, 0, &["Tosite", "Pvm", "Summa"]);
            write_texts(sheet, 1, &["1", "1.2.2026", amount]);
        }
    }
    let bytes = workbook.save_to_buffer().unwrap();
    let refusal = diagnose(bytes.clone(), &Profile::default()).unwrap_err();
    assert_eq!(
        refusal.to_string(),
        "several sheets hold rows: say which one is the ledger (HKR, Stara)"
    );
    let stara = Profile {
        sheet: Some("stara".to_owned()),
        ..Profile::default()
    };
    assert_eq!(diagnose(bytes.clone(), &stara).unwrap().total.to_string(), "2.00");
    let missing = Profile {
        sheet: Some("HKL".to_owned()),
        ..Profile::default()
    };
    assert_eq!(diagnose(bytes, &missing).unwrap_err().code(), "noSuchSheet");
}

#[test]
fn a_hidden_sheet_is_not_read_and_that_is_said() {
    let mut workbook = Workbook::new();
    for hidden in [false, true] {
        let sheet = workbook.add_worksheet();
        write_texts(sheet, 0, &["Tosite", "Pvm", "Summa"]);
        write_texts(sheet, 1, &["1", "1.2.2026", "1,00"]);
        sheet.set_hidden(hidden);
    }
    let check = diagnose(workbook.save_to_buffer().unwrap(), &Profile::default()).unwrap();
    assert_eq!(check.sheet.as_deref(), Some("Sheet1"));
    assert!(
        check
            .warnings
            .iter()
            .any(|warning| warning.code == "hiddenSheets")
    );
}

fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_workbook_that_unpacks_to_too_much_is_refused() {
    let zeros = vec![b' '; 8 << 20];
    let bomb = archive(&[("xl/workbook.xml", &zeros)]);
    assert_eq!(
        diagnose(bomb.clone(), &Profile::default()).unwrap_err().code(),
        "unpacksTooLarge"
    );
    let limits = Limits {
        unpacked_bytes: 10_000,
        ..Limits::default()
    };
    let refusal = check(
        &source(report()),
        &Profile::default(),
        &Selection::default(),
        &limits,
    )
    .unwrap_err();
    assert_eq!(refusal.code(), "unpacksTooLarge");

    // The sizes an archive declares may lie: here the directory claims ten bytes.
    let mut lying = bomb;
    let real = u32::try_from(zeros.len()).unwrap().to_le_bytes();
    let places: Vec<usize> = (0..lying.len() - 4)
        .filter(|at| lying[*at..*at + 4] == real)
        .collect();
    assert!(!places.is_empty());
    for at in places {
        lying[at..at + 4].copy_from_slice(&10_u32.to_le_bytes());
    }
    let code = diagnose(lying, &Profile::default()).unwrap_err().code();
    assert!(["unpacksTooLarge", "damagedWorkbook"].contains(&code), "{code}");
}

#[test]
fn archives_that_are_no_workbooks_are_refused() {
    for (part, code) in [
        ("word/document.xml", "notALedger"),
        ("photo.jpg", "noSeparator"),
        ("ppt/presentation.xml", "notALedger"),
        ("xl/workbook.bin", "unsupportedWorkbook"),
        ("xl/workbook.xml", "damagedWorkbook"),
    ] {
        assert_eq!(
            diagnose(archive(&[(part, b"x")]), &Profile::default())
                .unwrap_err()
                .code(),
            code,
            "{part}"
        );
    }
}
