use chrono::{DateTime, Utc};

use super::{Asked, Command, CommandName, Content, Event, Needed, State, StateName, SteeringApproval, Why};
use crate::{
    ids::PersonId,
    workflow::{Applied, Machine, Stamp, Step},
};

/// The life of a portfolio report.
#[derive(Clone, Copy, Debug)]
pub struct PortfolioReportMachine;

/// What must be known to decide about a portfolio report.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Who asks.
    pub by: PersonId,
    /// What the report says now.
    pub content: Content,
    /// What deviates so far that it must be explained.
    pub needed: Vec<Needed>,
}

impl Machine for PortfolioReportMachine {
    const OBJECT: &'static str = "portfolio_report";
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
        const FROZEN: &str = "the report is with the authority and does not change; it can return it";
        const ACCEPTED: &str = "the report is accepted and does not change";
        const NOT_SUBMITTED: &str = "the report has not been submitted";
        match (state, command) {
            (S::Draft | S::Returned, C::Update) => Step::Stays,
            (S::SteeringApproved, C::Update) => Step::To(S::Draft),
            (S::Draft | S::Returned, C::ApproveBySteering) => Step::To(S::SteeringApproved),
            (S::SteeringApproved, C::ApproveBySteering) => {
                Step::No("the steering group has approved it as it stands; a change asks for a new approval")
            }
            (S::Submitted, C::Update | C::ApproveBySteering) => Step::No(FROZEN),
            (S::Accepted, C::Update | C::ApproveBySteering) => Step::No(ACCEPTED),
            (S::SteeringApproved, C::Submit) => Step::To(S::Submitted),
            (S::Draft | S::Returned, C::Submit) => {
                Step::No("the steering group has not approved it as it stands; record its approval first")
            }
            (S::Submitted | S::Accepted, C::Submit) => Step::No("the report is submitted already"),
            (S::Submitted, C::Accept) => Step::To(S::Accepted),
            (S::Submitted, C::Return) => Step::To(S::Returned),
            (S::Draft | S::SteeringApproved | S::Returned, C::Accept | C::Return) => Step::No(NOT_SUBMITTED),
            (S::Accepted, C::Accept) => Step::No("the report is accepted already"),
            (S::Accepted, C::Return) => Step::No(ACCEPTED),
        }
    }

    fn guard(_state: &State, command: CommandName, facts: &Facts) -> Result<(), Why> {
        match command {
            // The figures may have moved since the steering group met; what is handed in is explained too.
            CommandName::ApproveBySteering | CommandName::Submit => {
                facts.content.check()?;
                match facts.content.unexplained(&facts.needed) {
                    Some(needed) => Err(Why::Unexplained(Box::new(needed.clone()))),
                    None => Ok(()),
                }
            }
            CommandName::Update | CommandName::Accept | CommandName::Return => Ok(()),
        }
    }

    fn apply(state: State, command: Command, facts: &Facts, now: DateTime<Utc>) -> Applied<Self> {
        let stamp = Stamp {
            by: facts.by,
            at: now,
        };
        Ok(Some(match (state, command) {
            (state @ (State::Draft { .. } | State::Returned { .. }), Command::Update(_)) => {
                (state, Event::Updated)
            }
            (State::SteeringApproved { asked, .. }, Command::Update(_)) => {
                (State::Draft { asked }, Event::Updated)
            }
            (
                state @ (State::Draft { .. } | State::Returned { .. }),
                Command::ApproveBySteering {
                    members,
                    held_on,
                    unanimous,
                    meeting,
                },
            ) => {
                let given = SteeringApproval::given(&members, held_on, unanimous, stamp)?;
                let (asked, approval) = (state.asked().cloned(), given.in_meeting(meeting));
                let state = State::SteeringApproved { asked, approval };
                (state, Event::SteeringApproved)
            }
            (State::SteeringApproved { asked, approval }, Command::Submit) => (
                State::Submitted {
                    asked,
                    approval,
                    submitted: stamp,
                },
                Event::Submitted,
            ),
            (
                State::Submitted {
                    asked,
                    approval,
                    submitted,
                },
                Command::Accept,
            ) => (
                State::Accepted {
                    asked,
                    approval,
                    submitted,
                    accepted: stamp,
                },
                Event::Accepted,
            ),
            (State::Submitted { .. }, Command::Return { questions }) => {
                let questions = filled(questions);
                if questions.is_empty() {
                    return Err(Why::NoQuestions);
                }
                let asked = Asked {
                    questions,
                    returned: stamp,
                };
                (State::Returned { asked }, Event::Returned)
            }
            (
                _,
                Command::Update(_)
                | Command::ApproveBySteering { .. }
                | Command::Submit
                | Command::Accept
                | Command::Return { .. },
            ) => return Ok(None),
        }))
    }
}

/// The texts that say something.
fn filled(texts: Vec<String>) -> Vec<String> {
    texts
        .into_iter()
        .map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty())
        .collect()
}
