use chrono::{DateTime, Days, NaiveDate, Utc};

use super::{Command, CommandName, Event, State, StateName, Why};
use crate::{
    calendar,
    hands::{Deed, Hands},
    ids::PersonId,
    workflow::{Applied, Machine, Stamp, Step},
};

/// The life of an obligation.
#[derive(Clone, Copy, Debug)]
pub struct ObligationMachine;

/// What must be known to decide about an obligation.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Who asks; the nil id when the clock does.
    pub by: PersonId,
    /// Whether its deadline was ever moved.
    pub extended: bool,
    /// Everybody who moved its deadline.
    pub hands: Hands,
    /// The last day on which it is in time.
    pub due: NaiveDate,
    /// The first day on which it can be handed in.
    pub opens_on: NaiveDate,
    /// The time.
    pub now: DateTime<Utc>,
}

/// An extension beyond ten years is a slip of the keyboard.
const FARTHEST: Days = Days::new(3660);

impl Machine for ObligationMachine {
    const OBJECT: &'static str = "obligation";
    type State = State;
    type StateName = StateName;
    type Command = Command;
    type CommandName = CommandName;
    type Facts = Facts;
    type Event = Event;
    type Why = Why;

    const INITIAL: StateName = StateName::Scheduled;

    fn step(state: StateName, command: CommandName) -> Step<StateName> {
        use CommandName as C;
        use StateName as S;
        const SETTLED: &str = "it has been handed in; return it first if something must be mended";
        const WAIVED: &str = "it was waived: nothing is owed any more";
        match (state, command) {
            (S::Scheduled, C::Open) => Step::To(S::Open),
            (S::Open | S::Overdue | S::Submitted | S::Accepted, C::Open) => Step::No("it is open already"),
            (S::Open, C::MarkOverdue) => Step::To(S::Overdue),
            (S::Scheduled, C::MarkOverdue) => Step::No("it is not open yet"),
            (S::Overdue, C::MarkOverdue) => Step::No("it is known to be late"),
            (S::Submitted | S::Accepted, C::MarkOverdue) => Step::No(SETTLED),
            // What is handed in early is handed in: nobody is chased for it later.
            (S::Scheduled | S::Open | S::Overdue, C::Submit) => Step::To(S::Submitted),
            (S::Submitted | S::Accepted, C::Submit) => Step::No("it has been handed in already"),
            (S::Submitted, C::Accept) => Step::To(S::Accepted),
            (S::Scheduled | S::Open | S::Overdue, C::Accept) => Step::No("nothing has been handed in"),
            (S::Accepted, C::Accept) => Step::No("it is accepted already"),
            // A cost report may come back even after the lead accepted it, while no claim rests on it.
            (S::Submitted | S::Accepted, C::Return) => Step::To(S::Open),
            (S::Scheduled | S::Open | S::Overdue, C::Return) => Step::No("nothing has been handed in"),
            (S::Scheduled | S::Open, C::Extend) => Step::Stays,
            (S::Overdue, C::Extend) => Step::To(S::Open),
            (S::Scheduled | S::Open, C::BringForward) => Step::Stays,
            (S::Overdue, C::BringForward) => Step::No("it is late already"),
            (S::Submitted | S::Accepted, C::Extend | C::BringForward | C::Waive) => Step::No(SETTLED),
            (S::Waived, C::Resume) => Step::To(S::Scheduled),
            (S::Scheduled | S::Open | S::Overdue | S::Submitted | S::Accepted, C::Resume) => {
                Step::No("it is owed as it is")
            }
            (S::Scheduled | S::Open | S::Overdue, C::Waive) => Step::To(S::Waived),
            (
                S::Waived,
                C::Open
                | C::MarkOverdue
                | C::Submit
                | C::Accept
                | C::Return
                | C::Extend
                | C::BringForward
                | C::Waive,
            ) => Step::No(WAIVED),
        }
    }

    fn guard(_state: &State, command: CommandName, facts: &Facts) -> Result<(), Why> {
        match command {
            CommandName::Open if calendar::helsinki_date(facts.now) < facts.opens_on => {
                Err(Why::TooEarly(facts.opens_on))
            }
            CommandName::MarkOverdue if facts.now < calendar::end_of_day(facts.due) => {
                Err(Why::InTime(facts.due))
            }
            CommandName::Waive if facts.hands.of(facts.by).is_some() => Err(Why::ExtendedBySamePerson),
            CommandName::Waive if facts.extended && !facts.hands.know(Deed::Extended) => {
                Err(Why::NobodyExtended)
            }
            CommandName::Open
            | CommandName::MarkOverdue
            | CommandName::Submit
            | CommandName::Accept
            | CommandName::Return
            | CommandName::Extend
            | CommandName::BringForward
            | CommandName::Resume
            | CommandName::Waive => Ok(()),
        }
    }

    fn apply(state: State, command: Command, facts: &Facts, now: DateTime<Utc>) -> Applied<Self> {
        let stamp = Stamp {
            by: facts.by,
            at: now,
        };
        Ok(Some(match (state, command) {
            (State::Scheduled, Command::Open) => (State::Open { opened_at: now }, Event::Opened),
            (State::Open { opened_at }, Command::MarkOverdue) => (
                State::Overdue {
                    opened_at,
                    overdue_at: now,
                },
                Event::Overdue,
            ),
            (State::Scheduled | State::Open { .. } | State::Overdue { .. }, Command::Submit) => {
                (State::Submitted { submitted: stamp }, Event::Submitted)
            }
            (State::Submitted { submitted }, Command::Accept) => (
                State::Accepted {
                    submitted,
                    accepted: stamp,
                },
                Event::Accepted,
            ),
            (State::Submitted { .. } | State::Accepted { .. }, Command::Return { reasons }) => {
                if reasons.iter().all(|reason| reason.trim().is_empty()) {
                    return Err(Why::NoReasons);
                }
                (State::Open { opened_at: now }, Event::Returned)
            }
            (state, Command::Extend { nominal, reason }) => {
                check_extension(nominal, &reason, facts)?;
                let state = match state {
                    State::Overdue { opened_at, .. } => State::Open { opened_at },
                    state @ (State::Scheduled
                    | State::Open { .. }
                    | State::Submitted { .. }
                    | State::Accepted { .. }
                    | State::Waived { .. }) => state,
                };
                (state, Event::Extended)
            }
            (state @ (State::Scheduled | State::Open { .. }), Command::BringForward { nominal, reason }) => {
                check_bringing_forward(nominal, &reason, facts)?;
                (state, Event::BroughtForward)
            }
            (State::Waived { .. }, Command::Resume { nominal }) => {
                check_resuming(nominal, facts)?;
                (State::Scheduled, Event::Resumed)
            }
            (State::Scheduled | State::Open { .. } | State::Overdue { .. }, Command::Waive { reason }) => {
                (waived(stamp, &reason)?, Event::Waived)
            }
            (
                _,
                Command::Open
                | Command::MarkOverdue
                | Command::Submit
                | Command::Accept
                | Command::Return { .. }
                | Command::BringForward { .. }
                | Command::Resume { .. }
                | Command::Waive { .. },
            ) => return Ok(None),
        }))
    }
}

fn waived(waived: Stamp, reason: &str) -> Result<State, Why> {
    let reason = reason.trim().to_owned();
    if reason.is_empty() {
        return Err(Why::NoReason);
    }
    Ok(State::Waived { waived, reason })
}

fn check_resuming(nominal: NaiveDate, facts: &Facts) -> Result<(), Why> {
    if nominal <= calendar::helsinki_date(facts.now) {
        return Err(Why::InThePast(nominal));
    }
    Ok(())
}

fn check_bringing_forward(nominal: NaiveDate, reason: &str, facts: &Facts) -> Result<(), Why> {
    if nominal >= facts.due {
        return Err(Why::NotEarlier(facts.due));
    }
    if nominal <= calendar::helsinki_date(facts.now) {
        return Err(Why::InThePast(nominal));
    }
    if reason.trim().is_empty() {
        return Err(Why::NoReason);
    }
    Ok(())
}

fn check_extension(nominal: NaiveDate, reason: &str, facts: &Facts) -> Result<(), Why> {
    let today = calendar::helsinki_date(facts.now);
    if nominal <= today {
        return Err(Why::InThePast(nominal));
    }
    if nominal <= facts.due {
        return Err(Why::NotLater { due: facts.due });
    }
    if today
        .checked_add_days(FARTHEST)
        .is_none_or(|farthest| nominal > farthest)
    {
        return Err(Why::TooFar(nominal));
    }
    if reason.trim().is_empty() {
        return Err(Why::NoReason);
    }
    Ok(())
}
