//! Every line of a file is accounted for, wherever quotation marks stand in it.

use proptest::prelude::*;
use talkoot_ledger::{Check, Limits, Profile, Refusal, Selection, Source, check};

fn read(text: &str) -> Result<Check, Refusal> {
    let source = Source::Bytes {
        name: "ledger.csv".to_owned(),
        bytes: text.as_bytes().to_vec(),
    };
    check(
        &source,
        &Profile::default(),
        &Selection::default(),
        &Limits::default(),
    )
}

/// Entries, rows that are none, and the header: together the lines of the file.
fn records(check: &Check) -> u64 {
    let uncounted = check
        .excluded
        .iter()
        .filter(|(exclusion, _)| !exclusion.is_entry());
    check.rows + uncounted.map(|(_, tally)| tally.rows).sum::<u64>() + 1
}

#[derive(Clone, Debug)]
enum Cell {
    Bare(String),
    Quoted(String),
}

fn text_cell() -> impl Strategy<Value = Cell> {
    prop_oneof![
        "[a-z]{0,4}".prop_map(Cell::Bare),
        "[a-z;]{0,4}".prop_map(Cell::Quoted),
    ]
}

proptest! {
    /// Quotation marks put anywhere into a file: it is refused, or every line of it is accounted for.
    #[test]
    fn no_line_disappears_behind_a_quotation_mark(
        cells in prop::collection::vec((text_cell(), text_cell()), 1..8),
        marks in prop::collection::vec(any::<prop::sample::Index>(), 0..4),
    ) {
        let mut text = "Tosite;Pvm;Selite;Summa;Lisä\n".to_owned();
        let head = text.len();
        for (number, (first, second)) in (1..).zip(&cells) {
            let written = |cell: &Cell| match cell {
                Cell::Bare(text) => text.clone(),
                Cell::Quoted(text) => format!("\"{text}\""),
            };
            text.push_str(&format!("{number};1.2.2026;{};1,00;{}\n", written(first), written(second)));
        }
        for mark in &marks {
            let at = head + mark.index(text.len() - head);
            text.insert(at, '"');
        }
        let lines = text.lines().count() as u64;
        match read(&text) {
            Ok(check) if check.is_importable() => {
                prop_assert_eq!(records(&check), lines, "{}", text);
                prop_assert_eq!(check.total.cents(), i128::from(check.rows) * 100, "{}", text);
                prop_assert_eq!(check.rows, cells.len() as u64, "{}", text);
            }
            Ok(check) => prop_assert!(check.error_count > 0),
            Err(_) => {}
        }
    }
}
