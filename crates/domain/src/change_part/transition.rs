use chrono::{DateTime, NaiveDate, Utc};

use super::{Command, CommandName, Event, Made, Outcome, Proposal, Side, State, StateName, Why};
use crate::{
    amendment::PartKind,
    change_request,
    ids::PersonId,
    workflow::{Applied, Machine, RefusalCode, Stamp, Step},
};

/// The life of a part of a change request.
#[derive(Clone, Copy, Debug)]
pub struct ChangePartMachine;

/// Why a change cannot be made, as its own rules say it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hindrance {
    /// For programs.
    pub code: RefusalCode,
    /// For people.
    pub message: String,
}

/// Who has confirmed, and who has to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Confirmations {
    /// For whom the asking person can confirm.
    pub side: Option<Side>,
    /// Who has not confirmed.
    pub missing: Vec<Side>,
    /// The persons who have.
    pub given_by: Vec<PersonId>,
}

/// What is handed over to somebody, and what of it is not taken over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HandingOver {
    /// Who takes over, if somebody does.
    pub successor: Option<PersonId>,
    /// How many items the list has.
    pub items: i32,
    /// The places of those that are not ticked.
    pub waiting: Vec<i32>,
}

/// What must be known to decide about a part.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Who asks; the nil id for the system.
    pub by: PersonId,
    /// The Helsinki date.
    pub today: NaiveDate,
    /// What kind of change it is.
    pub kind: PartKind,
    /// Where the request stands.
    pub request: change_request::StateName,
    /// Who wrote or submitted the request.
    pub requesters: Vec<PersonId>,
    /// Why what is to be proposed, decided or enforced cannot be done, if it cannot.
    pub impossible: Option<Hindrance>,
    /// The confirmations.
    pub confirmations: Confirmations,
    /// What has to be finished before it comes into force, in words.
    pub waits_for: Option<String>,
    /// Who proposed that it is cancelled, if somebody did.
    pub cancelled_by: Option<PersonId>,
    /// What is handed over.
    pub handing_over: HandingOver,
    /// Whether the call lets one officer accept a change of direction.
    pub one_officer: bool,
}

impl Machine for ChangePartMachine {
    const OBJECT: &'static str = "change_part";
    type State = State;
    type StateName = StateName;
    type Command = Command;
    type CommandName = CommandName;
    type Facts = Facts;
    type Event = Event;
    type Why = Why;

    const INITIAL: StateName = StateName::Requested;

    fn step(state: StateName, command: CommandName) -> Step<StateName> {
        use CommandName as C;
        use StateName as S;
        const DECIDED: &str = "this part has been decided already";
        const UNDECIDED: &str = "this part has not been decided";
        match (state, command) {
            (S::Requested, C::Propose) => Step::To(S::Proposed),
            (S::Proposed, C::Propose) => Step::Stays,
            (S::Requested | S::Proposed, C::AcceptAlone) => Step::To(S::Accepted),
            (S::Proposed, C::Return) => Step::To(S::Requested),
            (S::Proposed, C::Accept) => Step::To(S::Accepted),
            (S::Proposed, C::AcceptWithChanges) => Step::To(S::AcceptedWithChanges),
            (S::Proposed, C::Reject) => Step::To(S::Rejected),
            (S::Requested, C::Return | C::Accept | C::AcceptWithChanges | C::Reject) => {
                Step::No("nothing has been proposed about this part")
            }
            (
                S::Requested | S::Proposed,
                C::Confirm | C::TakeOver | C::Enforce | C::ProposeCancellation | C::Cancel,
            ) => Step::No(UNDECIDED),
            (S::Requested | S::Proposed, C::Withdraw) => Step::To(S::Withdrawn),
            (S::Accepted | S::AcceptedWithChanges, C::Confirm | C::TakeOver) => Step::Stays,
            (S::Accepted | S::AcceptedWithChanges, C::Enforce) => Step::To(S::InForce),
            (S::Accepted | S::AcceptedWithChanges, C::ProposeCancellation) => Step::Stays,
            (S::Accepted | S::AcceptedWithChanges, C::Cancel) => Step::To(S::Rejected),
            (S::Rejected, C::Confirm | C::TakeOver | C::Enforce | C::ProposeCancellation | C::Cancel) => {
                Step::No("this part was rejected")
            }
            (S::InForce, C::Confirm | C::TakeOver | C::Enforce | C::ProposeCancellation | C::Cancel) => {
                Step::No("this part is in force already")
            }
            (
                S::Accepted | S::AcceptedWithChanges | S::Rejected | S::InForce,
                C::Propose
                | C::AcceptAlone
                | C::Return
                | C::Accept
                | C::AcceptWithChanges
                | C::Reject
                | C::Withdraw,
            ) => Step::No(DECIDED),
            (
                S::Withdrawn,
                C::Propose
                | C::AcceptAlone
                | C::Return
                | C::Accept
                | C::AcceptWithChanges
                | C::Reject
                | C::Confirm
                | C::TakeOver
                | C::Enforce
                | C::ProposeCancellation
                | C::Cancel
                | C::Withdraw,
            ) => Step::No("the request was withdrawn"),
        }
    }

    fn guard(state: &State, command: CommandName, facts: &Facts) -> Result<(), Why> {
        match command {
            CommandName::Propose => facts.can_be_handled(),
            CommandName::AcceptAlone if facts.kind != PartKind::ChangeOfDirection || !facts.one_officer => {
                Err(Why::TwoPersons)
            }
            CommandName::AcceptAlone => facts.can_be_handled(),
            CommandName::Return => {
                facts.can_be_handled()?;
                facts.another_than_proposed(state)
            }
            CommandName::Accept | CommandName::AcceptWithChanges | CommandName::Reject => {
                facts.can_be_handled()?;
                facts.another_than_proposed(state)?;
                if state
                    .proposal()
                    .map(|proposal| CommandName::deciding(proposal.outcome))
                    != Some(command)
                {
                    return Err(Why::NotAsProposed);
                }
                facts.possible(state)
            }
            CommandName::Confirm => facts.can_confirm(),
            CommandName::TakeOver => facts.can_take_over(),
            CommandName::Enforce => {
                if let Some(day) = state.proposal().and_then(|proposal| proposal.effective_on)
                    && facts.today < day
                {
                    return Err(Why::NotYet(day));
                }
                if !facts.confirmations.missing.is_empty() {
                    return Err(Why::Unconfirmed(facts.confirmations.missing.clone()));
                }
                if !facts.handing_over.waiting.is_empty() {
                    return Err(Why::NotTakenOver(facts.handing_over.waiting.clone()));
                }
                if let Some(what) = &facts.waits_for {
                    return Err(Why::Waits(what.clone()));
                }
                facts.possible(state)
            }
            CommandName::ProposeCancellation => facts.can_be_cancelled(),
            CommandName::Cancel => {
                match facts.cancelled_by {
                    None => return Err(Why::NoCancellation),
                    Some(by) if by == facts.by => return Err(Why::CancelledBySamePerson),
                    Some(_) => {}
                }
                facts.can_be_cancelled()
            }
            CommandName::Withdraw => Ok(()),
        }
    }

    fn apply(state: State, command: Command, facts: &Facts, now: DateTime<Utc>) -> Applied<Self> {
        let stamp = Stamp {
            by: facts.by,
            at: now,
        };
        Ok(match (state, command) {
            (State::Requested | State::Proposed { .. }, Command::Propose(proposal)) => {
                check_proposal(&proposal, facts)?;
                let state = State::Proposed {
                    proposal,
                    proposed: stamp,
                };
                Some((state, Event::Proposed))
            }
            (State::Requested | State::Proposed { .. }, Command::AcceptAlone(proposal)) => {
                check_proposal(&proposal, facts)?;
                Some(decided(proposal, stamp, stamp))
            }
            (State::Proposed { .. }, Command::Return { reason }) => {
                written(&reason, Why::NoReason)?;
                Some((State::Requested, Event::Returned))
            }
            (
                State::Proposed { proposal, proposed },
                Command::Accept | Command::AcceptWithChanges | Command::Reject,
            ) => Some(decided(proposal, proposed, stamp)),
            (state @ (State::Accepted(_) | State::AcceptedWithChanges(_)), Command::Confirm(_)) => {
                Some((state, Event::Confirmed))
            }
            (state @ (State::Accepted(_) | State::AcceptedWithChanges(_)), Command::TakeOver(number)) => {
                facts.handing_over.check(number)?;
                Some((state, Event::TakenOver))
            }
            (State::Accepted(made) | State::AcceptedWithChanges(made), Command::Enforce) => {
                let state = State::InForce {
                    made,
                    in_force_at: now,
                };
                Some((state, Event::Enforced))
            }
            (
                state @ (State::Accepted(_) | State::AcceptedWithChanges(_)),
                Command::ProposeCancellation { reason },
            ) => {
                written(&reason, Why::NoCancellationReason)?;
                Some((state, Event::CancellationProposed))
            }
            (State::Accepted(made) | State::AcceptedWithChanges(made), Command::Cancel) => {
                Some((State::Rejected(made), Event::Rejected))
            }
            (State::Requested | State::Proposed { .. }, Command::Withdraw) => {
                Some((State::Withdrawn { withdrawn_at: now }, Event::Withdrawn))
            }
            (
                _,
                Command::Propose(_)
                | Command::AcceptAlone(_)
                | Command::Return { .. }
                | Command::Accept
                | Command::AcceptWithChanges
                | Command::Reject
                | Command::Confirm(_)
                | Command::TakeOver(_)
                | Command::Enforce
                | Command::ProposeCancellation { .. }
                | Command::Cancel
                | Command::Withdraw,
            ) => None,
        })
    }
}

fn written(reason: &str, why: Why) -> Result<(), Why> {
    if reason.trim().is_empty() {
        Err(why)
    } else {
        Ok(())
    }
}

impl HandingOver {
    /// Whether an item can be ticked.
    fn check(&self, number: i32) -> Result<(), Why> {
        if !(1..=self.items).contains(&number) {
            return Err(Why::NoSuchItem(number));
        }
        if !self.waiting.contains(&number) {
            return Err(Why::TakenAlready(number));
        }
        Ok(())
    }
}

/// As it was proposed.
fn decided(proposal: Proposal, proposed: Stamp, decided: Stamp) -> (State, Event) {
    let event = match proposal.outcome {
        Outcome::Reject => Event::Rejected,
        Outcome::Accept | Outcome::AcceptWithChanges => Event::Accepted,
    };
    let made = Made {
        proposal,
        proposed,
        decided,
    };
    (made.state(), event)
}

impl Facts {
    fn can_be_handled(&self) -> Result<(), Why> {
        if self.request != change_request::StateName::Submitted {
            return Err(Why::NotSubmitted(self.request));
        }
        if self.requesters.contains(&self.by) {
            return Err(Why::RequestedBySamePerson);
        }
        Ok(())
    }

    fn another_than_proposed(&self, state: &State) -> Result<(), Why> {
        match state.proposed() {
            Some(proposed) if proposed.by == self.by => Err(Why::ProposedBySamePerson),
            _ => Ok(()),
        }
    }

    /// What is rejected need not be possible.
    fn possible(&self, state: &State) -> Result<(), Why> {
        let rejects = state
            .proposal()
            .is_some_and(|proposal| proposal.outcome == Outcome::Reject);
        match &self.impossible {
            Some(hindrance) if !rejects => Err(Why::Impossible(hindrance.clone())),
            _ => Ok(()),
        }
    }

    /// Only what cannot come into force is cancelled: it is impossible, or somebody does not confirm it or take over
    /// what is handed over.
    fn can_be_cancelled(&self) -> Result<(), Why> {
        if self.requesters.contains(&self.by) {
            return Err(Why::RequestedBySamePerson);
        }
        let nobody_missing = self.confirmations.missing.is_empty() && self.handing_over.waiting.is_empty();
        if self.impossible.is_none() && nobody_missing {
            return Err(Why::NothingInTheWay(self.waits_for.clone()));
        }
        Ok(())
    }

    fn can_take_over(&self) -> Result<(), Why> {
        match self.handing_over.successor {
            None => Err(Why::NothingHandedOver),
            Some(successor) if successor != self.by => Err(Why::NotTheSuccessor),
            Some(_) => Ok(()),
        }
    }

    fn can_confirm(&self) -> Result<(), Why> {
        let confirmations = &self.confirmations;
        let Some(side) = confirmations
            .side
            .filter(|side| Side::of(self.kind).contains(side))
        else {
            return Err(Why::NotAsked);
        };
        if !confirmations.missing.contains(&side) {
            return Err(Why::ConfirmedAlready(side));
        }
        if confirmations.given_by.contains(&self.by) {
            return Err(Why::ConfirmedBySamePerson);
        }
        Ok(())
    }
}

fn check_proposal(proposal: &Proposal, facts: &Facts) -> Result<(), Why> {
    if proposal.reasoning.trim().is_empty() {
        return Err(Why::NoReasoning);
    }
    match proposal.outcome {
        Outcome::Reject if proposal.content.is_some() || proposal.effective_on.is_some() => {
            return Err(Why::RejectionWithContent);
        }
        Outcome::Reject => return Ok(()),
        Outcome::Accept if proposal.content.is_some() => return Err(Why::ChangesNotSaid),
        Outcome::AcceptWithChanges if proposal.content.is_none() => return Err(Why::NoChanges),
        Outcome::Accept | Outcome::AcceptWithChanges => {}
    }
    if proposal
        .content
        .as_ref()
        .is_some_and(|content| content.kind() != facts.kind)
    {
        return Err(Why::AnotherKind);
    }
    if proposal.effective_on.is_none() {
        return Err(Why::NoDay);
    }
    match &facts.impossible {
        Some(hindrance) => Err(Why::Impossible(hindrance.clone())),
        None => Ok(()),
    }
}
