//! The ranking (*paremmuusjärjestys*) of the applications to a call: by the weighted mean of their reviews, with the
//! line drawn where the appropriation ends; and the lists that were kept of it.
//!
//! A kept list is never changed. Before a decision of the call an officer keeps a new one; after it a new one needs a
//! reason and a second person, so that nobody can say that the order was made to fit the decisions.

mod command;
mod event;
mod list;
mod refusal;
mod simulation;
mod state;
#[cfg(test)]
mod tests;
mod transition;

pub use command::{Command, CommandName};
pub use event::Event;
pub use list::{Candidate, Entry, Line, TieRule, rank};
pub use refusal::Why;
pub use simulation::{Award, AwardRule, Outcome, Scenario, Simulated, simulate};
pub use state::{State, StateName};
pub use transition::{Birth, Facts, RankingMachine};

use sha2::{Digest, Sha256};

use crate::{
    ids::{CallId, OrganisationId, RankingId},
    money::Money,
    policy::Standings,
    workflow::Stamp,
};

/// How long a reason may be, in characters.
const LONGEST_REASON: usize = 10_000;

/// A kept version of a call's ranking list, with its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranking {
    /// Its identifier.
    pub id: RankingId,
    /// Counts the changes of its state; the next change must name it.
    pub version: i64,
    /// The call.
    pub call: CallId,
    /// The authority of the call.
    pub authority: OrganisationId,
    /// Its number among the lists of the call, from 1.
    pub number: i32,
    /// How ties were decided.
    pub rule: TieRule,
    /// The money of the call, in which the line is drawn.
    pub appropriation: Money,
    /// The list, best first.
    pub entries: Vec<Entry>,
    /// SHA-256 over the list.
    pub hash: [u8; 32],
    /// Who kept or proposed it, and when.
    pub kept: Stamp,
    /// Why there is a new list; always given once a decision of the call has been made.
    pub reason: Option<String>,
    /// Whether a decision of the call had been made by then.
    pub after_decision: bool,
    /// Where it stands.
    pub state: State,
}

impl Ranking {
    /// To whom it belongs.
    #[must_use]
    pub fn standings(&self) -> Standings {
        Standings {
            authority: Some(self.authority),
            ..Standings::default()
        }
    }
}

/// The SHA-256 of a list: of the call, the rule, the appropriation and each entry with its exact score.
#[must_use]
pub fn hash(call: CallId, rule: TieRule, appropriation: Money, entries: &[Entry]) -> [u8; 32] {
    let mut text = format!("{call} {} {appropriation}\n", Into::<&'static str>::into(rule));
    for entry in entries {
        text.push_str(&format!(
            "{} {} {} {} {} {}\n",
            entry.place, entry.application, entry.score, entry.requested, entry.cumulative, entry.tied
        ));
    }
    Sha256::digest(text).into()
}
