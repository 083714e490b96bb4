use chrono::{DateTime, Utc};

use crate::workflow::Stamp;

/// Where an agreement stands.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(StateName),
    doc = "The bare states of an agreement.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum State {
    /// The lead writes it.
    Draft,
    /// Its text is frozen and the municipalities sign.
    Signing {
        /// Who asked them to, and when.
        offered: Stamp,
    },
    /// Every municipality has signed.
    InForce {
        /// Who asked for signatures.
        offered: Stamp,
        /// Since when: the last signature.
        since: DateTime<Utc>,
    },
    /// A later agreement of the project came into force in its place.
    Replaced {
        /// Who asked for signatures.
        offered: Stamp,
        /// Since when it was in force.
        since: DateTime<Utc>,
        /// Until when.
        until: DateTime<Utc>,
    },
    /// It was given up before it was in force.
    Withdrawn {
        /// Who asked for signatures, when somebody had.
        offered: Option<Stamp>,
        /// Who gave it up, and when.
        withdrawn: Stamp,
        /// Why.
        reason: String,
    },
    /// It was ended.
    Terminated {
        /// Who asked for signatures.
        offered: Stamp,
        /// Since when it was in force.
        since: DateTime<Utc>,
        /// Who ended it, and when.
        terminated: Stamp,
        /// Why.
        reason: String,
    },
}
