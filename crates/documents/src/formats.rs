//! Dates, amounts and shares as each language writes them in official documents.

use chrono::{Datelike, NaiveDate};
use talkoot_domain::{language::Language, money::Money, rate::Rate};

const NBSP: char = '\u{a0}';
const ENGLISH_MONTHS: [&str; 12] = [
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

/// A day: `15.12.2026`, `15 December 2026`.
pub(crate) fn date(date: NaiveDate, language: Language) -> String {
    match language {
        Language::Fi | Language::Sv => format!("{}.{}.{}", date.day(), date.month(), date.year()),
        Language::En => {
            let month = ENGLISH_MONTHS
                .iter()
                .zip(1..)
                .find(|(_, number)| *number == date.month());
            let month = month.map_or("", |(name, _)| name);
            format!("{} {month} {}", date.day(), date.year())
        }
    }
}

/// From the first to the last day: `1.1.2027–31.12.2028`.
pub(crate) fn period(first: NaiveDate, last: NaiveDate, language: Language) -> String {
    let (first, last) = (date(first, language), date(last, language));
    match language {
        Language::Fi | Language::Sv => format!("{first}–{last}"),
        Language::En => format!("{first} – {last}"),
    }
}

/// An amount: `300 000,00 €` with spaces that do not break, `€300,000.00` in English.
pub(crate) fn money(amount: Money, language: Language) -> String {
    let cents = amount.cents().unsigned_abs();
    let (thousands, point) = match language {
        Language::Fi | Language::Sv => (NBSP, ','),
        Language::En => (',', '.'),
    };
    let sign = if amount.is_negative() { "\u{2212}" } else { "" };
    let number = format!(
        "{sign}{}{point}{:02}",
        grouped(cents / 100, thousands),
        cents % 100
    );
    match language {
        Language::Fi | Language::Sv => format!("{number}{NBSP}€"),
        Language::En => format!("€{number}"),
    }
}

/// A share in per cent: `85 %` with a space that does not break, `85%` in English.
pub(crate) fn rate(rate: Rate, language: Language) -> String {
    match language {
        Language::Fi | Language::Sv => format!("{}{NBSP}%", rate.to_string().replace('.', ",")),
        Language::En => format!("{rate}%"),
    }
}

/// A text with the names in braces replaced.
pub(crate) fn fill(text: &str, values: &[(&str, &str)]) -> String {
    // One pass, so that a value that holds braces is not filled again.
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            continue;
        };
        match values.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => out.push_str(value),
            None => out.push_str(&format!("{{{name}}}")),
        }
        rest = tail;
    }
    out + rest
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_writes_its_own_way() {
        let day = NaiveDate::from_ymd_opt(2026, 12, 5).unwrap();
        let amount = Money::from_cents(123_456_789);
        for (language, expected) in [
            (
                Language::Fi,
                ["5.12.2026", "1\u{a0}234\u{a0}567,89\u{a0}€", "85\u{a0}%"],
            ),
            (
                Language::Sv,
                ["5.12.2026", "1\u{a0}234\u{a0}567,89\u{a0}€", "85\u{a0}%"],
            ),
            (Language::En, ["5 December 2026", "€1,234,567.89", "85%"]),
        ] {
            let written = [
                date(day, language),
                money(amount, language),
                rate(Rate::EIGHTY_FIVE_PERCENT, language),
            ];
            assert_eq!(written, expected.map(str::to_owned));
        }
    }

    #[test]
    fn a_value_is_not_filled_again() {
        assert_eq!(fill("{a} and {b} {", &[("a", "{b}"), ("b", "x")]), "{b} and x {");
        assert_eq!(fill("{unknown}", &[]), "{unknown}");
    }
}
