use chrono::{DateTime, NaiveDate, Utc};

use super::{Command, CommandName, Event, Retention, State, StateName, Why};
use crate::{
    ids::PersonId,
    workflow::{Applied, Machine, Stamp, Step},
};

/// The life of an erasure.
#[derive(Clone, Copy, Debug)]
pub struct ErasureMachine;

/// Where a project stands whose traces shall be removed.
#[derive(Clone, Debug)]
pub struct Standing {
    /// For how long everything is kept.
    pub retention: Retention,
    /// Today, in Helsinki.
    pub today: NaiveDate,
    /// The day of the last thing that happened; nothing while the project runs.
    pub last_event: Option<NaiveDate>,
    /// What is still in dispute.
    pub open: Option<&'static str>,
    /// The entry of the log that does not agree with what is stored.
    pub tampered: Option<i64>,
}

impl Standing {
    /// The day of the last thing that happened and the last day on which everything is kept.
    ///
    /// # Errors
    /// Why nothing can be removed yet.
    pub fn over(&self) -> Result<(NaiveDate, NaiveDate), Why> {
        let last_event = self.last_event.ok_or(Why::NotClosed)?;
        if let Some(hold) = &self.retention.hold {
            return Err(Why::OnHold(hold.clone()));
        }
        if let Some(open) = self.open {
            return Err(Why::Open(open));
        }
        let last_day = self.retention.last_day(last_event);
        if self.today <= last_day {
            return Err(Why::TooEarly(last_day));
        }
        match self.tampered {
            Some(entry) => Err(Why::Tampered(entry)),
            None => Ok((last_event, last_day)),
        }
    }
}

/// What must be known to decide about an erasure.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Who asks.
    pub by: PersonId,
    /// Who proposed it.
    pub proposed_by: PersonId,
    /// Where the project stands.
    pub standing: Standing,
}

impl Machine for ErasureMachine {
    const OBJECT: &'static str = "erasure";
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
            (S::Proposed, C::Confirm) => Step::To(S::Done),
            (S::Proposed, C::Withdraw) => Step::To(S::Withdrawn),
            (S::Done, C::Confirm | C::Withdraw) => Step::No("it is done, and nothing of it comes back"),
            (S::Withdrawn, C::Confirm | C::Withdraw) => Step::No("it was withdrawn; propose another one"),
        }
    }

    fn guard(_: &State, command: CommandName, facts: &Facts) -> Result<(), Why> {
        match command {
            CommandName::Withdraw => Ok(()),
            CommandName::Confirm if facts.by == facts.proposed_by => Err(Why::ProposedBySamePerson),
            CommandName::Confirm => facts.standing.over().map(drop),
        }
    }

    fn apply(state: State, command: Command, facts: &Facts, now: DateTime<Utc>) -> Applied<Self> {
        let stamp = Stamp {
            by: facts.by,
            at: now,
        };
        Ok(match (state, command) {
            (State::Proposed, Command::Confirm { removed, kept }) => {
                let done = stamp;
                Some((State::Done { done, removed, kept }, Event::Done))
            }
            (State::Proposed, Command::Withdraw) => {
                Some((State::Withdrawn { withdrawn: stamp }, Event::Withdrawn))
            }
            (State::Done { .. } | State::Withdrawn { .. }, Command::Confirm { .. } | Command::Withdraw) => {
                None
            }
        })
    }
}
