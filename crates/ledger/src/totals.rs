//! Total and subtotal rows: told apart from entries, compared with the sums, never added to them.

use crate::{
    check::{Exclusion, StatedTotal, Sum},
    field::plain,
    profile::Profile,
};

/// What marks a row as a total when it has no voucher and no date.
const TOTALS: &[&str] = &[
    "yhteensa",
    "kaikki yhteensa",
    "loppusumma",
    "summa yhteensa",
    "kokonaissumma",
    "yht",
    "totalt",
    "total",
    "grand total",
    "summa",
    "slutsumma",
    "sammanlagt",
    "sum",
    "gesamtsumme",
    "summe",
    "tulos yhteensa",
];
const SUBTOTALS: &[&str] = &["valisumma", "subtotal", "sub total", "delsumma", "zwischensumme"];
/// Groups of subtotals that are remembered for subtotals of subtotals.
const GROUPS_REMEMBERED: usize = 1_000;
const TOTALS_LISTED: usize = 100;

/// The words that mark totals: the usual ones and those of the profile, in plain form.
#[derive(Clone, Debug)]
pub(crate) struct Markers {
    totals: Vec<String>,
    subtotals: Vec<String>,
}

/// What the text of a row says about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Marked {
    Total,
    Subtotal,
}

impl Markers {
    pub fn new(profile: &Profile) -> Self {
        let with = |known: &[&str], own: &[String]| {
            known
                .iter()
                .map(ToString::to_string)
                .chain(own.iter().map(|marker| plain(marker)))
                .collect()
        };
        Self {
            totals: with(TOTALS, &profile.total_markers),
            subtotals: with(SUBTOTALS, &profile.subtotal_markers),
        }
    }

    /// A cell that is a marker, begins with one (`Yhteensä 4301`) or ends with one (`Koulut yhteensä`).
    pub fn read(&self, cell: &str) -> Option<Marked> {
        let cell = plain(cell);
        let said = |markers: &[String]| {
            markers.iter().any(|marker| {
                cell.strip_prefix(marker.as_str())
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
                    || cell
                        .strip_suffix(marker.as_str())
                        .is_some_and(|rest| rest.ends_with(' '))
            })
        };
        if said(&self.subtotals) {
            Some(Marked::Subtotal)
        } else {
            said(&self.totals).then_some(Marked::Total)
        }
    }
}

/// A row that looks like a total, until the next row shows which kind it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pending {
    pub row: u64,
    /// `None` when its amount cannot be read.
    pub stated: Option<i64>,
    /// `None` when only its shape makes it look like a total: an amount and nothing else.
    pub marked: Option<Marked>,
    running: i128,
    group: Option<i128>,
}

/// What a pending row turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Settled {
    Total(StatedTotal),
    /// An amount alone which is no sum of anything.
    Unexplained(Pending),
}

/// Follows the sums of a file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Totals {
    running: i128,
    group: i128,
    group_open: bool,
    groups: Vec<i128>,
    pending: Option<Pending>,
    pub listed: Vec<StatedTotal>,
    pub disagreeing: u64,
}

impl Totals {
    /// An entry of the ledger was met.
    pub fn entry(&mut self, cents: i64) {
        self.running = self.running.saturating_add(i128::from(cents));
        self.group = self.group.saturating_add(i128::from(cents));
        self.group_open = true;
    }

    /// A row that looks like a total was met; the one before it must be settled.
    pub fn hold(&mut self, row: u64, stated: Option<i64>, marked: Option<Marked>) {
        let group = self.matching_group(stated.map(i128::from));
        self.pending = Some(Pending {
            row,
            stated,
            marked,
            running: self.running,
            group,
        });
    }

    /// The pending row, now that something follows it: a total is followed by nothing.
    pub fn settle(&mut self) -> Option<Settled> {
        let pending = self.pending.take()?;
        let agrees = |sum: Option<i128>| sum.is_some() && sum == pending.stated.map(i128::from);
        if pending.marked.is_none() && !agrees(pending.group) && !agrees(Some(pending.running)) {
            return Some(Settled::Unexplained(pending));
        }
        let computed = pending.group.unwrap_or(pending.running);
        Some(self.state(&pending, Exclusion::SubtotalRow, computed))
    }

    /// The pending row, now that the file has ended.
    pub fn finish(&mut self) -> Option<Settled> {
        let pending = self.pending.take()?;
        let stated = pending.stated.map(i128::from);
        let only_group = stated != Some(pending.running) && stated.is_some() && stated == pending.group;
        let kind = if pending.marked == Some(Marked::Subtotal) || only_group {
            Exclusion::SubtotalRow
        } else {
            Exclusion::TotalRow
        };
        let computed = if kind == Exclusion::TotalRow {
            pending.running
        } else {
            pending.group.unwrap_or(pending.running)
        };
        Some(self.state(&pending, kind, computed))
    }

    fn state(&mut self, pending: &Pending, kind: Exclusion, computed: i128) -> Settled {
        let stated = pending.stated.map(|cents| Sum::from_cents(i128::from(cents)));
        let total = StatedTotal {
            row: pending.row,
            kind,
            stated,
            computed: Sum::from_cents(computed),
        };
        if !total.agrees() {
            self.disagreeing += 1;
        }
        if self.listed.len() < TOTALS_LISTED || (!total.agrees() && self.listed.len() < 2 * TOTALS_LISTED) {
            self.listed.push(total.clone());
        }
        Settled::Total(total)
    }

    /// The sum this row closes: the entries since the last subtotal, or several subtotals together; `None`
    /// when there is nothing to close. Sums that do not match close the entries since the last subtotal.
    fn matching_group(&mut self, stated: Option<i128>) -> Option<i128> {
        if self.group_open || self.groups.is_empty() {
            self.group_open = false;
            let closed = std::mem::take(&mut self.group);
            if self.groups.len() < GROUPS_REMEMBERED {
                self.groups.push(closed);
            }
            if stated == Some(closed) {
                return stated;
            }
        }
        let mut sum = 0_i128;
        for (index, group) in self.groups.iter().enumerate().rev() {
            sum = sum.saturating_add(*group);
            if stated == Some(sum) {
                self.groups.truncate(index);
                self.groups.push(sum);
                return Some(sum);
            }
        }
        self.groups.last().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_are_words_not_names_of_companies() {
        let markers = Markers::new(&Profile {
            total_markers: vec!["Σ Kaikki".to_owned()],
            ..Profile::default()
        });
        for (cell, expected) in [
            ("Yhteensä", Some(Marked::Total)),
            ("Yhteensä 4301", Some(Marked::Total)),
            ("KAIKKI YHTEENSÄ", Some(Marked::Total)),
            ("Koulut yhteensä", Some(Marked::Total)),
            ("Välisumma:", Some(Marked::Subtotal)),
            ("σ kaikki", Some(Marked::Total)),
            ("Totalisaattori Oy", None),
            ("Summassa Oy", None),
            ("", None),
        ] {
            assert_eq!(markers.read(cell), expected, "{cell}");
        }
    }

    fn kind(settled: Option<Settled>) -> (Exclusion, bool) {
        match settled {
            Some(Settled::Total(total)) => (total.kind, total.agrees()),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn subtotals_of_subtotals_and_the_grand_total_agree() {
        let mut totals = Totals::default();
        let mut kinds = Vec::new();
        for (entries, stated) in [
            ([1, 2].as_slice(), 3),
            (&[4], 4),
            (&[], 7),
            (&[5], 5),
            (&[6], 6),
            (&[], 11),
            (&[], 18),
        ] {
            kinds.extend(totals.settle().map(|settled| kind(Some(settled))));
            entries.iter().for_each(|cents| totals.entry(*cents));
            totals.hold(1, Some(stated), Some(Marked::Total));
        }
        assert_eq!(kinds, [(Exclusion::SubtotalRow, true); 6]);
        assert_eq!(kind(totals.finish()), (Exclusion::TotalRow, true));
        assert_eq!(totals.disagreeing, 0);
    }

    #[test]
    fn a_total_that_does_not_agree_is_kept_as_a_finding() {
        let mut totals = Totals::default();
        totals.entry(100);
        totals.hold(5, Some(99), None);
        assert_eq!(kind(totals.finish()), (Exclusion::TotalRow, false));
        assert_eq!(totals.disagreeing, 1);
    }

    #[test]
    fn an_amount_alone_in_the_middle_must_be_a_sum() {
        let mut totals = Totals::default();
        totals.entry(100);
        totals.hold(5, Some(99), None);
        assert!(matches!(
            totals.settle(),
            Some(Settled::Unexplained(Pending { row: 5, .. }))
        ));
        totals.entry(50);
        totals.hold(7, Some(150), None);
        assert_eq!(kind(totals.settle()), (Exclusion::SubtotalRow, true));
    }
}
