use crate::{
    money::Money,
    workflow::{Reason, RefusalCode},
};

/// Why something cannot be done to a version of a budget.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// Its cells do not add up to what was proposed.
    #[error("the cells of the budget add up to {found}, but {proposed} was proposed")]
    SumDiffers {
        /// What the cells add up to.
        found: Money,
        /// What was proposed.
        proposed: Money,
    },
}

impl Reason for Why {
    fn code(&self) -> RefusalCode {
        match self {
            Self::SumDiffers { .. } => RefusalCode::SumMismatch,
        }
    }
}
