use crate::workflow::Stamp;

/// Where a meeting stands.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(StateName),
    doc = "The bare states of a meeting.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr, PartialOrd, Ord),
    strum(serialize_all = "snake_case")
)]
pub enum State {
    /// It is to be held.
    Planned,
    /// It was held; its decisions are being recorded.
    Held {
        /// Who was present, by name.
        present: Vec<String>,
        /// Who said so, and when.
        held: Stamp,
    },
    /// Its minutes are approved.
    Approved {
        /// Who was present, by name.
        present: Vec<String>,
        /// Who said that it was held, and when.
        held: Stamp,
        /// Who approved the minutes, and when.
        approved: Stamp,
    },
    /// It was called off.
    Cancelled {
        /// Who called it off, and when.
        cancelled: Stamp,
        /// Why.
        reason: String,
    },
}

impl State {
    /// Who was present, and who said that it was held.
    #[must_use]
    pub fn held(&self) -> Option<(&[String], Stamp)> {
        match self {
            Self::Planned | Self::Cancelled { .. } => None,
            Self::Held { present, held } | Self::Approved { present, held, .. } => Some((present, *held)),
        }
    }
}
