use chrono::{Days, NaiveDate};

use super::{State, Transfer};

/// How many days before its due date the lead is reminded of a transfer.
pub const DAYS_BEFORE: Days = Days::new(3);

/// When the lead is written to about what it has to pass on: once before the due date, once when it has passed.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, strum::EnumIter, strum::EnumString, strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum ReminderStep {
    /// From three days before the due date on.
    Before,
    /// From the day after the due date on.
    After,
}

impl ReminderStep {
    /// The step whose time it is on a Helsinki date; none while the due date is further away.
    #[must_use]
    pub fn of(due: NaiveDate, today: NaiveDate) -> Option<Self> {
        if due < today {
            return Some(Self::After);
        }
        let near = today.checked_add_days(DAYS_BEFORE).is_none_or(|near| due <= near);
        near.then_some(Self::Before)
    }

    /// Whether a transfer is something to be said at this step: what the lead has not passed on, and later also
    /// what did not come.
    #[must_use]
    pub const fn concerns(self, transfer: &Transfer) -> bool {
        match (self, &transfer.state) {
            (Self::Before | Self::After, State::Owed) | (Self::After, State::Disputed { .. }) => true,
            (Self::Before, State::Disputed { .. })
            | (Self::Before | Self::After, State::PassedOn(_) | State::Confirmed { .. }) => false,
        }
    }
}
