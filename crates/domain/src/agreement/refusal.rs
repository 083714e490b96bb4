use chrono::NaiveDate;

use crate::workflow::{Reason, RefusalCode};

/// Why something cannot be done to an agreement.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// A clause is too long.
    #[error("\"{0}\" is longer than {1} characters; shorten it")]
    TooLong(&'static str, usize),
    /// There is nobody to agree with.
    #[error("the lead carries the project out alone; there is nobody to agree with")]
    NoPartner,
    /// Another agreement is being made.
    #[error("agreement {0} of this project is not in force yet; finish it or withdraw it first")]
    AnotherOpen(i32),
    /// What it says is not so any more.
    #[error(
        "the budget, the award, the use period, the lead or the partners of the project have changed since this text \
         was written; write it anew"
    )]
    NotCurrent,
    /// Someone who read something else.
    #[error("the text that you read is not the text of this agreement; read it again and sign what you read")]
    AnotherText,
    /// Not a party.
    #[error("this municipality is no party of the agreement")]
    NoParty,
    /// Nobody signs twice.
    #[error("this municipality has signed already")]
    SignedAlready,
    /// Whoever wrote it does not sign it.
    #[error("you wrote this agreement; another person signs it for the municipality")]
    DraftedBySamePerson,
    /// The list of those who wrote it is lost.
    #[error(
        "it is not known who wrote this agreement, so nobody can be told apart from them; withdraw it and draft another"
    )]
    NobodyDrafted,
    /// One person is not two parties.
    #[error(
        "you have signed this agreement for another municipality; each municipality has its own person sign"
    )]
    SignedForAnother,
    /// Nobody signs yesterday.
    #[error("{0} is not a day from tomorrow on and within a year; give the last day to sign")]
    NoDayToSign(NaiveDate),
    /// Somebody has not signed.
    #[error("the agreement comes into force when every municipality has signed it")]
    NotAllSigned,
    /// The municipalities must know.
    #[error("write why; every municipality reads it")]
    NoReason,
}

impl Reason for Why {
    fn code(&self) -> RefusalCode {
        match self {
            Self::TooLong(..) | Self::NoParty | Self::NoDayToSign(_) => RefusalCode::InvalidInput,
            Self::NoPartner | Self::NotCurrent | Self::NotAllSigned => RefusalCode::WrongState,
            Self::AnotherOpen(_) | Self::SignedAlready => RefusalCode::Duplicate,
            Self::AnotherText => RefusalCode::VersionConflict,
            Self::DraftedBySamePerson | Self::SignedForAnother => RefusalCode::SamePerson,
            Self::NobodyDrafted => RefusalCode::CannotCheck,
            Self::NoReason => RefusalCode::Incomplete,
        }
    }

    fn path(&self) -> Vec<String> {
        let field = match self {
            Self::TooLong(field, _) => field,
            Self::NoParty | Self::SignedAlready => "municipalityId",
            Self::AnotherText => "sha256",
            Self::NoDayToSign(_) => "signBy",
            Self::NoReason => "reason",
            Self::NoPartner
            | Self::AnotherOpen(_)
            | Self::NotCurrent
            | Self::NotAllSigned
            | Self::NobodyDrafted
            | Self::DraftedBySamePerson
            | Self::SignedForAnother => return Vec::new(),
        };
        vec![field.to_owned()]
    }
}
