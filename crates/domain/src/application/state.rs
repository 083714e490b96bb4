use crate::workflow::Stamp;

/// Where an application stands.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(StateName),
    doc = "The bare states of an application.",
    derive(PartialOrd, Ord, strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum State {
    /// Being written by the lead and the partners; the authority does not see it.
    Draft,
    /// The partners have been asked to commit to what it says.
    PartnerCommitments,
    /// With the authority.
    Submitted {
        /// Who gave it to the authority last, and when.
        submitted: Stamp,
    },
    /// The authority has asked for more.
    SupplementRequested {
        /// Who had given it to the authority, and when.
        submitted: Stamp,
        /// What is asked.
        supplement: Supplement,
    },
    /// Evaluated, waiting for a decision.
    Evaluated {
        /// Who gave it to the authority last, and when.
        submitted: Stamp,
        /// Who evaluated it, and when.
        evaluated: Stamp,
        /// What the evaluation says.
        statement: String,
    },
    /// Granted.
    Accepted {
        /// Who gave it to the authority last, and when.
        submitted: Stamp,
        /// Who evaluated it, and when.
        evaluated: Stamp,
        /// What the evaluation says.
        statement: String,
        /// Who made the decision, and when.
        decided: Stamp,
    },
    /// Not granted.
    Rejected {
        /// Who gave it to the authority last, and when.
        submitted: Stamp,
        /// Who evaluated it, and when.
        evaluated: Stamp,
        /// What the evaluation says.
        statement: String,
        /// Who made the decision, and when.
        decided: Stamp,
    },
    /// Taken out of the call by the lead.
    Withdrawn {
        /// Who had given it to the authority, if anybody had.
        submitted: Option<Stamp>,
        /// Who took it out, and when.
        withdrawn: Stamp,
        /// Why.
        reason: String,
    },
}

/// A request for a supplement (*täydennyspyyntö*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Supplement {
    /// Who asks, and since when.
    pub asked: Stamp,
    /// What is asked, in the officer's words.
    pub questions: String,
}

impl State {
    /// Who gave it to the authority last, if anybody has.
    #[must_use]
    pub const fn submitted(&self) -> Option<Stamp> {
        match self {
            Self::Draft | Self::PartnerCommitments => None,
            Self::Submitted { submitted }
            | Self::SupplementRequested { submitted, .. }
            | Self::Evaluated { submitted, .. }
            | Self::Accepted { submitted, .. }
            | Self::Rejected { submitted, .. } => Some(*submitted),
            Self::Withdrawn { submitted, .. } => *submitted,
        }
    }
}

impl StateName {
    /// Whether partners may commit now.
    #[must_use]
    pub const fn asks_for_commitments(self) -> bool {
        match self {
            Self::PartnerCommitments | Self::SupplementRequested => true,
            Self::Draft
            | Self::Submitted
            | Self::Evaluated
            | Self::Accepted
            | Self::Rejected
            | Self::Withdrawn => false,
        }
    }
}
