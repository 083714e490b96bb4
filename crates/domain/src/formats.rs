//! Dates, amounts and shares as each language writes them: in mails and documents alike.

use crate::{language::Language, money::Money, rate::Rate};
use chrono::{Datelike, NaiveDate, Weekday};

const NBSP: char = '\u{a0}';

/// A date inside a sentence: `maanantaina 15.2.2027`, `måndagen den 15 februari 2027`,
/// `Monday 15 February 2027`.
#[must_use]
pub fn date_in_sentence(date: NaiveDate, language: Language) -> String {
    let day = weekday(date, language);
    match language {
        Language::Fi => format!("{day}na {}", date_short(date, language)),
        Language::Sv => format!("{day}en den {}", written_out(date, language)),
        Language::En => format!("{day} {}", written_out(date, language)),
    }
}

/// A date on its own: `maanantai 15.2.2027`, `måndag 15 februari 2027`, `Monday 15 February 2027`.
#[must_use]
pub fn date_alone(date: NaiveDate, language: Language) -> String {
    let day = weekday(date, language);
    match language {
        Language::Fi => format!("{day} {}", date_short(date, language)),
        Language::Sv | Language::En => format!("{day} {}", written_out(date, language)),
    }
}

/// A date without its weekday, for subjects and periods: `15.2.2027`, `15 February 2027`.
#[must_use]
pub fn date_short(date: NaiveDate, language: Language) -> String {
    match language {
        Language::Fi | Language::Sv => format!("{}.{}.{}", date.day(), date.month(), date.year()),
        Language::En => written_out(date, language),
    }
}

/// From the first to the last day: `1.3.2027–31.12.2028`.
#[must_use]
pub fn date_range(from: NaiveDate, until: NaiveDate, language: Language) -> String {
    let (from, until) = (date_short(from, language), date_short(until, language));
    match language {
        Language::Fi | Language::Sv => format!("{from}–{until}"),
        Language::En => format!("{from} – {until}"),
    }
}

/// An amount: `49 006,24 €` with spaces that do not break, `€49,006.24` in English.
#[must_use]
pub fn money(amount: Money, language: Language) -> String {
    let cents = amount.cents().unsigned_abs();
    let (thousands, point) = match language {
        Language::Fi | Language::Sv => (NBSP, ','),
        Language::En => (',', '.'),
    };
    let digits = grouped(cents / 100, thousands);
    let number = format!("{digits}{point}{:02}", cents % 100);
    let sign = if amount.is_negative() { "\u{2212}" } else { "" };
    match language {
        Language::Fi | Language::Sv => format!("{sign}{number}{NBSP}€"),
        Language::En => format!("{sign}€{number}"),
    }
}

/// A share in per cent: `66,67 %` with a space that does not break, `66.67%` in English.
#[must_use]
pub fn rate(rate: Rate, language: Language) -> String {
    match language {
        Language::Fi | Language::Sv => format!("{}{NBSP}%", rate.to_string().replace('.', ",")),
        Language::En => format!("{rate}%"),
    }
}

fn grouped(number: u64, separator: char) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

fn weekday(date: NaiveDate, language: Language) -> &'static str {
    let [finnish, swedish, english] = match date.weekday() {
        Weekday::Mon => ["maanantai", "måndag", "Monday"],
        Weekday::Tue => ["tiistai", "tisdag", "Tuesday"],
        Weekday::Wed => ["keskiviikko", "onsdag", "Wednesday"],
        Weekday::Thu => ["torstai", "torsdag", "Thursday"],
        Weekday::Fri => ["perjantai", "fredag", "Friday"],
        Weekday::Sat => ["lauantai", "lördag", "Saturday"],
        Weekday::Sun => ["sunnuntai", "söndag", "Sunday"],
    };
    match language {
        Language::Fi => finnish,
        Language::Sv => swedish,
        Language::En => english,
    }
}

fn written_out(date: NaiveDate, language: Language) -> String {
    const SWEDISH: [&str; 12] = [
        "januari",
        "februari",
        "mars",
        "april",
        "maj",
        "juni",
        "juli",
        "augusti",
        "september",
        "oktober",
        "november",
        "december",
    ];
    const ENGLISH: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let month = match language {
        Language::Fi => return date_short(date, language),
        Language::Sv => SWEDISH.get(date.month0() as usize),
        Language::En => ENGLISH.get(date.month0() as usize),
    };
    format!(
        "{} {} {}",
        date.day(),
        month.copied().unwrap_or_default(),
        date.year()
    )
}

#[cfg(test)]
mod tests;
