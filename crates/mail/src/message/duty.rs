//! The people in charge of a project come and go.

use super::Project;
use chrono::NaiveDate;
use talkoot_domain::schedule::ObligationKind;

pub use talkoot_domain::tenure::Duty;

/// A duty in a project is vacant: its owner in a municipality, or its project manager, is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DutyVacant {
    /// The project.
    pub project: Project,
    /// The municipality, by its name in the recipient's language.
    pub municipality: String,
    /// Which duty: of the owner or of the project manager.
    pub duty: Duty,
    /// The day since which nobody is there, in Finland.
    pub since: NaiveDate,
    /// Who stands in, by name.
    pub deputy: Option<String>,
    /// Whether the reader is the officer, who can name nobody.
    pub to_authority: bool,
    /// The page of the project.
    pub url: String,
}

/// Something that is open when a duty is taken over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenMatter {
    /// Something is owed, by this day where there is one.
    Obligation(ObligationKind, Option<NaiveDate>),
    /// So many cost reports are not finished.
    CostReports(u32),
    /// So many portfolio reports are written and not handed in.
    PortfolioReports(u32),
    /// So many payment claims wait.
    Claims(u32),
    /// So many change requests are not decided.
    ChangeRequests(u32),
    /// So many agreements wait for a signature.
    Agreements(u32),
    /// So many payouts wait.
    Payouts(u32),
    /// So many documents of whoever had the duty before.
    Documents(u32),
}

/// Somebody takes a duty over from somebody else, or is the first in it: what is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DutyTaken {
    /// The project.
    pub project: Project,
    /// The municipality or the authority, by its name in the recipient's language.
    pub organisation: String,
    /// Which duty.
    pub duty: Duty,
    /// The first day, in Finland.
    pub first_day: NaiveDate,
    /// Who had it before, by name; nobody had when the reader is the first.
    pub predecessor: Option<String>,
    /// What is open.
    pub open: Vec<OpenMatter>,
    /// The page of the project.
    pub url: String,
}
