use chrono::{DateTime, Utc};

use super::{Command, CommandName, Event, LONGEST, Late, Outcome, Reply, State, StateName, Why};
use crate::{
    hands::{Deed, Hands},
    ids::PersonId,
    workflow::{Applied, Machine, Stamp, Step},
};

/// The life of a claim for correction.
#[derive(Clone, Copy, Debug)]
pub struct RectificationMachine;

/// What must be known to decide about a claim for correction.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Who asks.
    pub by: PersonId,
    /// Everybody who drafted the answer.
    pub hands: Hands,
    /// Whether it was made too late.
    pub late: Late,
    /// Whether the lead municipality has accepted the grant, so that a project runs.
    pub grant_runs: bool,
}

impl Facts {
    /// Whether this can be the answer.
    ///
    /// # Errors
    /// The first rule that it would break.
    pub fn check(&self, reply: &Reply) -> Result<(), Why> {
        if reply.reasoning.trim().is_empty() {
            return Err(Why::NoReasoning);
        }
        if reply.reasoning.chars().count() > LONGEST {
            return Err(Why::TooLong {
                field: "reasoning",
                most: LONGEST,
            });
        }
        match reply.outcome {
            // Late only as presumed: whether the later day of receipt was shown is for the officer to say.
            Outcome::DismissedAsLate if !self.late.as_presumed => Err(Why::InTime),
            Outcome::Unchanged | Outcome::Changed if self.late.as_stated => Err(Why::Late),
            Outcome::Changed if self.grant_runs => Err(Why::GrantRuns),
            Outcome::DismissedAsLate | Outcome::Unchanged | Outcome::Changed => Ok(()),
        }
    }
}

impl Machine for RectificationMachine {
    const OBJECT: &'static str = "rectification";
    type State = State;
    type StateName = StateName;
    type Command = Command;
    type CommandName = CommandName;
    type Facts = Facts;
    type Event = Event;
    type Why = Why;

    const INITIAL: StateName = StateName::Filed;

    fn step(state: StateName, command: CommandName) -> Step<StateName> {
        use CommandName as C;
        use StateName as S;
        match (state, command) {
            (S::Filed, C::Draft) => Step::To(S::Drafted),
            (S::Filed, C::Decide) => Step::No("no answer has been drafted yet"),
            (S::Filed | S::Drafted, C::Withdraw) => Step::To(S::Withdrawn),
            (S::Drafted, C::Draft) => Step::Stays,
            (S::Drafted, C::Decide) => Step::To(S::Decided),
            (S::Decided, C::Draft | C::Decide | C::Withdraw) => Step::No("the claim has been answered"),
            (S::Withdrawn, C::Draft | C::Decide | C::Withdraw) => Step::No("the claim has been withdrawn"),
        }
    }

    fn guard(state: &State, command: CommandName, facts: &Facts) -> Result<(), Why> {
        match command {
            CommandName::Draft | CommandName::Withdraw => Ok(()),
            CommandName::Decide => {
                if let Some(deed) = facts.hands.of(facts.by) {
                    return Err(Why::SamePerson(deed));
                }
                if !facts.hands.know(Deed::Drafted) {
                    return Err(Why::NobodyDrafted);
                }
                match state {
                    State::Drafted { reply, .. } => facts.check(reply),
                    State::Filed | State::Decided { .. } | State::Withdrawn { .. } => Ok(()),
                }
            }
        }
    }

    fn apply(state: State, command: Command, facts: &Facts, now: DateTime<Utc>) -> Applied<Self> {
        let stamp = Stamp {
            by: facts.by,
            at: now,
        };
        Ok(match (state, command) {
            (State::Filed | State::Drafted { .. }, Command::Draft(reply)) => {
                facts.check(&reply)?;
                let drafted = State::Drafted {
                    reply,
                    drafted: stamp,
                };
                Some((drafted, Event::Drafted))
            }
            (State::Drafted { reply, drafted }, Command::Decide) => {
                let decided = State::Decided {
                    reply,
                    drafted,
                    decided: stamp,
                };
                Some((decided, Event::Decided))
            }
            (State::Filed | State::Drafted { .. }, Command::Withdraw { reason }) => {
                let reason = reason.trim().to_owned();
                if reason.is_empty() {
                    return Err(Why::NoReason);
                }
                let withdrawn = State::Withdrawn {
                    withdrawn: stamp,
                    reason,
                };
                Some((withdrawn, Event::Withdrawn))
            }
            (_, Command::Draft(_) | Command::Decide | Command::Withdraw { .. }) => None,
        })
    }
}
