//! How each language writes dates, amounts and shares.

use super::*;
use Language::{En, Fi, Sv};

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

#[test]
fn dates_name_their_weekday_in_the_language() {
    for (date, finnish, swedish, english) in [
        (
            day(2027, 2, 15),
            "maanantaina 15.2.2027",
            "måndagen den 15 februari 2027",
            "Monday 15 February 2027",
        ),
        (
            day(2027, 2, 16),
            "tiistaina 16.2.2027",
            "tisdagen den 16 februari 2027",
            "Tuesday 16 February 2027",
        ),
        (
            day(2027, 3, 31),
            "keskiviikkona 31.3.2027",
            "onsdagen den 31 mars 2027",
            "Wednesday 31 March 2027",
        ),
        (
            day(2026, 12, 31),
            "torstaina 31.12.2026",
            "torsdagen den 31 december 2026",
            "Thursday 31 December 2026",
        ),
        (
            day(2027, 1, 1),
            "perjantaina 1.1.2027",
            "fredagen den 1 januari 2027",
            "Friday 1 January 2027",
        ),
        (
            day(2028, 2, 29),
            "tiistaina 29.2.2028",
            "tisdagen den 29 februari 2028",
            "Tuesday 29 February 2028",
        ),
        (
            day(2027, 5, 1),
            "lauantaina 1.5.2027",
            "lördagen den 1 maj 2027",
            "Saturday 1 May 2027",
        ),
        (
            day(2027, 8, 15),
            "sunnuntaina 15.8.2027",
            "söndagen den 15 augusti 2027",
            "Sunday 15 August 2027",
        ),
    ] {
        assert_eq!(date_in_sentence(date, Fi), finnish);
        assert_eq!(date_in_sentence(date, Sv), swedish);
        assert_eq!(date_in_sentence(date, En), english);
    }
}

#[test]
fn a_date_alone_and_a_range() {
    let date = day(2027, 6, 15);
    assert_eq!(date_alone(date, Fi), "tiistai 15.6.2027");
    assert_eq!(date_alone(date, Sv), "tisdag 15 juni 2027");
    assert_eq!(date_alone(date, En), "Tuesday 15 June 2027");
    let until = day(2028, 12, 31);
    assert_eq!(date_range(date, until, Fi), "15.6.2027–31.12.2028");
    assert_eq!(date_range(date, until, Sv), "15.6.2027–31.12.2028");
    assert_eq!(date_range(date, until, En), "15 June 2027 – 31 December 2028");
}

#[test]
fn amounts_do_not_break_across_lines() {
    for (cents, finnish, english) in [
        (4_900_624, "49\u{a0}006,24\u{a0}€", "€49,006.24"),
        (0, "0,00\u{a0}€", "€0.00"),
        (5, "0,05\u{a0}€", "€0.05"),
        (99_999, "999,99\u{a0}€", "€999.99"),
        (100_000, "1\u{a0}000,00\u{a0}€", "€1,000.00"),
        (
            12_345_678_901,
            "123\u{a0}456\u{a0}789,01\u{a0}€",
            "€123,456,789.01",
        ),
        (-170_000, "\u{2212}1\u{a0}700,00\u{a0}€", "\u{2212}€1,700.00"),
    ] {
        let amount = Money::from_cents(cents);
        assert_eq!(money(amount, Fi), finnish);
        assert_eq!(money(amount, Sv), finnish);
        assert_eq!(money(amount, En), english);
    }
    assert!(money(Money::from_cents(i64::MIN), Fi).starts_with("\u{2212}92\u{a0}233"));
}

#[test]
fn shares_are_in_per_cent() {
    for (text, finnish, english) in [
        ("85", "85\u{a0}%", "85%"),
        ("66.6667", "66,6667\u{a0}%", "66.6667%"),
        ("0", "0\u{a0}%", "0%"),
    ] {
        let share: Rate = text.parse().unwrap();
        assert_eq!(rate(share, Fi), finnish);
        assert_eq!(rate(share, Sv), finnish);
        assert_eq!(rate(share, En), english);
    }
}
