use chrono::{DateTime, Utc};

use super::{Command, CommandName, Event, Hindrance, State, StateName, Why};
use crate::{
    ids::PersonId,
    money::Money,
    workflow::{Applied, Machine, Stamp, Step},
};

/// The life of a project as a whole.
#[derive(Clone, Copy, Debug)]
pub struct ProjectMachine;

/// What must be known to close a project.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Who asks.
    pub by: PersonId,
    /// Everything that is not settled, in the order in which it is named.
    pub hindrances: Vec<Hindrance>,
    /// The part of the award that was not used, EUR.
    pub released: Money,
}

impl Machine for ProjectMachine {
    const OBJECT: &'static str = "project";
    type State = State;
    type StateName = StateName;
    type Command = Command;
    type CommandName = CommandName;
    type Facts = Facts;
    type Event = Event;
    type Why = Why;

    const INITIAL: StateName = StateName::Running;

    fn step(state: StateName, command: CommandName) -> Step<StateName> {
        match (state, command) {
            (StateName::Running, CommandName::Close) => Step::To(StateName::Closed),
            (StateName::Closed, CommandName::Close) => Step::No("the project is closed already"),
        }
    }

    fn guard(_state: &State, command: CommandName, facts: &Facts) -> Result<(), Why> {
        match command {
            CommandName::Close if facts.hindrances.is_empty() => Ok(()),
            CommandName::Close => Err(Why::Open(facts.hindrances.clone())),
        }
    }

    fn apply(state: State, command: Command, facts: &Facts, now: DateTime<Utc>) -> Applied<Self> {
        Ok(match (state, command) {
            (State::Running, Command::Close) => {
                let closed = Stamp {
                    by: facts.by,
                    at: now,
                };
                let released = facts.released;
                Some((State::Closed { closed, released }, Event::Closed))
            }
            (State::Closed { .. }, Command::Close) => None,
        })
    }
}
