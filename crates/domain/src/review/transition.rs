use chrono::{DateTime, Utc};

use super::{
    Command, CommandName, Event, GivenScore, LONGEST_REASON, State, StateName, Why, check_scores, lacking,
};
use crate::{
    application::StateName as Application,
    ids::PersonId,
    review_rules::ReviewRules,
    workflow::{Applied, Machine, Stamp, Step},
};

/// The life of a review.
#[derive(Clone, Copy, Debug)]
pub struct ReviewMachine;

/// What must be known to decide about a review.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Who asks.
    pub by: PersonId,
    /// Who was assigned.
    pub reviewer: PersonId,
    /// The name of a municipality of the application in which the reviewer holds or held a role, if there is one.
    pub own_municipality: Option<String>,
    /// Where the application stands.
    pub application: Application,
    /// The criteria of the call.
    pub rules: ReviewRules,
    /// What is scored so far.
    pub scores: Vec<GivenScore>,
}

impl Facts {
    fn may_score(&self) -> Result<(), Why> {
        if let Some(name) = &self.own_municipality {
            return Err(Why::OwnMunicipality(name.clone()));
        }
        match self.application {
            Application::Submitted | Application::SupplementRequested => Ok(()),
            Application::Draft
            | Application::PartnerCommitments
            | Application::Evaluated
            | Application::Accepted
            | Application::Rejected
            | Application::Withdrawn => Err(Why::NotUnderReview(self.application)),
        }
    }
}

impl Machine for ReviewMachine {
    const OBJECT: &'static str = "review";
    type State = State;
    type StateName = StateName;
    type Command = Command;
    type CommandName = CommandName;
    type Facts = Facts;
    type Event = Event;
    type Why = Why;

    const INITIAL: StateName = StateName::Assigned;

    fn step(state: StateName, command: CommandName) -> Step<StateName> {
        use CommandName as C;
        use StateName as S;
        match (state, command) {
            (S::Assigned, C::SaveScores) => Step::Stays,
            (S::Assigned, C::Submit) => Step::To(S::Submitted),
            (S::Assigned | S::Submitted, C::DeclareConflict) => Step::To(S::Conflicted),
            (S::Assigned, C::Withdraw) => Step::To(S::Withdrawn),
            (S::Submitted, C::SaveScores | C::Submit) => {
                Step::No("the review was submitted and is not changed any more")
            }
            (S::Submitted, C::Withdraw) => {
                Step::No("the review was submitted and counts; only a conflict of interest takes it out")
            }
            (S::Conflicted, C::SaveScores | C::Submit | C::DeclareConflict | C::Withdraw) => {
                Step::No("the reviewer has a conflict of interest; somebody else reviews the application")
            }
            (S::Withdrawn, C::SaveScores | C::Submit | C::DeclareConflict | C::Withdraw) => {
                Step::No("the assignment was taken back; the application need not be reviewed by this person")
            }
        }
    }

    fn guard(_state: &State, command: CommandName, facts: &Facts) -> Result<(), Why> {
        let own = || {
            if facts.by == facts.reviewer {
                Ok(())
            } else {
                Err(Why::NotYours)
            }
        };
        match command {
            CommandName::SaveScores => {
                own()?;
                facts.may_score()
            }
            CommandName::Submit => {
                own()?;
                facts.may_score()?;
                if facts.application == Application::SupplementRequested {
                    return Err(Why::BeingSupplemented);
                }
                let lacking = lacking(&facts.scores, &facts.rules);
                if lacking.is_empty() {
                    Ok(())
                } else {
                    Err(Why::Lacking(lacking))
                }
            }
            CommandName::DeclareConflict => own(),
            CommandName::Withdraw => Ok(()),
        }
    }

    fn apply(state: State, command: Command, facts: &Facts, now: DateTime<Utc>) -> Applied<Self> {
        let stamp = Stamp {
            by: facts.by,
            at: now,
        };
        Ok(match (state, command) {
            (State::Assigned, Command::SaveScores(scores)) => {
                check_scores(&scores, &facts.rules)?;
                Some((State::Assigned, Event::Saved))
            }
            (State::Assigned, Command::Submit) => {
                Some((State::Submitted { submitted: stamp }, Event::Submitted))
            }
            (State::Assigned | State::Submitted { .. }, Command::DeclareConflict { reason }) => {
                let conflicted = State::Conflicted {
                    declared: stamp,
                    reason: given(&reason)?,
                    municipality: None,
                };
                Some((conflicted, Event::Conflicted))
            }
            (State::Assigned, Command::Withdraw { reason }) => {
                let withdrawn = State::Withdrawn {
                    withdrawn: stamp,
                    reason: given(&reason)?,
                };
                Some((withdrawn, Event::Withdrawn))
            }
            (
                _,
                Command::SaveScores(_)
                | Command::Submit
                | Command::DeclareConflict { .. }
                | Command::Withdraw { .. },
            ) => None,
        })
    }
}

/// A reason that was given, without the space around it.
fn given(reason: &str) -> Result<String, Why> {
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Why::NoReason);
    }
    if reason.chars().count() > LONGEST_REASON {
        return Err(Why::LongReason(LONGEST_REASON));
    }
    Ok(reason.to_owned())
}
