//! A later file against an earlier one.

use proptest::prelude::*;

use super::{Difference, Fact, difference, differing};
use crate::{cost_line::LedgerEntry, money::Money};

/// Voucher, line, account, cents.
type Row = (&'static str, &'static str, &'static str, i64);

fn entries(rows: &[Row]) -> Vec<LedgerEntry> {
    (1..)
        .zip(rows)
        .map(|(row, &(voucher, line_number, account, cents))| LedgerEntry {
            row,
            voucher: voucher.to_owned(),
            line_number: line_number.to_owned(),
            posted_on: None,
            account: account.to_owned(),
            account_name: String::new(),
            cost_centre: String::new(),
            project_code: String::new(),
            supplier_name: String::new(),
            supplier_id: String::new(),
            description: String::new(),
            amount: Money::from_cents(cents),
            occurrence: 1,
        })
        .collect()
}

struct Case {
    goal: &'static str,
    before: &'static [Row],
    after: &'static [Row],
    stayed: &'static [(usize, usize)],
    changed: &'static [(usize, usize)],
    added: &'static [usize],
    gone: &'static [usize],
}

const CASES: &[Case] = &[
    Case {
        goal: "another order of the same rows changes nothing",
        before: &[("1", "", "43", 5), ("2", "", "43", 6)],
        after: &[("2", "", "43", 6), ("1", "", "43", 5)],
        stayed: &[(1, 0), (0, 1)],
        changed: &[],
        added: &[],
        gone: &[],
    },
    Case {
        goal: "equal rows are counted: one of three is new",
        before: &[("1", "", "43", 5), ("1", "", "43", 5)],
        after: &[("1", "", "43", 5), ("1", "", "43", 5), ("1", "", "43", 5)],
        stayed: &[(0, 0), (1, 1)],
        changed: &[],
        added: &[2],
        gone: &[],
    },
    Case {
        goal: "a numbered line is known by its number, whatever else changes",
        before: &[("1", "1", "43", 5), ("1", "2", "43", 6)],
        after: &[("1", "1", "44", 7), ("1", "2", "43", 6)],
        stayed: &[(1, 1)],
        changed: &[(0, 0)],
        added: &[],
        gone: &[],
    },
    Case {
        goal: "of a voucher without numbers, the line on the same account is the changed one",
        before: &[("1", "", "43", 5), ("1", "", "47", 6)],
        after: &[("1", "", "47", 9), ("1", "", "43", 5), ("1", "", "40", 1)],
        stayed: &[(0, 1)],
        changed: &[(1, 0)],
        added: &[2],
        gone: &[],
    },
    Case {
        goal: "a row moved to another account within its voucher is changed, not gone and added",
        before: &[("1", "", "43", 5)],
        after: &[("1", "", "44", 5)],
        stayed: &[],
        changed: &[(0, 0)],
        added: &[],
        gone: &[],
    },
    Case {
        goal: "another voucher is another row, even of the same amount",
        before: &[("1", "", "43", 5)],
        after: &[("2", "", "43", 5)],
        stayed: &[],
        changed: &[],
        added: &[0],
        gone: &[0],
    },
    Case {
        goal: "rows without a voucher are paired by their account",
        before: &[("", "", "43", 5), ("", "", "44", 5)],
        after: &[("", "", "43", 6), ("", "", "45", 5)],
        stayed: &[],
        changed: &[(0, 0)],
        added: &[1],
        gone: &[1],
    },
];

#[test]
fn rows_are_told_apart_by_voucher_and_line() {
    for case in CASES {
        let expected = Difference {
            stayed: case.stayed.to_vec(),
            changed: case.changed.to_vec(),
            added: case.added.to_vec(),
            gone: case.gone.to_vec(),
        };
        assert_eq!(
            difference(&entries(case.before), &entries(case.after)),
            expected,
            "{}",
            case.goal
        );
    }
}

#[test]
fn what_changed_is_named() {
    let rows = entries(&[("1", "1", "43", 5), ("1", "1", "44", 6)]);
    assert_eq!(differing(&rows[0], &rows[1]), [Fact::Account, Fact::Amount]);
    assert_eq!(differing(&rows[0], &rows[0]), []);
}

fn ledger() -> impl Strategy<Value = Vec<Row>> {
    let row = (
        prop::sample::select(vec!["", "1", "2"]),
        prop::sample::select(vec!["", "1", "2"]),
        prop::sample::select(vec!["43", "44"]),
        -2_i64..3,
    );
    proptest::collection::vec(row, 0..12)
}

fn sum<'a>(entries: impl Iterator<Item = &'a LedgerEntry>) -> i64 {
    entries.map(|entry| entry.amount.cents()).sum()
}

proptest! {
    /// Before + added - gone + what changed = after, to the cent, and every row is spoken of once.
    #[test]
    fn the_difference_accounts_for_every_row(before in ledger(), after in ledger()) {
        let (before, after) = (entries(&before), entries(&after));
        let found = difference(&before, &after);
        let pairs: Vec<_> = found.stayed.iter().chain(&found.changed).copied().collect();
        let mut olds: Vec<usize> = pairs.iter().map(|&(old, _)| old).chain(found.gone.iter().copied()).collect();
        let mut news: Vec<usize> = pairs.iter().map(|&(_, new)| new).chain(found.added.iter().copied()).collect();
        olds.sort_unstable();
        news.sort_unstable();
        prop_assert_eq!(olds, (0..before.len()).collect::<Vec<_>>());
        prop_assert_eq!(news, (0..after.len()).collect::<Vec<_>>());
        let changed: i64 = found
            .changed
            .iter()
            .map(|&(old, new)| after[new].amount.cents() - before[old].amount.cents())
            .sum();
        let added = sum(found.added.iter().map(|&new| &after[new]));
        let gone = sum(found.gone.iter().map(|&old| &before[old]));
        prop_assert_eq!(sum(before.iter()) + added - gone + changed, sum(after.iter()));
        for &(old, new) in &found.stayed {
            prop_assert!(differing(&before[old], &after[new]).is_empty());
        }
        for &(old, new) in &found.changed {
            prop_assert!(!differing(&before[old], &after[new]).is_empty());
            prop_assert_eq!(&before[old].voucher, &after[new].voucher);
        }
    }

    #[test]
    fn the_same_file_again_changes_nothing(rows in ledger()) {
        let rows = entries(&rows);
        let found = difference(&rows, &rows);
        prop_assert_eq!(found.stayed.len(), rows.len());
        prop_assert!(found.changed.is_empty() && found.added.is_empty() && found.gone.is_empty());
    }
}
