use chrono::{DateTime, Utc};

use super::{Command, CommandName, Details, Event, State, StateName, Why};
use crate::{
    calendar,
    hands::{Deed, Hands},
    ids::PersonId,
    workflow::{Applied, Machine, Stamp, Step},
};

/// The life of a call.
#[derive(Clone, Copy, Debug)]
pub struct CallMachine;

/// What must be known to decide about a call.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Who asks.
    pub by: PersonId,
    /// Everybody who drafted or changed the call.
    pub hands: Hands,
    /// What the call says now.
    pub details: Details,
    /// The time.
    pub now: DateTime<Utc>,
    /// Submitted applications without a decision.
    pub undecided_applications: u64,
}

impl Machine for CallMachine {
    const OBJECT: &'static str = "call";
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
            (S::Draft, C::Update) => Step::Stays,
            (S::Published | S::Closed | S::Resolved | S::Archived, C::Update) => Step::No(
                "a published call is not changed, for applicants rely on what it says; propose a correction",
            ),
            (S::Published, C::Correct) => Step::Stays,
            (S::Draft, C::Correct) => Step::No("the call is a draft; change it"),
            (S::Closed | S::Resolved | S::Archived, C::Correct) => {
                Step::No("the call has closed; nobody can answer what is corrected now")
            }
            (S::Draft, C::SetReviewRules) => Step::Stays,
            (S::Published | S::Closed | S::Resolved | S::Archived, C::SetReviewRules) => Step::No(
                "the criteria were published with the call and stay as they are; applicants rely on them",
            ),
            (S::Draft, C::Publish) => Step::To(S::Published),
            (S::Published | S::Closed | S::Resolved | S::Archived, C::Publish) => {
                Step::No("the call is published already")
            }
            (S::Published, C::Close) => Step::To(S::Closed),
            (S::Draft, C::Close) => Step::No("the call is not published"),
            (S::Closed | S::Resolved | S::Archived, C::Close) => Step::No("the call is closed already"),
            (S::Closed, C::Resolve) => Step::To(S::Resolved),
            (S::Draft | S::Published, C::Resolve) => {
                Step::No("the call is not closed; applications may still come")
            }
            (S::Resolved | S::Archived, C::Resolve) => Step::No("the call is resolved already"),
            (S::Resolved, C::Archive) => Step::To(S::Archived),
            (S::Draft | S::Published | S::Closed, C::Archive) => {
                Step::No("only a resolved call is archived; resolve it first")
            }
            (S::Archived, C::Archive) => Step::No("the call is archived already"),
        }
    }

    fn guard(_state: &State, command: CommandName, facts: &Facts) -> Result<(), Why> {
        match command {
            CommandName::Publish => {
                if let Some(deed) = facts.hands.of(facts.by) {
                    return Err(Why::SamePerson(deed));
                }
                if !facts.hands.know(Deed::Drafted) {
                    return Err(Why::NobodyDrafted);
                }
                facts.details.check()?;
                if facts.now >= facts.details.closing_time() {
                    return Err(Why::ClosesInThePast(facts.details.closes_on));
                }
                Ok(())
            }
            CommandName::Close if facts.now < facts.details.closing_time() => Err(Why::StillOpen(
                calendar::HolidayCalendar::Finland.roll(facts.details.closes_on),
            )),
            CommandName::Resolve if facts.undecided_applications > 0 => {
                Err(Why::UndecidedApplications(facts.undecided_applications))
            }
            CommandName::Update
            | CommandName::SetReviewRules
            | CommandName::Correct
            | CommandName::Close
            | CommandName::Resolve
            | CommandName::Archive => Ok(()),
        }
    }

    fn apply(state: State, command: Command, facts: &Facts, now: DateTime<Utc>) -> Applied<Self> {
        let stamp = Stamp {
            by: facts.by,
            at: now,
        };
        Ok(Some(match (state, command) {
            (state, Command::Update(details)) => {
                details.check()?;
                (state, Event::Updated)
            }
            (state, Command::SetReviewRules(rules)) => {
                rules.check()?;
                (state, Event::ReviewRulesSet)
            }
            (state, Command::Correct(details)) => {
                details.check()?;
                (state, Event::Corrected)
            }
            (State::Draft, Command::Publish) => (State::Published { published: stamp }, Event::Published),
            (State::Published { published }, Command::Close) => (
                State::Closed {
                    published,
                    closed_at: now,
                },
                Event::Closed,
            ),
            (State::Closed { published, closed_at }, Command::Resolve) => (
                State::Resolved {
                    published,
                    closed_at,
                    resolved: stamp,
                },
                Event::Resolved,
            ),
            (
                State::Resolved {
                    published,
                    closed_at,
                    resolved,
                },
                Command::Archive,
            ) => (
                State::Archived {
                    published,
                    closed_at,
                    resolved,
                    archived: stamp,
                },
                Event::Archived,
            ),
            (_, Command::Publish | Command::Close | Command::Resolve | Command::Archive) => return Ok(None),
        }))
    }
}

impl Details {
    /// When applications are no longer taken: 24:00 in Helsinki of the (rolled) closing day.
    #[must_use]
    pub fn closing_time(&self) -> DateTime<Utc> {
        calendar::end_of_day(calendar::HolidayCalendar::Finland.roll(self.closes_on))
    }

    /// Whether the content can be published.
    ///
    /// # Errors
    /// The first fault.
    pub fn check(&self) -> Result<(), Why> {
        if self.title.trim().is_empty() {
            return Err(Why::NoTitle);
        }
        if self.closes_on < self.opens_on {
            return Err(Why::ClosesBeforeItOpens {
                opens_on: self.opens_on,
                closes_on: self.closes_on,
            });
        }
        self.terms.check()?;
        Ok(())
    }
}
