use chrono::{DateTime, Utc};

use super::{Command, CommandName, Event, State, StateName, Why};
use crate::{
    ids::PersonId,
    workflow::{Applied, Machine, Stamp, Step},
};

/// The life of a meeting.
#[derive(Clone, Copy, Debug)]
pub struct SteeringMeetingMachine;

/// What must be known to decide about a meeting.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// Who asks.
    pub by: PersonId,
    /// When it is asked.
    pub now: DateTime<Utc>,
    /// When the meeting begins.
    pub starts_at: DateTime<Utc>,
    /// Whether whoever asks recorded a decision of it.
    pub wrote: bool,
}

impl Machine for SteeringMeetingMachine {
    const OBJECT: &'static str = "steering_meeting";
    type State = State;
    type StateName = StateName;
    type Command = Command;
    type CommandName = CommandName;
    type Facts = Facts;
    type Event = Event;
    type Why = Why;

    const INITIAL: StateName = StateName::Planned;

    fn step(state: StateName, command: CommandName) -> Step<StateName> {
        use CommandName as C;
        use StateName as S;
        const TO_COME: &str = "the meeting has not been held; record that first";
        const HELD: &str = "the meeting was held, so its plan does not change";
        const APPROVED: &str = "the minutes are approved and do not change; decide anew in the next meeting";
        const GONE: &str = "the meeting was called off; plan another one";
        match (state, command) {
            (S::Planned, C::Update) => Step::Stays,
            (S::Planned, C::Hold) => Step::To(S::Held),
            (S::Planned, C::Decide | C::Approve) => Step::No(TO_COME),
            (S::Planned, C::Cancel) => Step::To(S::Cancelled),
            (S::Held, C::Update | C::Hold | C::Cancel) => Step::No(HELD),
            (S::Held, C::Decide) => Step::Stays,
            (S::Held, C::Approve) => Step::To(S::Approved),
            (S::Approved, C::Update | C::Hold | C::Decide | C::Approve | C::Cancel) => Step::No(APPROVED),
            (S::Cancelled, C::Update | C::Hold | C::Decide | C::Approve | C::Cancel) => Step::No(GONE),
        }
    }

    fn guard(state: &State, command: CommandName, facts: &Facts) -> Result<(), Why> {
        match (state, command) {
            (State::Planned, CommandName::Hold) if facts.now < facts.starts_at => {
                Err(Why::NotBegun(facts.starts_at))
            }
            (State::Held { held, .. }, CommandName::Approve) if held.by == facts.by || facts.wrote => {
                Err(Why::SamePerson)
            }
            (
                State::Planned | State::Held { .. } | State::Approved { .. } | State::Cancelled { .. },
                CommandName::Update
                | CommandName::Hold
                | CommandName::Decide
                | CommandName::Approve
                | CommandName::Cancel,
            ) => Ok(()),
        }
    }

    fn apply(state: State, command: Command, facts: &Facts, now: DateTime<Utc>) -> Applied<Self> {
        let stamp = Stamp {
            by: facts.by,
            at: now,
        };
        Ok(match (state, command) {
            (State::Planned, Command::Update) => Some((State::Planned, Event::Updated)),
            (State::Planned, Command::Hold { present }) => {
                let present: Vec<String> = present
                    .into_iter()
                    .map(|name| name.trim().to_owned())
                    .filter(|name| !name.is_empty())
                    .collect();
                if present.is_empty() {
                    return Err(Why::Missing("present"));
                }
                Some((State::Held { present, held: stamp }, Event::Held))
            }
            (State::Planned, Command::Cancel { reason }) => {
                let reason = reason.trim().to_owned();
                if reason.is_empty() {
                    return Err(Why::Missing("reason"));
                }
                Some((
                    State::Cancelled {
                        cancelled: stamp,
                        reason,
                    },
                    Event::Cancelled,
                ))
            }
            (state @ State::Held { .. }, Command::Decide) => Some((state, Event::Decided)),
            (State::Held { present, held }, Command::Approve) => Some((
                State::Approved {
                    present,
                    held,
                    approved: stamp,
                },
                Event::Approved,
            )),
            (
                _,
                Command::Update
                | Command::Hold { .. }
                | Command::Decide
                | Command::Approve
                | Command::Cancel { .. },
            ) => None,
        })
    }
}
