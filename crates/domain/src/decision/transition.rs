use chrono::{DateTime, Utc};

use super::{Command, CommandName, Event, Proposal, State, StateName, Why};
use crate::{
    application,
    call::Terms,
    hands::{Deed, Hands},
    ids::PersonId,
    money::Money,
    workflow::{Applied, Machine, Stamp, Step},
};

/// The life of a decision.
#[derive(Clone, Copy, Debug)]
pub struct DecisionMachine;

/// What must be known to decide about a decision.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Who asks.
    pub by: PersonId,
    /// Everybody who drafted or changed it.
    pub hands: Hands,
    /// What it says now.
    pub proposal: Proposal,
    /// Where the application stands.
    pub application: application::StateName,
    /// The sum of the application's budget.
    pub budget: Money,
    /// The terms of the call.
    pub terms: Terms,
    /// Whether a claim for correction has set it aside.
    pub set_aside: bool,
    /// What other decisions have granted from the call and was not refused.
    pub granted_elsewhere: Money,
}

const MOST_CONDITIONS: usize = 50;
/// A condition is a paragraph.
const LONGEST_CONDITION: usize = 4_000;

fn check_conditions(conditions: &[String]) -> Result<(), Why> {
    if conditions.len() > MOST_CONDITIONS {
        return Err(Why::TooManyConditions(MOST_CONDITIONS));
    }
    for (place, condition) in conditions.iter().enumerate() {
        if condition.trim().is_empty() {
            return Err(Why::EmptyCondition { place });
        }
        if condition.chars().count() > LONGEST_CONDITION {
            return Err(Why::ConditionTooLong {
                place,
                most: LONGEST_CONDITION,
            });
        }
    }
    Ok(())
}

impl Facts {
    /// Whether a decision can say this.
    ///
    /// # Errors
    /// The first limit that it would pass.
    pub fn check(&self, proposal: &Proposal) -> Result<(), Why> {
        if proposal.reasoning.trim().is_empty() {
            return Err(Why::NoReasoning);
        }
        let Some(grant) = &proposal.grant else {
            return if proposal.conditions.is_empty() {
                Ok(())
            } else {
                Err(Why::ConditionsOfNothing)
            };
        };
        check_conditions(&proposal.conditions)?;
        let award = grant.award;
        if award <= Money::ZERO {
            return Err(Why::NoAward);
        }
        let (rate, most) = (grant.rate, self.terms.rate);
        if rate > most {
            return Err(Why::OverRate { rate, most });
        }
        let largest = self.terms.largest_award;
        if award > largest {
            return Err(Why::OverLargestAward { award, largest });
        }
        if let Some(smallest) = self.terms.smallest_award.filter(|smallest| award < *smallest) {
            return Err(Why::UnderSmallestAward { award, smallest });
        }
        let covered = grant.rate.of_floor(self.budget);
        if award > covered {
            return Err(Why::OverBudget { award, covered });
        }
        let left = self.terms.appropriation.checked_sub(self.granted_elsewhere)?;
        if award > left {
            return Err(Why::OverAppropriation { award, left });
        }
        if let Some(advance) = &grant.advance {
            advance.check(award)?;
        }
        Ok(())
    }

    /// Whether a decision about the application can be drafted or made now.
    ///
    /// # Errors
    /// When the application is not evaluated, or was decided already.
    pub const fn check_application(&self) -> Result<(), Why> {
        match self.application {
            application::StateName::Evaluated => Ok(()),
            other => Err(Why::NotEvaluated(other)),
        }
    }
}

impl Machine for DecisionMachine {
    const OBJECT: &'static str = "decision";
    type State = State;
    type StateName = StateName;
    type Command = Command;
    type CommandName = CommandName;
    type Facts = Facts;
    type Event = Event;
    type Why = Why;

    const INITIAL: StateName = StateName::Drafted;

    fn step(state: StateName, command: CommandName) -> Step<StateName> {
        use CommandName as C;
        use StateName as S;
        match (state, command) {
            (S::Drafted, C::Update) => Step::Stays,
            (S::Drafted, C::Approve) => Step::To(S::Decided),
            (S::Decided, C::Accept) => Step::To(S::Accepted),
            (S::Decided, C::Refuse) => Step::To(S::Refused),
            (S::Drafted, C::Accept | C::Refuse) => Step::No("the decision has not been made"),
            (S::Decided | S::Accepted | S::Refused, C::Update) => {
                Step::No("the decision has been made; it is not changed any more")
            }
            (S::Decided | S::Accepted | S::Refused, C::Approve) => {
                Step::No("the decision has been made already")
            }
            (S::Accepted, C::Accept | C::Refuse) => Step::No("the grant has been accepted already"),
            (S::Refused, C::Accept | C::Refuse) => Step::No("the grant has been refused already"),
        }
    }

    fn guard(_state: &State, command: CommandName, facts: &Facts) -> Result<(), Why> {
        match command {
            CommandName::Update => facts.check_application(),
            CommandName::Approve => {
                if let Some(deed) = facts.hands.of(facts.by) {
                    return Err(Why::SamePerson(deed));
                }
                if !facts.hands.know(Deed::Drafted) {
                    return Err(Why::NobodyDrafted);
                }
                facts.check_application()?;
                facts.check(&facts.proposal)
            }
            CommandName::Accept | CommandName::Refuse if facts.set_aside => Err(Why::SetAside),
            CommandName::Accept | CommandName::Refuse if facts.proposal.grant.is_none() => {
                Err(Why::NothingGranted)
            }
            CommandName::Accept | CommandName::Refuse => Ok(()),
        }
    }

    fn apply(state: State, command: Command, facts: &Facts, now: DateTime<Utc>) -> Applied<Self> {
        let stamp = Stamp {
            by: facts.by,
            at: now,
        };
        Ok(match (state, command) {
            (state, Command::Update(proposal)) => {
                facts.check(&proposal)?;
                Some((state, Event::Updated))
            }
            (State::Drafted, Command::Approve) => Some((State::Decided { decided: stamp }, Event::Decided)),
            (State::Decided { decided }, Command::Accept) => Some((
                State::Accepted {
                    decided,
                    accepted: stamp,
                },
                Event::Accepted,
            )),
            (State::Decided { decided }, Command::Refuse { reason }) => {
                if reason.trim().is_empty() {
                    return Err(Why::NoReason);
                }
                Some((
                    State::Refused {
                        decided,
                        refused: stamp,
                        reason,
                    },
                    Event::Refused,
                ))
            }
            (_, Command::Approve | Command::Accept | Command::Refuse { .. }) => None,
        })
    }
}
