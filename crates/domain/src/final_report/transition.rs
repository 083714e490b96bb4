use chrono::{DateTime, Utc};

use super::{Asked, Command, CommandName, Event, OpenQuestion, SectionQuestion, State, StateName, Why};
use crate::{
    ids::PersonId,
    workflow::{Applied, Machine, Stamp, Step},
};

/// The life of a final report.
#[derive(Clone, Copy, Debug)]
pub struct FinalReportMachine;

/// What must be known to decide about a final report.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Who asks.
    pub by: PersonId,
    /// The first question that is asked and has no answer that can stand.
    pub open: Option<OpenQuestion>,
    /// The codes of its sections.
    pub sections: Vec<String>,
}

impl Machine for FinalReportMachine {
    const OBJECT: &'static str = "final_report";
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
        match (state, command) {
            (S::Draft | S::Returned, C::Answer) => Step::Stays,
            (S::Draft | S::Returned, C::Submit) => Step::To(S::Submitted),
            (S::Submitted, C::Accept) => Step::To(S::Accepted),
            (S::Submitted, C::Return) => Step::To(S::Returned),
            (S::Draft | S::Returned, C::Accept | C::Return) => Step::No("the report has not been submitted"),
            (S::Submitted, C::Answer) => {
                Step::No("the report is with the authority and does not change; it can return it")
            }
            (S::Submitted, C::Submit) => Step::No("the report is submitted already"),
            (S::Accepted, C::Answer | C::Submit | C::Accept | C::Return) => {
                Step::No("the report is accepted and does not change")
            }
        }
    }

    fn guard(state: &State, command: CommandName, facts: &Facts) -> Result<(), Why> {
        match command {
            CommandName::Submit => match &facts.open {
                Some(open) => Err(Why::Open(open.clone())),
                None => Ok(()),
            },
            CommandName::Accept | CommandName::Return => {
                let own = state
                    .submitted()
                    .is_some_and(|submitted| submitted.by == facts.by);
                if own {
                    return Err(Why::SubmittedBySamePerson);
                }
                Ok(())
            }
            CommandName::Answer => Ok(()),
        }
    }

    fn apply(state: State, command: Command, facts: &Facts, now: DateTime<Utc>) -> Applied<Self> {
        let stamp = Stamp {
            by: facts.by,
            at: now,
        };
        Ok(Some(match (state, command) {
            (state @ (State::Draft | State::Returned { .. }), Command::Answer) => (state, Event::Changed),
            (State::Draft, Command::Submit) => {
                let submitted = State::Submitted {
                    asked: None,
                    submitted: stamp,
                };
                (submitted, Event::Submitted)
            }
            (State::Returned { asked }, Command::Submit) => {
                let submitted = State::Submitted {
                    asked: Some(asked),
                    submitted: stamp,
                };
                (submitted, Event::Submitted)
            }
            (State::Submitted { asked, submitted }, Command::Accept) => {
                let accepted = State::Accepted {
                    asked,
                    submitted,
                    accepted: stamp,
                };
                (accepted, Event::Accepted)
            }
            (State::Submitted { .. }, Command::Return { questions }) => {
                let asked = Asked {
                    questions: asked(questions, &facts.sections)?,
                    returned: stamp,
                };
                (State::Returned { asked }, Event::Returned)
            }
            (_, Command::Answer | Command::Submit | Command::Accept | Command::Return { .. }) => {
                return Ok(None);
            }
        }))
    }
}

/// The questions that say something, each about a section of the report.
fn asked(questions: Vec<SectionQuestion>, sections: &[String]) -> Result<Vec<SectionQuestion>, Why> {
    let mut asked = Vec::with_capacity(questions.len());
    for (place, one) in questions.into_iter().enumerate() {
        let question = one.question.trim().to_owned();
        if question.is_empty() {
            continue;
        }
        if !sections.contains(&one.section) {
            return Err(Why::NoSection(place, one.section));
        }
        asked.push(SectionQuestion {
            section: one.section,
            question,
        });
    }
    if asked.is_empty() {
        return Err(Why::NoQuestions);
    }
    Ok(asked)
}
