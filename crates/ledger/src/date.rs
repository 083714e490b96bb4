//! Dates as ledgers write them.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

/// How the dates of a column are written. A time of day after the date is ignored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, strum::EnumIter)]
#[serde(rename_all = "camelCase")]
pub enum DateFormat {
    /// `2026-01-31`
    Iso,
    /// `31.1.2026`, `31/01/2026`, `31-1-26`
    DayMonthYear,
    /// `01/31/2026`
    MonthDayYear,
    /// `31 Jan 2026`, months in English
    DayMonthNameYear,
    /// `31012026`, and `1012026` where a spreadsheet took the leading zero away
    DigitsDayMonthYear,
    /// `20260131`
    DigitsYearMonthDay,
    /// `260131`
    DigitsShortYearMonthDay,
    /// Days since 30 December 1899, as spreadsheets count: `46053`
    SpreadsheetDays,
}

impl DateFormat {
    /// As shown to people.
    #[must_use]
    pub const fn pattern(self) -> &'static str {
        match self {
            Self::Iso => "yyyy-mm-dd",
            Self::DayMonthYear => "d.m.yyyy",
            Self::MonthDayYear => "m/d/yyyy",
            Self::DayMonthNameYear => "d Month yyyy",
            Self::DigitsDayMonthYear => "ddmmyyyy",
            Self::DigitsYearMonthDay => "yyyymmdd",
            Self::DigitsShortYearMonthDay => "yymmdd",
            Self::SpreadsheetDays => "spreadsheet day number",
        }
    }

    /// Reads a date between 1950 and 2100; anything else is not a date of a ledger.
    #[must_use]
    pub fn parse(self, text: &str) -> Option<NaiveDate> {
        let text = text.trim().trim_matches('\'');
        let date = match self {
            Self::Iso => parts(text, b"-").and_then(|[year, month, day]| ymd(year, month, day)),
            Self::DayMonthYear => {
                parts(text, b"./-").and_then(|[day, month, year]| ymd(full_year(year)?, month, day))
            }
            Self::MonthDayYear => {
                parts(text, b"/-").and_then(|[month, day, year]| ymd(full_year(year)?, month, day))
            }
            Self::DayMonthNameYear => named_month(text),
            _ => self.parse_digits(text),
        }?;
        ((1950..2100).contains(&chrono::Datelike::year(&date))).then_some(date)
    }

    fn parse_digits(self, text: &str) -> Option<NaiveDate> {
        let text = text.strip_suffix(".0").unwrap_or(text);
        if text.is_empty() || text.len() > 8 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let number: u32 = text.parse().ok()?;
        match (self, text.len()) {
            (Self::DigitsDayMonthYear, 7 | 8) => {
                ymd(number % 10_000, number / 10_000 % 100, number / 1_000_000)
            }
            (Self::DigitsYearMonthDay, 8) => ymd(number / 10_000, number / 100 % 100, number % 100),
            (Self::DigitsShortYearMonthDay, 6) => {
                ymd(2000 + number / 10_000, number / 100 % 100, number % 100)
            }
            (Self::SpreadsheetDays, 5) => {
                NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(u64::from(number)))
            }
            _ => None,
        }
    }
}

fn ymd(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

/// `26` is 2026: a ledger has no dates of the next century or the one before.
const fn full_year(year: u32) -> Option<u32> {
    match year {
        0..=99 => Some(2000 + year),
        1000..=9999 => Some(year),
        _ => None,
    }
}

/// Three numbers with one of the marks between them, then nothing or a time of day.
fn parts(text: &str, marks: &[u8]) -> Option<[u32; 3]> {
    let mut rest = text.as_bytes();
    let mut numbers = [0; 3];
    let mut mark = None;
    for (position, number) in numbers.iter_mut().enumerate() {
        if position > 0 {
            let (first, later) = rest.split_first()?;
            if !marks.contains(first) || mark.is_some_and(|mark| mark != *first) {
                return None;
            }
            (mark, rest) = (Some(*first), later);
        }
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if !(1..=4).contains(&digits) {
            return None;
        }
        let (own, later) = rest.split_at(digits);
        *number = own
            .iter()
            .fold(0, |sum, digit| sum * 10 + u32::from(digit.wrapping_sub(b'0')));
        rest = later;
    }
    match rest {
        [] => Some(numbers),
        [b' ' | b'T', ..] => {
            let time = text
                .get(text.len() - rest.len()..)?
                .trim_start_matches(['T', ' ']);
            is_time(time).then_some(numbers)
        }
        _ => None,
    }
}

fn is_time(text: &str) -> bool {
    text.is_empty()
        || (text.starts_with(|c: char| c.is_ascii_digit())
            && text
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, ':' | '.' | 'Z' | '+' | '-')))
}

fn named_month(text: &str) -> Option<NaiveDate> {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let mut words = text.split([' ', '-', '.']).filter(|word| !word.is_empty());
    let day: u32 = words.next()?.parse().ok()?;
    let name = words.next()?.to_ascii_lowercase();
    let month = MONTHS.iter().position(|month| name.starts_with(month))?;
    let year = full_year(words.next()?.parse().ok()?)?;
    if words.next().is_some() {
        return None;
    }
    ymd(year, u32::try_from(month).ok()? + 1, day)
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator;

    use super::*;

    /// The text, and which format reads it as 1 October 2022.
    #[test]
    fn each_format_reads_its_own_spellings() {
        let date = NaiveDate::from_ymd_opt(2022, 10, 1).unwrap();
        for (format, texts) in [
            (
                DateFormat::Iso,
                ["2022-10-01", "2022-10-01 00:00:00", "2022-10-01T12:30:00Z"].as_slice(),
            ),
            (
                DateFormat::DayMonthYear,
                &["1.10.2022", "01.10.2022 8:15", "1/10/22", "'01-10-2022'"],
            ),
            (DateFormat::MonthDayYear, &["10/1/2022", "10-01-22"]),
            (DateFormat::DayMonthNameYear, &["1 Oct 2022", "01-October-22"]),
            (
                DateFormat::DigitsDayMonthYear,
                &["1102022", "01102022", "1102022.0"],
            ),
            (DateFormat::DigitsYearMonthDay, &["20221001"]),
            (DateFormat::DigitsShortYearMonthDay, &["221001"]),
            (DateFormat::SpreadsheetDays, &["44835"]),
        ] {
            for text in texts {
                assert_eq!(format.parse(text), Some(date), "{text} as {format:?}");
            }
        }
    }

    #[test]
    fn what_is_not_a_date_is_not_read_as_one() {
        for format in DateFormat::iter() {
            for text in [
                "",
                "16102",
                "31.2.2022",
                "2022-13-01",
                "0",
                "1.1.1900",
                "1.10.2022 klo",
                "abc",
                "1.1.1.1",
            ] {
                let read = format.parse(text);
                assert_eq!(read, None, "{text} as {format:?}");
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_has_an_answer(text in ".{0,20}") {
            for format in DateFormat::iter() {
                let _ = format.parse(&text);
            }
        }
    }
}
