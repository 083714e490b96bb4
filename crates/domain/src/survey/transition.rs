use chrono::{DateTime, NaiveDate, Utc};

use super::{Closing, Command, CommandName, Event, State, StateName, Why};
use crate::{
    calendar,
    ids::PersonId,
    workflow::{Applied, Machine, Stamp, Step},
};

/// The life of a survey.
#[derive(Clone, Copy, Debug)]
pub struct SurveyMachine;

/// What must be known to decide about a survey.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// Who asks; nobody when the clock does.
    pub by: Option<PersonId>,
    /// When it is asked.
    pub now: DateTime<Utc>,
    /// The last day to answer.
    pub closes_on: NaiveDate,
    /// How many are invited.
    pub invited: u64,
}

impl Machine for SurveyMachine {
    const OBJECT: &'static str = "survey";
    type State = State;
    type StateName = StateName;
    type Command = Command;
    type CommandName = CommandName;
    type Facts = Facts;
    type Event = Event;
    type Why = Why;

    const INITIAL: StateName = StateName::Draft;

    fn step(state: StateName, command: CommandName) -> Step<StateName> {
        use CommandName as C;
        use StateName as S;
        const DRAFT: &str = "the survey is a draft; open it first";
        const FIXED: &str = "people are answering these questions, so they do not change; close the survey and make a new one";
        const OVER: &str = "the survey is closed; make a new one";
        match (state, command) {
            (S::Draft, C::Update) | (S::Draft | S::Open, C::Invite) => Step::Stays,
            (S::Draft, C::Open) => Step::To(S::Open),
            (S::Draft, C::Close | C::Publish) => Step::No(DRAFT),
            (S::Open, C::Update) => Step::No(FIXED),
            (S::Open, C::Open) => Step::No("the survey is open already"),
            (S::Open, C::Close) => Step::To(S::Closed),
            (S::Open, C::Publish) => Step::No("the survey still takes answers; close it first"),
            (S::Closed | S::Published, C::Update | C::Invite | C::Open | C::Close) => Step::No(OVER),
            (S::Closed, C::Publish) => Step::To(S::Published),
            (S::Published, C::Publish) => Step::No("the results are published already"),
        }
    }

    fn guard(state: &State, command: CommandName, facts: &Facts) -> Result<(), Why> {
        let is_over = calendar::helsinki_date(facts.now) > facts.closes_on;
        match (state, command) {
            (State::Draft, CommandName::Open) if facts.invited == 0 => Err(Why::NobodyInvited),
            (State::Draft | State::Open { .. }, CommandName::Open | CommandName::Invite) if is_over => {
                Err(Why::TimeIsOver(facts.closes_on))
            }
            (
                State::Draft | State::Open { .. } | State::Closed { .. } | State::Published { .. },
                CommandName::Update
                | CommandName::Invite
                | CommandName::Open
                | CommandName::Close
                | CommandName::Publish,
            ) => Ok(()),
        }
    }

    fn apply(state: State, command: Command, facts: &Facts, now: DateTime<Utc>) -> Applied<Self> {
        let stamp = facts.by.map(|by| Stamp { by, at: now });
        let closed = Closing {
            by: facts.by,
            at: now,
        };
        Ok(match (state, command, stamp) {
            (State::Draft, Command::Update, _) => Some((State::Draft, Event::Updated)),
            (state @ (State::Draft | State::Open { .. }), Command::Invite, _) => {
                Some((state, Event::Invited))
            }
            (State::Draft, Command::Open, Some(opened)) => Some((State::Open { opened }, Event::Opened)),
            (State::Open { opened }, Command::Close, _) => {
                Some((State::Closed { opened, closed }, Event::Closed))
            }
            (State::Closed { opened, closed }, Command::Publish, Some(published)) => Some((
                State::Published {
                    opened,
                    closed,
                    published,
                },
                Event::Published,
            )),
            (
                State::Draft | State::Open { .. } | State::Closed { .. } | State::Published { .. },
                Command::Update | Command::Invite | Command::Open | Command::Close | Command::Publish,
                _,
            ) => None,
        })
    }
}
