//! What a later ledger file changes in a cost report that an earlier one filled.

#[cfg(test)]
mod tests;

use std::{
    collections::{HashMap, VecDeque},
    hash::Hash,
};

use crate::cost_line::LedgerEntry;

/// The rows of two files, by their places in the lists that were compared; each row stands in one place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Rows that both files have, equal in all but their place in the file: before, after.
    pub stayed: Vec<(usize, usize)>,
    /// Rows of one voucher line that differ: before, after.
    pub changed: Vec<(usize, usize)>,
    /// Rows that only the later file has.
    pub added: Vec<usize>,
    /// Rows that only the earlier file has.
    pub gone: Vec<usize>,
}

/// A fact of a row that can change between two files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "camelCase")]
pub enum Fact {
    /// The number of the line in its voucher.
    LineNumber,
    /// The day of the entry.
    PostedOn,
    /// The account.
    Account,
    /// The cost centre.
    CostCentre,
    /// The project code.
    ProjectCode,
    /// The supplier's name.
    SupplierName,
    /// The supplier's business id.
    SupplierId,
    /// The explanation.
    Description,
    /// The amount.
    Amount,
}

/// Compares the cost lines of two files. A row is known by its voucher and its line within the voucher,
/// where the file numbers them; else by what it says, and what is left of a voucher is paired in the order of
/// the file, account and cost centre first. Rows without a voucher are paired by account, cost centre, day and
/// supplier. Equal rows are counted: of three where there were two, one is added.
#[must_use]
pub fn difference(before: &[LedgerEntry], after: &[LedgerEntry]) -> Difference {
    let mut found = Difference::default();
    let mut olds: Vec<usize> = (0..before.len()).collect();
    let mut news: Vec<usize> = (0..after.len()).collect();
    let mut pair =
        |key: fn(&LedgerEntry) -> Option<Key<'_>>| paired(before, after, &mut olds, &mut news, key);
    found.stayed = pair(|entry| Some(Key::Whole(Box::new(whole(entry)))));
    found.changed =
        pair(|entry| voucher(entry).map(|voucher| Key::Line(voucher, &entry.account, &entry.cost_centre)));
    found
        .changed
        .extend(pair(|entry| voucher(entry).map(Key::Voucher)));
    found.changed.extend(pair(|entry| {
        voucher(entry)
            .is_none()
            .then(|| Key::Without(without_voucher(entry)))
    }));
    found.changed.sort_unstable_by_key(|&(_, new)| new);
    found.added = news;
    found.gone = olds;
    found
}

/// What differs between two rows, beside their place in the file.
#[must_use]
pub fn differing(before: &LedgerEntry, after: &LedgerEntry) -> Vec<Fact> {
    [
        (Fact::LineNumber, before.line_number != after.line_number),
        (Fact::PostedOn, before.posted_on != after.posted_on),
        (Fact::Account, before.account != after.account),
        (Fact::CostCentre, before.cost_centre != after.cost_centre),
        (Fact::ProjectCode, before.project_code != after.project_code),
        (Fact::SupplierName, before.supplier_name != after.supplier_name),
        (Fact::SupplierId, before.supplier_id != after.supplier_id),
        (Fact::Description, before.description != after.description),
        (Fact::Amount, before.amount != after.amount),
    ]
    .into_iter()
    .filter_map(|(fact, differs)| differs.then_some(fact))
    .collect()
}

#[derive(PartialEq, Eq, Hash)]
enum Key<'a> {
    Whole(Box<Whole<'a>>),
    Line((&'a str, &'a str), &'a str, &'a str),
    Voucher((&'a str, &'a str)),
    Without((&'a str, &'a str, Option<chrono::NaiveDate>, &'a str, &'a str)),
}

#[derive(PartialEq, Eq, Hash)]
struct Whole<'a> {
    texts: [&'a str; 8],
    posted_on: Option<chrono::NaiveDate>,
    cents: i64,
}

fn whole(entry: &LedgerEntry) -> Whole<'_> {
    Whole {
        texts: [
            &entry.voucher,
            &entry.line_number,
            &entry.account,
            &entry.cost_centre,
            &entry.project_code,
            &entry.supplier_name,
            &entry.supplier_id,
            &entry.description,
        ],
        posted_on: entry.posted_on,
        cents: entry.amount.cents(),
    }
}

fn voucher(entry: &LedgerEntry) -> Option<(&str, &str)> {
    (!entry.voucher.is_empty()).then_some((entry.voucher.as_str(), entry.line_number.as_str()))
}

fn without_voucher(entry: &LedgerEntry) -> (&str, &str, Option<chrono::NaiveDate>, &str, &str) {
    (
        &entry.account,
        &entry.cost_centre,
        entry.posted_on,
        &entry.supplier_id,
        &entry.supplier_name,
    )
}

/// Pairs what has one key, in order, and takes it out of both lists.
fn paired<'a>(
    before: &'a [LedgerEntry],
    after: &'a [LedgerEntry],
    olds: &mut Vec<usize>,
    news: &mut Vec<usize>,
    key: fn(&'a LedgerEntry) -> Option<Key<'a>>,
) -> Vec<(usize, usize)> {
    let mut waiting: HashMap<Key<'_>, VecDeque<usize>> = HashMap::new();
    for &old in olds.iter() {
        if let Some(key) = before.get(old).and_then(key) {
            waiting.entry(key).or_default().push_back(old);
        }
    }
    let mut pairs = Vec::new();
    news.retain(|&new| {
        let old = after
            .get(new)
            .and_then(key)
            .and_then(|key| waiting.get_mut(&key)?.pop_front());
        match old {
            Some(old) => {
                pairs.push((old, new));
                false
            }
            None => true,
        }
    });
    let taken: std::collections::HashSet<usize> = pairs.iter().map(|&(old, _)| old).collect();
    olds.retain(|old| !taken.contains(old));
    pairs
}
