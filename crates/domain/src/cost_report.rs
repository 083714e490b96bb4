//! One partner's cost report for one period: its machine, its numbers, its life.
//!
//! `domain.md` section 4: open (P), submitted (PA), returned (L), lead accepted (L), locked.

mod command;
mod event;
mod lacking;
mod refusal;
mod state;
#[cfg(test)]
mod tests;
mod transition;

pub use command::{Command, CommandName};
pub use event::Event;
pub use lacking::{MissingEvidence, Unclassified};
pub use refusal::Why;
pub use state::{State, StateName};
pub use transition::{CostReportMachine, Facts, Place};

use chrono::{DateTime, Utc};

use crate::{
    cost_line::Exclusion,
    ids::{
        BudgetVersionId, CostLineId, CostReportId, LedgerImportId, OrganisationId, PeriodId, PersonId,
        ProjectId, SubAreaId,
    },
    money::Money,
};

/// What is wrong with one line of a report that is given back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The line.
    pub line: CostLineId,
    /// What is to be corrected, in words for the partner.
    pub reason: String,
}

/// A partner's cost report with its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CostReport {
    /// Its identifier.
    pub id: CostReportId,
    /// Counts the changes; the next change must name it.
    pub version: i64,
    /// The project.
    pub project: ProjectId,
    /// The municipality whose costs these are; the lead municipality has a report too.
    pub partner: OrganisationId,
    /// The period.
    pub period: PeriodId,
    /// The budget it is made under; a later change of the budget changes nothing for it.
    pub budget_version: BudgetVersionId,
    /// The last person who imported or classified; may not submit.
    pub prepared_by: Option<PersonId>,
    /// The import in force: the lines of earlier imports are kept as history and count nowhere.
    pub import: Option<LedgerImportId>,
    /// When its municipality left the project: from then on the report stays as it is.
    pub frozen_at: Option<DateTime<Utc>>,
    /// Where it stands.
    pub state: State,
}

/// What a report's lines in force add up to in one cell of the budget.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellSum {
    /// The report.
    pub report: CostReportId,
    /// The code of the category; `None` for lines that have none yet.
    pub category: Option<String>,
    /// The sub-area; `None` for lines that have none yet.
    pub sub_area: Option<SubAreaId>,
    /// How many lines.
    pub lines: u64,
    /// Their sum; credits are negative.
    pub amount: Money,
}

/// How what a report claims follows from what its ledger says: selected = eligible + own part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// What the selected rows are booked with.
    pub selected: Money,
    /// What of them is claimed.
    pub eligible: Money,
    /// What the municipality bears itself: the rest of shared rows, and excluded ones.
    pub own_part: Money,
    /// What of the own part is excluded, by reason.
    pub excluded: Vec<ExcludedSum>,
}

/// The rows of a report that are excluded for one reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExcludedSum {
    /// Why.
    pub reason: Exclusion,
    /// How many rows.
    pub rows: u64,
    /// What they are booked with.
    pub amount: Money,
}
