//! Five invented ledgers in five layouts, as five accounting systems might export them.
//!
//! Each holds the project's lines, which add up to what the walk expects, among lines of others; and
//! each has something that a careless reader would get wrong.

use anyhow::Context;
use chrono::{Days, NaiveDate};
use rust_xlsxwriter::Workbook;

/// The project's code in every partner's books.
pub(super) const PROJECT_CODE: &str = "DIGI26";

/// One posting of an invented ledger.
#[derive(Clone, Debug)]
pub(super) struct Posting {
    day: NaiveDate,
    voucher: u32,
    account: &'static str,
    account_name: &'static str,
    project: &'static str,
    supplier: &'static str,
    text: &'static str,
    cents: i64,
}

/// A file as the partner uploads it.
#[derive(Clone, Debug)]
pub(super) struct Export {
    pub(super) name: String,
    pub(super) content: Vec<u8>,
}

/// The project's lines of a partner: salaries take what the others leave, so that the sum is exact.
pub(super) fn postings(first_day: NaiveDate, total_cents: i64, extra: Option<i64>) -> Vec<Posting> {
    const OTHERS: [(&str, &str, &str, &str, i64); 5] = [
        (
            "4340",
            "Asiantuntijapalvelut",
            "Esimerkki Konsultointi Oy",
            "Palvelumuotoilu",
            118_450,
        ),
        (
            "4342",
            "ICT-palvelut",
            "Esimerkki Pilvi Oy",
            "Sähköinen asiointi, käyttöönotto",
            96_320,
        ),
        ("4342", "ICT-palvelut", "Esimerkki Pilvi Oy", "Hyvitys", -12_400),
        (
            "4420",
            "Matkustus- ja kuljetuspalvelut",
            "VR-Yhtymä Oyj",
            "Matka ohjausryhmään",
            4_590,
        ),
        (
            "4580",
            "Muut tarvikkeet",
            "Esimerkki Tarvike Oy",
            "Esittelymateriaali",
            3_775,
        ),
    ];
    let mut lines: Vec<Posting> = OTHERS
        .into_iter()
        .enumerate()
        .map(
            |(place, (account, account_name, supplier, text, cents))| Posting {
                day: first_day + Days::new(9 + 6 * place as u64),
                voucher: 300_101 + place as u32,
                account,
                account_name,
                project: PROJECT_CODE,
                supplier,
                text,
                cents,
            },
        )
        .collect();
    let rest = total_cents - lines.iter().map(|line| line.cents).sum::<i64>();
    // Two months' salaries; the odd cent goes to the second.
    for (place, cents) in [rest / 2, rest - rest / 2].into_iter().enumerate() {
        lines.push(Posting {
            day: first_day + Days::new(14 + 30 * place as u64),
            voucher: 100_001 + place as u32,
            account: "4000",
            account_name: "Maksetut palkat ja palkkiot",
            project: PROJECT_CODE,
            supplier: "",
            text: "Projektityöntekijät",
            cents,
        });
    }
    if let Some(cents) = extra {
        lines.push(Posting {
            day: first_day + Days::new(40),
            voucher: 300_777,
            account: "4580",
            account_name: "Muut tarvikkeet",
            project: PROJECT_CODE,
            supplier: "Esimerkki Kahvila Oy",
            text: "Valtuuston kahvitus",
            cents,
        });
    }
    lines.extend(others(first_day));
    lines.sort_by_key(|line| (line.day, line.voucher));
    lines
}

/// Lines of the same municipality that have nothing to do with the project.
fn others(first_day: NaiveDate) -> Vec<Posting> {
    [
        (
            "4470",
            "Muut palvelut",
            "KATU",
            "Esimerkki Auraus Oy",
            "Auraus",
            210_000,
        ),
        (
            "4500",
            "Elintarvikkeet",
            "KOULU",
            "Esimerkki Tukku Oy",
            "Kouluruoka",
            88_315,
        ),
        (
            "4500",
            "Elintarvikkeet",
            "KOULU",
            "Esimerkki Tukku Oy",
            "Kouluruoka",
            88_315,
        ),
    ]
    .into_iter()
    .enumerate()
    .map(
        |(place, (account, account_name, project, supplier, text, cents))| Posting {
            day: first_day + Days::new(20 + place as u64),
            voucher: 310_001,
            account,
            account_name,
            project,
            supplier,
            text,
            cents,
        },
    )
    .collect()
}

fn comma(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    format!("{sign}{},{:02}", cents.abs() / 100, cents.abs() % 100)
}

/// `1 234,56` with a space between thousands.
fn grouped(cents: i64) -> String {
    let text = comma(cents.abs());
    let (euros, decimals) = text.split_once(',').unwrap_or((&text, "00"));
    let mut grouped = String::new();
    for (place, digit) in euros.chars().enumerate() {
        if place > 0 && (euros.len() - place) % 3 == 0 {
            grouped.push(' ');
        }
        grouped.push(digit);
    }
    format!("{}{grouped},{decimals}", if cents < 0 { "-" } else { "" })
}

fn total(lines: &[Posting]) -> i64 {
    lines.iter().map(|line| line.cents).sum()
}

/// Windows-1252, semicolons, `1 234,56`, a title, and a total row at the end (Lohja).
pub(super) fn latin(lines: &[Posting]) -> Export {
    let mut text = String::from("Lohjan kaupunki, pääkirjan tapahtumat;;;;;;;\r\n;;;;;;;\r\n");
    text.push_str("Tositepvm;Tositenumero;Tili;Tilin nimi;Projekti;Toimittajan  nimi;Selite;Summa\r\n");
    for line in lines {
        text.push_str(&format!(
            "{};{};{};{};{};{};{};{}\r\n",
            line.day.format("%d.%m.%Y"),
            line.voucher,
            line.account,
            line.account_name,
            line.project,
            line.supplier,
            line.text,
            grouped(line.cents),
        ));
    }
    text.push_str(&format!("Yhteensä;;;;;;;{}\r\n", grouped(total(lines))));
    // Every letter used lies in Latin-1, where the code point is the byte.
    let content = text
        .chars()
        .map(|letter| u8::try_from(u32::from(letter)).unwrap_or(b'?'))
        .collect();
    Export {
        name: "lohja-paakirja.csv".to_owned(),
        content,
    }
}

/// UTF-8 with a byte order mark, the field order of Kuntaliitto 2021, days without leading zeros (Karkkila).
pub(super) fn national(lines: &[Posting]) -> Export {
    let mut text =
        String::from("\u{feff}Kuntanumero;Kunnan nimi;Tositenumero;Tositepäivämäärä;Toimittajan nimi;");
    text.push_str("Laskun summa ilman ALV;Kirjanpidon tilinumero;Tilin nimi;Projekti;Selite\r\n");
    for line in lines {
        text.push_str(&format!(
            "224;Karkkila;{};{};{};{};{};{};{};{}\r\n",
            line.voucher,
            line.day.format("%-d.%-m.%Y"),
            line.supplier,
            comma(line.cents),
            line.account,
            line.account_name,
            line.project,
            line.text,
        ));
    }
    Export {
        name: "karkkila.csv".to_owned(),
        content: text.into_bytes(),
    }
}

/// A workbook with title rows, an empty first column, a subtotal per account and a total (Pälkäne).
pub(super) fn workbook(lines: &[Posting]) -> anyhow::Result<Export> {
    const HEADER: [&str; 8] = [
        "Tositenumero",
        "Tositepvm",
        "Tilinumero",
        "Tilin nimi",
        "Projekti",
        "Toimittaja",
        "Selite",
        "Summa (alv 0%)",
    ];
    let mut lines = lines.to_vec();
    lines.sort_by(|left, right| left.account.cmp(right.account));
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 1, "Pälkäneen kunta")?;
    sheet.write_string(1, 1, "Tapahtumat tileittäin")?;
    for (column, name) in (1..).zip(HEADER) {
        sheet.write_string(3, column, name)?;
    }
    let mut row = 4;
    for group in lines.chunk_by(|left, right| left.account == right.account) {
        for line in group {
            sheet.write_number(row, 1, f64::from(line.voucher))?;
            sheet.write_string(row, 2, line.day.format("%d.%m.%Y").to_string())?;
            sheet.write_string(row, 3, line.account)?;
            sheet.write_string(row, 4, line.account_name)?;
            sheet.write_string(row, 5, line.project)?;
            sheet.write_string(row, 6, line.supplier)?;
            sheet.write_string(row, 7, line.text)?;
            sheet.write_number(row, 8, as_number(line.cents))?;
            row += 1;
        }
        let account = group.first().map_or("", |line| line.account);
        sheet.write_string(row, 1, format!("Yhteensä {account}"))?;
        sheet.write_number(row, 8, as_number(total(group)))?;
        row += 1;
    }
    sheet.write_string(row, 1, "Yhteensä")?;
    sheet.write_number(row, 8, as_number(total(&lines)))?;
    let content = book.save_to_buffer().context("the workbook cannot be written")?;
    Ok(Export {
        name: "palkane-tapahtumat.xlsx".to_owned(),
        content,
    })
}

/// A spreadsheet has no other numbers.
fn as_number(cents: i64) -> f64 {
    cents as f64 / 100.0
}

/// Tabs, debit and credit in columns of their own (Kuhmoinen).
pub(super) fn debit_credit(lines: &[Posting]) -> Export {
    let mut text =
        String::from("Tosite\tPvm\tTili\tTilin nimi\tProjekti\tToimittaja\tSelite\tDebet\tKredit\n");
    for line in lines {
        let (debit, credit) = if line.cents < 0 {
            (String::new(), comma(-line.cents))
        } else {
            (comma(line.cents), String::new())
        };
        text.push_str(&format!(
            "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{debit}\t{credit}\n",
            line.voucher,
            line.day.format("%d.%m.%Y"),
            line.account,
            line.account_name,
            line.project,
            line.supplier,
            line.text,
        ));
    }
    Export {
        name: "kuhmoinen.txt".to_owned(),
        content: text.into_bytes(),
    }
}

/// Commas, quoted texts, ISO days, a minus sign behind the number, blank lines, the header repeated (Virrat).
pub(super) fn trailing_minus(lines: &[Posting]) -> Export {
    const HEADER: &str =
        "\"Voucher\",\"Date\",\"Account\",\"Account name\",\"Project\",\"Supplier\",\"Text\",\"Amount\"\n";
    let mut text = String::from(HEADER);
    for (place, line) in lines.iter().enumerate() {
        if place == 5 {
            text.push('\n');
            text.push_str(HEADER);
        }
        let amount = format!("{}.{:02}", line.cents.abs() / 100, line.cents.abs() % 100);
        text.push_str(&format!(
            "{},{},{},\"{}\",{},\"{}\",\"{}\",{amount}{}\n",
            line.voucher,
            line.day,
            line.account,
            line.account_name,
            line.project,
            line.supplier,
            line.text,
            if line.cents < 0 { "-" } else { "" },
        ));
    }
    Export {
        name: "virrat-export.csv".to_owned(),
        content: text.into_bytes(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_projects_lines_add_up_to_the_cent() {
        let day = NaiveDate::from_ymd_opt(2026, 2, 1).unwrap();
        for total in [1_234_567, 432_109, 765_433] {
            let lines = postings(day, total, None);
            let sum: i64 = lines
                .iter()
                .filter(|line| line.project == PROJECT_CODE)
                .map(|line| line.cents)
                .sum();
            assert_eq!(sum, total);
        }
    }

    #[test]
    fn thousands_are_grouped_from_the_right() {
        assert_eq!(grouped(123_456_789), "1 234 567,89");
        assert_eq!(grouped(-5_050), "-50,50");
        assert_eq!(grouped(99_900), "999,00");
    }
}
