//! How much of what the projects of a call owed has come: in one programme fewer than half of the experiments could
//! be followed, and nobody could say which.

use chrono::{DateTime, NaiveDate, Utc};

use crate::{calendar, obligation::StateName};

/// What became of something that was owed on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumIter)]
pub enum Outcome {
    /// It came in time.
    InTime,
    /// It came after its last day.
    Late,
    /// Its last day has passed, and it is not there.
    Missing,
    /// It can still come in time.
    Awaited,
    /// It need not come.
    Waived,
}

/// What became of an obligation: its last day, its state, when it was handed in if it is, and the time now.
#[must_use]
pub fn outcome(
    due: NaiveDate,
    state: StateName,
    submitted: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Outcome {
    let end = calendar::end_of_day(due);
    match (state, submitted) {
        (StateName::Waived, _) => Outcome::Waived,
        (StateName::Submitted | StateName::Accepted, Some(at)) if at < end => Outcome::InTime,
        (StateName::Submitted | StateName::Accepted, _) => Outcome::Late,
        // What came back and was not handed in again has not come.
        (StateName::Scheduled | StateName::Open | StateName::Overdue, _) if now >= end => Outcome::Missing,
        (StateName::Scheduled | StateName::Open | StateName::Overdue, _) => Outcome::Awaited,
    }
}

/// How many obligations had which outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Came in time.
    pub in_time: u64,
    /// Came late.
    pub late: u64,
    /// Did not come.
    pub missing: u64,
    /// May still come in time.
    pub awaited: u64,
    /// Need not come.
    pub waived: u64,
}

impl Coverage {
    /// Counts one more.
    #[must_use]
    pub const fn with(mut self, outcome: Outcome) -> Self {
        let counted = match outcome {
            Outcome::InTime => &mut self.in_time,
            Outcome::Late => &mut self.late,
            Outcome::Missing => &mut self.missing,
            Outcome::Awaited => &mut self.awaited,
            Outcome::Waived => &mut self.waived,
        };
        *counted = counted.saturating_add(1);
        self
    }

    /// What had to be there by now.
    #[must_use]
    pub const fn expected(&self) -> u64 {
        self.in_time
            .saturating_add(self.late)
            .saturating_add(self.missing)
    }

    /// How much of it is there, in whole per cent rounded down, so that 100 means all; nothing while nothing had to be.
    #[must_use]
    pub const fn percent(&self) -> Option<u64> {
        let came = self.in_time.saturating_add(self.late);
        came.saturating_mul(100).checked_div(self.expected())
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, NaiveDate, Utc};
    use strum::IntoEnumIterator as _;

    use super::{Coverage, Outcome, outcome};
    use crate::obligation::StateName;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    /// Goal: the last day ends at 24:00 in Helsinki, which is 21:00 UTC in summer; what came back has not come.
    #[test]
    fn what_became_of_it() {
        use Outcome as O;
        use StateName as S;
        let due = NaiveDate::from_ymd_opt(2026, 6, 15).unwrap();
        let (before, after) = ("2026-06-15T20:59:59Z", "2026-06-15T21:00:00Z");
        for (state, submitted, now, expected) in [
            (S::Submitted, Some(before), after, O::InTime),
            (S::Accepted, Some(before), after, O::InTime),
            (S::Submitted, Some(after), after, O::Late),
            (S::Accepted, None, after, O::Late),
            (S::Open, None, before, O::Awaited),
            (S::Scheduled, None, before, O::Awaited),
            (S::Open, Some(before), after, O::Missing),
            (S::Overdue, None, after, O::Missing),
            (S::Scheduled, None, after, O::Missing),
            (S::Waived, Some(before), after, O::Waived),
        ] {
            assert_eq!(
                outcome(due, state, submitted.map(at), at(now)),
                expected,
                "{state:?} {now}"
            );
        }
    }

    /// Goal: each outcome is counted once, the rest is not expected, and 100 % means all.
    #[test]
    fn shares() {
        let all = Outcome::iter().fold(Coverage::default(), Coverage::with);
        assert_eq!((all.expected(), all.percent()), (3, Some(66)));
        let counted = all.in_time + all.late + all.missing + all.awaited + all.waived;
        assert_eq!(counted, 5);
        let nothing = Coverage::default().with(Outcome::Awaited).with(Outcome::Waived);
        assert_eq!((nothing.expected(), nothing.percent()), (0, None));
        let nearly = Coverage {
            in_time: 399,
            missing: 1,
            ..Coverage::default()
        };
        assert_eq!(nearly.percent(), Some(99));
    }
}
