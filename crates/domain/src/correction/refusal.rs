use super::StateName;
use crate::{
    money::Money,
    workflow::{Name as _, Reason, RefusalCode},
};

/// Why something cannot be done with a correction.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// Who found it does not judge it.
    #[error("you proposed this correction; two other persons must approve it")]
    ProposedBySamePerson,
    /// Who approved it first does not approve it again.
    #[error("you approved this correction as the officer; another person must approve it too")]
    EndorsedBySamePerson,
    /// Another correction was faster.
    #[error(
        "{0} of its lines are no longer accepted as they were when it was proposed; reject it and propose a new one"
    )]
    LinesMoved(u64),
    /// Nothing is corrected.
    #[error("name at least one cost line and at most 1 000")]
    NoLines,
    /// One line twice.
    #[error("a cost line is named twice; name each once")]
    LineTwice,
    /// Costs of several municipalities.
    #[error("the lines belong to several municipalities; propose a correction for each of them")]
    SeveralPartners,
    /// Not approved: there is nothing to correct.
    #[error(
        "a line is in no approved claim; as long as its claim is not approved, the officer decides about the line itself"
    )]
    NotApproved,
    /// More than the line, or of the other sign.
    #[error("{remains} cannot remain accepted of {line}: give an amount from 0.00 to {line}")]
    NotAPart {
        /// What was to remain.
        remains: Money,
        /// What the line claims.
        line: Money,
    },
    /// Nothing changes.
    #[error("{0} is accepted of the line already; leave the line out or give another amount")]
    NoChange(Money),
    /// A later finding on the same line rests on the one that is to be undone.
    #[error(
        "another correction changed a line since: undoing this one would leave {remains} accepted of {line}; undo the \
         later correction first"
    )]
    FoundSince {
        /// What would remain.
        remains: Money,
        /// What the line claims.
        line: Money,
    },
    /// The reason is missing.
    #[error("write what was found; the municipality must be able to understand and contest it")]
    NoFinding,
    /// The next person must know why not.
    #[error("write why the correction is rejected")]
    NoReason,
    /// Only what has changed something can be undone.
    #[error("the correction is {}; only one whose lines are changed and that is not being recovered is undone", .0.code())]
    NothingToUndo(StateName),
}

impl Reason for Why {
    fn code(&self) -> RefusalCode {
        match self {
            Self::ProposedBySamePerson | Self::EndorsedBySamePerson => RefusalCode::SamePerson,
            Self::LinesMoved(_) => RefusalCode::SumMismatch,
            Self::NoLines | Self::NoFinding | Self::NoReason => RefusalCode::Incomplete,
            Self::LineTwice | Self::SeveralPartners | Self::NotAPart { .. } | Self::NoChange(_) => {
                RefusalCode::InvalidInput
            }
            Self::NotApproved | Self::NothingToUndo(_) | Self::FoundSince { .. } => RefusalCode::WrongState,
        }
    }

    fn path(&self) -> Vec<String> {
        let field = match self {
            Self::ProposedBySamePerson
            | Self::EndorsedBySamePerson
            | Self::LinesMoved(_)
            | Self::NothingToUndo(_)
            | Self::FoundSince { .. } => return Vec::new(),
            Self::NoLines
            | Self::LineTwice
            | Self::SeveralPartners
            | Self::NotApproved
            | Self::NotAPart { .. }
            | Self::NoChange(_) => "lines",
            Self::NoFinding | Self::NoReason => "reason",
        };
        vec![field.to_owned()]
    }
}
