use proptest::prelude::*;

use super::{Plain, choice, column, number, said, text};
use crate::{
    form::{FieldKind, Given, Value},
    money::Money,
};

fn read(kind: &FieldKind, given: &Given) -> Result<Option<Value>, String> {
    let value = kind.read(given, &Plain);
    let value = value.and_then(|value| match &value {
        Some(some) => kind.check(some).map(|()| value),
        None => Ok(value),
    });
    value.map_err(|fault| fault.path.join("/"))
}

fn list(items: &[&str]) -> Given {
    Given::List(items.iter().copied().map(said).collect())
}

fn row(cells: &[(&str, &str)]) -> Given {
    Given::Fields(
        cells
            .iter()
            .map(|&(code, text)| (code.to_owned(), said(text)))
            .collect(),
    )
}

/// Goal: what each kind of field takes and what it does not; a line per case.
#[test]
#[expect(clippy::too_many_lines, reason = "a table, a line per case")]
fn kinds() {
    let money = FieldKind::Money {
        least: Some(Money::ZERO),
        most: Some(Money::from_cents(10_000)),
    };
    let date = FieldKind::Date {
        earliest: "2026-01-01".parse().ok(),
        latest: "2026-12-31".parse().ok(),
    };
    let lines = FieldKind::Text {
        longest: 10,
        lines: true,
    };
    let files = FieldKind::File { most: 2 };
    for (kind, given, takes) in [
        (text(), said("kymmenen"), true),
        (text(), said("yksitoista!"), false),
        (text(), said("ä".repeat(10).as_str()), true),
        (text(), said("a\nb"), false),
        (lines, said("a\nb"), true),
        (text(), Given::Number("1".to_owned()), false),
        (number(), said("12.5"), true),
        (number(), said("12,5"), false),
        (number(), said("1e1"), false),
        (number(), said("12.345"), false),
        (number(), said("12.500"), true),
        (number(), said("-0.01"), false),
        (number(), said("100.01"), false),
        (number(), said("."), false),
        (number(), Given::Number("12.5".to_owned()), false),
        (money.clone(), said("100.00"), true),
        (money.clone(), said("100.01"), false),
        (money.clone(), said("-0.01"), false),
        (money.clone(), said("1.234"), false),
        (money, Given::Number("1".to_owned()), false),
        (date.clone(), said("2026-02-28"), true),
        (date.clone(), said("2026-02-30"), false),
        (date.clone(), said("2022-22-08"), false),
        (date.clone(), said("2025-12-31"), false),
        (date.clone(), said("2027-01-01"), false),
        (date, said("28.2.2026"), false),
        (choice(false), said("yes"), true),
        (choice(false), list(&["yes"]), true),
        (choice(false), list(&["yes", "no"]), false),
        (choice(false), said("maybe"), false),
        (choice(true), list(&["yes", "no"]), true),
        (choice(true), list(&["yes", "yes"]), false),
        (choice(true), Given::Flag(true), false),
        (files.clone(), list(&["1", "2"]), true),
        (files.clone(), list(&["1", "1"]), false),
        (files.clone(), list(&["1", "2", "3"]), false),
        (files, list(&["x"]), false),
        (FieldKind::Municipality, said("635"), true),
        (FieldKind::Municipality, said("49"), false),
        (FieldKind::SubArea, said("7"), true),
        (FieldKind::SubArea, said("x"), false),
    ] {
        let read = read(&kind, &given);
        assert_eq!(read.is_ok(), takes, "{kind:?} {given:?} {read:?}");
    }
    for nothing in [Given::Nothing, said("  "), Given::List(vec![])] {
        for kind in [text(), number(), choice(true), FieldKind::SubArea] {
            assert_eq!(read(&kind, &nothing), Ok(None));
        }
    }
}

/// Goal: a fault in a table says in which row and which column.
#[test]
fn tables() {
    let kind = FieldKind::Table {
        columns: vec![column("risk", true, text()), column("share", false, number())],
        most_rows: 2,
    };
    for (rows, fault) in [
        (vec![row(&[("risk", "väki"), ("share", "1")])], None),
        (vec![row(&[("risk", "väki")])], None),
        (
            vec![row(&[("risk", "väki")]), row(&[("share", "1")])],
            Some("1/risk"),
        ),
        (vec![row(&[("risk", "väki"), ("share", "x")])], Some("0/share")),
        (vec![row(&[("risk", "väki"), ("other", "x")])], Some("0/other")),
        (vec![said("väki")], Some("0")),
        (
            vec![
                row(&[("risk", "a")]),
                row(&[("risk", "b")]),
                row(&[("risk", "c")]),
            ],
            Some(""),
        ),
    ] {
        let read = read(&kind, &Given::List(rows)).map(|_| ());
        assert_eq!(read.err().as_deref(), fault);
    }
}

/// Goal: a value of another kind of field is no fault of ours but to be answered anew.
#[test]
fn a_value_of_another_kind() {
    assert!(number().check(&Value::Text("12".to_owned())).is_err());
}

proptest! {
    /// Goal: what is kept of an answer says the same when it is read again.
    #[test]
    fn read_back(cents in -1_000_000_i64..1_000_000, decimals in 0_u32..5, words in "[a-zåäö ]{0,20}") {
        let kind = FieldKind::Table {
            columns: vec![
                column("a", false, FieldKind::Money { least: None, most: None }),
                column("b", false, FieldKind::Number { decimals: 5, least: None, most: None }),
                column("c", false, FieldKind::Text { longest: 20, lines: false }),
            ],
            most_rows: 3,
        };
        let number = rust_decimal::Decimal::new(cents, decimals).to_string();
        let amount = Money::from_cents(cents).to_string();
        let given = Given::List(vec![row(&[("a", &amount), ("b", &number), ("c", &words)])]);
        let value = kind.read(&given, &Plain).unwrap().unwrap();
        prop_assert_eq!(kind.check(&value), Ok(()));
        for written in [value.given(&Plain), kind.write(&value, &Plain)] {
            let again = kind.read(&written, &Plain).unwrap();
            prop_assert_eq!(again.as_ref(), Some(&value));
        }
    }
}
