use chrono::{DateTime, Utc};

use super::{
    Command, CommandName, Event, Facts, State, StateName, Supplement, Why,
    content::{LONGEST_TEXT, written},
    may_apply, table,
};
use crate::workflow::{Applied, Machine, Stamp, Step};

/// The life of an application.
#[derive(Clone, Copy, Debug)]
pub struct ApplicationMachine;

impl Machine for ApplicationMachine {
    const OBJECT: &'static str = "application";
    type State = State;
    type StateName = StateName;
    type Command = Command;
    type CommandName = CommandName;
    type Facts = Facts;
    type Event = Event;
    type Why = Why;

    const INITIAL: StateName = StateName::Draft;

    fn step(state: StateName, command: CommandName) -> Step<StateName> {
        table::step(state, command)
    }

    fn guard(state: &State, command: CommandName, facts: &Facts) -> Result<(), Why> {
        // A supplement is given after the closing time too.
        let first_time = matches!(state, State::Draft | State::PartnerCommitments);
        match command {
            CommandName::RequestCommitments | CommandName::Submit => {
                if first_time {
                    may_apply(&facts.call, facts.now)?;
                }
                facts.check_eligibility()?;
                facts.check_budget()?;
                if command == CommandName::Submit {
                    facts.check_commitments()?;
                }
                Ok(())
            }
            CommandName::RequestSupplement => facts.check_handler(),
            CommandName::Evaluate => {
                facts.check_handler()?;
                facts.check_reviews()
            }
            CommandName::Update
            | CommandName::SetBudget
            | CommandName::Reopen
            | CommandName::Withdraw
            | CommandName::Accept
            | CommandName::Reject
            | CommandName::Reconsider => Ok(()),
        }
    }

    fn apply(state: State, command: Command, facts: &Facts, now: DateTime<Utc>) -> Applied<Self> {
        let stamp = Stamp {
            by: facts.by,
            at: now,
        };
        match command {
            Command::Update(content) => {
                content.check(facts.lead, &facts.call.details.terms)?;
                Ok(Some((state, Event::Updated)))
            }
            Command::SetBudget { partner, cells } => {
                facts.check_part(partner, &cells)?;
                Ok(Some((state, Event::BudgetSet)))
            }
            Command::RequestCommitments => Ok(Some((
                match state {
                    State::Draft => State::PartnerCommitments,
                    other => other,
                },
                Event::CommitmentsRequested,
            ))),
            Command::Reopen => Ok(Some((State::Draft, Event::Reopened))),
            Command::Submit => Ok(Some((State::Submitted { submitted: stamp }, Event::Submitted))),
            Command::RequestSupplement { questions } => request_supplement(&state, questions, stamp),
            Command::Evaluate { statement } => evaluate(&state, statement, stamp),
            Command::Withdraw { reason } => {
                written("reason", &reason, LONGEST_TEXT)?;
                Ok(Some((
                    State::Withdrawn {
                        submitted: state.submitted(),
                        withdrawn: stamp,
                        reason,
                    },
                    Event::Withdrawn,
                )))
            }
            Command::Accept => Ok(decided(state, stamp, true)),
            Command::Reject => Ok(decided(state, stamp, false)),
            Command::Reconsider => Ok(reconsidered(state)),
        }
    }
}

fn request_supplement(state: &State, questions: String, asked: Stamp) -> Applied<ApplicationMachine> {
    written("questions", &questions, LONGEST_TEXT)?;
    Ok(state.submitted().map(|submitted| {
        let supplement = Supplement { asked, questions };
        (
            State::SupplementRequested {
                submitted,
                supplement,
            },
            Event::SupplementRequested,
        )
    }))
}

fn evaluate(state: &State, statement: String, evaluated: Stamp) -> Applied<ApplicationMachine> {
    written("statement", &statement, LONGEST_TEXT)?;
    Ok(state.submitted().map(|submitted| {
        (
            State::Evaluated {
                submitted,
                evaluated,
                statement,
            },
            Event::Evaluated,
        )
    }))
}

/// What was submitted and evaluated stays so.
fn reconsidered(state: State) -> Option<(State, Event)> {
    match state {
        State::Accepted {
            submitted,
            evaluated,
            statement,
            ..
        }
        | State::Rejected {
            submitted,
            evaluated,
            statement,
            ..
        } => {
            let evaluated = State::Evaluated {
                submitted,
                evaluated,
                statement,
            };
            Some((evaluated, Event::Reconsidered))
        }
        _ => None,
    }
}

fn decided(state: State, decided: Stamp, granted: bool) -> Option<(State, Event)> {
    let State::Evaluated {
        submitted,
        evaluated,
        statement,
    } = state
    else {
        return None;
    };
    Some(if granted {
        (
            State::Accepted {
                submitted,
                evaluated,
                statement,
                decided,
            },
            Event::Accepted,
        )
    } else {
        (
            State::Rejected {
                submitted,
                evaluated,
                statement,
                decided,
            },
            Event::Rejected,
        )
    })
}
