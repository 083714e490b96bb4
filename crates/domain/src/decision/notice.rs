use chrono::{Days, NaiveDate};

use crate::calendar::{Deadline, HolidayCalendar};

/// A decision sent electronically is presumed to be received on the third day after it was sent, unless shown
/// otherwise (act on electronic services 13/2003, 19 §).
pub const PRESUMED_RECEIPT: Days = Days::new(3);
/// A claim for correction is made within 30 days of receipt, whose day is not counted (act 688/2001, 34 §, and
/// act 434/2003, 49 c §; the counting of days: act 150/1930).
pub const CORRECTION_PERIOD: Days = Days::new(30);

/// When a decision counts as received, and until when its correction can be claimed (*oikaisuvaatimus*).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The day of receipt.
    pub received: NaiveDate,
    /// The last day to claim a correction; a working day.
    pub claim_until: NaiveDate,
}

impl Notice {
    /// Of a decision that was sent on a day in Helsinki.
    #[must_use]
    pub fn of_sent(sent: NaiveDate, holidays: HolidayCalendar) -> Self {
        Self::of_received(sent.checked_add_days(PRESUMED_RECEIPT).unwrap_or(sent), holidays)
    }

    /// Of a decision that was received on a day in Helsinki, as was shown.
    #[must_use]
    pub fn of_received(received: NaiveDate, holidays: HolidayCalendar) -> Self {
        let last = received.checked_add_days(CORRECTION_PERIOD).unwrap_or(received);
        Self {
            received,
            claim_until: Deadline::new(last, holidays).due(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// Sent; presumed to be received; the last day, moved over weekends and holidays.
    #[test]
    fn thirty_days_from_the_third_day_and_then_a_working_day() {
        for (sent, received, last) in [
            // 17 January 2027 is a Sunday.
            ("2026-12-15", "2026-12-18", "2027-01-18"),
            ("2026-11-30", "2026-12-03", "2027-01-04"),
            ("2026-11-28", "2026-12-01", "2026-12-31"),
            // Christmas Eve is a Thursday in 2026: the next working day is Monday 28 December.
            ("2026-11-21", "2026-11-24", "2026-12-28"),
            // Midsummer Eve is Friday 19 June 2026.
            ("2026-05-17", "2026-05-20", "2026-06-22"),
            // 6 January is Epiphany.
            ("2026-12-04", "2026-12-07", "2027-01-07"),
        ] {
            let notice = Notice::of_sent(day(sent), HolidayCalendar::Finland);
            assert_eq!(
                (notice.received, notice.claim_until),
                (day(received), day(last)),
                "sent on {sent}"
            );
            assert_eq!(
                Notice::of_received(notice.received, HolidayCalendar::Finland),
                notice
            );
        }
    }
}
