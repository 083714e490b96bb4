use chrono::{DateTime, NaiveDate, Utc};

use crate::{money::Money, workflow::Stamp};

/// By which section of act 688/2001 money is recovered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumIter, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum LegalBasis {
    /// 21 §: must be recovered.
    Mandatory,
    /// 22 §: may be recovered.
    Discretionary,
}

/// What a decision on recovery says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// By which section.
    pub legal_basis: LegalBasis,
    /// Why, in words for the debtor.
    pub reasoning: String,
    /// Why it comes later than two calendar years after the finding, when it does (28 §).
    pub late_because: Option<String>,
    /// The last day to pay.
    pub due: NaiveDate,
    /// Interest until that day when nothing is paid before, EUR.
    pub interest: Money,
}

/// A decision that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// What it says.
    pub proposal: Proposal,
    /// Who drafted it, and when.
    pub drafted: Stamp,
    /// Who made it, and when; neither the one who drafted it nor the one who opened the recovery.
    pub decided: Stamp,
}

/// Where a recovery stands.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(StateName),
    doc = "The bare states of a recovery.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum State {
    /// The lead municipality is being heard.
    Notice,
    /// It has answered, or its time has passed.
    Heard {
        /// Who recorded so, and when.
        heard: Stamp,
    },
    /// A decision waits for the second person.
    Drafted {
        /// Who ended the hearing, and when.
        heard: Stamp,
        /// What it would say.
        proposal: Proposal,
        /// Who drafted it, and when.
        drafted: Stamp,
    },
    /// Decided and to be paid.
    Due(Decided),
    /// Decided and not paid in time.
    Late {
        /// The decision.
        decided: Decided,
        /// When it was found to be late.
        late_at: DateTime<Utc>,
    },
    /// All of it came in.
    Paid {
        /// The decision.
        decided: Decided,
        /// When the last of it was recorded.
        settled_at: DateTime<Utc>,
    },
    /// The last of it was kept back from a payout.
    SetOff {
        /// The decision.
        decided: Decided,
        /// When.
        settled_at: DateTime<Utc>,
    },
    /// The last of it was given up as a mitigation.
    Mitigated {
        /// The decision.
        decided: Decided,
        /// When.
        settled_at: DateTime<Utc>,
    },
    /// The last of it was given up as not collectable.
    WrittenOff {
        /// The decision.
        decided: Decided,
        /// When.
        settled_at: DateTime<Utc>,
    },
    /// A trifle that two persons decided not to collect.
    Waived {
        /// The second person, and when.
        waived: Stamp,
    },
    /// Opened by mistake; a claim nets it instead.
    Cancelled {
        /// Who, and when.
        cancelled: Stamp,
        /// Why.
        reason: String,
    },
}

impl State {
    /// The decision, once it was made.
    #[must_use]
    pub const fn decided(&self) -> Option<&Decided> {
        match self {
            Self::Due(decided)
            | Self::Late { decided, .. }
            | Self::Paid { decided, .. }
            | Self::SetOff { decided, .. }
            | Self::Mitigated { decided, .. }
            | Self::WrittenOff { decided, .. } => Some(decided),
            Self::Notice
            | Self::Heard { .. }
            | Self::Drafted { .. }
            | Self::Waived { .. }
            | Self::Cancelled { .. } => None,
        }
    }
}
