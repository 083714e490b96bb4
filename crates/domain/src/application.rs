//! An application (*hakemus*) of several municipalities to a call.

mod budget;
mod checks;
mod command;
mod content;
mod event;
mod facts;
mod plan;
mod refusal;
mod snapshot;
mod state;
mod supplement;
mod table;
#[cfg(test)]
mod tests;
mod transition;

pub use budget::{check_cells, requested_grant, total};
pub use checks::{AutomaticCheck, CheckCode, automatic_checks};
pub use command::{Command, CommandName};
pub use content::Content;
pub use event::Event;
pub use facts::{Facts, Unanswered, may_apply};
pub use plan::{Contact, Disagreement, FundingSource, Plan, YearShare};
pub use refusal::Why;
pub use snapshot::Snapshot;
pub use state::{State, StateName, Supplement};
pub use supplement::{
    Difference, Line, Said, Section, SectionQuestion, SupplementRound, difference, lines, questions,
    respond_by,
};
pub use transition::ApplicationMachine;

use crate::{
    ids::{ApplicationId, BudgetVersionId, CallId, OrganisationId, PersonId},
    policy::Standings,
    workflow::Stamp,
};

/// An application with its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Application {
    /// Its identifier.
    pub id: ApplicationId,
    /// Counts the changes; the next change must name it.
    pub version: i64,
    /// The call it answers.
    pub call: CallId,
    /// The authority of the call.
    pub authority: OrganisationId,
    /// The municipality that leads (*vastuukunta*).
    pub lead: OrganisationId,
    /// Who started it.
    pub created_by: PersonId,
    /// What the project is called.
    pub title: String,
    /// What the project is about.
    pub summary: String,
    /// Every municipality that takes part, the lead included.
    pub partners: Vec<Part>,
    /// The budget that is being written or was committed to.
    pub budget: BudgetVersionId,
    /// Where it stands.
    pub state: State,
}

/// One municipality's part in an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// The municipality.
    pub organisation: OrganisationId,
    /// Who set its budget last, and when; nothing while nobody has.
    pub prepared: Option<Stamp>,
}

impl Application {
    /// To whom the application, or the part of one partner in it, belongs.
    #[must_use]
    pub const fn standings(&self, partner: Option<OrganisationId>) -> Standings {
        Standings {
            authority: Some(self.authority),
            lead: Some(self.lead),
            partner,
            own: None,
            keeper: None,
        }
    }

    /// The part of a municipality, if it takes part.
    #[must_use]
    pub fn part(&self, organisation: OrganisationId) -> Option<&Part> {
        self.partners
            .iter()
            .find(|part| part.organisation == organisation)
    }
}
