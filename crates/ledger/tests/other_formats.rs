//! Workbooks of Excel 97, `OpenDocument` spreadsheets, and files inside gzip and zip.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic")]

mod files;

use std::io::Cursor;

use calamine::{Data, Reader, Xls};
use files::{Cell, Rows, archive, biff, compound, gzip, ods, ods_table, ods_with, xls};
use rust_xlsxwriter::{Formula, Workbook};
use talkoot_ledger::{
    Check, Limits, Posting, Profile, Reason, Refusal, Selection, Source, check, import, inspect,
};

fn source(bytes: &[u8]) -> Source {
    Source::Bytes {
        name: "ledger.csv".to_owned(),
        bytes: bytes.to_vec(),
    }
}

fn read_with(bytes: &[u8], profile: &str, limits: &Limits) -> Result<Check, Refusal> {
    let profile: Profile = serde_json::from_str(profile).unwrap();
    check(&source(bytes), &profile, &Selection::default(), limits)
}

fn read(bytes: &[u8]) -> Result<Check, Refusal> {
    read_with(bytes, "{}", &Limits::default())
}

fn total(bytes: &[u8]) -> String {
    let check = read(bytes).unwrap();
    assert_eq!(check.errors, []);
    check.total.to_string()
}

fn code(bytes: &[u8]) -> &'static str {
    read(bytes).unwrap_err().code()
}

fn postings(bytes: &[u8], limits: &Limits) -> Vec<Posting> {
    let mut postings = Vec::new();
    let imported = import(
        &source(bytes),
        &Profile::default(),
        &Selection::default(),
        limits,
        &mut |posting| {
            postings.push(posting);
            Ok(())
        },
    );
    imported.unwrap();
    postings
}

const CSV: &str = "Tosite;Pvm;Tili;Selite;Summa\n1;31.1.2026;4300;Häme;1 234,50\n2;1.2.2026;4300;b;-34,50\n";

const LEDGER: Rows<'_> = &[
    &[Cell::Text("Ostolaskut")],
    &[],
    &[
        Cell::Text("Tosite"),
        Cell::Text("Pvm"),
        Cell::Text("Selite"),
        Cell::Text("Summa"),
    ],
    &[
        Cell::Number(1.0),
        Cell::Day(46_053.0),
        Cell::Text("Häme €"),
        Cell::Cents(123_450),
    ],
    &[
        Cell::Number(2.0),
        Cell::Day(46_054.0),
        Cell::TextFormula("kaava"),
        Cell::Formula(-34.5),
    ],
    &[
        Cell::Number(3.0),
        Cell::Day(46_054.0),
        Cell::Truth(true),
        Cell::Text("1 000,00"),
    ],
    &[
        Cell::Blank,
        Cell::Blank,
        Cell::Text("Yhteensä"),
        Cell::Number(2200.0),
    ],
];

#[test]
fn a_workbook_of_excel_97_is_read() {
    let bytes = xls(&[
        ("Kirjanpito", false, LEDGER),
        ("Ohje", false, &[&[Cell::Text("Ohje")]]),
    ]);
    let check = read(&bytes).unwrap();
    assert_eq!(check.errors, []);
    assert_eq!(
        (check.rows, check.total.to_string().as_str(), check.header_row),
        (3, "2200.00", 3)
    );
    assert_eq!(check.sheet.as_deref(), Some("Kirjanpito"));
    let postings = postings(&bytes, &Limits::default());
    let texts: Vec<&str> = postings.iter().map(|posting| posting.text.as_str()).collect();
    assert_eq!(texts, ["Häme €", "kaava", "TRUE"]);
    let days: Vec<String> = postings
        .iter()
        .map(|posting| posting.date.unwrap().to_string())
        .collect();
    assert_eq!(days, ["2026-01-31", "2026-02-01", "2026-02-01"]);
    assert_eq!(postings[0].row, 4);
}

/// The same cells as another reader of the format finds.
#[test]
fn the_reader_of_excel_97_agrees_with_calamine() {
    let bytes = xls(&[("A", false, LEDGER)]);
    let mut theirs: Xls<_> = Xls::new(Cursor::new(bytes.clone())).unwrap();
    let range = theirs.worksheet_range("A").unwrap();
    let shown = |data: &Data| match data {
        Data::Float(number) => number.to_string(),
        Data::DateTime(date) => date.as_datetime().unwrap().date().to_string(),
        Data::Bool(true) => "TRUE".to_owned(),
        Data::Empty => String::new(),
        other => other.to_string(),
    };
    let found = inspect(&source(&bytes), &Profile::default(), &Limits::default()).unwrap();
    let theirs: Vec<Vec<String>> = range
        .rows()
        .skip(3)
        .map(|row| row.iter().map(shown).collect())
        .collect();
    assert_eq!(found.first_rows, theirs);
}

#[test]
fn old_workbooks_that_cannot_be_trusted_are_refused() {
    let sheet: &[(&str, bool, Rows<'_>)] = &[("A", false, LEDGER)];
    let own = [1_u8, 0, 1, 4];
    let other = [
        1_u8, 0, 9, 0, 0, b'o', b't', b'h', b'e', b'r', b'.', b'x', b'l', b's',
    ];
    for (bytes, expected) in [
        (
            compound(&[("EncryptedPackage", b"x"), ("EncryptionInfo", b"x")]),
            "passwordProtected",
        ),
        (
            compound(&[("Workbook", &biff(sheet, &[(0x2F, &[1, 0, 1, 0, 1, 0])]))]),
            "passwordProtected",
        ),
        (
            compound(&[("Workbook", &biff(sheet, &[])), ("_VBA_PROJECT_CUR", b"x")]),
            "macrosInside",
        ),
        (
            compound(&[("Workbook", &biff(sheet, &[(0x01AE, &other)]))]),
            "externalLinks",
        ),
        (compound(&[("WordDocument", b"x")]), "notALedger"),
        (compound(&[("Book", b"x")]), "unsupportedWorkbook"),
        (
            compound(&[("Workbook", b"\x09\x08\x02\x00\x00\x05")]),
            "unsupportedWorkbook",
        ),
        (xls(sheet)[..3000].to_vec(), "damagedWorkbook"),
        (xls(&[("A", false, LEDGER), ("B", false, LEDGER)]), "chooseSheet"),
        (xls(&[("A", true, LEDGER)]), "empty"),
    ] {
        assert_eq!(code(&bytes), expected);
    }
    assert_eq!(
        total(&compound(&[("Workbook", &biff(sheet, &[(0x01AE, &own)]))])),
        "2200.00"
    );
    let hidden = read(&xls(&[("A", false, LEDGER), ("B", true, LEDGER)])).unwrap();
    assert!(
        hidden
            .warnings
            .iter()
            .any(|warning| warning.code == "hiddenSheets")
    );
    let wrong = xls(&[(
        "A",
        false,
        &[
            LEDGER[2],
            &[Cell::Number(1.0), Cell::Day(46_053.0), Cell::Blank, Cell::Error],
        ],
    )]);
    assert_eq!(read(&wrong).unwrap().errors[0].reason, Reason::AmountNotANumber);
}

fn ods_ledger() -> String {
    ods_table(
        "Kirjanpito",
        &[
            &["Tosite", "Pvm", "Selite", "Summa"],
            &["1", "31.1.2026", "H&#228;me &amp; Oy", "1234.5"],
            &["2", "1.2.2026", "b", "-34.5"],
        ],
    )
}

#[test]
fn an_opendocument_spreadsheet_is_read() {
    let repeated = "<table:table-row table:number-rows-repeated=\"2\"><table:table-cell office:value-type=\"float\" \
        office:value=\"3\"/><table:table-cell office:value-type=\"date\" office:date-value=\"2026-02-02T00:00:00\"/>\
        <table:table-cell office:value-type=\"string\"><text:p>kaksi<text:s text:c=\"2\"/>kertaa</text:p>\
        <office:annotation><text:p>huom</text:p></office:annotation><text:p>rivi</text:p></table:table-cell>\
        <table:table-cell table:formula=\"of:=1+1\" office:value-type=\"currency\" office:value=\"1E+2\"/>\
        <table:table-cell table:number-columns-repeated=\"1020\"/></table:table-row>\
        <table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell \
        table:number-columns-repeated=\"1024\"/></table:table-row></table:table>";
    let tables = ods_ledger().replace("</table:table>", repeated);
    let bytes = ods(&tables);
    let check = read(&bytes).unwrap();
    assert_eq!(check.errors, []);
    assert_eq!((check.rows, check.total.to_string().as_str()), (4, "1400.00"));
    let postings = postings(&bytes, &Limits::default());
    let texts: Vec<&str> = postings.iter().map(|posting| posting.text.as_str()).collect();
    assert_eq!(texts[0], "Häme & Oy");
    assert_eq!(
        texts[2].split_whitespace().collect::<Vec<_>>(),
        ["kaksi", "kertaa", "rivi"]
    );
    assert_eq!((postings[2].occurrence, postings[3].occurrence), (1, 2));
}

#[test]
fn spreadsheets_that_cannot_be_trusted_are_refused() {
    let ledger = ods_ledger();
    let cell = "<table:table-cell/></table:table-row></table:table>";
    let with = |cell: &str| {
        ledger.replace(
            "</table:table-row></table:table>",
            &format!("{cell}</table:table-row></table:table>"),
        )
    };
    let encrypted = b"<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    for (bytes, expected) in [
        (
            ods_with(&ledger, &[("META-INF/manifest.xml", encrypted)]),
            "passwordProtected",
        ),
        (
            ods_with(&ledger, &[("Basic/Standard/Module1.xml", b"<x/>")]),
            "macrosInside",
        ),
        (
            ods(&with("<table:table-cell table:formula=\"of:=B1\"/>")),
            "formulasNotComputed",
        ),
        (
            ods(&with(
                "<table:table-cell table:formula=\"of:=['file:///o.ods'#$A.A1]\" office:value-type=\"float\" office:value=\"1\"/>",
            )),
            "externalLinks",
        ),
        (
            ods(&format!("{ledger}{}", ledger.replace("Kirjanpito", "Toinen"))),
            "chooseSheet",
        ),
        (
            ods(&ledger.replace("table:name=", "table:style-name=\"hidden\" table:name=")),
            "empty",
        ),
        (
            ods(&with(
                "<table:table-cell table:number-columns-repeated=\"1000\" office:value-type=\"float\" office:value=\"1\"/>",
            )),
            "tooManyColumns",
        ),
        (ods(&format!("{ledger}<table:table")), "damagedWorkbook"),
        (
            archive(&[
                ("mimetype", b"application/vnd.oasis.opendocument.text"),
                ("content.xml", b"<x/>"),
            ]),
            "notALedger",
        ),
    ] {
        assert_eq!(code(&bytes), expected);
    }
    assert_eq!(
        total(&ods(&ledger.replace("</table:table-row></table:table>", cell))),
        "1200.00"
    );
    let few = Limits {
        rows: 100,
        ..Limits::default()
    };
    let many = ledger.replacen(
        "<table:table-row>",
        "<table:table-row table:number-rows-repeated=\"3000000\">",
        1,
    );
    assert_eq!(
        read_with(&ods(&many), "{}", &few).unwrap_err().code(),
        "tooManyRows"
    );
}

#[test]
fn new_workbooks_that_cannot_be_trusted_are_refused() {
    let ledger = |change: &dyn Fn(&mut rust_xlsxwriter::Worksheet)| {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        for (column, name) in (0..).zip(["Tosite", "Pvm", "Summa"]) {
            sheet.write_string(0, column, name).unwrap();
        }
        sheet.write_string(1, 0, "1").unwrap();
        sheet.write_string(1, 1, "1.2.2026").unwrap();
        sheet.write_number(1, 2, 10.0).unwrap();
        change(sheet);
        workbook.save_to_buffer().unwrap()
    };
    assert_eq!(total(&ledger(&|_| {})), "10.00");
    // Its writer does not compute, puts 0 there and asks for a computation when it is opened.
    let formula = ledger(&|sheet| {
        sheet.write_formula(1, 2, Formula::new("=5+5")).unwrap();
    });
    let refusal = read(&formula).unwrap_err();
    assert_eq!(refusal.code(), "formulasNotComputed");
    assert!(refusal.to_string().contains("cell C2"), "{refusal}");
    for (part, expected) in [
        ("xl/vbaProject.bin", "macrosInside"),
        ("xl/externalLinks/externalLink1.xml", "externalLinks"),
        ("xl/theme/theme9.xml", "ok"),
    ] {
        let mut writer = zip::ZipWriter::new_append(Cursor::new(ledger(&|_| {}))).unwrap();
        writer
            .start_file(part, zip::write::SimpleFileOptions::default())
            .unwrap();
        std::io::Write::write_all(&mut writer, b"<x/>").unwrap();
        let bytes = writer.finish().unwrap().into_inner();
        let found = read(&bytes).map_or_else(|refusal| refusal.code(), |_| "ok");
        assert_eq!(found, expected, "{part}");
    }
}

#[test]
fn a_ledger_inside_an_archive_is_read_as_it_is() {
    let plain = read(CSV.as_bytes()).unwrap();
    let workbook = xls(&[("A", false, LEDGER)]);
    let spreadsheet = ods(&ods_ledger());
    let litter: &[(&str, &[u8])] = &[
        ("__MACOSX/._ledger.csv", b"x"),
        ("folder/.DS_Store", b"x"),
        ("folder/ledger.csv", CSV.as_bytes()),
    ];
    for (bytes, expected) in [
        (gzip(CSV.as_bytes()), "1200.00"),
        (archive(&[("ledger.csv", CSV.as_bytes())]), "1200.00"),
        (archive(litter), "1200.00"),
        (gzip(&workbook), "2200.00"),
        (archive(&[("ledger.xls", &workbook)]), "2200.00"),
        (archive(&[("ledger.ods", &spreadsheet)]), "1200.00"),
        (gzip(&spreadsheet), "1200.00"),
    ] {
        assert_eq!(total(&bytes), expected);
    }
    // Two readings, one after the other, find the same; the fingerprint is that of what was sent.
    let packed = gzip(CSV.as_bytes());
    let twice = Limits {
        kept_bytes: 0,
        ..Limits::default()
    };
    assert_eq!(postings(&packed, &twice), postings(&packed, &Limits::default()));
    let check = read(&packed).unwrap();
    assert_eq!((check.bytes, check.rows), (packed.len() as u64, plain.rows));
    assert_ne!(check.sha256, plain.sha256);
}

#[test]
fn an_archive_with_several_files_is_a_question() {
    let bytes = archive(&[
        ("a.csv", CSV.as_bytes()),
        ("b.csv", b"Tosite;Pvm;Summa\n1;1.2.2026;5,00\n"),
    ]);
    let refusal = read(&bytes).unwrap_err();
    assert_eq!(
        refusal.to_string(),
        "the archive holds several files: send one, or say which one is the ledger (a.csv, b.csv)"
    );
    let limits = Limits::default();
    let check = read_with(&bytes, r#"{"file":"B.csv"}"#, &limits).unwrap();
    assert_eq!(check.total.to_string(), "5.00");
    assert!(
        check
            .findings
            .iter()
            .any(|finding| (finding.what, finding.value.as_str()) == ("file", "b.csv"))
    );
    assert_eq!(
        read_with(&bytes, r#"{"file":"c.csv"}"#, &limits)
            .unwrap_err()
            .code(),
        "noSuchFile"
    );
}

#[test]
fn archives_that_cannot_be_used_are_refused() {
    let packed = gzip(CSV.as_bytes());
    let mut wrong_sum = packed.clone();
    let sum = wrong_sum.len() - 8;
    wrong_sum[sum] ^= 1;
    let zipped = archive(&[("ledger.csv", CSV.as_bytes())]);
    let mut locked = zipped.clone();
    // The flag of encryption, in the local header and in the directory.
    let directory = locked.windows(4).position(|four| four == b"PK\x01\x02").unwrap();
    locked[6] |= 1;
    locked[directory + 8] |= 1;
    let mut wrong_zip_sum = zipped.clone();
    wrong_zip_sum[directory + 16] ^= 1;
    for (bytes, expected) in [
        (gzip(&packed), "archiveWithin"),
        (archive(&[("a.zip", &zipped)]), "archiveWithin"),
        (archive(&[]), "notALedger"),
        (packed[..packed.len() / 2].to_vec(), "damagedArchive"),
        (wrong_sum, "damagedArchive"),
        (wrong_zip_sum, "damagedArchive"),
        (zipped[..zipped.len() - 30].to_vec(), "damagedArchive"),
        (locked, "passwordProtected"),
        (archive(&[("a.pdf", b"%PDF-1.7")]), "notALedger"),
        (gzip(b""), "empty"),
    ] {
        assert_eq!(code(&bytes), expected);
    }
}

#[test]
fn bombs_do_not_go_off() {
    let mut rows = CSV.to_owned();
    rows.push_str(&"\n".repeat(8 << 20));
    for bytes in [gzip(rows.as_bytes()), archive(&[("ledger.csv", rows.as_bytes())])] {
        assert!(rows.len() / bytes.len() > 200, "packed tightly");
        assert_eq!(code(&bytes), "unpacksTooLarge");
    }
    let spaces = vec![b' '; 4 << 20];
    let tables = String::from_utf8(spaces).unwrap();
    assert_eq!(code(&ods(&tables)), "unpacksTooLarge");
    let small = Limits {
        file_bytes: 2_000,
        ..Limits::default()
    };
    let workbook = gzip(&xls(&[("A", false, LEDGER)]));
    assert!(workbook.len() < 2_000);
    let refusal = read_with(&workbook, "{}", &small).unwrap_err();
    assert_eq!(refusal.code(), "unpacksTooLarge");
}
