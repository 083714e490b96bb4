//! A claim for correction of a decision (*oikaisuvaatimus*, *begäran om omprövning*): made by the lead municipality
//! within 30 days, answered by the authority that decided, by two persons (act 688/2001, 34 §, and act 434/2003,
//! chapter 7 a).
//!
//! A claim that changes the decision sets it aside: the application is to be decided anew, and the new decision
//! refers to the old one, which stays as it was.

mod command;
mod event;
mod refusal;
mod state;
#[cfg(test)]
mod tests;
mod transition;

pub use command::{Command, CommandName};
pub use event::Event;
pub use refusal::Why;
pub use state::{State, StateName};
pub use transition::{Facts, RectificationMachine};

use chrono::NaiveDate;

use crate::{
    decision::Notice,
    ids::{DecisionId, OrganisationId, RectificationId},
    policy::Standings,
    workflow::Stamp,
};

/// A claim for correction with its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rectification {
    /// Its identifier.
    pub id: RectificationId,
    /// Counts the changes; the next change must name it.
    pub version: i64,
    /// The decision that is to be corrected.
    pub decision: DecisionId,
    /// The authority that decided, and answers.
    pub authority: OrganisationId,
    /// The lead municipality, which claims.
    pub lead: OrganisationId,
    /// Who made the claim, and when.
    pub filed: Stamp,
    /// What is claimed, and on which grounds.
    pub demand: Demand,
    /// Until when it had to be made, by the day of receipt that is presumed.
    pub presumed: Notice,
    /// The same by the day of receipt that the claim states; as presumed when it states none.
    pub stated: Notice,
    /// Whether it was made after the last day, by either of them.
    pub late: Late,
    /// Where it stands.
    pub state: State,
}

/// What is claimed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Demand {
    /// How the decision shall be changed.
    pub change: String,
    /// Why.
    pub grounds: String,
    /// The day on which the decision was received, where it is said to be a later one than presumed.
    pub received_on: Option<NaiveDate>,
}

/// Whether a claim was made too late.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Late {
    /// Counted from the presumed day of receipt.
    pub as_presumed: bool,
    /// Counted from the day that the claim states.
    pub as_stated: bool,
}

/// What the answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumIter, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Outcome {
    /// The decision stays as it is (*hylätään*).
    Unchanged,
    /// The decision is set aside; the application is decided anew (*hyväksytään*).
    Changed,
    /// Made too late, so that it is not examined (*jätetään tutkimatta*).
    DismissedAsLate,
}

/// The drafted answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// What it is.
    pub outcome: Outcome,
    /// Why, in words for the lead municipality.
    pub reasoning: String,
}

/// A text of a few pages.
pub(super) const LONGEST: usize = 20_000;

impl Demand {
    /// Whether such a claim can be recorded, against a decision that was sent on a day; `today` is the day in
    /// Helsinki. A late claim is recorded, too: whether it is dismissed is for the authority to say.
    ///
    /// # Errors
    /// Refused without words or with more than 20 000 characters, and for a day of receipt before the decision was
    /// sent or after today.
    pub fn check(&self, sent: NaiveDate, today: NaiveDate) -> Result<(), Why> {
        for (field, text) in [("change", &self.change), ("grounds", &self.grounds)] {
            if text.trim().is_empty() {
                return Err(Why::Empty(field));
            }
            if text.chars().count() > LONGEST {
                return Err(Why::TooLong { field, most: LONGEST });
            }
        }
        match self.received_on {
            Some(received) if received < sent => Err(Why::ReceivedBeforeSent { received, sent }),
            Some(received) if received > today => Err(Why::ReceivedLater(received)),
            Some(_) | None => Ok(()),
        }
    }
}

impl Rectification {
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

    /// The bare state.
    #[must_use]
    pub fn state_name(&self) -> StateName {
        StateName::from(&self.state)
    }
}
