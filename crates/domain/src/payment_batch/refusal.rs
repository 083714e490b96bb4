use chrono::NaiveDate;

use super::UnfitLine;
use crate::{
    hands::Deed,
    workflow::{Reason, RefusalCode},
};

/// Why something cannot be done to a payment batch.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// Who made the batch, or prepared a payout of it, may not approve it.
    #[error("{}; another person must approve this batch", deed(*.0))]
    OwnBatch(Deed),
    /// Nobody is known to have made it, so two persons cannot be told apart.
    #[error(
        "nobody is recorded as having made this batch, so it cannot be checked that another person approves \
         it; ask the administrator to restore the record"
    )]
    NobodyMade,
    /// A payout that cannot be paid any more as the batch says.
    #[error("{0}")]
    Line(#[from] UnfitLine),
    /// The account that is paid from was changed since.
    #[error(
        "the account that this batch pays from is no longer in force; cancel the batch and make a new one"
    )]
    DebtorChanged,
    /// The day of payment has passed.
    #[error("the day of payment, {0}, is past; cancel the batch and make a new one")]
    DayPassed(NaiveDate),
    /// The next person must know why.
    #[error("write why the batch is cancelled")]
    NoReason,
    /// Some of its payments are still with the bank.
    #[error("{0} payments of this batch are still with the bank")]
    StillOpen(usize),
    /// The bank has booked what it says it rejected.
    #[error("{0} payments of this batch are confirmed, so the bank has not rejected all of it")]
    SomePaid(usize),
}

const fn deed(deed: Deed) -> &'static str {
    match deed {
        Deed::Drafted => "you made it",
        _ => "you created a payout in it or pointed it to its account",
    }
}

impl Reason for Why {
    fn code(&self) -> RefusalCode {
        match self {
            Self::OwnBatch(_) => RefusalCode::SamePerson,
            Self::NobodyMade => RefusalCode::CannotCheck,
            Self::Line(line) => line.why.code(),
            Self::DebtorChanged | Self::StillOpen(_) | Self::SomePaid(_) => RefusalCode::WrongState,
            Self::DayPassed(_) => RefusalCode::Deadline,
            Self::NoReason => RefusalCode::Incomplete,
        }
    }

    fn path(&self) -> Vec<String> {
        match self {
            Self::NoReason => vec!["reason".to_owned()],
            Self::OwnBatch(_)
            | Self::NobodyMade
            | Self::Line(_)
            | Self::DebtorChanged
            | Self::DayPassed(_)
            | Self::StillOpen(_)
            | Self::SomePaid(_) => Vec::new(),
        }
    }
}
