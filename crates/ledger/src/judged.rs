//! What becomes of single rows: for a person who looks before importing.

use std::collections::BTreeMap;

use talkoot_domain::money::Money;

use crate::{
    check::{Check, Exclusion, Reason, RowError},
    nameless::{Hiding, Known},
    personal_code,
    posting::Posting,
    row::Row,
    rules::Rules,
};

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is a cost line.
    Selected,
    /// It is in order and no cost line, or no entry at all.
    Excluded(Exclusion),
    /// It cannot be read.
    Rejected(Reason),
}

impl Fate {
    /// The name of the reason; nothing for a cost line.
    #[must_use]
    pub fn reason(self) -> Option<&'static str> {
        match self {
            Self::Selected => None,
            Self::Excluded(exclusion) => Some(exclusion.into()),
            Self::Rejected(reason) => Some(reason.into()),
        }
    }
}

/// Rows that somebody wants to see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Cost lines.
    Selected,
    /// Entries in order that are no cost lines.
    Excluded,
    /// Entries that cannot be read.
    Rejected,
    /// Titles, blank rows, totals: no entries of the ledger.
    NoEntry,
}

impl Wish {
    /// Whether a row of this fate is meant.
    #[must_use]
    pub const fn grants(self, fate: Fate) -> bool {
        match (self, fate) {
            (Self::Selected, Fate::Selected) | (Self::Rejected, Fate::Rejected(_)) => true,
            (Self::Excluded, Fate::Excluded(exclusion)) => exclusion.is_entry(),
            (Self::NoEntry, Fate::Excluded(exclusion)) => !exclusion.is_entry(),
            (
                Self::Selected | Self::Rejected | Self::Excluded | Self::NoEntry,
                Fate::Selected | Fate::Rejected(_) | Fate::Excluded(_),
            ) => false,
        }
    }
}

/// A page of the rows of a file.
#[derive(Clone, Debug)]
pub struct Window {
    /// Only rows behind this one.
    pub after: u64,
    /// So many at most.
    pub first: usize,
    /// Only rows of these fates; all when empty.
    pub only: Vec<Wish>,
}

/// A page of rows with what became of each, beside the diagnosis of the whole file.
#[derive(Clone, Debug)]
pub struct Judged {
    /// The diagnosis of the file.
    pub check: Check,
    /// The rows of the page, in the order of the file.
    pub rows: Vec<JudgedRow>,
    /// How many rows of the wanted fates the file has.
    pub matching: u64,
}

/// One row and what became of it.
#[derive(Clone, Debug)]
pub struct JudgedRow {
    /// The row, counted from 1 as an editor or a spreadsheet shows it.
    pub row: u64,
    /// What became of it.
    pub fate: Fate,
    /// What it counts in the equation; `None` for a row that is no entry or whose amount cannot be read.
    pub amount: Option<Money>,
    /// Its cells as text; personal identity codes are masked, and of a row of wages whatever may be a name.
    pub cells: Vec<String>,
    /// What is wrong with it.
    pub errors: Vec<RowError>,
    /// The cost line that it is.
    pub posting: Option<Posting>,
}

/// What became of a row, as the examiner says it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Verdict {
    pub row: u64,
    pub fate: Fate,
    pub cents: Option<i64>,
}

/// What the examiner has said since it was last asked.
#[derive(Debug, Default)]
pub(crate) struct Verdicts {
    pub fates: Vec<Verdict>,
    pub errors: Vec<RowError>,
}

/// A row that is seen and not yet judged: a sum is told from an entry by the row behind it.
#[derive(Debug)]
struct Seen {
    cells: Vec<String>,
    posting: Option<Posting>,
}

/// Gathers the rows of a page while a file is read.
#[derive(Debug)]
pub(crate) struct Gathering {
    window: Window,
    seen: BTreeMap<u64, Seen>,
    rows: BTreeMap<u64, JudgedRow>,
    matching: u64,
}

impl Gathering {
    pub const fn new(window: Window) -> Self {
        Self {
            window,
            seen: BTreeMap::new(),
            rows: BTreeMap::new(),
            matching: 0,
        }
    }

    /// True when the row may be one of the page.
    pub fn may_want(&self, row: u64) -> bool {
        row > self.window.after && self.rows.len() < self.window.first
    }

    /// Keeps what is shown of a row until it is judged.
    pub fn see(&mut self, row: &Row, rules: &Rules, hiding: Hiding, posting: Option<Posting>) {
        let decoder = rules.decoder;
        let text = |column: usize| {
            if let Some(instead) = hiding.instead(Known::of(rules), row, column) {
                return instead.into_owned();
            }
            let text = decoder.text(row.cell(column));
            personal_code::mask(text.trim()).0.into_owned()
        };
        let cells = (0..row.len()).map(text).collect();
        self.seen.insert(row.number, Seen { cells, posting });
    }

    /// Takes what was judged. A sum is judged after blank rows behind it.
    pub fn take(&mut self, verdicts: &mut Verdicts) {
        for verdict in verdicts.fates.drain(..) {
            let seen = self.seen.remove(&verdict.row);
            let only = &self.window.only;
            if !only.is_empty() && !only.iter().any(|wish| wish.grants(verdict.fate)) {
                continue;
            }
            self.matching += 1;
            let Some(seen) = seen else {
                continue;
            };
            let of_row = |error: &&RowError| error.row == verdict.row;
            let judged = JudgedRow {
                row: verdict.row,
                fate: verdict.fate,
                amount: verdict.cents.map(Money::from_cents),
                cells: seen.cells,
                errors: verdicts.errors.iter().filter(of_row).cloned().collect(),
                posting: seen.posting,
            };
            self.rows.insert(verdict.row, judged);
            if self.rows.len() > self.window.first {
                self.rows.pop_last();
            }
        }
        // The errors of a row come with its verdict.
        verdicts.errors.clear();
        // A header is never judged.
        while self.seen.len() > 2 {
            self.seen.pop_first();
        }
    }

    /// The page, and how many rows there are on all pages.
    pub fn finish(self) -> (Vec<JudgedRow>, u64) {
        (self.rows.into_values().collect(), self.matching)
    }
}
