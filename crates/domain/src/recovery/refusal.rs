use chrono::NaiveDate;

use crate::{
    money::Money,
    workflow::{Reason, RefusalCode},
};

/// Why something cannot be done with a recovery.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// Who opened or drafted it does not decide it.
    #[error("you opened this recovery or drafted its decision; another person must decide")]
    PreparedBySamePerson,
    /// Who proposed a relief does not approve it.
    #[error("you proposed this; another person must approve it")]
    ReliefBySamePerson,
    /// The hearing has not ended.
    #[error("the lead municipality has until the end of {0} to answer; wait for its answer or for that day")]
    StillHearing(NaiveDate),
    /// It is in time.
    #[error("it is in time until the end of {0}")]
    InTime(NaiveDate),
    /// Never after ten years.
    #[error(
        "the money was paid on {0}, more than ten years ago; nothing is recovered any more (688/2001, 28 §)"
    )]
    TenYears(NaiveDate),
    /// Two calendar years need a reason.
    #[error(
        "the finding is of {0}, more than two calendar years ago; write why the decision comes so late, or give it \
         up (688/2001, 28 §)"
    )]
    TwoYears(NaiveDate),
    /// A due date in the past.
    #[error("{0} is not in the future; give the debtor time to pay")]
    DueInThePast(NaiveDate),
    /// No words.
    #[error("write why; it stays on record and can be contested")]
    NoReason,
    /// Nothing was answered.
    #[error("write the answer of the municipality")]
    NoAnswer,
    /// Something is proposed already.
    #[error("something is proposed already; approve or reject it first")]
    ReliefWaits,
    /// Nothing is proposed.
    #[error("nothing is proposed that could be approved or rejected")]
    NoRelief,
    /// Not a trifle.
    #[error(
        "{waived} of the project were waived before; {principal} more are over the {limit} that can be waived in all \
         (688/2001, 20 §)"
    )]
    NotATrifle {
        /// What would be waived.
        principal: Money,
        /// What has been waived of the project.
        waived: Money,
        /// The limit.
        limit: Money,
    },
    /// A claim has relied on it.
    #[error(
        "claim {0} was approved on the footing that this money is recovered; it can be written off or mitigated"
    )]
    ClaimRelies(i32),
}

impl Reason for Why {
    fn code(&self) -> RefusalCode {
        match self {
            Self::PreparedBySamePerson | Self::ReliefBySamePerson => RefusalCode::SamePerson,
            Self::StillHearing(_) | Self::InTime(_) | Self::TenYears(_) | Self::TwoYears(_) => {
                RefusalCode::Deadline
            }
            Self::DueInThePast(_) => RefusalCode::InvalidInput,
            Self::NoReason | Self::NoAnswer => RefusalCode::Incomplete,
            Self::ReliefWaits => RefusalCode::Duplicate,
            Self::NoRelief | Self::ClaimRelies(_) => RefusalCode::WrongState,
            Self::NotATrifle { .. } => RefusalCode::LimitExceeded,
        }
    }

    fn path(&self) -> Vec<String> {
        let field = match self {
            Self::DueInThePast(_) => "due",
            Self::TwoYears(_) => "lateBecause",
            Self::NoReason => "reason",
            Self::NoAnswer => "answer",
            Self::PreparedBySamePerson
            | Self::ReliefBySamePerson
            | Self::StillHearing(_)
            | Self::InTime(_)
            | Self::TenYears(_)
            | Self::ReliefWaits
            | Self::NoRelief
            | Self::NotATrifle { .. }
            | Self::ClaimRelies(_) => return Vec::new(),
        };
        vec![field.to_owned()]
    }
}
