use crate::workflow::{Reason, RefusalCode};

/// Why something cannot be done to a bank account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// Who proposed it may not confirm it.
    #[error("you proposed this account; another person of your organisation must confirm it")]
    ProposedBySamePerson,
    /// Who confirmed it may not review it.
    #[error("you confirmed this account for its owner; another person must review it")]
    ConfirmedBySamePerson,
    /// Who reviewed it may not approve it.
    #[error("you reviewed this account; another person must approve it")]
    ReviewedBySamePerson,
    /// Who proposed it may not approve it.
    #[error("you proposed this account; another person must approve it")]
    ApprovedByProposer,
    /// The owner must know what to mend.
    #[error("write why the account is refused, so that its owner knows what to do")]
    NoReason,
}

impl Reason for Why {
    fn code(&self) -> RefusalCode {
        match self {
            Self::ProposedBySamePerson
            | Self::ConfirmedBySamePerson
            | Self::ReviewedBySamePerson
            | Self::ApprovedByProposer => RefusalCode::SamePerson,
            Self::NoReason => RefusalCode::Incomplete,
        }
    }

    fn path(&self) -> Vec<String> {
        match self {
            Self::NoReason => vec!["reason".to_owned()],
            Self::ProposedBySamePerson
            | Self::ConfirmedBySamePerson
            | Self::ReviewedBySamePerson
            | Self::ApprovedByProposer => Vec::new(),
        }
    }
}
