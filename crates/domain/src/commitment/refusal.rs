use crate::workflow::{Reason, RefusalCode};

/// Why something cannot be done to a commitment.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// The application is not at the stage of commitments.
    #[error("the application does not ask for commitments now")]
    NotAsked,
    /// Nobody has prepared the budget, so two persons cannot be told apart.
    #[error(
        "nobody has prepared this municipality's budget, so it cannot be checked that two persons took part; \
         ask the lead to reopen the application and set the budget first"
    )]
    NobodyPrepared,
    /// Whoever prepared a budget or answered in the form may not commit to it.
    #[error("you prepared a budget or answers in this application; another person must commit to it")]
    PreparedBySamePerson,
    /// A refusal without words.
    #[error("say why the municipality does not take part, so that the lead knows what to change")]
    NoReason,
}

impl Reason for Why {
    fn code(&self) -> RefusalCode {
        match self {
            Self::NotAsked => RefusalCode::WrongState,
            Self::NobodyPrepared => RefusalCode::CannotCheck,
            Self::PreparedBySamePerson => RefusalCode::SamePerson,
            Self::NoReason => RefusalCode::Incomplete,
        }
    }

    fn path(&self) -> Vec<String> {
        match self {
            Self::NoReason => vec!["reason".to_owned()],
            Self::NotAsked | Self::NobodyPrepared | Self::PreparedBySamePerson => Vec::new(),
        }
    }
}
