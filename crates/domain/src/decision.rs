//! A grant decision (*avustuspäätös*): drafted by one person, made by another, accepted by the lead.

mod command;
mod event;
mod letter;
mod notice;
mod refusal;
mod state;
#[cfg(test)]
mod tests;
mod transition;

pub use command::{Command, CommandName};
pub use event::Event;
pub use letter::Letter;
pub use notice::{CORRECTION_PERIOD, Notice, PRESUMED_RECEIPT};
pub use refusal::Why;
pub use state::{State, StateName};
pub use transition::{DecisionMachine, Facts};

use crate::{
    advance::AdvancePlan,
    ids::{ApplicationId, CallId, DecisionId, OrganisationId, PersonId, RectificationId},
    money::Money,
    policy::Standings,
    rate::Rate,
};

/// A decision with its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Its identifier.
    pub id: DecisionId,
    /// Counts the changes; the next change must name it.
    pub version: i64,
    /// What is decided.
    pub application: ApplicationId,
    /// The call that the money comes from.
    pub call: CallId,
    /// Who decides.
    pub authority: OrganisationId,
    /// To whom it is addressed.
    pub lead: OrganisationId,
    /// Who drafted it first; may not make it.
    pub drafted_by: PersonId,
    /// Who wrote what it says now; may not make it either.
    pub changed_by: PersonId,
    /// The claim for correction that has set it aside; nothing while it holds.
    pub set_aside: Option<RectificationId>,
    /// The decision in whose place it was made, after that was set aside.
    pub replaces: Option<DecisionId>,
    /// What it says.
    pub proposal: Proposal,
    /// Where it stands.
    pub state: State,
}

/// What a decision says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// What is granted; nothing when the application is rejected.
    pub grant: Option<Grant>,
    /// Why, in words for the applicants (*perustelut*).
    pub reasoning: String,
    /// What the recipient must do or leave undone beside what the law says (*ehdot*; act 688/2001, 11 §), one by
    /// one; none when nothing is granted.
    pub conditions: Vec<String>,
}

/// What is granted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// At most so much is paid.
    pub award: Money,
    /// The share of the accepted costs that is paid.
    pub rate: Rate,
    /// What of the award is paid before costs are accepted.
    pub advance: Option<AdvancePlan>,
}

impl Decision {
    /// To whom it belongs.
    #[must_use]
    pub const fn standings(&self) -> Standings {
        Standings {
            authority: Some(self.authority),
            lead: Some(self.lead),
            partner: None,
            own: None,
            keeper: None,
        }
    }
}
