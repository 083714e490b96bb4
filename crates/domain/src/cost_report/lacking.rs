//! What lines lack before their report can be submitted.

use crate::money::Money;

/// The lines in force that block submission.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unclassified {
    /// Lines without a cost category.
    pub without_category: u64,
    /// Lines without a sub-area.
    pub without_sub_area: u64,
    /// The first accounts of such lines, in order.
    pub accounts: Vec<String>,
}

impl Unclassified {
    pub(super) const fn is_empty(&self) -> bool {
        self.without_category == 0 && self.without_sub_area == 0
    }

    pub(super) fn in_words(&self) -> String {
        let lines = |count: u64, what: &str| {
            (count > 0).then(|| {
                format!(
                    "{count} {} no {what}",
                    if count == 1 { "line has" } else { "lines have" }
                )
            })
        };
        let counts: Vec<String> = [
            lines(self.without_category, "cost category"),
            lines(self.without_sub_area, "sub-area"),
        ]
        .into_iter()
        .flatten()
        .collect();
        let accounts = if self.accounts.is_empty() {
            String::new()
        } else {
            format!(" (accounts {})", self.accounts.join(", "))
        };
        format!(
            "{}{accounts}; classify them, or save an account mapping and import again",
            counts.join(" and ")
        )
    }
}

/// The lines in force without the evidence that the call wants.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MissingEvidence {
    /// Over which amount evidence is wanted.
    pub over: Money,
    /// How many lines lack it.
    pub count: u64,
    /// The first of them in the order of the file, each with its row and voucher.
    pub lines: Vec<String>,
}

impl MissingEvidence {
    /// So many lines are named.
    pub const NAMED: usize = 20;

    pub(super) const fn is_empty(&self) -> bool {
        self.count == 0
    }

    pub(super) fn in_words(&self) -> String {
        let lines = if self.count == 1 { "line" } else { "lines" };
        let named = self.lines.len() as u64;
        let more = match self.count.saturating_sub(named) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        format!(
            "{} {lines} of more than {} without evidence: {}{more}; attach the invoice or contract to each",
            self.count,
            self.over,
            self.lines.join("; ")
        )
    }
}
