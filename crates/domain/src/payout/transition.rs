use chrono::{DateTime, NaiveDate, Utc};

use super::{Command, CommandName, Confirmation, Destination, Event, NOTHING_SENT, State, StateName, Why};
use crate::{
    calendar,
    hands::{Deed, Hands},
    ids::PersonId,
    money::Money,
    payment_hold::Held,
    workflow::{Applied, Machine, Stamp, Step},
};

/// The life of a payout.
#[derive(Clone, Copy, Debug)]
pub struct PayoutMachine;

/// What must be known to decide about a payout.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Who asks.
    pub by: PersonId,
    /// Who created it.
    pub created_by: PersonId,
    /// The account that it goes to.
    pub destination: Option<Destination>,
    /// The number of the unfinished batch that it is in, unless the batch itself asks.
    pub batch: Option<i32>,
    /// Everybody who prepared, verified or checked the claim that it pays; its approver is not among
    /// them, for approving the claim prepares nothing.
    pub claim_hands: Hands,
    /// What goes to the bank: what is paid less what is set off, EUR.
    pub to_bank: Money,
    /// Everybody who proposed a set-off against it.
    pub set_off_by: Vec<PersonId>,
    /// Whether payments to the project are held.
    pub held: Held,
    /// The day on which the appropriation of the call expired (rule 6), once it has come.
    pub expired: Option<NaiveDate>,
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
            (S::Created, C::Redirect | C::SetOff | C::WithdrawSetOff) => Step::Stays,
            (S::Approved, C::Redirect | C::SetOff | C::WithdrawSetOff) => Step::To(S::Created),
            (S::Approved, C::SettleBySetOff) => Step::To(S::Confirmed),
            (S::Approved, C::Approve) => Step::No("the payout is approved already"),
            (S::Approved, C::Send) => Step::To(S::Sent),
            (S::Created, C::Send | C::SettleBySetOff) => {
                Step::No("a second person must approve the payout first")
            }
            (
                S::Sent,
                C::Approve | C::Redirect | C::SetOff | C::WithdrawSetOff | C::SettleBySetOff | C::Send,
            ) => Step::No("the payout is with the bank already"),
            (S::Sent, C::Confirm) => Step::To(S::Confirmed),
            (S::Sent, C::Fail) => Step::To(S::Failed),
            (S::Created | S::Approved, C::Confirm | C::Fail) => {
                Step::No("the payout has not been sent to the bank")
            }
            (
                S::Confirmed,
                C::Approve
                | C::Redirect
                | C::SetOff
                | C::WithdrawSetOff
                | C::SettleBySetOff
                | C::Send
                | C::Confirm
                | C::Fail,
            ) => Step::No("the bank has confirmed the payout; it is final"),
            (
                S::Failed,
                C::Approve
                | C::Redirect
                | C::SetOff
                | C::WithdrawSetOff
                | C::SettleBySetOff
                | C::Send
                | C::Confirm
                | C::Fail,
            ) => Step::No("the payout has failed; create a new one"),
        }
    }

    fn guard(_state: &State, command: CommandName, facts: &Facts) -> Result<(), Why> {
        match command {
            CommandName::Approve => facts.approval(),
            CommandName::Redirect => facts.alone(),
            CommandName::SetOff => facts.alone(),
            CommandName::WithdrawSetOff => {
                facts.alone()?;
                if facts.set_off_by.is_empty() {
                    return Err(Why::NoSetOff);
                }
                Ok(())
            }
            CommandName::SettleBySetOff if facts.to_bank > Money::ZERO => {
                Err(Why::SomethingToSend(facts.to_bank))
            }
            CommandName::SettleBySetOff => facts.payable(),
            CommandName::Send => {
                facts.alone()?;
                if facts.to_bank <= Money::ZERO {
                    return Err(Why::NothingToSend);
                }
                facts.payable()?;
                facts.in_force().map(drop)
            }
            CommandName::Confirm | CommandName::Fail => Ok(()),
        }
    }

    fn apply(state: State, command: Command, facts: &Facts, now: DateTime<Utc>) -> Applied<Self> {
        let stamp = Stamp {
            by: facts.by,
            at: now,
        };
        Ok(Some(match (state, command) {
            (State::Created, Command::Approve) => (State::Approved { approved: stamp }, Event::Approved),
            (State::Created | State::Approved { .. }, Command::Redirect { account }) => {
                let named = facts.destination.map(|destination| destination.account);
                match account {
                    None => return Err(Why::NoAccountInForce),
                    Some(account) if named == Some(account) => return Err(Why::SameAccount),
                    Some(_) => (State::Created, Event::Redirected),
                }
            }
            (State::Created | State::Approved { .. }, Command::SetOff) => (State::Created, Event::SetOff),
            (State::Created | State::Approved { .. }, Command::WithdrawSetOff) => {
                (State::Created, Event::SetOffWithdrawn)
            }
            (State::Approved { approved }, Command::SettleBySetOff) => {
                let confirmation = Confirmation {
                    confirmed: stamp,
                    bank_reference: NOTHING_SENT.to_owned(),
                    value_date: calendar::helsinki_date(now),
                };
                let state = State::Confirmed {
                    approved,
                    sent: stamp,
                    confirmation,
                };
                (state, Event::Confirmed)
            }
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
            (
                _,
                Command::Approve
                | Command::Redirect { .. }
                | Command::SetOff
                | Command::WithdrawSetOff
                | Command::SettleBySetOff
                | Command::Send
                | Command::Confirm { .. }
                | Command::Fail { .. },
            ) => return Ok(None),
        }))
    }
}

impl Facts {
    /// Whether this person may approve: another one than who created it, named its account, proposed a
    /// set-off or had a hand in its claim.
    fn approval(&self) -> Result<(), Why> {
        if self.by == self.created_by {
            return Err(Why::CreatedBySamePerson);
        }
        if let Some(deed) = self.claim_hands.of(self.by) {
            return Err(Why::OwnClaim(deed));
        }
        if !self.claim_hands.know(Deed::Drafted) {
            return Err(Why::NobodyDrafted);
        }
        if self.in_force()?.named.by == self.by {
            return Err(Why::NamedBySamePerson);
        }
        if self.set_off_by.contains(&self.by) {
            return Err(Why::SetOffBySamePerson);
        }
        self.payable()
    }

    /// Whether anything may be paid to the project now.
    fn payable(&self) -> Result<(), Why> {
        match self.expired {
            Some(day) => Err(Why::Expired(day)),
            None => Ok(self.held.check()?),
        }
    }

    /// The account that it names, when payments may go there.
    fn in_force(&self) -> Result<Destination, Why> {
        match self.destination {
            None => Err(Why::NoAccount),
            Some(destination) if destination.in_force => Ok(destination),
            Some(_) => Err(Why::AccountChanged),
        }
    }

    /// Whether it goes to the bank by itself.
    const fn alone(&self) -> Result<(), Why> {
        match self.batch {
            Some(number) => Err(Why::InBatch(number)),
            None => Ok(()),
        }
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
