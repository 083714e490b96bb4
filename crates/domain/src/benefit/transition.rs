use chrono::{DateTime, Utc};

use super::{Command, CommandName, Event, State, StateName, Why};
use crate::{
    ids::PersonId,
    workflow::{Applied, Machine, Stamp, Step},
};

/// The life of a benefit.
#[derive(Clone, Copy, Debug)]
pub struct BenefitMachine;

/// What must be known to decide about a benefit.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// Who asks.
    pub by: PersonId,
}

impl Machine for BenefitMachine {
    const OBJECT: &'static str = "benefit";
    type State = State;
    type StateName = StateName;
    type Command = Command;
    type CommandName = CommandName;
    type Facts = Facts;
    type Event = Event;
    type Why = Why;

    const INITIAL: StateName = StateName::Stated;

    fn step(state: StateName, command: CommandName) -> Step<StateName> {
        use CommandName as C;
        use StateName as S;
        match (state, command) {
            (S::Stated, C::Recalculate) => Step::Stays,
            (S::Stated, C::Withdraw) => Step::To(S::Withdrawn),
            (S::Withdrawn, C::Recalculate | C::Withdraw) => {
                Step::No("the benefit was withdrawn; state another one")
            }
        }
    }

    fn guard(_state: &State, command: CommandName, _facts: &Facts) -> Result<(), Why> {
        match command {
            CommandName::Recalculate | CommandName::Withdraw => Ok(()),
        }
    }

    fn apply(state: State, command: Command, facts: &Facts, now: DateTime<Utc>) -> Applied<Self> {
        Ok(match (state, command) {
            (State::Stated, Command::Recalculate(calculation)) => {
                calculation.work()?;
                Some((State::Stated, Event::Recalculated))
            }
            (State::Stated, Command::Withdraw { reason }) => {
                if reason.trim().is_empty() {
                    return Err(Why::NoReason);
                }
                let withdrawn = State::Withdrawn {
                    withdrawn: Stamp {
                        by: facts.by,
                        at: now,
                    },
                    reason: reason.trim().to_owned(),
                };
                Some((withdrawn, Event::Withdrawn))
            }
            (State::Withdrawn { .. }, Command::Recalculate(_) | Command::Withdraw { .. }) => None,
        })
    }
}
