use chrono::{DateTime, Utc};

use super::Notice;
use crate::{ids::DecisionId, language::Language};

/// The letter of a decision (*päätöskirje*), as it was written when the decision was made; never changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// The decision.
    pub decision: DecisionId,
    /// Its number with the authorities, without a gap within a year: `2026-0001`.
    pub number: String,
    /// The language it is written in: the lead municipality's.
    pub language: Language,
    /// What it says, as it is stored.
    pub document: String,
    /// The SHA-256 of that.
    pub sha256: [u8; 32],
    /// When it was written.
    pub written_at: DateTime<Utc>,
    /// When it counts as received, and until when a correction can be claimed.
    pub notice: Notice,
}
