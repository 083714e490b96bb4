//! A correction of a published call: proposed with the reason by an officer, published by a second person, kept
//! for good. Applicants rely on what a call says, so nobody loses time by it and everybody with a draft is told.

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
pub use transition::{CallCorrectionMachine, Facts};

use chrono::{DateTime, Utc};

use crate::{
    calendar,
    call::{Call, Details, StateName as CallState},
    ids::{CallCorrectionId, CallId, OrganisationId},
    workflow::Stamp,
};

/// A correction of a published call, with its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallCorrection {
    /// Its identifier.
    pub id: CallCorrectionId,
    /// Counts the changes.
    pub version: i64,
    /// The call that is corrected.
    pub call: CallId,
    /// The authority of the call.
    pub authority: OrganisationId,
    /// The version of the call that was corrected: a later one would be overwritten unseen.
    pub call_version: i64,
    /// What the call said before.
    pub before: Details,
    /// What it shall say.
    pub after: Details,
    /// Why; applicants read it.
    pub reason: String,
    /// Who proposed it, and when; may not publish it.
    pub proposed: Stamp,
    /// Where it stands.
    pub state: State,
}

/// How long a reason may be, in characters.
const LONGEST_REASON: usize = 20_000;

/// Whether a call can be corrected so now.
///
/// # Errors
/// The first fault.
pub fn check(call: &Call, after: &Details, reason: &str, now: DateTime<Utc>) -> Result<(), Why> {
    match CallState::from(&call.state) {
        CallState::Published => {}
        CallState::Draft => return Err(Why::NotPublished),
        CallState::Closed | CallState::Resolved | CallState::Archived => return Err(Why::Closed),
    }
    let before = &call.details;
    if now >= before.closing_time() {
        return Err(Why::Closed);
    }
    if reason.trim().is_empty() {
        return Err(Why::NoReason);
    }
    if reason.chars().count() > LONGEST_REASON {
        return Err(Why::ReasonTooLong(LONGEST_REASON));
    }
    if after == before {
        return Err(Why::NothingChanges);
    }
    after.check().map_err(|fault| Why::Faulty(Box::new(fault)))?;
    if after.closes_on < before.closes_on {
        return Err(Why::ClosesEarlier {
            before: before.closes_on,
            after: after.closes_on,
        });
    }
    let is_open = calendar::helsinki_date(now) >= before.opens_on;
    if is_open && after.opens_on != before.opens_on {
        return Err(Why::OpenAlready(before.opens_on));
    }
    Ok(())
}
