use crate::{
    claim,
    hands::Deed,
    money::Money,
    workflow::{Reason, RefusalCode},
};

/// Why a decision about a line cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// The line is not in a claim.
    #[error("no claim holds this line; it is verified once the lead has submitted a claim with it")]
    NotClaimed,
    /// The claim is not with the officer.
    #[error("the claim is {}; its lines are verified only while it is submitted and its content is not checked", claim::in_words(*.0))]
    ClaimNotSubmitted(claim::StateName),
    /// The claim is not approved.
    #[error("the claim is {}; a correction is for lines of an approved claim", claim::in_words(*.0))]
    ClaimNotApproved(claim::StateName),
    /// Who prepared the claim does not verify it.
    #[error("you {} this claim; another person must verify its lines", .0.in_words())]
    SamePerson(Deed),
    /// A part must be a part.
    #[error(
        "{amount} is no part of {line}: give an amount between 0.00 and {line}, or accept or disallow the line"
    )]
    NotAPart {
        /// What was to be accepted.
        amount: Money,
        /// The line.
        line: Money,
    },
    /// The partner must be told why.
    #[error("write why; the partner must be able to understand and contest it")]
    NoReason,
}

impl Reason for Why {
    fn code(&self) -> RefusalCode {
        match self {
            Self::NotClaimed | Self::ClaimNotSubmitted(_) | Self::ClaimNotApproved(_) => {
                RefusalCode::WrongState
            }
            Self::SamePerson(_) => RefusalCode::SamePerson,
            Self::NotAPart { .. } => RefusalCode::InvalidInput,
            Self::NoReason => RefusalCode::Incomplete,
        }
    }

    fn path(&self) -> Vec<String> {
        match self {
            Self::NotClaimed
            | Self::ClaimNotSubmitted(_)
            | Self::ClaimNotApproved(_)
            | Self::SamePerson(_) => Vec::new(),
            Self::NotAPart { .. } => vec!["amount".to_owned()],
            Self::NoReason => vec!["reason".to_owned()],
        }
    }
}
