use chrono::{DateTime, Utc};

use super::{Command, CommandName, Event, Grounds, State, StateName, Why};
use crate::{
    claim,
    hands::Deed,
    ids::PersonId,
    money::Money,
    workflow::{Applied, Machine, Stamp, Step},
};

/// The life of a verification.
#[derive(Clone, Copy, Debug)]
pub struct CostLineVerificationMachine;

/// What must be known to decide about a line.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// Who decides.
    pub by: PersonId,
    /// What the line claims.
    pub line: Money,
    /// What the person did to prepare the claim that holds it, if anything.
    pub prepared: Option<Deed>,
    /// The state of the claim that holds it.
    pub claim: Option<claim::StateName>,
}

impl Machine for CostLineVerificationMachine {
    const OBJECT: &'static str = "cost_line";
    type State = State;
    type StateName = StateName;
    type Command = Command;
    type CommandName = CommandName;
    type Facts = Facts;
    type Event = Event;
    type Why = Why;

    const INITIAL: StateName = StateName::Pending;

    fn step(state: StateName, command: CommandName) -> Step<StateName> {
        use CommandName as C;
        use StateName as S;
        match (state, command) {
            (S::Pending, C::Accept) => Step::To(S::Accepted),
            (S::Pending, C::AcceptPartly) => Step::To(S::Partly),
            (S::Pending, C::Disallow) => Step::To(S::Disallowed),
            (S::Accepted, C::Accept) => Step::No("the line is accepted already"),
            (S::Disallowed, C::Disallow) => Step::No("the line is disallowed already"),
            (S::Partly | S::Disallowed, C::Accept)
            | (S::Accepted | S::Partly | S::Disallowed, C::AcceptPartly)
            | (S::Accepted | S::Partly, C::Disallow) => {
                Step::No("the line is decided; reopen it before deciding otherwise")
            }
            (S::Accepted | S::Partly | S::Disallowed, C::Reopen) => Step::To(S::Pending),
            (S::Pending, C::Reopen) => Step::No("nothing is decided about the line yet"),
            (S::Pending, C::CorrectToFull | C::CorrectToPart | C::CorrectToNothing) => {
                Step::No("nothing is decided about the line, so there is nothing to correct")
            }
            (S::Partly | S::Disallowed, C::CorrectToFull) => Step::To(S::Accepted),
            (S::Accepted | S::Disallowed, C::CorrectToPart) => Step::To(S::Partly),
            (S::Partly, C::CorrectToPart) => Step::Stays,
            (S::Accepted | S::Partly, C::CorrectToNothing) => Step::To(S::Disallowed),
            (S::Accepted, C::CorrectToFull) => Step::No("all of the line is accepted already"),
            (S::Disallowed, C::CorrectToNothing) => Step::No("nothing of the line is accepted already"),
        }
    }

    fn guard(_state: &State, command: CommandName, facts: &Facts) -> Result<(), Why> {
        let claim = facts.claim.ok_or(Why::NotClaimed)?;
        match command {
            CommandName::Accept | CommandName::AcceptPartly | CommandName::Disallow | CommandName::Reopen => {
                match claim {
                    claim::StateName::Submitted => match facts.prepared {
                        None => Ok(()),
                        Some(deed) => Err(Why::SamePerson(deed)),
                    },
                    other => Err(Why::ClaimNotSubmitted(other)),
                }
            }
            CommandName::CorrectToFull | CommandName::CorrectToPart | CommandName::CorrectToNothing => {
                if claim.is_approved() {
                    Ok(())
                } else {
                    Err(Why::ClaimNotApproved(claim))
                }
            }
        }
    }

    fn apply(state: State, command: Command, facts: &Facts, now: DateTime<Utc>) -> Applied<Self> {
        let verified = Stamp {
            by: facts.by,
            at: now,
        };
        let event = match &command {
            Command::Accept | Command::AcceptPartly { .. } | Command::Disallow { .. } | Command::Reopen => {
                Event::Verified
            }
            Command::CorrectToFull | Command::CorrectToPart { .. } | Command::CorrectToNothing { .. } => {
                Event::Corrected
            }
        };
        let next = match (state, command) {
            (State::Pending, Command::Accept) => State::Accepted { verified },
            (State::Pending, Command::AcceptPartly { amount, grounds }) => State::Partly {
                verified,
                amount: part(amount, facts.line)?,
                grounds: worded(grounds)?,
            },
            (State::Pending, Command::Disallow { grounds }) => State::Disallowed {
                verified,
                grounds: worded(grounds)?,
            },
            (State::Accepted { .. } | State::Partly { .. } | State::Disallowed { .. }, Command::Reopen) => {
                State::Pending
            }
            (State::Partly { .. } | State::Disallowed { .. }, Command::CorrectToFull) => {
                State::Accepted { verified }
            }
            (
                State::Accepted { .. } | State::Partly { .. } | State::Disallowed { .. },
                Command::CorrectToPart { amount, grounds },
            ) => State::Partly {
                verified,
                amount: part(amount, facts.line)?,
                grounds: worded(grounds)?,
            },
            (State::Accepted { .. } | State::Partly { .. }, Command::CorrectToNothing { grounds }) => {
                State::Disallowed {
                    verified,
                    grounds: worded(grounds)?,
                }
            }
            (_, Command::Accept | Command::AcceptPartly { .. } | Command::Disallow { .. })
            | (State::Pending, Command::Reopen)
            | (
                _,
                Command::CorrectToFull | Command::CorrectToPart { .. } | Command::CorrectToNothing { .. },
            ) => {
                return Ok(None);
            }
        };
        Ok(Some((next, event)))
    }
}

fn part(amount: Money, line: Money) -> Result<Money, Why> {
    let is_part = if line.is_negative() {
        line < amount && amount < Money::ZERO
    } else {
        Money::ZERO < amount && amount < line
    };
    if is_part {
        Ok(amount)
    } else {
        Err(Why::NotAPart { amount, line })
    }
}

fn worded(grounds: Grounds) -> Result<Grounds, Why> {
    if grounds.text.trim().is_empty() {
        return Err(Why::NoReason);
    }
    Ok(grounds)
}
