use chrono::{DateTime, NaiveDate, Utc};

use super::{Command, CommandName, Confirmation, Event, State, StateName, Why};
use crate::{
    calendar,
    ids::PersonId,
    workflow::{Applied, Machine, Stamp, Step},
};

/// The life of a payout.
#[derive(Clone, Copy, Debug)]
pub struct PayoutMachine;

/// What must be known to decide about a payout.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// Who asks.
    pub by: PersonId,
    /// Who created it.
    pub created_by: PersonId,
}

impl Machine for PayoutMachine {
    const OBJECT: &'static str = "payout";
    type State = State;
    type StateName = StateName;
    type Command = Command;
    type CommandName = CommandName;
    type Facts = Facts;
    type Event = Event;
    type Why = Why;

    const INITIAL: StateName = StateName::Created;

    fn step(state: StateName, command: CommandName) -> Step<StateName> {
        use CommandName as C;
        use StateName as S;
        match (state, command) {
            (S::Created, C::Approve) => Step::To(S::Approved),
            (S::Approved, C::Approve) => Step::No("the payout is approved already"),
            (S::Approved, C::Send) => Step::To(S::Sent),
            (S::Created, C::Send) => Step::No("a second person must approve the payout first"),
            (S::Sent, C::Approve | C::Send) => Step::No("the payout is with the bank already"),
            (S::Sent, C::Confirm) => Step::To(S::Confirmed),
            (S::Sent, C::Fail) => Step::To(S::Failed),
            (S::Created | S::Approved, C::Confirm | C::Fail) => {
                Step::No("the payout has not been sent to the bank")
            }
            (S::Confirmed, C::Approve | C::Send | C::Confirm | C::Fail) => {
                Step::No("the bank has confirmed the payout; it is final")
            }
            (S::Failed, C::Approve | C::Send | C::Confirm | C::Fail) => {
                Step::No("the payout has failed; create a new one")
            }
        }
    }

    fn guard(_state: &State, command: CommandName, facts: &Facts) -> Result<(), Why> {
        match command {
            CommandName::Approve if facts.by == facts.created_by => Err(Why::CreatedBySamePerson),
            CommandName::Approve | CommandName::Send | CommandName::Confirm | CommandName::Fail => Ok(()),
        }
    }

    fn apply(state: State, command: Command, facts: &Facts, now: DateTime<Utc>) -> Applied<Self> {
        let stamp = Stamp {
            by: facts.by,
            at: now,
        };
        Ok(Some(match (state, command) {
            (State::Created, Command::Approve) => (State::Approved { approved: stamp }, Event::Approved),
            (State::Approved { approved }, Command::Send) => (
                State::Sent {
                    approved,
                    sent: stamp,
                },
                Event::Sent,
            ),
            (
                State::Sent { approved, sent },
                Command::Confirm {
                    bank_reference,
                    value_date,
                },
            ) => {
                check_confirmation(&bank_reference, value_date, sent, now)?;
                let confirmation = Confirmation {
                    confirmed: stamp,
                    bank_reference,
                    value_date,
                };
                let state = State::Confirmed {
                    approved,
                    sent,
                    confirmation,
                };
                (state, Event::Confirmed)
            }
            (State::Sent { approved, sent }, Command::Fail { reason }) => {
                if reason.trim().is_empty() {
                    return Err(Why::NoReason);
                }
                let state = State::Failed {
                    approved,
                    sent,
                    failed: stamp,
                    reason,
                };
                (state, Event::Failed)
            }
            (_, Command::Approve | Command::Send | Command::Confirm { .. } | Command::Fail { .. }) => {
                return Ok(None);
            }
        }))
    }
}

fn check_confirmation(
    bank_reference: &str,
    value_date: NaiveDate,
    sent: Stamp,
    now: DateTime<Utc>,
) -> Result<(), Why> {
    if bank_reference.trim().is_empty() {
        return Err(Why::NoReference);
    }
    let sent_on = calendar::helsinki_date(sent.at);
    if value_date < sent_on {
        return Err(Why::BookedBeforeSent { value_date, sent_on });
    }
    if value_date > calendar::helsinki_date(now) {
        return Err(Why::BookedInTheFuture(value_date));
    }
    Ok(())
}
