use chrono::NaiveDate;

use crate::{
    hands::Deed,
    money::Money,
    payment_hold::PaymentsHeld,
    workflow::{Reason, RefusalCode},
};

/// Why something cannot be done to a payout.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// The person who created it may not approve it.
    #[error("you created this payout; another person must approve it")]
    CreatedBySamePerson,
    /// The person who named its account may not approve it.
    #[error("you pointed this payout to its account; another person must approve it")]
    NamedBySamePerson,
    /// It names no account.
    #[error("this payout names no bank account; point it to the account in force (redirectPayout)")]
    NoAccount,
    /// Its account was changed after it was named.
    #[error(
        "the account that this payout names is no longer in force; look at the account that replaced it and \
         point the payout to that one (redirectPayout)"
    )]
    AccountChanged,
    /// There is nothing to point it to.
    #[error(
        "whoever is paid has no approved bank account: the municipality proposes one (proposeBankAccount), \
         another person there confirms it, and two persons of the authority review and approve it"
    )]
    NoAccountInForce,
    /// There is nothing to change.
    #[error("this payout names the account in force already")]
    SameAccount,
    /// It goes to the bank with others.
    #[error(
        "this payout is in payment batch {0}: it is sent with the file of the batch; cancel the batch \
         (cancelPaymentBatch) to do this"
    )]
    InBatch(i32),
    /// Who proposed a set-off may not approve the payout that makes it.
    #[error("you proposed what is set off against this payout; another person must approve it")]
    SetOffBySamePerson,
    /// All of it is set off.
    #[error("all of this payout is set off, so nothing of it goes to the bank; its approval settles it")]
    NothingToSend,
    /// Something goes to the bank.
    #[error("{0} of this payout go to the bank; it is settled when the bank confirms them")]
    SomethingToSend(Money),
    /// Nothing is set off.
    #[error("nothing is set off against this payout")]
    NoSetOff,
    /// Who had a hand in the claim may not approve its payout.
    #[error("you {} the claim of this payout; another person must approve it", .0.in_words())]
    OwnClaim(Deed),
    /// Nobody is known to have drafted the claim, so two persons cannot be told apart.
    #[error(
        "nobody is recorded as having drafted the claim of this payout, so it cannot be checked that another \
         person approves it; ask the administrator to restore the record"
    )]
    NobodyDrafted,
    /// The money of the state is no longer there (`domain.md` section 4, rule 6).
    #[error(
        "the appropriation of the call expired on {0}; nothing is approved or sent from it since that day. What is still \
         to be paid needs another appropriation and a decision of its own"
    )]
    Expired(NaiveDate),
    /// Payments to the project are held, or may be.
    #[error(transparent)]
    PaymentsHeld(#[from] PaymentsHeld),
    /// Without a reference nobody finds the transaction again.
    #[error("write the bank's reference of the transaction")]
    NoReference,
    /// The money cannot have been booked before it was sent.
    #[error(
        "the value date {value_date} is before the payout was sent on {sent_on}; look at the bank statement"
    )]
    BookedBeforeSent {
        /// The day given.
        value_date: NaiveDate,
        /// The day it was sent, in Helsinki.
        sent_on: NaiveDate,
    },
    /// The money cannot be booked tomorrow.
    #[error("the value date {0} is in the future; confirm the payout when the money has been booked")]
    BookedInTheFuture(NaiveDate),
    /// The next person must know what went wrong.
    #[error("write why the payment failed")]
    NoReason,
}

impl Reason for Why {
    fn code(&self) -> RefusalCode {
        match self {
            Self::CreatedBySamePerson
            | Self::NamedBySamePerson
            | Self::SetOffBySamePerson
            | Self::OwnClaim(_) => RefusalCode::SamePerson,
            Self::NoAccount | Self::NoAccountInForce => RefusalCode::Incomplete,
            Self::AccountChanged
            | Self::InBatch(_)
            | Self::NothingToSend
            | Self::SomethingToSend(_)
            | Self::NoSetOff => RefusalCode::WrongState,
            Self::SameAccount => RefusalCode::Duplicate,
            Self::NobodyDrafted => RefusalCode::CannotCheck,
            Self::PaymentsHeld(held) => held.code(),
            Self::Expired(_) => RefusalCode::Deadline,
            Self::NoReference | Self::NoReason => RefusalCode::Incomplete,
            Self::BookedBeforeSent { .. } | Self::BookedInTheFuture(_) => RefusalCode::InvalidInput,
        }
    }

    fn path(&self) -> Vec<String> {
        let field = match self {
            Self::CreatedBySamePerson
            | Self::NamedBySamePerson
            | Self::SetOffBySamePerson
            | Self::NothingToSend
            | Self::SomethingToSend(_)
            | Self::NoSetOff
            | Self::NoAccount
            | Self::NoAccountInForce
            | Self::AccountChanged
            | Self::SameAccount
            | Self::InBatch(_)
            | Self::OwnClaim(_)
            | Self::NobodyDrafted
            | Self::PaymentsHeld(_)
            | Self::Expired(_) => return Vec::new(),
            Self::NoReference => "bankReference",
            Self::BookedBeforeSent { .. } | Self::BookedInTheFuture(_) => "valueDate",
            Self::NoReason => "reason",
        };
        vec![field.to_owned()]
    }
}
