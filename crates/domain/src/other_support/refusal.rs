use crate::{
    money::Money,
    workflow::{Reason, RefusalCode},
};

/// Why something cannot be done to other public support.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// A text is missing.
    #[error("\"{0}\" is empty; fill it in")]
    Missing(&'static str),
    /// A text is too long.
    #[error("\"{0}\" is longer than {1} characters; shorten it")]
    TooLong(&'static str, usize),
    /// Support of nothing.
    #[error("support of {0} is none; state what is given, more than 0.00")]
    NotPositive(Money),
    /// Whoever declared it may not let it count.
    #[error("you declared this support; another officer must confirm it")]
    DeclaredBySamePerson,
    /// What two persons let count takes a third person to stop, for it raises what may be paid.
    #[error("you declared or confirmed this support; another officer must revoke it")]
    HandsOn,
}

impl Reason for Why {
    fn code(&self) -> RefusalCode {
        match self {
            Self::Missing(_) => RefusalCode::Incomplete,
            Self::TooLong(..) | Self::NotPositive(_) => RefusalCode::InvalidInput,
            Self::DeclaredBySamePerson | Self::HandsOn => RefusalCode::SamePerson,
        }
    }

    fn path(&self) -> Vec<String> {
        let field = match self {
            Self::Missing(field) | Self::TooLong(field, _) => *field,
            Self::NotPositive(_) => "amount",
            Self::DeclaredBySamePerson | Self::HandsOn => return Vec::new(),
        };
        vec![field.to_owned()]
    }
}
