use chrono::{DateTime, Utc};

use crate::workflow::{Name, Stamp};

/// Where a claim stands.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(StateName),
    doc = "The bare states of a claim.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum State {
    /// Put together by the lead; recomputed as often as it likes.
    Draft,
    /// With the authority's officer, who verifies its lines.
    Submitted {
        /// Who submitted it last, and when.
        submitted: Stamp,
    },
    /// Back with the lead, who is to answer questions.
    SupplementRequested {
        /// Who submitted it last, and when.
        submitted: Stamp,
        /// Who asked, and when.
        asked: Stamp,
        /// What is to be answered.
        questions: String,
    },
    /// Every line is verified (*asiatarkastus*).
    ContentChecked {
        /// Who submitted it last, and when.
        submitted: Stamp,
        /// Who checked the content, and when.
        checked: Stamp,
    },
    /// A second person approved it for payment (*taloustarkastus*).
    FinanceApproved {
        /// Who submitted it last, and when.
        submitted: Stamp,
        /// Who checked the content, and when.
        checked: Stamp,
        /// Who approved it; not the one who checked the content.
        approved: Stamp,
    },
    /// The bank has confirmed the payout.
    Paid {
        /// Who submitted it last, and when.
        submitted: Stamp,
        /// Who checked the content, and when.
        checked: Stamp,
        /// Who approved it; not the one who checked the content.
        approved: Stamp,
        /// When the payout was confirmed.
        paid_at: DateTime<Utc>,
    },
    /// Refused as a whole; its cost reports are free again.
    Rejected {
        /// Who submitted it last, and when.
        submitted: Stamp,
        /// Who had checked the content, and when, if somebody had.
        checked: Option<Stamp>,
        /// Who rejected it; not the one who checked the content.
        rejected: Stamp,
        /// Why.
        reason: String,
    },
}

impl StateName {
    /// Whether its figures hold for the claims after it.
    #[must_use]
    pub const fn is_approved(self) -> bool {
        matches!(self, Self::FinanceApproved | Self::Paid)
    }

    /// Whether it stands in the way of the next claim.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(
            self,
            Self::Draft | Self::Submitted | Self::SupplementRequested | Self::ContentChecked
        )
    }
}

/// The state as a person would say it.
#[must_use]
pub fn in_words(state: StateName) -> String {
    state.code().replace('_', " ")
}
