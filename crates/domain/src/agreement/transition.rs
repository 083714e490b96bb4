use chrono::{DateTime, Utc};

use super::{Command, CommandName, Event, Signature, State, StateName, Why};
use crate::{
    hands::{Deed, Hands},
    ids::{OrganisationId, PersonId},
    workflow::{Applied, Machine, Stamp, Step},
};

/// The life of an agreement.
#[derive(Clone, Copy, Debug)]
pub struct AgreementMachine;

/// What must be known to decide about an agreement.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Who asks.
    pub by: PersonId,
    /// Who wrote the text, or parts of it.
    pub hands: Hands,
    /// Whether the text would be the same if it were written now.
    pub is_current: bool,
    /// The SHA-256 of the text.
    pub sha256: [u8; 32],
    /// Who must sign.
    pub parties: Vec<OrganisationId>,
    /// Who has signed.
    pub signatures: Vec<Signature>,
}

impl Facts {
    /// Whether every municipality has signed.
    #[must_use]
    pub fn all_signed(&self) -> bool {
        self.parties.iter().all(|&party| self.has_signed(party))
    }

    fn has_signed(&self, municipality: OrganisationId) -> bool {
        self.signatures.iter().any(|one| one.organisation == municipality)
    }
}

impl Machine for AgreementMachine {
    const OBJECT: &'static str = "agreement";
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
            (S::Draft, C::Redraft) => Step::Stays,
            (S::Draft, C::Offer) => Step::To(S::Signing),
            (S::Draft, C::Sign) => Step::No("the lead has not asked for signatures yet"),
            (S::Draft | S::Signing, C::Withdraw) => Step::To(S::Withdrawn),
            (S::Draft | S::Signing, C::Terminate) => {
                Step::No("the agreement is not in force; it can be withdrawn")
            }
            (S::Signing, C::Redraft | C::Offer) => {
                Step::No("the municipalities are signing this text; withdraw the agreement and draft another")
            }
            (S::Signing, C::Sign) => Step::Stays,
            (S::Signing, C::BringIntoForce) => Step::To(S::InForce),
            (S::InForce, C::Terminate) => Step::To(S::Terminated),
            (S::InForce, C::Replace) => Step::To(S::Replaced),
            (S::InForce | S::Replaced, C::Redraft | C::Offer | C::Sign | C::BringIntoForce) => {
                Step::No("every municipality has signed the agreement; draft another in its place")
            }
            (S::InForce | S::Replaced, C::Withdraw) => {
                Step::No("every municipality has signed the agreement; it can only be ended")
            }
            (S::Replaced, C::Terminate | C::Replace) => {
                Step::No("a later agreement is in force in its place")
            }
            (S::Draft, C::BringIntoForce) | (S::Draft | S::Signing, C::Replace) => {
                Step::No("the agreement was not signed by every municipality")
            }
            (S::Withdrawn, _) => Step::No("the agreement was given up; draft another"),
            (S::Terminated, _) => Step::No("the agreement was ended; draft another"),
        }
    }

    fn guard(_: &State, command: CommandName, facts: &Facts) -> Result<(), Why> {
        match command {
            CommandName::Offer if !facts.is_current => Err(Why::NotCurrent),
            CommandName::BringIntoForce if !facts.all_signed() => Err(Why::NotAllSigned),
            CommandName::Sign => {
                if !facts.is_current {
                    return Err(Why::NotCurrent);
                }
                if !facts.hands.know(Deed::Drafted) {
                    return Err(Why::NobodyDrafted);
                }
                if facts.hands.of(facts.by).is_some() {
                    return Err(Why::DraftedBySamePerson);
                }
                if facts.signatures.iter().any(|one| one.signed.by == facts.by) {
                    return Err(Why::SignedForAnother);
                }
                Ok(())
            }
            CommandName::Redraft
            | CommandName::Offer
            | CommandName::BringIntoForce
            | CommandName::Withdraw
            | CommandName::Terminate
            | CommandName::Replace => Ok(()),
        }
    }

    fn apply(state: State, command: Command, facts: &Facts, now: DateTime<Utc>) -> Applied<Self> {
        let stamp = Stamp {
            by: facts.by,
            at: now,
        };
        Ok(Some(match (state, command) {
            (State::Draft, Command::Redraft) => (State::Draft, Event::Redrafted),
            (State::Draft, Command::Offer) => (State::Signing { offered: stamp }, Event::Offered),
            (state @ State::Signing { .. }, Command::Sign { municipality, sha256 }) => {
                if !facts.parties.contains(&municipality) {
                    return Err(Why::NoParty);
                }
                if facts.has_signed(municipality) {
                    return Err(Why::SignedAlready);
                }
                if sha256 != facts.sha256 {
                    return Err(Why::AnotherText);
                }
                (state, Event::Signed)
            }
            (State::Signing { offered }, Command::BringIntoForce) => {
                (State::InForce { offered, since: now }, Event::CameIntoForce)
            }
            (State::Draft, Command::Withdraw { reason }) => {
                (given_up(None, stamp, reason)?, Event::Withdrawn)
            }
            (State::Signing { offered }, Command::Withdraw { reason }) => {
                (given_up(Some(offered), stamp, reason)?, Event::Withdrawn)
            }
            (State::InForce { offered, since }, Command::Terminate { reason }) => {
                if reason.trim().is_empty() {
                    return Err(Why::NoReason);
                }
                let ended = State::Terminated {
                    offered,
                    since,
                    terminated: stamp,
                    reason,
                };
                (ended, Event::Terminated)
            }
            (State::InForce { offered, since }, Command::Replace) => {
                let replaced = State::Replaced {
                    offered,
                    since,
                    until: now,
                };
                (replaced, Event::Replaced)
            }
            _ => return Ok(None),
        }))
    }
}

fn given_up(offered: Option<Stamp>, withdrawn: Stamp, reason: String) -> Result<State, Why> {
    if reason.trim().is_empty() {
        return Err(Why::NoReason);
    }
    Ok(State::Withdrawn {
        offered,
        withdrawn,
        reason,
    })
}
