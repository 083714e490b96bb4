use chrono::{DateTime, Utc};

use super::{Command, CommandName, Event, State, StateName, Why};
use crate::{
    ids::PersonId,
    workflow::{Applied, Machine, Stamp, Step},
};

/// The life of a bank account.
#[derive(Clone, Copy, Debug)]
pub struct BankAccountMachine;

/// What must be known to decide about a bank account.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// Who asks.
    pub by: PersonId,
    /// Who proposed it.
    pub proposed_by: PersonId,
}

impl Machine for BankAccountMachine {
    const OBJECT: &'static str = "bank_account";
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
        match (state, command) {
            (S::Proposed, C::Confirm) => Step::To(S::Confirmed),
            (S::Confirmed | S::Reviewed, C::Confirm) => Step::No("the account is confirmed already"),
            (S::Proposed, C::Review | C::Approve | C::Reject) => {
                Step::No("another person of its owner must confirm the account first")
            }
            (S::Confirmed, C::Review) => Step::To(S::Reviewed),
            (S::Reviewed, C::Review) => Step::No("the account is reviewed already"),
            (S::Confirmed, C::Approve) => Step::No("an officer must review the account first"),
            (S::Reviewed, C::Approve) => Step::To(S::Approved),
            (S::Confirmed | S::Reviewed, C::Reject) => Step::To(S::Rejected),
            (S::Proposed | S::Confirmed | S::Reviewed, C::Withdraw) => Step::To(S::Withdrawn),
            (S::Approved, C::Supersede) => Step::To(S::Superseded),
            (S::Proposed | S::Confirmed | S::Reviewed, C::Supersede) => {
                Step::No("only an account in force can be put out of force")
            }
            (S::Approved, C::Confirm | C::Review | C::Approve | C::Reject | C::Withdraw) => {
                Step::No("the account is in force; propose another one to change it")
            }
            (S::Superseded, C::Confirm | C::Review | C::Approve | C::Reject | C::Withdraw | C::Supersede) => {
                Step::No("another account has taken its place")
            }
            (S::Rejected, C::Confirm | C::Review | C::Approve | C::Reject | C::Withdraw | C::Supersede) => {
                Step::No("the account was refused; propose it anew when it is right")
            }
            (S::Withdrawn, C::Confirm | C::Review | C::Approve | C::Reject | C::Withdraw | C::Supersede) => {
                Step::No("the proposal was taken back; propose it anew")
            }
        }
    }

    fn guard(state: &State, command: CommandName, facts: &Facts) -> Result<(), Why> {
        match (command, state) {
            (CommandName::Confirm, _) if facts.by == facts.proposed_by => Err(Why::ProposedBySamePerson),
            (CommandName::Review, State::Confirmed { confirmed }) if confirmed.by == facts.by => {
                Err(Why::ConfirmedBySamePerson)
            }
            (CommandName::Approve, State::Reviewed { reviewed, .. }) if reviewed.by == facts.by => {
                Err(Why::ReviewedBySamePerson)
            }
            (CommandName::Approve, _) if facts.by == facts.proposed_by => Err(Why::ApprovedByProposer),
            (
                CommandName::Confirm
                | CommandName::Review
                | CommandName::Approve
                | CommandName::Reject
                | CommandName::Withdraw
                | CommandName::Supersede,
                _,
            ) => Ok(()),
        }
    }

    fn apply(state: State, command: Command, facts: &Facts, now: DateTime<Utc>) -> Applied<Self> {
        let stamp = Stamp {
            by: facts.by,
            at: now,
        };
        Ok(match command {
            Command::Confirm => matches!(state, State::Proposed)
                .then_some((State::Confirmed { confirmed: stamp }, Event::Confirmed)),
            Command::Review => match state {
                State::Confirmed { confirmed } => Some((
                    State::Reviewed {
                        confirmed,
                        reviewed: stamp,
                    },
                    Event::Reviewed,
                )),
                _ => None,
            },
            Command::Approve => match state {
                State::Reviewed { confirmed, reviewed } => Some((
                    State::Approved {
                        confirmed,
                        reviewed,
                        approved: stamp,
                    },
                    Event::Approved,
                )),
                _ => None,
            },
            Command::Reject { reason } => reject(&state, reason, stamp)?,
            Command::Withdraw => withdraw(&state, stamp),
            Command::Supersede => match state {
                State::Approved {
                    confirmed,
                    reviewed,
                    approved,
                } => Some((
                    State::Superseded {
                        confirmed,
                        reviewed,
                        approved,
                        superseded_at: now,
                    },
                    Event::Superseded,
                )),
                _ => None,
            },
        })
    }
}

fn reject(state: &State, reason: String, rejected: Stamp) -> Applied<BankAccountMachine> {
    let (confirmed, reviewed) = match *state {
        State::Confirmed { confirmed } => (confirmed, None),
        State::Reviewed { confirmed, reviewed } => (confirmed, Some(reviewed)),
        State::Proposed
        | State::Approved { .. }
        | State::Superseded { .. }
        | State::Rejected { .. }
        | State::Withdrawn { .. } => return Ok(None),
    };
    if reason.trim().is_empty() {
        return Err(Why::NoReason);
    }
    let state = State::Rejected {
        confirmed,
        reviewed,
        rejected,
        reason,
    };
    Ok(Some((state, Event::Rejected)))
}

fn withdraw(state: &State, withdrawn: Stamp) -> Option<(State, Event)> {
    let (confirmed, reviewed) = match *state {
        State::Proposed => (None, None),
        State::Confirmed { confirmed } => (Some(confirmed), None),
        State::Reviewed { confirmed, reviewed } => (Some(confirmed), Some(reviewed)),
        State::Approved { .. }
        | State::Superseded { .. }
        | State::Rejected { .. }
        | State::Withdrawn { .. } => return None,
    };
    let state = State::Withdrawn {
        confirmed,
        reviewed,
        withdrawn,
    };
    Some((state, Event::Withdrawn))
}
