//! Files whose sum could be read wrong without anybody noticing. Each must give the right sum, an error at the
//! right row, or a refusal that asks; never another sum.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic")]

use talkoot_ledger::{Check, Exclusion, Limits, Profile, Reason, Refusal, Selection, Source, check};

fn read(text: &str, profile: &str) -> Result<Check, Refusal> {
    let profile: Profile = serde_json::from_str(profile).unwrap();
    let source = Source::Bytes {
        name: "ledger.csv".to_owned(),
        bytes: text.as_bytes().to_vec(),
    };
    check(&source, &profile, &Selection::default(), &Limits::default())
}

/// `10.00` for a file in order, `row 3 quotation` for the first error, `asks amountNotUnique` for a refusal.
fn verdict(text: &str, profile: &str) -> String {
    match read(text, profile) {
        Err(refusal) => {
            assert!(!refusal.to_string().is_empty());
            format!("asks {}", refusal.code())
        }
        Ok(check) => {
            assert_eq!(check.accounted_for(), check.total, "{text}");
            assert_eq!(check.is_importable(), check.errors.is_empty(), "{text}");
            match check.errors.first() {
                Some(error) => {
                    assert!(!error.expected.is_empty());
                    format!("row {} {}", error.row, <&str>::from(error.reason))
                }
                None => check.total.to_string(),
            }
        }
    }
}

/// A table of ledgers, each with its profile and its verdict.
fn hold(cases: &[(&str, &str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .map(|(text, profile, expected)| (text, profile, expected, verdict(text, profile)))
        .filter(|(_, _, expected, found)| *expected != found)
        .map(|(text, profile, expected, found)| {
            format!("{text}{profile}\nexpected {expected}, found {found}")
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn a_quotation_that_is_not_closed_swallows_no_rows() {
    let header = "Tosite;Pvm;Tili;Selite;Summa\n";
    let rows = "2;1.2.2026;4300;\"Kahvi;10,00\n3;1.2.2026;4300;b;1000,00\n4;1.2.2026;4300;c;100,00\n";
    hold(&[
        (
            &format!("{header}1;1.2.2026;4300;a;3,00\n{rows}5;1.2.2026;4300;\"Tee;20,00\n"),
            "{}",
            "row 3 quotation",
        ),
        (
            &format!("{header}1;1.2.2026;4300;a;3,00\n{rows}"),
            "{}",
            "row 3 quotation",
        ),
        // In the last column, until the end of the file and until another one there.
        (
            "Tosite;Pvm;Summa;Selite\n1;1.2.2026;1,00;a\n2;1.2.2026;2,00;\"Kahvi\n3;1.2.2026;4,00;b\n",
            "{}",
            "row 3 quotation",
        ),
        (
            "Tosite;Pvm;Summa;Selite\n1;1.2.2026;1,00;a\n2;1.2.2026;2,00;\"Kahvi\n3;1.2.2026;4,00;Tee\"\n4;1.2.2026;8,00;b\n",
            "{}",
            "row 3 quotation",
        ),
        // Closed one column further left: one blank cell too many is all there is to see.
        (
            "Tosite;Pvm;Summa;Selite;Lisä\n1;1.2.2026;1,00;a;\n2;1.2.2026;2,00;b;\"x\n3;1.2.2026;4,00;c\";\n",
            "{}",
            "row 3 quotation",
        ),
        // In the title above the header.
        (
            "\"Ostolaskut;;;\nTosite;Pvm;Summa;Selite\n1;1.2.2026;1,00;a\n2;1.2.2026;2,00;\"b\"\n",
            "{}",
            "asks noSeparator",
        ),
        (
            "\"Ostolaskut;;;\nTosite;Pvm;Summa;Selite\n1;1.2.2026;1,00;\"a\"\n2;1.2.2026;2,00;b\n3;1.2.2026;4,00;c\n",
            "{}",
            "asks noHeader",
        ),
        (
            "Tosite;Pvm;Summa;Selite\n1;1.2.2026;1,00;a\n2;1.2.2026;2,00;\"b\" c\n",
            "{}",
            "row 3 quotation",
        ),
        // A whole row inside quotation marks is no note.
        (
            "Tosite;Pvm;Summa;Selite\n1;1.2.2026;1,00;a\n\"2;1.2.2026;2,00;b\"\n",
            "{}",
            "row 3 tooFewCells",
        ),
        // What is written as it should be.
        (
            "Tosite;Pvm;Summa;Selite\n1;1.2.2026;1,00;\"kaksi\nriviä; yksi solu\"\n2;1.2.2026;2,00;\"sanoi \"\"hei\"\"\" \n3;1.2.2026;4,00;12\" putki\n",
            "{}",
            "7.00",
        ),
    ]);
}

#[test]
fn a_total_that_disagrees_refuses_the_file() {
    hold(&[
        (
            "Tosite;Pvm;Summa\n1;1.2.2026;10,00\n;;11,00\n",
            "{}",
            "row 3 totalDisagrees",
        ),
        (
            "Tosite;Pvm;Tili;Selite;Summa\n1;1.2.2026;4300;a;10,00\n2;1.2.2026;4300;b;5,00\n;;;;7,00\n",
            "{}",
            "row 4 totalDisagrees",
        ),
        (
            "Tosite;Pvm;Selite;Summa\n1;1.2.2026;a;10,00\n;;Yhteensä;1O,00\n",
            "{}",
            "row 3 totalDisagrees",
        ),
        (
            "Tosite;Pvm;Selite;Summa\n1;1.2.2026;a;10,00\n;;Yhteensä;9,00\n2;1.2.2026;b;5,00\n;;Yhteensä;15,00\n",
            "{}",
            "row 3 totalDisagrees",
        ),
        // Allowed by the person who knows why.
        (
            "Tosite;Pvm;Selite;Summa\n1;1.2.2026;a;10,00\n;;Yhteensä;9,00\n",
            r#"{"statedTotals":"mayDisagree"}"#,
            "10.00",
        ),
        // An amount without a word may be an entry: that is never waved through.
        (
            "Tosite;Pvm;Summa\n1;1.2.2026;10,00\n;;11,00\n",
            r#"{"statedTotals":"mayDisagree"}"#,
            "row 3 amountAlone",
        ),
        (
            "Tosite;Pvm;Selite;Summa\n1;1.2.2026;a;10,00\n2;1.2.2026;b;5,00\n;;Yhteensä;15,00\n",
            "{}",
            "15.00",
        ),
    ]);
}

#[test]
fn a_supplier_called_total_is_an_entry_and_a_total_is_not() {
    hold(&[
        (
            "Toimittaja;Summa\nA Oy;20,00\nTotal Finland Oy;50,00\nB Oy;7,00\n",
            "{}",
            "77.00",
        ),
        (
            "Toimittaja;Summa\nA Oy;20,00\nB Oy;7,00\nTotal Finland Oy;27,00\n",
            "{}",
            "54.00",
        ),
        (
            "Toimittaja;Summa\nA Oy;20,00\nB Oy;7,00\nTotal Services;27,00\n",
            "{}",
            "27.00",
        ),
        // Neither a company by its name nor a sum of anything: a person has to say.
        (
            "Toimittaja;Summa\nA Oy;20,00\nTotal Energies;50,00\nB Oy;7,00\n",
            "{}",
            "row 3 amountAlone",
        ),
        (
            "Toimittaja;Summa\nA Oy;20,00\nTotal Energies;50,00\nB Oy;7,00\n",
            r#"{"statedTotals":"none"}"#,
            "77.00",
        ),
        (
            "Toimittaja;Summa\nA Oy;20,00\nB Oy;7,00\nMalli Oy yhteensä;27,00\n",
            "{}",
            "27.00",
        ),
        // With a date and without a voucher; with many cells.
        (
            "Tosite;Pvm;Tili;Selite;Summa\n1;1.2.2026;4300;a;10,00\n2;1.2.2026;4300;b;5,00\n;28.2.2026;;Yhteensä;15,00\n",
            "{}",
            "15.00",
        ),
        (
            "Tosite;Pvm;Tili;Kp;Projekti;Selite;Summa\n1;1.2.2026;4300;1;P;a;10,00\n2;1.2.2026;4300;1;P;b;5,00\n;28.2.2026;4300;1;P;Yhteensä;15,00\n",
            "{}",
            "15.00",
        ),
        (
            "Pvm;Selite;Summa\n1.2.2026;a;10,00\n2.2.2026;b;5,00\n28.2.2026;Yhteensä;15,00\n",
            "{}",
            "15.00",
        ),
        (
            "Tili;Selite;Summa\n4300;a;10,00\n4300;b;5,00\n4300;Yhteensä;15,00\n",
            "{}",
            "15.00",
        ),
        (
            "Tosite;Pvm;Tili;Selite;Summa\n1;1.2.2026;4300;a;10,00\n1;1.2.2026;4300;Matkat yhteensä;5,00\n",
            "{}",
            "15.00",
        ),
        // A counter is no count of rows.
        ("Nro;Summa\n0;5,00\n1;5,00\n2;10,00\n", "{}", "20.00"),
        ("Nro;Summa\n1;5,00\n2;5,00\n3;10,00\n", "{}", "20.00"),
    ]);
}

#[test]
fn balances_and_sums_without_a_word_are_no_entries() {
    hold(&[
        (
            "Tosite;Pvm;Tili;Selite;Summa\n;;;Alkusaldo;100,00\n1;1.2.2026;4300;a;10,00\n2;1.2.2026;4300;b;5,00\n;;;Loppusaldo;115,00\n",
            "{}",
            "15.00",
        ),
        (
            "Tosite;Pvm;Tili;Selite;Summa\n1;1.2.2026;4300;a;10,00\n2;1.2.2026;4300;b;5,00\n;;;Saldo;15,00\n",
            "{}",
            "15.00",
        ),
        (
            "Tosite;Pvm;Tili;Selite;Summa\n1;1.2.2026;4300;a;10,00\n2;1.2.2026;4300;b;5,00\n;;;Loppusaldo;16,00\n",
            "{}",
            "row 4 totalDisagrees",
        ),
        (
            "Tili;Tosite;Pvm;Selite;Summa\n4300;1;1.2.2026;a;10,00\n4300;2;1.2.2026;b;5,00\n4300;;;;15,00\n",
            "{}",
            "row 4 noVoucherOrDate",
        ),
        (
            "Tosite;Pvm;Tili;Selite;Summa\n1;1.2.2026;4300;a;10,00\n2;1.2.2026;4300;b;5,00\n;;4300;;15,00\n3;1.2.2026;4400;c;1,00\n",
            "{}",
            "row 4 noVoucherOrDate",
        ),
        // A file that has neither for most rows, and says so.
        (
            "Tosite;Pvm;Tili;Summa\n1;1.2.2026;4300;10,00\n;;4300;5,00\n",
            r#"{"columns":{"voucher":"","date":""}}"#,
            "15.00",
        ),
    ]);
}

#[test]
fn a_decimal_comma_without_quotes_is_not_read_as_whole_euros() {
    hold(&[
        (
            "Tosite,Pvm,Tili,Selite,Summa,\n1,2026-02-01,4300,a,12,50\n2,2026-02-01,4300,b,7,25\n",
            "{}",
            "asks decimalsInNextColumn",
        ),
        (
            "Tosite,Pvm,Summa,Alv,Selite\n1,2026-02-01,12,50,a\n2,2026-02-01,7,5,b\n",
            "{}",
            "asks decimalsInNextColumn",
        ),
        (
            "Tosite,Pvm,Summa,Alv,Selite\n1,2026-02-01,12,24,a\n2,2026-02-01,7,24,b\n",
            r#"{"decimalSeparator":"point"}"#,
            "19.00",
        ),
        // The first amount fits, a later one does not.
        (
            "Tosite,Pvm,Tili,Selite,Summa,\n1,2026-02-01,4300,a,12,\n2,2026-02-01,4300,b,7,25\n",
            "{}",
            "row 3 tooManyCells",
        ),
        (
            "Tosite;Pvm;Summa\n1;1.2.2026;10,00\n2;1.2.2026;1,000\n",
            "{}",
            "row 3 amountAmbiguous",
        ),
        (
            "Tosite;Pvm;Summa\n1;1.2.2026;10.00\n2;1.2.2026;12.500\n",
            "{}",
            "row 3 amountAmbiguous",
        ),
        (
            "Tosite;Pvm;Summa\n1;1.2.2026;1234,500\n2;1.2.2026;1,000\n",
            "{}",
            "1235.50",
        ),
        (
            "Tosite;Pvm;Summa\n1;1.2.2026;10,00\n2;1.2.2026;1,000\n",
            r#"{"decimalSeparator":"comma"}"#,
            "11.00",
        ),
    ]);
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn debit_and_credit_are_what_they_say_or_are_asked_about() {
    hold(&[
        (
            "Tosite;Pvm;Debet;Kredit\n1;1.2.2026;100,00;\n2;1.2.2026;;-30,00\n",
            "{}",
            "asks creditSign",
        ),
        (
            "Tosite;Pvm;Debet;Kredit\n1;1.2.2026;100,00;\n2;1.2.2026;;-30,00\n",
            r#"{"creditSign":"negative"}"#,
            "70.00",
        ),
        (
            "Tosite;Pvm;Debet;Kredit\n1;1.2.2026;100,00;\n2;1.2.2026;;-30,00\n",
            r#"{"creditSign":"positive"}"#,
            "130.00",
        ),
        (
            "Tosite;Pvm;Debet;Kredit;Summa\n1;1.2.2026;100,00;;100,00\n2;1.2.2026;;30,00;70,00\n3;1.2.2026;5,00;;75,00\n",
            "{}",
            "75.00",
        ),
        (
            "Tosite;Pvm;Debet;Kredit;Summa\n1;1.2.2026;100,00;;100,00\n2;1.2.2026;;30,00;-30,00\n",
            "{}",
            "70.00",
        ),
        (
            "Tosite;Pvm;Summa;D/K\n1;1.2.2026;100,00;D\n2;1.2.2026;30,00;K\n",
            "{}",
            "70.00",
        ),
        (
            "Tosite;Pvm;Summa;Debet/Kredit\n1;1.2.2026;100,00;debet\n2;1.2.2026;-30,00;kredit\n",
            "{}",
            "70.00",
        ),
        (
            "Tosite;Pvm;Summa;D/K\n1;1.2.2026;100,00;D\n2;1.2.2026;30,00;\n",
            "{}",
            "row 3 signUnclear",
        ),
        (
            "Tosite;Pvm;Summa;D/K\n1;1.2.2026;100,00;D\n2;1.2.2026;-30,00;D\n3;1.2.2026;-3,00;K\n",
            "{}",
            "row 3 signUnclear",
        ),
        (
            "Tosite;Pvm;Summa;D/K\n1;1.2.2026;100,00;D\n2;1.2.2026;30,00;K\n",
            r#"{"columns":{"side":""}}"#,
            "130.00",
        ),
        (
            "Tosite;Pvm;Etumerkki;Summa\n1;1.2.2026;;100,00\n2;1.2.2026;-;30,00\n",
            "{}",
            "70.00",
        ),
        (
            "Tosite;Pvm;Summa;+/-\n1;1.2.2026;100,00;+\n2;1.2.2026;30,00;-\n",
            "{}",
            "70.00",
        ),
        (
            "Tosite;Pvm;;Summa\n1;1.2.2026;;100,00\n2;1.2.2026;-;30,00\n",
            "{}",
            "asks signColumn",
        ),
        (
            "Tosite;Pvm;;Summa\n1;1.2.2026;;100,00\n2;1.2.2026;-;30,00\n",
            r##"{"columns":{"sign":"#3"}}"##,
            "70.00",
        ),
        (
            "Tosite;Pvm;;Summa\n1;1.2.2026;;100,00\n2;1.2.2026;-;30,00\n",
            r#"{"columns":{"sign":""}}"#,
            "130.00",
        ),
        (
            "Tosite;Pvm;Etumerkki;Summa\n1;1.2.2026;;100,00\n2;1.2.2026;-;-30,00\n",
            "{}",
            "row 3 signUnclear",
        ),
    ]);
}

#[test]
fn other_currencies_and_taxes_are_not_added_as_euros() {
    hold(&[
        (
            "Tosite;Pvm;Summa;Valuutta\n1;1.2.2026;100,00;EUR\n2;1.2.2026;100,00;SEK\n",
            "{}",
            "row 3 currencyNotEuro",
        ),
        (
            "Tosite;Pvm;Summa;Valuutta\n1;1.2.2026;100,00;SEK\n2;1.2.2026;100,00;SEK\n",
            "{}",
            "row 2 currencyNotEuro",
        ),
        (
            "Tosite;Pvm;Summa;Valuutta\n1;1.2.2026;100,00;EUR\n2;1.2.2026;100,00;eur\n3;1.2.2026;1,00;\n",
            "{}",
            "201.00",
        ),
        (
            "Tosite;Pvm;Summa\n1;1.2.2026;12,50 eur\n2;1.2.2026;1,00 Eur\n",
            "{}",
            "13.50",
        ),
        (
            "Date;Voucher;Amount of VAT;Total\n1.2.2026;1;25,50;125,50\n",
            "{}",
            "asks chooseAmount",
        ),
        (
            "Date;Voucher;Amount incl tax;Amount\n1.2.2026;1;125,50;100,00\n",
            "{}",
            "100.00",
        ),
    ]);
}

#[test]
fn rows_that_lack_a_cell_are_errors() {
    let text = "Tosite;Pvm;Selite;Summa;Alv\n1;1.2.2026;a;10,00;2,55\n2;1.2.2026;12,00;3,06\n";
    hold(&[
        (text, "{}", "row 3 tooFewCells"),
        (
            "Tosite;Pvm;Summa;Selite\n1;1.2.2026;10,00;a\n2;1.2.2026;12,00\n",
            r#"{"shortRows":"allowed"}"#,
            "22.00",
        ),
    ]);
}

#[test]
fn whole_files_that_look_odd_are_read_or_refused() {
    let period = |text: &str, profile: &str| {
        let profile: Profile = serde_json::from_str(profile).unwrap();
        let selection = Selection {
            first_day: talkoot_ledger::DateFormat::Iso.parse("2026-01-01"),
            ..Selection::default()
        };
        let source = Source::Bytes {
            name: "a.csv".to_owned(),
            bytes: text.as_bytes().to_vec(),
        };
        check(&source, &profile, &selection, &Limits::default())
    };
    hold(&[
        (
            "Tosite;Pvm;Summa\r1;1.2.2026;10,00\r2;1.2.2026;5,00\r",
            "{}",
            "15.00",
        ),
        ("Tosite;Pvm;Summa\n", "{}", "asks noEntries"),
        (
            "Tosite;Pvm;Selite;Summa\n;;Ei tapahtumia;\n",
            "{}",
            "asks noEntries",
        ),
        (
            "Tosite;Pvm;Summa\n1;1.2.2026;10,00\nTOSITE;PVM;SUMMA\n2;1.2.2026;5,00\n",
            "{}",
            "15.00",
        ),
        // A lone carriage return between two rows of a file that ends its lines otherwise.
        (
            "Tosite;Pvm;Summa;Selite\n1;1.2.2026;10,00;a\r2;1.2.2026;5,00;\n3;1.2.2026;1,00;b\n",
            "{}",
            "row 2 tooManyCells",
        ),
    ]);
    let undated = "Toimittaja;Tili;Summa\nA Oy;4300;10,00\nB Oy;4300;5,00\n";
    let refusal = period(undated, "{}").unwrap_err();
    assert_eq!(refusal.code(), "selectionNeedsColumn");
    assert!(refusal.to_string().contains("undatedRows"), "{refusal}");
    let check = period(undated, r#"{"undatedRows":"inPeriod"}"#).unwrap();
    assert_eq!((check.selected.rows, check.error_count), (2, 0));
    // A file with dates is judged by them whatever the profile says.
    let dated = "Tosite;Pvm;Summa\n1;1.2.2026;10,00\n2;1.2.2025;5,00\n3;;1,00\n";
    let check = period(dated, r#"{"undatedRows":"inPeriod"}"#).unwrap();
    assert_eq!(check.errors[0].reason, Reason::DateMissing);
    assert_eq!(check.excluded[&Exclusion::OutsidePeriod].rows, 1);
}
