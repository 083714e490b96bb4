use chrono::NaiveDate;

use crate::{
    interest::{Accrual, CannotAccrue, Margin, ReferenceRates, Stretch, accrue},
    money::{Money, Overflow},
};

/// How the debt became less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumIter, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum EntryKind {
    /// Money on the authority's account.
    Receipt,
    /// Kept back from a payout (27 §).
    SetOff,
    /// Made milder (26 §).
    Mitigation,
    /// Given up as not collectable.
    WriteOff,
    /// Not collected because it is a trifle (20 §).
    Waiver,
}

/// One less of a debt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// How.
    pub kind: EntryKind,
    /// The day that counts: of the booking, or of the decision.
    pub day: NaiveDate,
    /// How much, EUR.
    pub amount: Money,
    /// The bank's reference, or the reason.
    pub reference: String,
}

/// A debt with its interest and its entries.
///
/// Interest of 24 § runs from the payment to the due date, late interest of 25 § from the due date on,
/// both on the principal that is open on each day and on nothing else: interest bears no interest. What
/// is paid goes first to the interest that has accrued until its day, then to the principal (rule
/// `interest_first`).
#[derive(Clone, Copy, Debug)]
pub struct Account<'a> {
    /// What was to be repaid at first, EUR.
    pub principal: Money,
    /// The day on which the money had been paid; does not count.
    pub paid_on: NaiveDate,
    /// The last day to pay in time, once it is decided.
    pub due: Option<NaiveDate>,
    /// The entries, in the order of their days.
    pub entries: &'a [Entry],
}

/// What an account comes to at the end of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Interest from the payment to the due date or this day.
    pub recovery: Accrual,
    /// Interest from the due date to this day.
    pub late: Accrual,
    /// The principal that is open.
    pub principal_open: Money,
    /// The interest of both kinds that is open.
    pub interest_open: Money,
}

impl Standing {
    /// Everything that is open.
    ///
    /// # Errors
    /// [`Overflow`] when the sum does not fit.
    pub fn open(&self) -> Result<Money, Overflow> {
        self.principal_open.checked_add(self.interest_open)
    }
}

/// Why an account cannot be made up.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotAccount {
    /// The interest cannot be computed.
    #[error(transparent)]
    Interest(#[from] CannotAccrue),
    /// More than there was to pay.
    #[error(
        "{amount} is more than the {open} that is open on {day}; record what is owed and return the rest"
    )]
    TooMuch {
        /// The entry.
        amount: Money,
        /// What was open.
        open: Money,
        /// On which day.
        day: NaiveDate,
    },
    /// The numbers are too large.
    #[error(transparent)]
    TooLarge(#[from] Overflow),
}

impl Account<'_> {
    /// What it comes to at the end of a day.
    ///
    /// # Errors
    /// [`CannotAccount`]; a half-year without a known reference rate is an error, never a guess.
    pub fn at(&self, day: NaiveDate, rates: &ReferenceRates) -> Result<Standing, CannotAccount> {
        let mut principal = self.principal;
        let mut interest_paid = Money::ZERO;
        let mut stretches = vec![];
        let mut from = self.paid_on;
        for entry in self.entries.iter().filter(|entry| entry.day <= day) {
            let until = entry.day.max(from);
            stretches.push(Stretch {
                principal,
                after: from,
                until,
            });
            from = until;
            let accrued = self.accrued(&stretches, until, rates)?;
            let interest = accrued.0.amount().checked_add(accrued.1.amount())?;
            let interest_open = interest.checked_sub(interest_paid)?;
            let open = interest_open.checked_add(principal)?;
            if entry.amount > open {
                return Err(CannotAccount::TooMuch {
                    amount: entry.amount,
                    open,
                    day: entry.day,
                });
            }
            let to_interest = entry.amount.min(interest_open);
            interest_paid = interest_paid.checked_add(to_interest)?;
            principal = principal.checked_sub(entry.amount.checked_sub(to_interest)?)?;
        }
        if day > from {
            stretches.push(Stretch {
                principal,
                after: from,
                until: day,
            });
        }
        let (recovery, late) = self.accrued(&stretches, day, rates)?;
        let interest = recovery.amount().checked_add(late.amount())?;
        Ok(Standing {
            recovery,
            late,
            principal_open: principal,
            interest_open: interest.checked_sub(interest_paid)?,
        })
    }

    /// Interest of both kinds over stretches that follow each other.
    fn accrued(
        &self,
        stretches: &[Stretch],
        day: NaiveDate,
        rates: &ReferenceRates,
    ) -> Result<(Accrual, Accrual), CannotAccrue> {
        let due = self.due.unwrap_or(day);
        let before: Vec<Stretch> = stretches
            .iter()
            .filter(|one| one.after < due)
            .map(|one| Stretch {
                until: one.until.min(due),
                ..*one
            })
            .collect();
        let after: Vec<Stretch> = stretches
            .iter()
            .filter(|one| one.until > due)
            .map(|one| Stretch {
                after: one.after.max(due),
                ..*one
            })
            .collect();
        Ok((
            accrue(&before, Margin::Recovery, rates)?,
            accrue(&after, Margin::Late, rates)?,
        ))
    }
}
