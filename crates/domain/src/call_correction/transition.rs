use chrono::{DateTime, Utc};

use super::{CallCorrection, Command, CommandName, Event, State, StateName, Why, check};
use crate::{
    call::Call,
    ids::PersonId,
    workflow::{Applied, Machine, Stamp, Step},
};

/// The life of a correction of a call.
#[derive(Clone, Copy, Debug)]
pub struct CallCorrectionMachine;

/// What must be known to decide about a correction of a call.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Who asks.
    pub by: PersonId,
    /// The time.
    pub now: DateTime<Utc>,
    /// The call as it is.
    pub call: Call,
    /// The correction.
    pub correction: CallCorrection,
}

impl Machine for CallCorrectionMachine {
    const OBJECT: &'static str = "call_correction";
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
            (S::Proposed, C::Publish) => Step::To(S::Published),
            (S::Proposed, C::Withdraw) => Step::To(S::Withdrawn),
            (S::Published, C::Publish) => Step::No("the correction is published already"),
            (S::Published, C::Withdraw) => {
                Step::No("the correction is published; propose another one that mends it")
            }
            (S::Withdrawn, C::Publish | C::Withdraw) => {
                Step::No("the correction was withdrawn; propose it anew")
            }
        }
    }

    fn guard(_state: &State, command: CommandName, facts: &Facts) -> Result<(), Why> {
        let correction = &facts.correction;
        match command {
            CommandName::Withdraw => Ok(()),
            CommandName::Publish if facts.by == correction.proposed.by => Err(Why::ProposedBySamePerson),
            CommandName::Publish if facts.call.version != correction.call_version => Err(Why::CallHasChanged),
            CommandName::Publish => check(&facts.call, &correction.after, &correction.reason, facts.now),
        }
    }

    fn apply(state: State, command: Command, facts: &Facts, now: DateTime<Utc>) -> Applied<Self> {
        let stamp = Stamp {
            by: facts.by,
            at: now,
        };
        Ok(match (state, command) {
            (State::Proposed, Command::Publish) => {
                Some((State::Published { published: stamp }, Event::Published))
            }
            (State::Proposed, Command::Withdraw) => {
                Some((State::Withdrawn { withdrawn: stamp }, Event::Withdrawn))
            }
            (State::Published { .. } | State::Withdrawn { .. }, Command::Publish | Command::Withdraw) => None,
        })
    }
}
