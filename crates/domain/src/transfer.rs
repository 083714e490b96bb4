//! A transfer (*avustuksen siirto osatoteuttajalle*): a partner's share of the grant, which the lead
//! municipality received and owes it.
//!
//! Act 688/2001, section 7, and the agreement of the project: the lead passes the shares on. `domain.md`
//! section 4: "payout … then lead → partner transfers".

mod command;
mod event;
mod refusal;
mod reminder;
mod shares;
mod state;
#[cfg(test)]
mod tests;
mod transition;

pub use command::{Command, CommandName};
pub use event::Event;
pub use refusal::Why;
pub use reminder::{DAYS_BEFORE, ReminderStep};
pub use shares::{ClaimShares, owed};
pub use state::{PassedOn, State, StateName};
pub use transition::{Facts, TransferMachine};

use chrono::{Days, NaiveDate};

use crate::{
    calendar,
    ids::{ClaimId, OrganisationId, PayoutId, ProjectId, TransferId},
    money::Money,
    policy::Standings,
};

/// A transfer with its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transfer {
    /// Its identifier.
    pub id: TransferId,
    /// Counts the changes.
    pub version: i64,
    /// The project.
    pub project: ProjectId,
    /// The claim with which it became due.
    pub claim: ClaimId,
    /// The payout by which the money came; none when the claim was covered by the advance.
    pub payout: Option<PayoutId>,
    /// The authority that granted.
    pub authority: OrganisationId,
    /// The lead municipality of the time: it owes the money.
    pub payer: OrganisationId,
    /// The partner that gets it.
    pub payee: OrganisationId,
    /// How much, in cents of a euro; more than nothing.
    pub amount: Money,
    /// The last day on which it is passed on in time.
    pub due: NaiveDate,
    /// Where it stands.
    pub state: State,
}

impl Transfer {
    /// To whom it belongs.
    #[must_use]
    pub fn standings(&self) -> Standings {
        Standings {
            authority: Some(self.authority),
            lead: Some(self.payer),
            partner: Some(self.payee),
            ..Standings::default()
        }
    }

    /// What must be known to decide about it.
    #[must_use]
    pub const fn facts(&self, by: crate::ids::PersonId, is_agreed: bool) -> Facts {
        Facts { by, is_agreed }
    }

    /// Who recorded that it was passed on, and what, once somebody has.
    #[must_use]
    pub const fn passed_on(&self) -> Option<&PassedOn> {
        match &self.state {
            State::Owed => None,
            State::PassedOn(passed) | State::Confirmed { passed, .. } | State::Disputed { passed, .. } => {
                Some(passed)
            }
        }
    }

    /// Whether the day on which it was due is over and it is not passed on.
    #[must_use]
    pub fn is_late(&self, today: NaiveDate) -> bool {
        self.due < today && matches!(self.state, State::Owed | State::Disputed { .. })
    }
}

/// Days after the money came within which the lead passes the shares on, unless the call says otherwise.
pub const USUAL_DAYS: u16 = 30;

/// When a transfer is due: so many days after the money came, on a working day.
#[must_use]
pub fn due(came: NaiveDate, days: u16) -> NaiveDate {
    calendar::roll(came + Days::new(days.into()))
}
