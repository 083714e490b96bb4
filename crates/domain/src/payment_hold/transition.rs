use chrono::{DateTime, Utc};

use super::{Command, CommandName, Event, State, StateName, Why};
use crate::{
    ids::PersonId,
    workflow::{Applied, Machine, Stamp, Step},
};

/// The life of a payment hold.
#[derive(Clone, Copy, Debug)]
pub struct PaymentHoldMachine;

/// What must be known to decide about a payment hold.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// Who asks.
    pub by: PersonId,
    /// Who set it.
    pub set_by: PersonId,
}

impl Machine for PaymentHoldMachine {
    const OBJECT: &'static str = "payment_hold";
    type State = State;
    type StateName = StateName;
    type Command = Command;
    type CommandName = CommandName;
    type Facts = Facts;
    type Event = Event;
    type Why = Why;

    const INITIAL: StateName = StateName::Standing;

    fn step(state: StateName, command: CommandName) -> Step<StateName> {
        match (state, command) {
            (StateName::Standing, CommandName::Lift) => Step::To(StateName::Lifted),
            (StateName::Lifted, CommandName::Lift) => Step::No("the payment hold is lifted already"),
        }
    }

    fn guard(_state: &State, command: CommandName, facts: &Facts) -> Result<(), Why> {
        match command {
            CommandName::Lift if facts.by == facts.set_by => Err(Why::SetBySamePerson),
            CommandName::Lift => Ok(()),
        }
    }

    fn apply(state: State, command: Command, facts: &Facts, now: DateTime<Utc>) -> Applied<Self> {
        Ok(match (state, command) {
            (State::Standing, Command::Lift { reason }) => {
                if reason.trim().is_empty() {
                    return Err(Why::NoReason);
                }
                let lifted = Stamp {
                    by: facts.by,
                    at: now,
                };
                Some((State::Lifted { lifted, reason }, Event::Lifted))
            }
            (State::Lifted { .. }, Command::Lift { .. }) => None,
        })
    }
}
