use chrono::NaiveDate;

use super::Outcome;
use crate::{
    money::Money,
    payout::{Command, Payout, State},
};

/// A payment in a booking of the bank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booking {
    /// How much, in cents of a euro.
    pub amount: Money,
    /// Whether the money came back instead of leaving.
    pub came_back: bool,
    /// Why it came back, in words, where the bank says so.
    pub returned: Option<String>,
    /// Whether it is final.
    pub booked: bool,
    /// From which day the money counts.
    pub value_date: Option<NaiveDate>,
    /// The bank's reference.
    pub reference: Option<String>,
}

/// What a bank's word means for a payout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Judged {
    /// The payout takes this step, with the outcome that follows.
    Step(Command, Outcome),
    /// Nothing changes; this is why, and more in words.
    Only(Outcome, String),
}

/// What it means that the bank took a payment, or that it did not, with the reason.
#[must_use]
pub fn status(payout: &State, rejected: Option<&str>) -> Judged {
    let nothing = String::new;
    match (payout, rejected) {
        (State::Sent { .. }, None) => Judged::Only(Outcome::Acknowledged, nothing()),
        (State::Sent { .. }, Some(why)) => {
            let reason = why.to_owned();
            Judged::Step(Command::Fail { reason }, Outcome::Failed)
        }
        (State::Confirmed { .. }, None) => Judged::Only(Outcome::Repeated, nothing()),
        (State::Failed { .. }, Some(why)) => Judged::Only(Outcome::Repeated, why.to_owned()),
        (State::Confirmed { confirmation, .. }, Some(why)) => {
            let day = confirmation.value_date;
            let words =
                format!("the bank says that it did not pay ({why}), but the payment was booked on {day}");
            Judged::Only(Outcome::Contradicts, words)
        }
        (State::Failed { reason, .. }, None) => {
            let words = format!("the bank took the payment, but here it has failed: {reason}");
            Judged::Only(Outcome::Contradicts, words)
        }
        (State::Created | State::Approved { .. }, _) => {
            Judged::Only(Outcome::NotSent, "the payout was not sent from here".to_owned())
        }
    }
}

/// What a booking means for the payout that it names.
#[must_use]
pub fn booked(payout: &Payout, booking: &Booking) -> Judged {
    if !booking.booked {
        return Judged::Only(Outcome::Announced, String::new());
    }
    if booking.came_back || booking.returned.is_some() {
        return came_back(payout, booking);
    }
    // What is set off never went to the bank.
    let Ok(sent) = payout.to_bank() else {
        return incomplete("it cannot be told how much was sent");
    };
    if booking.amount != sent {
        let words = format!("booked are {}, sent were {sent}", booking.amount);
        return Judged::Only(Outcome::AmountDiffers, words);
    }
    match &payout.state {
        State::Created | State::Approved { .. } => {
            Judged::Only(Outcome::NotSent, "the payout was not sent from here".to_owned())
        }
        State::Confirmed { confirmation, .. } => {
            let same = booking.reference.as_ref() == Some(&confirmation.bank_reference);
            if same {
                return Judged::Only(Outcome::Repeated, String::new());
            }
            let words = format!(
                "the payment was confirmed before, with the reference {}; see whether the bank paid twice",
                confirmation.bank_reference
            );
            Judged::Only(Outcome::Contradicts, words)
        }
        State::Failed { reason, .. } => {
            let words = format!("the payment is booked, but here it has failed: {reason}");
            Judged::Only(Outcome::Contradicts, words)
        }
        State::Sent { .. } => match (&booking.reference, booking.value_date) {
            (Some(reference), Some(value_date)) => {
                let command = Command::Confirm {
                    bank_reference: reference.clone(),
                    value_date,
                };
                Judged::Step(command, Outcome::Confirmed)
            }
            (None, _) => incomplete("the bank gives no reference of the payment"),
            (_, None) => incomplete("the bank gives no day for the payment"),
        },
    }
}

fn incomplete(words: &str) -> Judged {
    let words =
        format!("{words}; look at the account statement and confirm the payout by hand (confirmPayout)");
    Judged::Only(Outcome::Incomplete, words)
}

fn came_back(payout: &Payout, booking: &Booking) -> Judged {
    let why = booking.returned.as_deref().unwrap_or("the bank gave no reason");
    match &payout.state {
        State::Sent { .. } => {
            let reason = format!("the money came back: {why}");
            Judged::Step(Command::Fail { reason }, Outcome::Failed)
        }
        State::Failed { .. } => Judged::Only(Outcome::Repeated, why.to_owned()),
        State::Created | State::Approved { .. } => Judged::Only(
            Outcome::NotSent,
            format!("money came back ({why}) that was not sent from here"),
        ),
        State::Confirmed { .. } => Judged::Only(Outcome::Returned, why.to_owned()),
    }
}
