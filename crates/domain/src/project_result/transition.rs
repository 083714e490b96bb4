use chrono::{DateTime, Utc};

use super::{Command, CommandName, Event, State, StateName, Why};
use crate::{
    hands::{Deed, Hands},
    ids::PersonId,
    workflow::{Applied, Machine, Stamp, Step},
};

/// The life of a result.
#[derive(Clone, Copy, Debug)]
pub struct ProjectResultMachine;

/// What must be known to decide about a result.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Who asks.
    pub by: PersonId,
    /// Everybody who wrote it.
    pub hands: Hands,
    /// Whether it says enough; if not, what is missing.
    pub complete: Result<(), Why>,
}

impl Machine for ProjectResultMachine {
    const OBJECT: &'static str = "project_result";
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
        const WRITTEN: &str = "the result is being written; submit it first";
        const NOT_PUBLIC: &str = "the result is not public yet";
        const PUBLIC: &str = "the result is public and does not change; withdraw it and write a new one";
        const GONE: &str = "the result was withdrawn; write a new one";
        match (state, command) {
            (S::Draft | S::Returned, C::Update) => Step::Stays,
            (S::Draft | S::Returned, C::Submit) => Step::To(S::Submitted),
            (S::Draft | S::Returned, C::Approve | C::Return) => Step::No(WRITTEN),
            (S::Draft | S::Submitted | S::Returned | S::Public, C::Withdraw) => Step::To(S::Withdrawn),
            (S::Draft | S::Submitted | S::Returned, C::Reuse) => Step::No(NOT_PUBLIC),
            (S::Submitted, C::Update) => {
                Step::No("the result is with the authority; it can be changed when it comes back")
            }
            (S::Submitted, C::Submit) => Step::No("the result is with the authority already"),
            (S::Submitted, C::Approve) => Step::To(S::Public),
            (S::Submitted, C::Return) => Step::To(S::Returned),
            (S::Public, C::Update | C::Submit | C::Approve | C::Return) => Step::No(PUBLIC),
            (S::Public, C::Reuse) => Step::Stays,
            (S::Withdrawn, C::Update | C::Submit | C::Approve | C::Return | C::Withdraw | C::Reuse) => {
                Step::No(GONE)
            }
        }
    }

    fn guard(_state: &State, command: CommandName, facts: &Facts) -> Result<(), Why> {
        match command {
            CommandName::Submit => facts.complete.clone(),
            CommandName::Approve => {
                if let Some(deed) = facts.hands.of(facts.by) {
                    return Err(Why::SamePerson(deed));
                }
                if !facts.hands.know(Deed::Drafted) {
                    return Err(Why::NobodyWrote);
                }
                Ok(())
            }
            CommandName::Update | CommandName::Return | CommandName::Withdraw | CommandName::Reuse => Ok(()),
        }
    }

    fn apply(state: State, command: Command, facts: &Facts, now: DateTime<Utc>) -> Applied<Self> {
        let stamp = Stamp {
            by: facts.by,
            at: now,
        };
        let before = state.approved();
        Ok(match (state, command) {
            (state @ (State::Draft | State::Returned { .. }), Command::Update) => {
                Some((state, Event::Updated))
            }
            (State::Draft | State::Returned { .. }, Command::Submit) => {
                Some((State::Submitted { submitted: stamp }, Event::Submitted))
            }
            (State::Submitted { submitted }, Command::Approve) => Some((
                State::Public {
                    submitted,
                    approved: stamp,
                },
                Event::Approved,
            )),
            (State::Submitted { .. }, Command::Return { questions }) => {
                let asked: Vec<String> = questions
                    .into_iter()
                    .map(|question| question.trim().to_owned())
                    .filter(|question| !question.is_empty())
                    .collect();
                if asked.is_empty() {
                    return Err(Why::Missing("questions"));
                }
                Some((
                    State::Returned {
                        returned: stamp,
                        questions: asked,
                    },
                    Event::Returned,
                ))
            }
            (
                State::Draft | State::Submitted { .. } | State::Returned { .. } | State::Public { .. },
                Command::Withdraw { reason },
            ) => {
                let reason = reason.trim().to_owned();
                if reason.is_empty() {
                    return Err(Why::Missing("reason"));
                }
                Some((
                    State::Withdrawn {
                        approved: before,
                        withdrawn: stamp,
                        reason,
                    },
                    Event::Withdrawn,
                ))
            }
            (state @ State::Public { .. }, Command::Reuse) => Some((state, Event::Reused)),
            (
                _,
                Command::Update
                | Command::Submit
                | Command::Approve
                | Command::Return { .. }
                | Command::Withdraw { .. }
                | Command::Reuse,
            ) => None,
        })
    }
}
