//! A portfolio report (*hankesalkkuraportti*): traffic lights, deviations and risks on a day, approved
//! by the steering group (*ohjausryhmä*) before it goes to the authority.

mod command;
mod content;
mod event;
mod explanation;
mod refusal;
mod since;
mod snapshot;
mod state;
mod steering;
mod transition;

pub use command::{Command, CommandName};
pub use content::{Aspect, Assessment, Content, FaultyRisk, Incomplete, Light, RiskNote};
pub use event::Event;
pub use explanation::{
    About, Deviation, Explanation, FaultyExplanation, Needed, check as check_explanations, needed,
};
pub use refusal::Why;
pub use since::{ForecastChange, LightChange, MilestoneChange, RiskChange, RiskNews, Since, since};
pub use snapshot::{SeenMilestone, SeenRisk, Snapshot};
pub use state::{State, StateName};
pub use steering::{FaultyApproval, SteeringApproval};
pub use transition::{Facts, PortfolioReportMachine};

use crate::{
    ids::{ObligationId, PersonId, PortfolioReportId, ProjectId},
    workflow::Stamp,
};

/// What the authority asked when it gave the report back the last time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The questions, in the authority's words.
    pub questions: Vec<String>,
    /// Who asked, and when.
    pub returned: Stamp,
}

/// A portfolio report with its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PortfolioReport {
    /// Its identifier.
    pub id: PortfolioReportId,
    /// Counts the changes; the next change must name it.
    pub version: i64,
    /// The project it describes.
    pub project: ProjectId,
    /// The obligation it settles.
    pub obligation: ObligationId,
    /// Who started it.
    pub started_by: PersonId,
    /// What it says.
    pub content: Content,
    /// The facts as they were when it was submitted. None while it is not with the authority, and in a report that was
    /// submitted before they were kept.
    pub snapshot: Option<Snapshot>,
    /// Where it stands.
    pub state: State,
}

#[cfg(test)]
mod tests;
