use chrono::{DateTime, Utc};

use crate::workflow::Stamp;

/// Where an obligation stands.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(StateName),
    doc = "The bare states of an obligation.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum State {
    /// Its first day has not come.
    Scheduled,
    /// It can be handed in, in time.
    Open {
        /// When it opened, also anew.
        opened_at: DateTime<Utc>,
    },
    /// Its day has ended and nothing was handed in.
    Overdue {
        /// When it opened, also anew.
        opened_at: DateTime<Utc>,
        /// When it was found to be late.
        overdue_at: DateTime<Utc>,
    },
    /// It was handed in.
    Submitted {
        /// Who handed it in, and when.
        submitted: Stamp,
    },
    /// It was handed in and accepted.
    Accepted {
        /// Who handed it in, and when.
        submitted: Stamp,
        /// Who accepted it, and when.
        accepted: Stamp,
    },
    /// It need not be handed in.
    Waived {
        /// Who decided so, and when.
        waived: Stamp,
        /// Why.
        reason: String,
    },
}

impl State {
    /// Whether somebody has to do something: then reminders go out.
    #[must_use]
    pub const fn is_awaited(&self) -> bool {
        matches!(self, Self::Open { .. } | Self::Overdue { .. })
    }
}
