use chrono::{DateTime, Utc};

use super::{Command, CommandName, Event, PassedOn, State, StateName, Why};
use crate::{
    calendar,
    ids::PersonId,
    workflow::{Applied, Machine, Stamp, Step},
};

/// The life of a transfer.
#[derive(Clone, Copy, Debug)]
pub struct TransferMachine;

/// What must be known to decide about a transfer.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// Who asks.
    pub by: PersonId,
    /// Whether payer and payee have an agreement that binds them, or none is required.
    pub is_agreed: bool,
}

impl Machine for TransferMachine {
    const OBJECT: &'static str = "transfer";
    type State = State;
    type StateName = StateName;
    type Command = Command;
    type CommandName = CommandName;
    type Facts = Facts;
    type Event = Event;
    type Why = Why;

    const INITIAL: StateName = StateName::Owed;

    fn step(state: StateName, command: CommandName) -> Step<StateName> {
        use CommandName as C;
        use StateName as S;
        match (state, command) {
            (S::Owed | S::Disputed, C::Record) => Step::To(S::PassedOn),
            (S::PassedOn, C::Record) => {
                Step::No("the transfer is recorded already; if that is wrong the partner disputes it first")
            }
            (S::Owed, C::Confirm | C::Dispute) => {
                Step::No("the lead municipality has not recorded that it passed the money on")
            }
            (S::PassedOn | S::Disputed, C::Confirm) => Step::To(S::Confirmed),
            (S::PassedOn, C::Dispute) => Step::To(S::Disputed),
            (S::Disputed, C::Dispute) => {
                Step::No("the transfer is disputed already; the lead municipality looks into it")
            }
            (S::Confirmed, C::Record | C::Confirm | C::Dispute) => {
                Step::No("the partner has confirmed that it has the money; it is final")
            }
        }
    }

    fn guard(state: &State, command: CommandName, facts: &Facts) -> Result<(), Why> {
        match (state, command) {
            (_, CommandName::Record) if !facts.is_agreed => Err(Why::NoAgreement),
            (_, CommandName::Record) | (State::Owed, _) => Ok(()),
            (
                State::PassedOn(passed) | State::Confirmed { passed, .. } | State::Disputed { passed, .. },
                CommandName::Confirm | CommandName::Dispute,
            ) => {
                if passed.recorded.by == facts.by {
                    Err(Why::SamePerson)
                } else {
                    Ok(())
                }
            }
        }
    }

    fn apply(state: State, command: Command, facts: &Facts, now: DateTime<Utc>) -> Applied<Self> {
        let stamp = Stamp {
            by: facts.by,
            at: now,
        };
        Ok(Some(match (state, command) {
            (State::Owed | State::Disputed { .. }, Command::Record { paid_on, reference }) => {
                if reference.trim().is_empty() {
                    return Err(Why::NoReference);
                }
                if paid_on > calendar::helsinki_date(now) {
                    return Err(Why::InTheFuture(paid_on));
                }
                let passed = PassedOn {
                    recorded: stamp,
                    paid_on,
                    reference,
                };
                (State::PassedOn(passed), Event::Recorded)
            }
            (State::PassedOn(passed) | State::Disputed { passed, .. }, Command::Confirm) => {
                let confirmed = State::Confirmed {
                    passed,
                    confirmed: stamp,
                };
                (confirmed, Event::Confirmed)
            }
            (State::PassedOn(passed), Command::Dispute { reason }) => {
                if reason.trim().is_empty() {
                    return Err(Why::NoReason);
                }
                let disputed = State::Disputed {
                    passed,
                    disputed: stamp,
                    reason,
                };
                (disputed, Event::Disputed)
            }
            (_, Command::Record { .. } | Command::Confirm | Command::Dispute { .. }) => return Ok(None),
        }))
    }
}
