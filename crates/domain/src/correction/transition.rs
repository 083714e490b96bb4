use chrono::{DateTime, Utc};

use super::{Command, CommandName, Event, State, StateName, Why};
use crate::{
    ids::PersonId,
    workflow::{Applied, Machine, Stamp, Step},
};

/// The life of a correction.
#[derive(Clone, Copy, Debug)]
pub struct CorrectionMachine;

/// What must be known to decide about a correction.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// Who asks; the nil id when the system does.
    pub by: PersonId,
    /// Who proposed it.
    pub proposed_by: PersonId,
    /// How many of its lines are not accepted any more as they were when it was proposed.
    pub moved_lines: u64,
}

impl Machine for CorrectionMachine {
    const OBJECT: &'static str = "correction";
    type State = State;
    type StateName = StateName;
    type Command = Command;
    type CommandName = CommandName;
    type Facts = Facts;
    type Event = Event;
    type Why = Why;

    const INITIAL: StateName = StateName::Proposed;

    fn step(state: StateName, command: CommandName) -> Step<StateName> {
        use CommandName as C;
        use StateName as S;
        const DECIDED: &str = "the correction is approved; another correction can undo it";
        const REJECTED: &str = "the correction is rejected; propose a new one";
        const NOT_YET: &str = "two persons of the authority must approve the correction first";
        match (state, command) {
            (S::Proposed, C::Endorse) => Step::To(S::Endorsed),
            (S::Endorsed, C::Endorse) => {
                Step::No("an officer has approved the correction; the second person is next")
            }
            (S::Proposed, C::Approve) => Step::No("an officer must approve the correction first"),
            (S::Endorsed, C::Approve) => Step::To(S::Approved),
            (S::Proposed | S::Endorsed, C::Reject) => Step::To(S::Rejected),
            (S::Proposed | S::Endorsed, C::Net | C::Recover | C::Release) => Step::No(NOT_YET),
            (S::Approved, C::Net) => Step::To(S::Netted),
            (S::Approved, C::Recover) => Step::To(S::Recovering),
            (S::Recovering, C::Release) => Step::To(S::Approved),
            (S::Approved | S::Netted, C::Release) => Step::No("the correction is not being recovered"),
            (S::Recovering, C::Net) => Step::No("the correction is recovered, so no claim nets it"),
            (S::Netted, C::Net | C::Recover) => {
                Step::No("a claim has netted the correction already; nothing is left to recover")
            }
            (S::Recovering, C::Recover) => Step::No("the correction is being recovered already"),
            (S::Approved | S::Netted | S::Recovering, C::Endorse | C::Approve | C::Reject) => {
                Step::No(DECIDED)
            }
            (S::Rejected, C::Endorse | C::Approve | C::Reject | C::Net | C::Recover | C::Release) => {
                Step::No(REJECTED)
            }
        }
    }

    fn guard(state: &State, command: CommandName, facts: &Facts) -> Result<(), Why> {
        match command {
            CommandName::Endorse | CommandName::Approve => {
                if facts.by == facts.proposed_by {
                    return Err(Why::ProposedBySamePerson);
                }
                if state.endorsed().is_some_and(|endorsed| endorsed.by == facts.by) {
                    return Err(Why::EndorsedBySamePerson);
                }
                if facts.moved_lines > 0 {
                    return Err(Why::LinesMoved(facts.moved_lines));
                }
                Ok(())
            }
            CommandName::Reject | CommandName::Net | CommandName::Recover | CommandName::Release => Ok(()),
        }
    }

    fn apply(state: State, command: Command, facts: &Facts, now: DateTime<Utc>) -> Applied<Self> {
        let stamp = Stamp {
            by: facts.by,
            at: now,
        };
        Ok(match command {
            Command::Endorse => matches!(state, State::Proposed)
                .then_some((State::Endorsed { endorsed: stamp }, Event::Endorsed)),
            Command::Approve { after_claim } => match state {
                State::Endorsed { endorsed } => {
                    let state = State::Approved {
                        endorsed,
                        approved: stamp,
                        after_claim,
                    };
                    Some((state, Event::Approved))
                }
                _ => None,
            },
            Command::Reject { reason } => reject(&state, &reason, stamp)?,
            Command::Net { claim } => match state {
                State::Approved {
                    endorsed,
                    approved,
                    after_claim,
                } => {
                    let state = State::Netted {
                        endorsed,
                        approved,
                        after_claim,
                        claim,
                        netted_at: now,
                    };
                    Some((state, Event::Netted))
                }
                _ => None,
            },
            Command::Recover { recovery } => match state {
                State::Approved {
                    endorsed,
                    approved,
                    after_claim,
                } => {
                    let state = State::Recovering {
                        endorsed,
                        approved,
                        after_claim,
                        recovery,
                    };
                    Some((state, Event::Recovering))
                }
                _ => None,
            },
            Command::Release => match state {
                State::Recovering {
                    endorsed,
                    approved,
                    after_claim,
                    ..
                } => {
                    let state = State::Approved {
                        endorsed,
                        approved,
                        after_claim,
                    };
                    Some((state, Event::Released))
                }
                _ => None,
            },
        })
    }
}

fn reject(state: &State, reason: &str, rejected: Stamp) -> Applied<CorrectionMachine> {
    let endorsed = match *state {
        State::Proposed => None,
        State::Endorsed { endorsed } => Some(endorsed),
        State::Approved { .. } | State::Netted { .. } | State::Recovering { .. } | State::Rejected { .. } => {
            return Ok(None);
        }
    };
    let reason = reason.trim().to_owned();
    if reason.is_empty() {
        return Err(Why::NoReason);
    }
    let state = State::Rejected {
        endorsed,
        rejected,
        reason,
    };
    Ok(Some((state, Event::Rejected)))
}
