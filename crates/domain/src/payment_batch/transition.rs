use chrono::{DateTime, NaiveDate, Utc};

use super::{Command, CommandName, Event, State, StateName, UnfitLine, Why, Written};
use crate::{
    hands::{Deed, Hands},
    ids::PersonId,
    workflow::{Applied, Machine, Stamp, Step},
};

/// The life of a payment batch.
#[derive(Clone, Copy, Debug)]
pub struct PaymentBatchMachine;

/// What must be known to decide about a payment batch.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Who asks.
    pub by: PersonId,
    /// Who made it, and who created its payouts or pointed them to their accounts. Who approved the
    /// payouts is not among them, for approving prepares nothing.
    pub hands: Hands,
    /// The first payout that cannot be paid as the batch says, if there is one.
    pub unfit: Option<UnfitLine>,
    /// Whether the account that is paid from is still in force.
    pub debtor_in_force: bool,
    /// The day on which the bank is to pay.
    pub execution_date: NaiveDate,
    /// Today in Helsinki.
    pub today: NaiveDate,
    /// How many of its payments are neither confirmed nor failed.
    pub open: usize,
    /// How many of its payments are confirmed.
    pub confirmed: usize,
}

const WRITTEN: &str = "the file of the batch is made, and it is never made twice";
const OVER: &str = "the batch is over; its payouts say what became of each payment";
const CANCELLED: &str = "the batch was cancelled; make a new one";
const NO_FILE: &str = "the file of the batch is not made yet, so the bank cannot have answered";

impl Machine for PaymentBatchMachine {
    const OBJECT: &'static str = "payment_batch";
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
            (S::Draft, C::Approve) => Step::To(S::Approved),
            (S::Draft | S::Approved, C::Cancel) => Step::To(S::Cancelled),
            (S::Draft, C::Send) => Step::No("a second person must approve the batch first"),
            (S::Approved, C::Approve) => Step::No("the batch is approved already"),
            (S::Approved, C::Send) => Step::To(S::Sent),
            (S::Draft | S::Approved, C::Acknowledge | C::Reject | C::Settle) => Step::No(NO_FILE),
            (S::Sent | S::Acknowledged, C::Approve | C::Cancel | C::Send) => Step::No(WRITTEN),
            (S::Sent, C::Acknowledge) => Step::To(S::Acknowledged),
            (S::Acknowledged, C::Acknowledge) => Step::Stays,
            (S::Sent | S::Acknowledged, C::Reject) => Step::To(S::Rejected),
            (S::Sent | S::Acknowledged, C::Settle) => Step::To(S::Settled),
            (
                S::Settled | S::Rejected,
                C::Approve | C::Cancel | C::Send | C::Acknowledge | C::Reject | C::Settle,
            ) => Step::No(OVER),
            (S::Cancelled, C::Approve | C::Cancel | C::Send | C::Acknowledge | C::Reject | C::Settle) => {
                Step::No(CANCELLED)
            }
        }
    }

    fn guard(_state: &State, command: CommandName, facts: &Facts) -> Result<(), Why> {
        match command {
            CommandName::Approve => {
                if let Some(deed) = facts.hands.of(facts.by) {
                    return Err(Why::OwnBatch(deed));
                }
                if !facts.hands.know(Deed::Drafted) {
                    return Err(Why::NobodyMade);
                }
                facts.payable()
            }
            CommandName::Send => facts.payable(),
            CommandName::Cancel | CommandName::Acknowledge => Ok(()),
            CommandName::Reject if facts.confirmed > 0 => Err(Why::SomePaid(facts.confirmed)),
            CommandName::Reject | CommandName::Settle if facts.open > 0 => Err(Why::StillOpen(facts.open)),
            CommandName::Reject | CommandName::Settle => Ok(()),
        }
    }

    fn apply(state: State, command: Command, facts: &Facts, now: DateTime<Utc>) -> Applied<Self> {
        let stamp = Stamp {
            by: facts.by,
            at: now,
        };
        Ok(Some(match (state, command) {
            (State::Draft, Command::Approve) => (State::Approved { approved: stamp }, Event::Approved),
            (state @ (State::Draft | State::Approved { .. }), Command::Cancel { reason }) => {
                if reason.trim().is_empty() {
                    return Err(Why::NoReason);
                }
                let cancelled = State::Cancelled {
                    approved: state.approved(),
                    cancelled: stamp,
                    reason,
                };
                (cancelled, Event::Cancelled)
            }
            (State::Approved { approved }, Command::Send { file }) => {
                let written = Written {
                    approved,
                    sent: stamp,
                    file,
                };
                (State::Sent(written), Event::Sent)
            }
            (State::Sent(written), Command::Acknowledge) => {
                (State::Acknowledged { written, at: now }, Event::Acknowledged)
            }
            (State::Acknowledged { written, at }, Command::Acknowledge) => {
                (State::Acknowledged { written, at }, Event::Acknowledged)
            }
            (State::Sent(written) | State::Acknowledged { written, .. }, Command::Reject { reason }) => {
                let rejected = State::Rejected {
                    written,
                    at: now,
                    reason,
                };
                (rejected, Event::Rejected)
            }
            (State::Sent(written) | State::Acknowledged { written, .. }, Command::Settle) => {
                (State::Settled { written, at: now }, Event::Settled)
            }
            (
                _,
                Command::Approve
                | Command::Cancel { .. }
                | Command::Send { .. }
                | Command::Acknowledge
                | Command::Reject { .. }
                | Command::Settle,
            ) => return Ok(None),
        }))
    }
}

impl Facts {
    /// Whether everything can be paid as the batch says.
    fn payable(&self) -> Result<(), Why> {
        if self.execution_date < self.today {
            return Err(Why::DayPassed(self.execution_date));
        }
        if !self.debtor_in_force {
            return Err(Why::DebtorChanged);
        }
        match &self.unfit {
            Some(line) => Err(line.clone().into()),
            None => Ok(()),
        }
    }
}
