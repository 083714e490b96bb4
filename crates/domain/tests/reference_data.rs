//! Holidays, deadlines, business ids and municipalities against published tables.
//!
//! The tables are not part of the project. Where a folder `shared/data/reference` lies beside the
//! checkout they are read; elsewhere each test says that it was skipped. The same facts, fewer of
//! them, are restated in the unit tests, which always run.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

use chrono::NaiveDate;
use std::{fs, path::Path};
use talkoot_domain::{
    calendar::{HolidayCalendar, holidays},
    identifiers::BusinessId,
    municipality::{municipalities, municipality},
};

/// The lines below the header of a table, or nothing when the folder is not there.
fn table(name: &str) -> Option<Vec<Vec<String>>> {
    let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let file = crate_folder
        .ancestors()
        .map(|folder| folder.join("shared/data/reference").join(name))
        .find(|file| file.is_file());
    let Some(file) = file else {
        println!("SKIPPED: no shared/data/reference/{name} beside the checkout");
        return None;
    };
    let text = fs::read_to_string(&file).unwrap();
    Some(text.lines().skip(1).map(cells).collect())
}

/// Commas within quotes belong to the cell, a doubled quote is a quote.
fn cells(line: &str) -> Vec<String> {
    let (mut all, mut quoted) = (vec![String::new()], false);
    for part in line.split_inclusive(['"', ',']) {
        let (text, end) = match part.strip_suffix(['"', ',']) {
            Some(text) => (text, &part[text.len()..]),
            None => (part, ""),
        };
        let last = all.last_mut().unwrap();
        last.push_str(text);
        match end {
            "\"" => quoted = !quoted,
            "," if quoted => last.push(','),
            "," => all.push(String::new()),
            _ => {}
        }
    }
    all
}

#[test]
fn every_holiday_of_the_published_years() {
    let Some(rows) = table("fi_holidays_2018_2035.csv") else {
        return;
    };
    let published: Vec<(NaiveDate, String, String)> = rows
        .iter()
        .map(|row| (row[0].parse().unwrap(), row[2].clone(), row[3].clone()))
        .collect();
    let computed: Vec<(NaiveDate, String, String)> = (2018..=2035)
        .flat_map(holidays)
        .map(|(date, holiday)| (date, holiday.name_fi().to_owned(), holiday.name_sv().to_owned()))
        .collect();
    assert!(published.len() >= 18 * 15, "{} rows", published.len());
    assert_eq!(computed, published);
}

#[test]
fn every_published_deadline_rolls_as_it_should() {
    let Some(rows) = table("deadline_roll_vectors.csv") else {
        return;
    };
    assert!(!rows.is_empty());
    for row in rows {
        let due: NaiveDate = row[0].parse().unwrap();
        let calendar = HolidayCalendar::Finland;
        assert_eq!(due.format("%a").to_string(), row[1]);
        assert_eq!(calendar.is_holiday(due), row[2] == "True", "{due}");
        assert_eq!(calendar.roll(due).to_string(), row[3], "{due}");
    }
}

#[test]
fn every_business_id_is_judged_as_published() {
    let Some(rows) = table("business_id_vectors.csv") else {
        return;
    };
    assert!(!rows.is_empty());
    for row in rows {
        let (text, normal) = (row[0].as_str(), row[3].as_str());
        let strict = text.parse::<BusinessId>().map(|id| id.to_string());
        assert_eq!(strict.is_ok(), row[1] == "valid", "{text}");
        let lenient = BusinessId::normalise(text).map(|id| id.to_string());
        if normal.is_empty() {
            assert!(lenient.is_err(), "{text}: {lenient:?}");
        } else {
            assert_eq!(lenient.as_deref(), Ok(normal), "{text}");
        }
    }
}

#[test]
fn every_municipality_is_as_published() {
    let Some(rows) = table("municipalities_fi_2025.csv") else {
        return;
    };
    assert_eq!(rows.len(), municipalities().len());
    for row in rows {
        let one = municipality(row[0].parse().unwrap()).unwrap();
        assert_eq!((one.name_fi, one.name_sv), (row[1].as_str(), row[2].as_str()));
        let region = (one.region.code, one.region.name_fi, one.region.name_sv);
        assert_eq!(region, (row[7].as_str(), row[8].as_str(), row[9].as_str()));
        assert_eq!(
            one.language_status.is_bilingual(),
            row[6].starts_with("Kaksikielinen"),
            "{row:?}"
        );
        let swedish = row[6].contains("ruotsi") && !row[6].ends_with("suomi");
        assert_eq!(
            one.correspondence().code(),
            if swedish { "sv" } else { "fi" },
            "{row:?}"
        );
        if let Some(id) = one.business_id {
            assert_eq!(id.to_string(), row[3]);
        }
    }
}
