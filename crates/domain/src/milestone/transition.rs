use chrono::{DateTime, NaiveDate, Utc};

use super::{Command, CommandName, Event, LONGEST_TEXT, State, StateName, Why, within};
use crate::{
    calendar,
    ids::PersonId,
    use_period::UsePeriod,
    workflow::{Applied, Machine, Stamp, Step},
};

/// The life of a milestone.
#[derive(Clone, Copy, Debug)]
pub struct MilestoneMachine;

/// What must be known to decide about a milestone.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// Who asks.
    pub by: PersonId,
    /// The day that is foreseen now.
    pub forecast: NaiveDate,
    /// The days of the project.
    pub use_period: UsePeriod,
}

impl Machine for MilestoneMachine {
    const OBJECT: &'static str = "milestone";
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
        const NOT_LATE: &str = "the milestone is not late";
        match (state, command) {
            (S::Planned, C::Start) => Step::To(S::Started),
            (S::Started, C::Start) => Step::No("the milestone is worked on already"),
            (S::Planned | S::Started, C::Reschedule) => Step::Stays,
            (S::Planned | S::Started, C::Delay) => Step::To(S::Delayed),
            (S::Planned | S::Started, C::Resume) => Step::No(NOT_LATE),
            (S::Planned, C::Complete) => {
                Step::No("nobody has begun to work on the milestone; start it first")
            }
            (S::Started | S::Delayed, C::Complete) => Step::To(S::Done),
            (S::Delayed, C::Start | C::Delay) => Step::Stays,
            (S::Delayed, C::Reschedule) => Step::To(S::Planned),
            (S::Delayed, C::Resume) => Step::To(S::Started),
            (S::Planned | S::Started | S::Delayed, C::Drop) => Step::To(S::Dropped),
            (S::Done, C::Start | C::Reschedule | C::Delay | C::Resume | C::Complete | C::Drop) => {
                Step::No("the milestone is reached and does not change")
            }
            (S::Dropped, C::Start | C::Reschedule | C::Delay | C::Resume | C::Complete | C::Drop) => {
                Step::No("the milestone was given up; add a new one")
            }
        }
    }

    fn guard(state: &State, command: CommandName, _facts: &Facts) -> Result<(), Why> {
        match (state, command) {
            (State::Delayed { started: None }, CommandName::Complete | CommandName::Resume) => {
                Err(Why::NotStarted)
            }
            (State::Delayed { started: Some(_) }, CommandName::Start | CommandName::Reschedule) => {
                Err(Why::StartedAlready)
            }
            (
                State::Planned
                | State::Started { .. }
                | State::Delayed { .. }
                | State::Done { .. }
                | State::Dropped { .. },
                CommandName::Start
                | CommandName::Reschedule
                | CommandName::Delay
                | CommandName::Resume
                | CommandName::Complete
                | CommandName::Drop,
            ) => Ok(()),
        }
    }

    fn apply(state: State, command: Command, facts: &Facts, now: DateTime<Utc>) -> Applied<Self> {
        let stamp = Stamp {
            by: facts.by,
            at: now,
        };
        check(&command, facts, now)?;
        let started = state.started();
        Ok(match (state, command) {
            (State::Planned, Command::Start) => Some((State::Started { started: stamp }, Event::Started)),
            (State::Delayed { .. }, Command::Start) => {
                let started = Some(stamp);
                Some((State::Delayed { started }, Event::Started))
            }
            (state @ (State::Planned | State::Started { .. }), Command::Reschedule { .. }) => {
                Some((state, Event::Moved))
            }
            (State::Delayed { .. }, Command::Reschedule { .. }) => Some((State::Planned, Event::Moved)),
            (
                State::Delayed {
                    started: Some(started),
                },
                Command::Resume { .. },
            ) => Some((State::Started { started }, Event::Moved)),
            (State::Planned | State::Started { .. } | State::Delayed { .. }, Command::Delay { .. }) => {
                Some((State::Delayed { started }, Event::Delayed))
            }
            (
                State::Started { started }
                | State::Delayed {
                    started: Some(started),
                },
                Command::Complete { reached_on },
            ) => Some((
                State::Done {
                    started,
                    reached_on,
                    done: stamp,
                },
                Event::Completed,
            )),
            (State::Planned | State::Started { .. } | State::Delayed { .. }, Command::Drop { reason }) => {
                let dropped = stamp;
                Some((
                    State::Dropped {
                        started,
                        dropped,
                        reason,
                    },
                    Event::Dropped,
                ))
            }
            (
                _,
                Command::Start
                | Command::Reschedule { .. }
                | Command::Delay { .. }
                | Command::Resume { .. }
                | Command::Complete { .. }
                | Command::Drop { .. },
            ) => None,
        })
    }
}

/// Whether what a command says can be.
fn check(command: &Command, facts: &Facts, now: DateTime<Utc>) -> Result<(), Why> {
    match command {
        Command::Start => Ok(()),
        Command::Reschedule { forecast, reason }
        | Command::Delay { forecast, reason }
        | Command::Resume { forecast, reason } => {
            said(reason)?;
            if *forecast == facts.forecast {
                return Err(Why::SameDay(*forecast));
            }
            within("forecast", *forecast, facts.use_period)
        }
        Command::Complete { reached_on } => {
            if *reached_on > calendar::helsinki_date(now) {
                return Err(Why::InTheFuture(*reached_on));
            }
            within("reachedOn", *reached_on, facts.use_period)
        }
        Command::Drop { reason } => said(reason),
    }
}

fn said(reason: &str) -> Result<(), Why> {
    if reason.trim().is_empty() {
        return Err(Why::Missing("reason"));
    }
    if reason.chars().count() > LONGEST_TEXT {
        return Err(Why::TooLong("reason", LONGEST_TEXT));
    }
    Ok(())
}
