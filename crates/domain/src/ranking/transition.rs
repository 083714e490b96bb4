use chrono::{DateTime, Utc};

use super::{Command, CommandName, Event, LONGEST_REASON, State, StateName, Why};
use crate::{
    ids::PersonId,
    workflow::{Applied, Machine, Stamp, Step},
};

/// The life of a kept ranking list.
#[derive(Clone, Copy, Debug)]
pub struct RankingMachine;

/// What must be known to decide about a ranking list.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// Who asks.
    pub by: PersonId,
    /// Who proposed it.
    pub kept_by: PersonId,
    /// Whether the one who asks has a conflict of interest about an application in the call.
    pub has_conflict: bool,
    /// Whether the ranking is still as the list says.
    pub is_present: bool,
}

impl Machine for RankingMachine {
    const OBJECT: &'static str = "ranking";
    type State = State;
    type StateName = StateName;
    type Command = Command;
    type CommandName = CommandName;
    type Facts = Facts;
    type Event = Event;
    type Why = Why;

    const INITIAL: StateName = StateName::Proposed;

    fn step(state: StateName, command: CommandName) -> Step<StateName> {
        use CommandName as C;
        use StateName as S;
        match (state, command) {
            (S::Proposed, C::Confirm) => Step::To(S::Fixed),
            (S::Proposed, C::Withdraw) => Step::To(S::Withdrawn),
            (S::Fixed, C::Confirm) => Step::No("the ranking list stands already"),
            (S::Fixed, C::Withdraw) => {
                Step::No("the ranking list stands and is never changed; keep a new one instead")
            }
            (S::Withdrawn, C::Confirm | C::Withdraw) => Step::No("the ranking list was taken back"),
        }
    }

    fn guard(_state: &State, command: CommandName, facts: &Facts) -> Result<(), Why> {
        match command {
            CommandName::Confirm if facts.has_conflict => Err(Why::Conflict),
            CommandName::Confirm if facts.by == facts.kept_by => Err(Why::SamePerson),
            CommandName::Confirm if !facts.is_present => Err(Why::Outdated),
            CommandName::Confirm | CommandName::Withdraw => Ok(()),
        }
    }

    fn apply(state: State, command: Command, facts: &Facts, now: DateTime<Utc>) -> Applied<Self> {
        let stamp = Stamp {
            by: facts.by,
            at: now,
        };
        Ok(match (state, command) {
            (State::Proposed, Command::Confirm) => {
                let confirmed = Some(stamp);
                Some((State::Fixed { confirmed }, Event::Confirmed))
            }
            (State::Proposed, Command::Withdraw { reason }) => {
                let withdrawn = State::Withdrawn {
                    withdrawn: stamp,
                    reason: given(&reason)?.ok_or(Why::NoReason)?,
                };
                Some((withdrawn, Event::Withdrawn))
            }
            (_, Command::Confirm | Command::Withdraw { .. }) => None,
        })
    }
}

/// A reason without the space around it; nothing when there are no words.
fn given(reason: &str) -> Result<Option<String>, Why> {
    let reason = reason.trim();
    if reason.chars().count() > LONGEST_REASON {
        return Err(Why::LongReason(LONGEST_REASON));
    }
    Ok((!reason.is_empty()).then(|| reason.to_owned()))
}

/// How a new list is born.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Birth {
    /// Whether the call takes no more applications.
    pub is_closed: bool,
    /// Whether a decision of the call has been made.
    pub is_decided: bool,
    /// Whether the one who asks has a conflict of interest about an application in the call.
    pub has_conflict: bool,
    /// The list that is proposed and open, by its number.
    pub pending: Option<i32>,
    /// The list that stands, by its number, when it says the same.
    pub same: Option<i32>,
}

impl Birth {
    /// The reason to store and the state of the new list.
    ///
    /// # Errors
    /// Refused to who has a conflict of interest, while the call takes applications, when nothing was reviewed or an
    /// application not by everybody (`unreviewed` has their titles), while a proposed list is open, when nothing
    /// changed, and after a decision without a reason.
    pub fn check(
        self,
        ranked: usize,
        unreviewed: Vec<String>,
        reason: Option<&str>,
    ) -> Result<(Option<String>, State), Why> {
        if self.has_conflict {
            return Err(Why::Conflict);
        }
        if !self.is_closed {
            return Err(Why::CallNotClosed);
        }
        if !unreviewed.is_empty() {
            return Err(Why::NotReviewed(unreviewed));
        }
        if ranked == 0 {
            return Err(Why::NothingReviewed);
        }
        if let Some(number) = self.pending {
            return Err(Why::Pending(number));
        }
        if let Some(number) = self.same {
            return Err(Why::SameAsBefore(number));
        }
        let reason = given(reason.unwrap_or_default())?;
        if !self.is_decided {
            return Ok((reason, State::Fixed { confirmed: None }));
        }
        if reason.is_none() {
            return Err(Why::NoReason);
        }
        Ok((reason, State::Proposed))
    }
}
