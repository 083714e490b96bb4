//! What waits for those who handle grants.

use super::Project;
use chrono::NaiveDate;

/// What the authority had asked was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SupplementAnswered {
    /// The project, or what is applied for.
    pub project: Project,
    /// Who answered: the lead municipality, by its name in the recipient's language.
    pub lead_municipality: String,
    /// The claim that was asked about, by its number within the project; nothing for an application.
    pub claim_number: Option<u32>,
    /// The day it arrived, in Finland.
    pub answered: NaiveDate,
    /// The page of the request, or of the application.
    pub url: String,
}

/// Something that waits for an officer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Waiting {
    /// Reports that were handed in.
    Reports,
    /// Payment claims that were submitted.
    Claims,
    /// Change requests that are not decided.
    ChangeRequests,
    /// Answers to supplement requests.
    Supplements,
}

/// What waits in a project, of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingMatter {
    /// In which project.
    pub project: Project,
    /// What.
    pub what: Waiting,
    /// How many.
    pub number: u32,
    /// Since when the oldest of them waits, in Finland.
    pub since: NaiveDate,
}

/// What waits for an officer, once a week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficerWeek {
    /// The projects it is about, in one name.
    pub project: Project,
    /// What waits, the oldest first.
    pub matters: Vec<WaitingMatter>,
    /// The page of what waits.
    pub url: String,
}

impl OfficerWeek {
    /// The matters put together, the oldest at the top; nothing when there is none.
    #[must_use]
    pub fn of(mut matters: Vec<WaitingMatter>, url: String) -> Option<Self> {
        matters.sort_by(|one, other| {
            let key = |matter: &WaitingMatter| (matter.since, matter.project.name.clone(), matter.what);
            key(one).cmp(&key(other))
        });
        matters.first()?;
        Some(Self {
            project: Project::together(&matters.iter().map(|one| &one.project)),
            matters,
            url,
        })
    }
}
