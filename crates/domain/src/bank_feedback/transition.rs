use chrono::{DateTime, Utc};

use super::{Command, CommandName, Event, State, StateName, Why};
use crate::{
    ids::PersonId,
    workflow::{Applied, Machine, Stamp, Step},
};

/// The life of a bank's feedback. It is born `clear` when everything in it agrees.
#[derive(Clone, Copy, Debug)]
pub struct BankFeedbackMachine;

/// What must be known to decide about a bank's feedback.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// Who asks.
    pub by: PersonId,
}

impl Machine for BankFeedbackMachine {
    const OBJECT: &'static str = "bank_feedback";
    type State = State;
    type StateName = StateName;
    type Command = Command;
    type CommandName = CommandName;
    type Facts = Facts;
    type Event = Event;
    type Why = Why;

    const INITIAL: StateName = StateName::Attention;

    fn step(state: StateName, command: CommandName) -> Step<StateName> {
        match (state, command) {
            (StateName::Attention, CommandName::Settle) => Step::To(StateName::Settled),
            (StateName::Clear, CommandName::Settle) => {
                Step::No("everything in this message agreed; there is nothing to deal with")
            }
            (StateName::Settled, CommandName::Settle) => Step::No("this message was dealt with already"),
        }
    }

    fn guard(_state: &State, command: CommandName, _facts: &Facts) -> Result<(), Why> {
        match command {
            CommandName::Settle => Ok(()),
        }
    }

    fn apply(state: State, command: Command, facts: &Facts, now: DateTime<Utc>) -> Applied<Self> {
        match (state, command) {
            (State::Attention, Command::Settle { note }) if note.trim().is_empty() => Err(Why::NoNote),
            (State::Attention, Command::Settle { note }) => {
                let settled = Stamp {
                    by: facts.by,
                    at: now,
                };
                Ok(Some((State::Settled { settled, note }, Event::Settled)))
            }
            (State::Clear | State::Settled { .. }, Command::Settle { .. }) => Ok(None),
        }
    }
}
