//! The budget of a programme (*ohjelma*) that an authority runs, followed over the years: cost types against budget,
//! actual, estimate and plan, as in a memo to a steering group. What the grants cost is computed from the payments, and
//! every total is computed from its lines.

mod follow_up;

pub use follow_up::{Cell, FollowUp, follow_up};

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::{
    ids::{CallId, OrganisationId, ProgrammeId},
    money::Money,
    workflow::Stamp,
};

/// The most lines of a programme.
pub const MOST_LINES: usize = 100;
/// The most columns of a programme.
pub const MOST_COLUMNS: usize = 20;
/// The longest name of a programme, a line or a column, in characters.
pub const LONGEST_NAME: usize = 200;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumIter, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum ColumnKind {
    /// What may be spent.
    Budget,
    /// What was spent (*toteuma*).
    Actual,
    /// What will have been spent (*arvio*).
    Estimate,
    /// What is planned for later (*suunnitelma*).
    Plan,
}

/// A column: a kind of figure for some days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// What it holds.
    pub kind: ColumnKind,
    /// How it is headed.
    pub name: String,
    /// Its first day.
    pub first: NaiveDate,
    /// Its last day.
    pub last: NaiveDate,
}

/// A line: a type of costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What is spent on.
    pub name: String,
    /// Whether it is the grants of the programme's calls, of which the actual is what was paid.
    pub is_grants: bool,
}

/// What somebody says about a programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Details {
    /// Its name.
    pub name: String,
    /// The calls from which its grants are given.
    pub calls: Vec<CallId>,
    /// The columns, in the order shown.
    pub columns: Vec<Column>,
    /// The lines, in the order shown.
    pub lines: Vec<Line>,
}

/// A programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Programme {
    /// Its identifier.
    pub id: ProgrammeId,
    /// Counts the changes; the next change must name it.
    pub version: i64,
    /// Who runs it.
    pub authority: OrganisationId,
    /// What it is.
    pub details: Details,
    /// Who made it, and when.
    pub created: Stamp,
}

/// A figure that somebody entered; the newest of a cell holds, earlier ones stay on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Of which line, by its place from 0.
    pub line: usize,
    /// In which column, by its place from 0.
    pub column: usize,
    /// Its place among the figures of the cell, from 1.
    pub number: i32,
    /// How much, EUR; none empties the cell.
    pub amount: Option<Money>,
    /// On what it rests.
    pub note: String,
    /// Who entered it, and when.
    pub entered: Stamp,
}

/// Why a programme cannot be so.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Faulty {
    /// The name is empty or too long.
    #[error("give the programme a name of 1 to {LONGEST_NAME} characters")]
    Name,
    /// No columns, or too many.
    #[error("a programme has 1 to {MOST_COLUMNS} columns")]
    Columns,
    /// A column has no name, or one that another has.
    #[error("give each column a name of its own of 1 to {LONGEST_NAME} characters")]
    ColumnName(usize),
    /// A column ends before it begins.
    #[error("the last day of a column is not before its first day")]
    ColumnDays(usize),
    /// No lines, or too many.
    #[error("a programme has 1 to {MOST_LINES} lines")]
    Lines,
    /// A line has no name, or one that another has.
    #[error("give each line a name of its own of 1 to {LONGEST_NAME} characters")]
    LineName(usize),
    /// A second line is the grants.
    #[error("one line at most is the grants of the calls; make the other one an ordinary line")]
    TwoGrants(usize),
    /// Something is gone that was there.
    #[error("lines and columns stay, for figures stand in them: rename them or add others behind them")]
    Fewer,
    /// A line becomes the grants, or is them no more; or a column becomes of another kind or of other days.
    #[error("figures were entered under what this was; add another line or column instead")]
    Otherwise,
}

impl Faulty {
    /// Where it is, in what was given.
    #[must_use]
    pub fn path(&self) -> Vec<String> {
        let named = |path: &[&str]| path.iter().map(|&part| part.to_owned()).collect();
        match self {
            Self::Name => named(&["name"]),
            Self::Columns => named(&["columns"]),
            Self::ColumnName(place) => named(&["columns", &place.to_string(), "name"]),
            Self::ColumnDays(place) => named(&["columns", &place.to_string(), "lastDay"]),
            Self::Lines | Self::Fewer | Self::Otherwise => named(&["lines"]),
            Self::LineName(place) => named(&["lines", &place.to_string(), "name"]),
            Self::TwoGrants(place) => named(&["lines", &place.to_string(), "isGrants"]),
        }
    }
}

fn is_name(text: &str) -> bool {
    !text.trim().is_empty() && text.chars().count() <= LONGEST_NAME
}

impl Details {
    /// Whether a programme can be so.
    ///
    /// # Errors
    /// The first [`Faulty`].
    pub fn check(&self) -> Result<(), Faulty> {
        if !is_name(&self.name) {
            return Err(Faulty::Name);
        }
        if self.columns.is_empty() || self.columns.len() > MOST_COLUMNS {
            return Err(Faulty::Columns);
        }
        if self.lines.is_empty() || self.lines.len() > MOST_LINES {
            return Err(Faulty::Lines);
        }
        let mut names = BTreeSet::new();
        for (place, column) in self.columns.iter().enumerate() {
            if !is_name(&column.name) || !names.insert(column.name.trim()) {
                return Err(Faulty::ColumnName(place));
            }
            if column.last < column.first {
                return Err(Faulty::ColumnDays(place));
            }
        }
        let (mut names, mut grants) = (BTreeSet::new(), false);
        for (place, line) in self.lines.iter().enumerate() {
            if !is_name(&line.name) || !names.insert(line.name.trim()) {
                return Err(Faulty::LineName(place));
            }
            if line.is_grants && std::mem::replace(&mut grants, true) {
                return Err(Faulty::TwoGrants(place));
            }
        }
        Ok(())
    }

    /// Whether these can come in the place of others under which figures stand.
    ///
    /// # Errors
    /// [`Faulty::Fewer`], [`Faulty::Otherwise`].
    pub fn check_after(&self, before: &Self) -> Result<(), Faulty> {
        if self.lines.len() < before.lines.len() || self.columns.len() < before.columns.len() {
            return Err(Faulty::Fewer);
        }
        let mut lines = self.lines.iter().zip(&before.lines);
        let mut columns = self.columns.iter().zip(&before.columns);
        let other_line = lines.any(|(new, old)| new.is_grants != old.is_grants);
        let days = |column: &Column| (column.kind, column.first, column.last);
        if other_line || columns.any(|(new, old)| days(new) != days(old)) {
            return Err(Faulty::Otherwise);
        }
        Ok(())
    }

    /// Whether the engine computes a cell: what was paid of the grants.
    #[must_use]
    pub fn is_computed(&self, line: usize, column: usize) -> bool {
        let is_grants = self.lines.get(line).is_some_and(|line| line.is_grants);
        is_grants
            && self
                .columns
                .get(column)
                .is_some_and(|column| column.kind == ColumnKind::Actual)
    }
}

#[cfg(test)]
mod tests;
