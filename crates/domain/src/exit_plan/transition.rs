use chrono::{DateTime, Utc};

use super::{Command, CommandName, Event, OpenQuestion, State, StateName, Why, written};
use crate::{
    calendar,
    ids::PersonId,
    portfolio_report::SteeringApproval,
    workflow::{Applied, Machine, Stamp, Step},
};

/// The life of an exit plan.
#[derive(Clone, Copy, Debug)]
pub struct ExitPlanMachine;

/// What must be known to decide about an exit plan.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Who asks.
    pub by: PersonId,
    /// The first question that is asked and has no answer that can stand.
    pub open: Option<OpenQuestion>,
}

impl Machine for ExitPlanMachine {
    const OBJECT: &'static str = "exit_plan";
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
        const FROZEN: &str =
            "the steering group has approved the plan, so it does not change; note what is seen since";
        const CLOSED: &str = "the plan is followed up to the end and does not change";
        match (state, command) {
            (S::Draft, C::Answer) => Step::Stays,
            (S::Answered, C::Answer) => Step::To(S::Draft),
            (S::Draft, C::Complete) => Step::To(S::Answered),
            (S::Answered, C::Complete) => Step::No("the plan is complete already"),
            (S::Draft, C::ApproveBySteering) => Step::No(
                "the plan is not complete; completeExitPlan says which question is open, and completes it when none is",
            ),
            (S::Answered, C::ApproveBySteering) => Step::To(S::Approved),
            (S::Approved, C::Note) => Step::To(S::FollowUp),
            (S::FollowUp, C::Note) => Step::Stays,
            (S::FollowUp, C::Close) => Step::To(S::Closed),
            (S::Draft | S::Answered, C::Note | C::Close) => {
                Step::No("the steering group has not approved the plan; it is followed up from then on")
            }
            (S::Approved, C::Close) => {
                Step::No("nothing was noted in the follow-up; note what was seen first")
            }
            (S::Approved | S::FollowUp, C::Answer | C::Complete | C::ApproveBySteering) => Step::No(FROZEN),
            (S::Closed, C::Answer | C::Complete | C::ApproveBySteering | C::Note | C::Close) => {
                Step::No(CLOSED)
            }
        }
    }

    fn guard(_state: &State, command: CommandName, facts: &Facts) -> Result<(), Why> {
        match (command, &facts.open) {
            (CommandName::Complete | CommandName::ApproveBySteering, Some(open)) => {
                Err(Why::Open(open.clone()))
            }
            (
                CommandName::Answer
                | CommandName::Complete
                | CommandName::ApproveBySteering
                | CommandName::Note
                | CommandName::Close,
                _,
            ) => Ok(()),
        }
    }

    fn apply(state: State, command: Command, facts: &Facts, now: DateTime<Utc>) -> Applied<Self> {
        let stamp = Stamp {
            by: facts.by,
            at: now,
        };
        Ok(Some(match (state, command) {
            (State::Draft | State::Answered { .. }, Command::Answer) => (State::Draft, Event::Changed),
            (State::Draft, Command::Complete) => (State::Answered { answered: stamp }, Event::Completed),
            (
                State::Answered { answered },
                Command::ApproveBySteering {
                    members,
                    held_on,
                    unanimous,
                    meeting,
                },
            ) => {
                let approval =
                    SteeringApproval::given(&members, held_on, unanimous, stamp)?.in_meeting(meeting);
                (State::Approved { answered, approval }, Event::SteeringApproved)
            }
            (
                State::Approved { answered, approval } | State::FollowUp { answered, approval },
                Command::Note { text, seen_on },
            ) => {
                written(&text, "note")?;
                if seen_on > calendar::helsinki_date(now) {
                    return Err(Why::SeenInTheFuture(seen_on));
                }
                if seen_on < approval.held_on {
                    return Err(Why::SeenBefore(seen_on, approval.held_on));
                }
                (State::FollowUp { answered, approval }, Event::Noted)
            }
            (State::FollowUp { answered, approval }, Command::Close { outcome }) => {
                written(&outcome, "outcome")?;
                let closed = State::Closed {
                    answered,
                    approval,
                    outcome: outcome.trim().to_owned(),
                    closed: stamp,
                };
                (closed, Event::Closed)
            }
            (
                _,
                Command::Answer
                | Command::Complete
                | Command::ApproveBySteering { .. }
                | Command::Note { .. }
                | Command::Close { .. },
            ) => return Ok(None),
        }))
    }
}
