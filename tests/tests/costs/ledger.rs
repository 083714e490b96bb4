//! Ledgers made up for the tests, written as five accounting systems would.

use rust_xlsxwriter::{Workbook, XlsxError};

/// One entry of a ledger.
#[derive(Clone, Debug)]
pub struct Entry {
    pub voucher: u32,
    pub date: (u16, u8, u8),
    pub account: &'static str,
    pub name: &'static str,
    pub cost_centre: &'static str,
    pub text: &'static str,
    pub cents: i64,
}

/// The cost centre of the project in every ledger here.
pub const COST_CENTRE: &str = "6101";

const fn entry(
    voucher: u32,
    date: (u16, u8, u8),
    (account, name): (&'static str, &'static str),
    cost_centre: &'static str,
    cents: i64,
) -> Entry {
    Entry {
        voucher,
        date,
        account,
        name,
        cost_centre,
        text: "Selite",
        cents,
    }
}

const SERVICES: (&str, &str) = ("4340", "Asiantuntijapalvelut");
const WAGES: (&str, &str) = ("4001", "Palkat, työntekijät");
const TRAVEL: (&str, &str) = ("4720", "Matkakorvaukset");
const BANK: (&str, &str) = ("1700", "Pankkitilit");

/// A half-year: five cost lines of the project, and one row for each reason to leave a row out. Two of
/// the cost lines are equal, and one is a credit.
pub fn half_year() -> Vec<Entry> {
    vec![
        entry(1, (2026, 3, 31), SERVICES, COST_CENTRE, 150_000),
        entry(2, (2026, 4, 15), WAGES, COST_CENTRE, 315_025),
        entry(3, (2026, 4, 20), SERVICES, COST_CENTRE, -12_400),
        entry(4, (2026, 5, 2), TRAVEL, COST_CENTRE, 4_550),
        entry(4, (2026, 5, 2), TRAVEL, COST_CENTRE, 4_550),
        entry(5, (2026, 3, 31), SERVICES, "9999", 88_888),
        entry(6, (2026, 8, 15), SERVICES, COST_CENTRE, 77_700),
        entry(7, (2026, 3, 31), BANK, COST_CENTRE, -5_000),
    ]
}

/// What the cost lines of [`half_year`] add up to.
pub const SELECTED: &str = "4617.25";
/// What all its entries add up to.
pub const FILE_TOTAL: &str = "6233.13";

fn euros(cents: i64, mark: char) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    format!("{sign}{}{mark}{:02}", cents.abs() / 100, cents.abs() % 100)
}

fn day((year, month, day): (u16, u8, u8)) -> String {
    format!("{day}.{month}.{year}")
}

fn iso((year, month, day): (u16, u8, u8)) -> String {
    format!("{year}-{month:02}-{day:02}")
}

/// Semicolons, decimal comma, a title above and a total below, in ISO-8859-1.
pub fn semicolons_in_latin1(entries: &[Entry]) -> Vec<u8> {
    let mut text =
        "Pääkirja 1-12/2026\n\nTosite;Tositepvm;Tili;Tilin nimi;Kustannuspaikka;Selite;Summa\n".to_owned();
    for one in entries {
        text.push_str(&format!(
            "{};{};{};{};{};{};{}\n",
            one.voucher,
            day(one.date),
            one.account,
            one.name,
            one.cost_centre,
            one.text,
            euros(one.cents, ',')
        ));
    }
    let total: i64 = entries.iter().map(|one| one.cents).sum();
    text.push_str(&format!("Yhteensä;;;;;;{}\n", euros(total, ',')));
    let (bytes, _, unknown) = encoding_rs::WINDOWS_1252.encode(&text);
    assert!(!unknown, "a letter that ISO-8859-1 does not have");
    bytes.into_owned()
}

/// Commas, decimal point, ISO dates, in UTF-8 with its mark.
pub fn commas_in_utf8(entries: &[Entry]) -> Vec<u8> {
    let mut text = "\u{feff}Tositenumero,Pvm,Tili,Tilin nimi,Kustannuspaikka,Selite,Summa\n".to_owned();
    for one in entries {
        text.push_str(&format!(
            "{},{},{},\"{}\",{},{},{}\n",
            one.voucher,
            iso(one.date),
            one.account,
            one.name,
            one.cost_centre,
            one.text,
            euros(one.cents, '.')
        ));
    }
    text.into_bytes()
}

/// Tabulators, with debit and credit in columns of their own.
pub fn tabs_with_debit_and_credit(entries: &[Entry]) -> Vec<u8> {
    let mut text = "Tosite\tPvm\tTili\tTilin nimi\tKustannuspaikka\tSelite\tDebet\tKredit\n".to_owned();
    for one in entries {
        let (debit, credit) = if one.cents < 0 {
            (String::new(), euros(-one.cents, ','))
        } else {
            (euros(one.cents, ','), String::new())
        };
        text.push_str(&format!(
            "{}\t{}\t{}\t{}\t{}\t{}\t{debit}\t{credit}\n",
            one.voucher,
            day(one.date),
            one.account,
            one.name,
            one.cost_centre,
            one.text,
        ));
    }
    text.into_bytes()
}

/// An Excel workbook with numbers as numbers.
pub fn workbook(entries: &[Entry]) -> Vec<u8> {
    let write = || -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet().set_name("Pääkirja")?;
        let header = [
            "Tosite",
            "Pvm",
            "Tili",
            "Tilin nimi",
            "Kustannuspaikka",
            "Selite",
            "Summa",
        ];
        for (column, name) in (0..).zip(header) {
            sheet.write_string(0, column, name)?;
        }
        for (row, one) in (1..).zip(entries) {
            sheet.write_number(row, 0, one.voucher)?;
            sheet.write_string(row, 1, iso(one.date))?;
            sheet.write_string(row, 2, one.account)?;
            sheet.write_string(row, 3, one.name)?;
            sheet.write_string(row, 4, one.cost_centre)?;
            sheet.write_string(row, 5, one.text)?;
            // A workbook knows no other numbers than floats; the reader must give the cents back.
            let whole = i32::try_from(one.cents).expect("a small amount");
            sheet.write_number(row, 6, f64::from(whole) / 100.0)?;
        }
        book.save_to_buffer()
    };
    write().expect("a workbook")
}

/// Semicolons, spaces between thousands, the minus behind the number.
pub fn semicolons_with_trailing_minus(entries: &[Entry]) -> Vec<u8> {
    let mut text = "Tosite;Pvm;Tili;Tilin nimi;Kustannuspaikka;Selite;Euroa\n".to_owned();
    for one in entries {
        let (thousands, rest) = (one.cents.abs() / 100_000, one.cents.abs() / 100 % 1000);
        let whole = if thousands > 0 {
            format!("{thousands} {rest:03}")
        } else {
            rest.to_string()
        };
        let minus = if one.cents < 0 { "-" } else { "" };
        text.push_str(&format!(
            "{};{};{};{};{};{};{whole},{:02}{minus}\n",
            one.voucher,
            day(one.date),
            one.account,
            one.name,
            one.cost_centre,
            one.text,
            one.cents.abs() % 100
        ));
    }
    text.into_bytes()
}
