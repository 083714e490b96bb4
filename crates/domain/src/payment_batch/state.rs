use chrono::{DateTime, Utc};

use crate::{ids::FileId, workflow::Stamp};

/// The file of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PaymentFile {
    /// Under which it is stored.
    pub id: FileId,
    /// The SHA-256 of its bytes.
    pub sha256: [u8; 32],
}

/// A batch whose file is made: by whom it was let through, and what went out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// Who approved it; not the one who made it.
    pub approved: Stamp,
    /// Who had the file made, and when.
    pub sent: Stamp,
    /// The file.
    pub file: PaymentFile,
}

/// Where a payment batch stands.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(StateName),
    doc = "The bare states of a payment batch.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum State {
    /// Waits for the second person.
    Draft,
    /// Its file may be made.
    Approved {
        /// Who approved it; not the one who made it.
        approved: Stamp,
    },
    /// Its file is made; the payouts are with the bank.
    Sent(Written),
    /// The bank took the file.
    Acknowledged {
        /// Who let it through, and what went out.
        written: Written,
        /// When the bank's answer was read first.
        at: DateTime<Utc>,
    },
    /// Each of its payments is confirmed or has failed.
    Settled {
        /// Who let it through, and what went out.
        written: Written,
        /// When the last of them was.
        at: DateTime<Utc>,
    },
    /// The bank paid nothing of it.
    Rejected {
        /// Who let it through, and what went out.
        written: Written,
        /// When the bank's answer was read.
        at: DateTime<Utc>,
        /// Why, as the bank says.
        reason: String,
    },
    /// Dissolved before its file was made.
    Cancelled {
        /// Who had approved it, if somebody had.
        approved: Option<Stamp>,
        /// Who dissolved it, and when.
        cancelled: Stamp,
        /// Why.
        reason: String,
    },
}

impl State {
    /// Who let it through and what went out, once its file is made.
    #[must_use]
    pub const fn written(&self) -> Option<Written> {
        match self {
            Self::Draft | Self::Approved { .. } | Self::Cancelled { .. } => None,
            Self::Sent(written)
            | Self::Acknowledged { written, .. }
            | Self::Settled { written, .. }
            | Self::Rejected { written, .. } => Some(*written),
        }
    }

    /// Who approved it, if somebody has.
    #[must_use]
    pub fn approved(&self) -> Option<Stamp> {
        match self {
            Self::Draft => None,
            Self::Approved { approved } => Some(*approved),
            Self::Cancelled { approved, .. } => *approved,
            Self::Sent(_) | Self::Acknowledged { .. } | Self::Settled { .. } | Self::Rejected { .. } => {
                self.written().map(|written| written.approved)
            }
        }
    }
}

impl StateName {
    /// Whether payouts in it still depend on it.
    #[must_use]
    pub const fn is_live(self) -> bool {
        match self {
            Self::Draft | Self::Approved | Self::Sent | Self::Acknowledged => true,
            Self::Settled | Self::Rejected | Self::Cancelled => false,
        }
    }
}
