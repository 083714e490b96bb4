use chrono::{DateTime, Utc};

use crate::{
    ids::{ClaimId, RecoveryId},
    workflow::Stamp,
};

/// Where a correction stands.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(StateName),
    doc = "The bare states of a correction.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum State {
    /// A finding; nothing has changed.
    Proposed,
    /// An officer approved it; nothing has changed yet.
    Endorsed {
        /// The officer, and when; not the one who proposed it.
        endorsed: Stamp,
    },
    /// Two persons approved it; its lines are changed and the next claim will count it.
    Approved {
        /// The officer, and when.
        endorsed: Stamp,
        /// The second person, and when.
        approved: Stamp,
        /// The number of the last claim that does not count it; 0 when there was none.
        after_claim: i32,
    },
    /// A claim that counts it was approved.
    Netted {
        /// The officer, and when.
        endorsed: Stamp,
        /// The second person, and when.
        approved: Stamp,
        /// The number of the last claim that does not count it.
        after_claim: i32,
        /// The claim that counts it.
        claim: ClaimId,
        /// When that claim was approved.
        netted_at: DateTime<Utc>,
    },
    /// It is recovered, and no claim collects it.
    Recovering {
        /// The officer, and when.
        endorsed: Stamp,
        /// The second person, and when.
        approved: Stamp,
        /// The number of the last claim that does not count it.
        after_claim: i32,
        /// The recovery.
        recovery: RecoveryId,
    },
    /// The authority said no; nothing has changed.
    Rejected {
        /// The officer who had approved it, if one had.
        endorsed: Option<Stamp>,
        /// Who said no, and when.
        rejected: Stamp,
        /// Why.
        reason: String,
    },
}

impl State {
    /// The number of the last claim that does not count it; nothing while its lines are unchanged.
    #[must_use]
    pub const fn after_claim(&self) -> Option<i32> {
        match self {
            Self::Proposed | Self::Endorsed { .. } | Self::Rejected { .. } => None,
            Self::Approved { after_claim, .. }
            | Self::Netted { after_claim, .. }
            | Self::Recovering { after_claim, .. } => Some(*after_claim),
        }
    }

    /// The officer who approved it first.
    #[must_use]
    pub const fn endorsed(&self) -> Option<Stamp> {
        match self {
            Self::Proposed => None,
            Self::Rejected { endorsed, .. } => *endorsed,
            Self::Endorsed { endorsed }
            | Self::Approved { endorsed, .. }
            | Self::Netted { endorsed, .. }
            | Self::Recovering { endorsed, .. } => Some(*endorsed),
        }
    }

    /// The second person who approved it.
    #[must_use]
    pub const fn approved(&self) -> Option<Stamp> {
        match self {
            Self::Proposed | Self::Endorsed { .. } | Self::Rejected { .. } => None,
            Self::Approved { approved, .. }
            | Self::Netted { approved, .. }
            | Self::Recovering { approved, .. } => Some(*approved),
        }
    }
}
