use chrono::NaiveDate;

use crate::workflow::{Reason, RefusalCode};

/// Why something cannot be done to a transfer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// The one who recorded it does not say for the partner that it came, or that it did not.
    #[error("you recorded that this money was passed on; another person of the partner answers")]
    SamePerson,
    /// The grant is passed on by an agreement.
    #[error(
        "no agreement between the lead and this partner is in force; have every municipality sign one, then record \
         the transfer"
    )]
    NoAgreement,
    /// Without a reference nobody finds it on an account.
    #[error("write the reference or the message by which the partner finds the payment on its account")]
    NoReference,
    /// Money cannot have left tomorrow.
    #[error("the day {0} is in the future; record the transfer when the money has left the account")]
    InTheFuture(NaiveDate),
    /// The lead must know what to look for.
    #[error("write what is wrong: what came, or that nothing came")]
    NoReason,
}

impl Reason for Why {
    fn code(&self) -> RefusalCode {
        match self {
            Self::SamePerson => RefusalCode::SamePerson,
            Self::NoAgreement | Self::NoReference | Self::NoReason => RefusalCode::Incomplete,
            Self::InTheFuture(_) => RefusalCode::InvalidInput,
        }
    }

    fn path(&self) -> Vec<String> {
        let field = match self {
            Self::SamePerson | Self::NoAgreement => return Vec::new(),
            Self::NoReference => "reference",
            Self::InTheFuture(_) => "paidOn",
            Self::NoReason => "reason",
        };
        vec![field.to_owned()]
    }
}
