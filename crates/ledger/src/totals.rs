//! Total and subtotal rows: told apart from entries, compared with the sums, never added to them.

use crate::{
    check::{Exclusion, StatedTotal, Sum},
    markers::Marked,
};

/// Groups of subtotals that are remembered for subtotals of subtotals.
const GROUPS_REMEMBERED: usize = 1_000;
const TOTALS_LISTED: usize = 100;

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
    /// The last balance before entries.
    opening: Option<i128>,
    /// Totals may state something else: then an amount without a word is no total, for it may be an entry.
    may_disagree: bool,
    pending: Option<Pending>,
    pub listed: Vec<StatedTotal>,
    pub disagreeing: u64,
}

impl Totals {
    pub fn new(may_disagree: bool) -> Self {
        Self {
            may_disagree,
            ..Self::default()
        }
    }

    /// The balance of an account was met; its entries follow.
    pub fn open(&mut self, balance: Option<i64>) {
        self.opening = balance.map(i128::from);
        self.close_group();
    }

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
        let (computed, agrees) = self.computed(&pending, false);
        if matches!(pending.marked, None | Some(Marked::Doubtful)) && !agrees {
            return Some(Settled::Unexplained(pending));
        }
        Some(self.state(&pending, Exclusion::SubtotalRow, computed))
    }

    /// The sum that a pending row states, or should state, and whether it does.
    fn computed(&self, pending: &Pending, whole_file: bool) -> (i128, bool) {
        let stated = pending.stated.map(i128::from);
        let group = pending.group.unwrap_or(pending.running);
        let mut sums = if whole_file {
            vec![pending.running, group]
        } else {
            vec![group, pending.running]
        };
        if let (Some(Marked::Closing), Some(opening)) = (pending.marked, self.opening) {
            let with_opening: Vec<i128> = sums.iter().map(|sum| sum.saturating_add(opening)).collect();
            sums.splice(0..0, with_opening);
        }
        let agreeing = sums.iter().copied().find(|sum| stated == Some(*sum));
        (
            agreeing.or(sums.first().copied()).unwrap_or(group),
            agreeing.is_some(),
        )
    }

    /// The pending row, now that the file has ended.
    pub fn finish(&mut self) -> Option<Settled> {
        let pending = self.pending.take()?;
        let stated = pending.stated.map(i128::from);
        let only_group = stated != Some(pending.running) && stated.is_some() && stated == pending.group;
        let is_subtotal = pending.marked == Some(Marked::Subtotal) || only_group;
        let (computed, agrees) = self.computed(&pending, !is_subtotal);
        let may_be_an_entry = match pending.marked {
            Some(Marked::Doubtful) => true,
            None => self.may_disagree,
            Some(_) => false,
        };
        if may_be_an_entry && !agrees {
            return Some(Settled::Unexplained(pending));
        }
        let kind = if is_subtotal {
            Exclusion::SubtotalRow
        } else {
            Exclusion::TotalRow
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
            let closed = self.close_group();
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

    /// Ends the group of entries since the last subtotal, and gives its sum.
    fn close_group(&mut self) -> i128 {
        self.group_open = false;
        let closed = std::mem::take(&mut self.group);
        if self.groups.len() < GROUPS_REMEMBERED {
            self.groups.push(closed);
        }
        closed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn where_totals_may_disagree_an_amount_alone_is_none() {
        let mut totals = Totals::new(true);
        totals.entry(100);
        totals.hold(5, Some(99), None);
        assert!(matches!(totals.finish(), Some(Settled::Unexplained(_))));
        totals.hold(6, Some(99), Some(Marked::Total));
        assert_eq!(kind(totals.finish()), (Exclusion::TotalRow, false));
    }

    #[test]
    fn a_closing_balance_is_its_entries_with_or_without_what_was_there() {
        let mut totals = Totals::default();
        totals.open(Some(1000));
        totals.entry(100);
        totals.hold(1, Some(1100), Some(Marked::Closing));
        assert_eq!(kind(totals.settle()), (Exclusion::SubtotalRow, true));
        totals.open(Some(50));
        totals.entry(7);
        totals.hold(2, Some(57), Some(Marked::Closing));
        assert_eq!(kind(totals.settle()), (Exclusion::SubtotalRow, true));
        totals.hold(3, Some(58), Some(Marked::Closing));
        assert_eq!(kind(totals.finish()), (Exclusion::TotalRow, false));
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
