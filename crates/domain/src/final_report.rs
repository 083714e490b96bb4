//! The final report (*loppuraportti*) of a project: the outline and the questions of the evaluation, answered by the lead
//! and in part by each municipality, with what the system knows beside each section (`domain.md` 1.1 and 1.5).
//!
//! An interim report is one of the same kind, for an authority that has published a form for it.

mod command;
mod event;
mod fact;
mod refusal;
mod state;
#[cfg(test)]
mod tests;
mod transition;

pub use command::{Command, CommandName};
pub use event::Event;
pub use fact::{Fact, Topic};
pub use refusal::Why;
pub use state::{State, StateName};
pub use transition::{Facts, FinalReportMachine};

use crate::{
    exit_plan::OpenQuestion,
    ids::{FinalReportId, FormId, ObligationId, ProjectId},
    schedule::ObligationKind,
    workflow::Stamp,
};

/// The codes of the forms that a report answers: the outline, and the evaluation where the authority uses it. None for
/// what is no such report.
#[must_use]
pub const fn forms(kind: ObligationKind) -> Option<(&'static str, Option<&'static str>)> {
    match kind {
        ObligationKind::FinalReport => Some(("digitek-final-report", Some("evaluation-questions"))),
        ObligationKind::InterimReport => Some(("interim-report", None)),
        ObligationKind::PortfolioReport
        | ObligationKind::CostReport
        | ObligationKind::FollowUp
        | ObligationKind::SupplementRequest
        | ObligationKind::RecoveryHearing
        | ObligationKind::RecoveryPayment
        | ObligationKind::AgreementSignature => None,
    }
}

/// A final report with its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FinalReport {
    /// Its identifier.
    pub id: FinalReportId,
    /// Counts the changes; the next change must name it.
    pub version: i64,
    /// The project it describes.
    pub project: ProjectId,
    /// The obligation it settles.
    pub obligation: ObligationId,
    /// The version of the outline that it answers; it stays the same.
    pub form: FormId,
    /// The version of the questions of the evaluation; none where the authority had none.
    pub evaluation: Option<FormId>,
    /// Who began it, and when.
    pub started: Stamp,
    /// What the system knew when it was submitted; none while it is not with the authority.
    pub facts: Option<Vec<Fact>>,
    /// Where it stands.
    pub state: State,
}

impl FinalReport {
    /// The versions of forms that it answers, in order.
    #[must_use]
    pub fn forms(&self) -> Vec<FormId> {
        std::iter::once(self.form).chain(self.evaluation).collect()
    }
}

/// A question of the authority about a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionQuestion {
    /// The code of the section.
    pub section: String,
    /// The question.
    pub question: String,
}

/// What the authority asked when it gave the report back the last time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The questions, in order.
    pub questions: Vec<SectionQuestion>,
    /// Who asked, and when.
    pub returned: Stamp,
}
