use crate::{
    payment_hold::{Held, PaymentsHeld},
    payout::{Destination, StateName},
    workflow::{Name as _, RefusalCode},
};

/// Another batch that a payout is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InOtherBatch {
    /// Its number.
    pub number: i32,
    /// The name of the person who made it.
    pub made_by: String,
}

/// Why a payout cannot be paid with a batch.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// A second person has not let it through.
    #[error("is not approved; a second person approves it first (approvePayout)")]
    NotApproved,
    /// It is with the bank, or has been.
    #[error("is {} already; only an approved payout is sent", .0.code())]
    BeyondApproval(StateName),
    /// It goes to the bank with others.
    #[error("is in payment batch {} already, which {} made; leave it out", .0.number, .0.made_by)]
    InOtherBatch(InOtherBatch),
    /// Payments to its project are held, or may be.
    #[error("cannot be paid now: {0}")]
    Held(#[from] PaymentsHeld),
    /// It names no account.
    #[error("names no bank account; point it to the account in force (redirectPayout)")]
    NoAccount,
    /// Its account was changed after it was named.
    #[error(
        "names an account that is no longer in force; point it to the one that replaced it (redirectPayout), \
         when no batch holds it"
    )]
    AccountChanged,
    /// The batch names another account than the payout.
    #[error("names another account than this batch; cancel the batch and make a new one")]
    OtherAccount,
}

impl Unfit {
    /// The code of the refusal.
    #[must_use]
    pub fn code(&self) -> RefusalCode {
        match self {
            Self::NotApproved | Self::BeyondApproval(_) | Self::AccountChanged | Self::OtherAccount => {
                RefusalCode::WrongState
            }
            Self::InOtherBatch(_) => RefusalCode::Duplicate,
            Self::NoAccount => RefusalCode::Incomplete,
            Self::Held(held) => held.code(),
        }
    }
}

/// A payout that stops a batch.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("payment {position} of {amount}: the payout {why}")]
pub struct UnfitLine {
    /// Its place in the batch, from 1.
    pub position: usize,
    /// How much is paid.
    pub amount: crate::money::Money,
    /// Why.
    pub why: Unfit,
}

/// Whether a payout can be paid with a batch: approved, to an account in force, in no other batch, and of a
/// project to which payments are not held.
///
/// # Errors
/// The first thing that stops it.
pub fn fit(
    state: StateName,
    destination: Option<&Destination>,
    other: Option<InOtherBatch>,
    held: &Held,
) -> Result<Destination, Unfit> {
    if let Some(other) = other {
        return Err(Unfit::InOtherBatch(other));
    }
    match state {
        StateName::Approved => {}
        StateName::Created => return Err(Unfit::NotApproved),
        StateName::Sent | StateName::Confirmed | StateName::Failed => {
            return Err(Unfit::BeyondApproval(state));
        }
    }
    held.check()?;
    match destination {
        None => Err(Unfit::NoAccount),
        Some(destination) if destination.in_force => Ok(*destination),
        Some(_) => Err(Unfit::AccountChanged),
    }
}
