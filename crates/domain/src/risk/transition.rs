use chrono::{DateTime, Utc};

use super::{Command, CommandName, Event, State, StateName, Why};
use crate::{
    ids::PersonId,
    workflow::{Applied, Machine, Stamp, Step},
};

/// The life of a risk.
#[derive(Clone, Copy, Debug)]
pub struct RiskMachine;

/// What must be known to decide about a risk.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// Who asks.
    pub by: PersonId,
}

impl Machine for RiskMachine {
    const OBJECT: &'static str = "risk";
    type State = State;
    type StateName = StateName;
    type Command = Command;
    type CommandName = CommandName;
    type Facts = Facts;
    type Event = Event;
    type Why = Why;

    const INITIAL: StateName = StateName::Open;

    fn step(state: StateName, command: CommandName) -> Step<StateName> {
        use CommandName as C;
        use StateName as S;
        match (state, command) {
            (S::Open | S::Mitigating | S::Occurred, C::Assess) => Step::Stays,
            (S::Open, C::Mitigate) => Step::To(S::Mitigating),
            (S::Mitigating, C::Mitigate) => {
                Step::No("something is done about the risk already; judge it anew with another response")
            }
            (S::Occurred, C::Mitigate) => {
                Step::No("the risk has come true; judge it anew with what is done about it")
            }
            (S::Open | S::Mitigating, C::Occur) => Step::To(S::Occurred),
            (S::Occurred, C::Occur) => {
                Step::No("the risk has come true already; judge it anew with what was seen")
            }
            (S::Open | S::Mitigating | S::Occurred, C::Close) => Step::To(S::Closed),
            (S::Closed, C::Assess | C::Mitigate | C::Occur | C::Close) => {
                Step::No("the risk is closed; raise a new one")
            }
        }
    }

    fn guard(_state: &State, command: CommandName, _facts: &Facts) -> Result<(), Why> {
        match command {
            CommandName::Assess | CommandName::Mitigate | CommandName::Occur | CommandName::Close => Ok(()),
        }
    }

    fn apply(state: State, command: Command, facts: &Facts, now: DateTime<Utc>) -> Applied<Self> {
        let stamp = Stamp {
            by: facts.by,
            at: now,
        };
        command.said().check(now)?;
        let occurred = state.occurred();
        Ok(match (state, command) {
            (
                state @ (State::Open | State::Mitigating { .. } | State::Occurred { .. }),
                Command::Assess(_),
            ) => Some((state, Event::Assessed)),
            (State::Open, Command::Mitigate(said)) => {
                if said.judgement.response.trim().is_empty() {
                    return Err(Why::NoResponse);
                }
                Some((State::Mitigating { mitigated: stamp }, Event::Mitigated))
            }
            (State::Open | State::Mitigating { .. }, Command::Occur(_)) => {
                Some((State::Occurred { occurred: stamp }, Event::Occurred))
            }
            (State::Open | State::Mitigating { .. } | State::Occurred { .. }, Command::Close(_)) => {
                let closed = stamp;
                Some((State::Closed { occurred, closed }, Event::Closed))
            }
            (_, Command::Assess(_) | Command::Mitigate(_) | Command::Occur(_) | Command::Close(_)) => None,
        })
    }
}
