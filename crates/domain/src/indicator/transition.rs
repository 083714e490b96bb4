use chrono::{DateTime, NaiveDate, Utc};

use super::{Command, CommandName, Event, Level, Phase, State, StateName, Why};
use crate::{
    calendar,
    ids::PersonId,
    workflow::{Applied, Machine, Stamp, Step},
};

/// The life of an indicator.
#[derive(Clone, Copy, Debug)]
pub struct IndicatorMachine;

/// What must be known to decide about an indicator.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// Who asks.
    pub by: PersonId,
    /// Its level.
    pub level: Level,
    /// The last day of the use period.
    pub project_ends: NaiveDate,
}

impl Machine for IndicatorMachine {
    const OBJECT: &'static str = "indicator";
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
        match (state, command) {
            (S::Planned, C::RecordBaseline) => Step::To(S::Baseline),
            (S::Baseline, C::RecordForecast) => Step::To(S::Forecast),
            (S::Forecast, C::RecordMeasured) => Step::To(S::Measured),
            (S::Measured, C::RecordFollowUp) => Step::To(S::FollowUp),
            // A better value of the same phase is appended.
            (S::Baseline, C::RecordBaseline)
            | (S::Forecast, C::RecordForecast)
            | (S::Measured, C::RecordMeasured)
            | (S::FollowUp, C::RecordFollowUp) => Step::Stays,
            (S::Planned, C::RecordForecast | C::RecordMeasured | C::RecordFollowUp) => {
                Step::No("nothing says what it was before the project; record the baseline first")
            }
            (S::Baseline, C::RecordMeasured | C::RecordFollowUp) => {
                Step::No("nothing says what was foreseen; record the forecast first")
            }
            (S::Forecast, C::RecordFollowUp) => {
                Step::No("nothing was measured at the end of the project; record that first")
            }
            (S::Forecast, C::RecordBaseline)
            | (S::Measured, C::RecordBaseline | C::RecordForecast)
            | (S::FollowUp, C::RecordBaseline | C::RecordForecast | C::RecordMeasured) => {
                Step::No("a later phase has a value; what was said before it stays as it is")
            }
            // What was measured at the end stays as it is; that nothing can be followed up is said so.
            (S::Planned | S::Baseline | S::Forecast | S::Measured, C::Drop) => Step::To(S::Dropped),
            (S::FollowUp, C::Drop) => {
                Step::No("the indicator was followed up; what was found stays as it is")
            }
            (
                S::Dropped,
                C::RecordBaseline | C::RecordForecast | C::RecordMeasured | C::RecordFollowUp | C::Drop,
            ) => Step::No("the indicator was given up; add another one"),
        }
    }

    fn guard(_state: &State, command: CommandName, _facts: &Facts) -> Result<(), Why> {
        match command {
            CommandName::RecordBaseline
            | CommandName::RecordForecast
            | CommandName::RecordMeasured
            | CommandName::RecordFollowUp
            | CommandName::Drop => Ok(()),
        }
    }

    fn apply(state: State, command: Command, facts: &Facts, now: DateTime<Utc>) -> Applied<Self> {
        let today = calendar::helsinki_date(now);
        Ok(match (state, command) {
            (State::Planned | State::Baseline, Command::RecordBaseline(given)) => {
                given.check(Phase::Baseline, facts, today)?;
                Some((State::Baseline, Event::Recorded))
            }
            (State::Baseline | State::Forecast, Command::RecordForecast(given)) => {
                given.check(Phase::Forecast, facts, today)?;
                Some((State::Forecast, Event::Recorded))
            }
            (State::Forecast | State::Measured, Command::RecordMeasured(given)) => {
                given.check(Phase::Measured, facts, today)?;
                Some((State::Measured, Event::Recorded))
            }
            (State::Measured | State::FollowUp, Command::RecordFollowUp(given)) => {
                given.check(Phase::FollowUp, facts, today)?;
                Some((State::FollowUp, Event::Recorded))
            }
            (
                State::Planned | State::Baseline | State::Forecast | State::Measured,
                Command::Drop { reason },
            ) => {
                if reason.trim().is_empty() {
                    return Err(Why::NoReason);
                }
                let dropped = State::Dropped {
                    dropped: Stamp {
                        by: facts.by,
                        at: now,
                    },
                    reason: reason.trim().to_owned(),
                };
                Some((dropped, Event::Dropped))
            }
            (
                _,
                Command::RecordBaseline(_)
                | Command::RecordForecast(_)
                | Command::RecordMeasured(_)
                | Command::RecordFollowUp(_)
                | Command::Drop { .. },
            ) => None,
        })
    }
}
