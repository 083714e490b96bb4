use chrono::{DateTime, Utc};

use super::{Command, CommandName, Event, State, StateName, Why};
use crate::{
    money::Money,
    workflow::{Applied, Machine, Step},
};

/// The life of a version of a budget.
#[derive(Clone, Copy, Debug)]
pub struct BudgetVersionMachine;

/// What must be known to decide about a version.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// What its stored cells add up to, EUR.
    pub total: Money,
    /// What they shall add up to, EUR.
    pub proposed_total: Money,
}

impl Machine for BudgetVersionMachine {
    const OBJECT: &'static str = "budget_version";
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
            (S::Proposed, C::Approve) => Step::To(S::Approved),
            (S::Proposed, C::Discard) => Step::To(S::Discarded),
            (S::Proposed, C::Supersede) => Step::No("this version of the budget does not hold"),
            (S::Approved, C::Approve) => Step::No("this version of the budget holds already"),
            (S::Approved, C::Discard) => {
                Step::No("this version of the budget holds; only another replaces it")
            }
            (S::Approved, C::Supersede) => Step::To(S::Superseded),
            (S::Superseded, C::Approve | C::Discard | C::Supersede) => {
                Step::No("another version of the budget holds; this one stays as it was")
            }
            (S::Discarded, C::Approve | C::Discard | C::Supersede) => {
                Step::No("this version of the budget was put aside; propose another")
            }
        }
    }

    fn guard(_state: &State, command: CommandName, facts: &Facts) -> Result<(), Why> {
        match command {
            CommandName::Approve if facts.total != facts.proposed_total => Err(Why::SumDiffers {
                found: facts.total,
                proposed: facts.proposed_total,
            }),
            CommandName::Approve | CommandName::Discard | CommandName::Supersede => Ok(()),
        }
    }

    fn apply(state: State, command: Command, _facts: &Facts, now: DateTime<Utc>) -> Applied<Self> {
        Ok(match (state, command) {
            (State::Proposed, Command::Approve) => {
                Some((State::Approved { approved_at: now }, Event::Approved))
            }
            (State::Proposed, Command::Discard) => {
                Some((State::Discarded { discarded_at: now }, Event::Discarded))
            }
            (State::Approved { approved_at }, Command::Supersede) => Some((
                State::Superseded {
                    approved_at,
                    superseded_at: now,
                },
                Event::Superseded,
            )),
            (_, Command::Approve | Command::Discard | Command::Supersede) => None,
        })
    }
}
