//! The days of the walk, all counted from the day on which it begins.

use chrono::{Datelike, Days, Months, NaiveDate};

/// The days that the walk needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Calendar {
    pub(super) call_opens: NaiveDate,
    pub(super) call_closes: NaiveDate,
    /// The first day of a calendar half-year, so that the first cost period is whole.
    pub(super) use_first: NaiveDate,
    /// A year later: two cost periods, the second without costs.
    pub(super) use_last: NaiveDate,
    /// The last day of the first cost period.
    pub(super) period_last: NaiveDate,
}

impl Calendar {
    pub(super) fn from(today: NaiveDate) -> Option<Self> {
        let call_closes = today + Days::new(21);
        let use_first = if call_closes.month() <= 6 {
            NaiveDate::from_ymd_opt(call_closes.year(), 7, 1)?
        } else {
            NaiveDate::from_ymd_opt(call_closes.year() + 1, 1, 1)?
        };
        Some(Self {
            call_opens: today,
            call_closes,
            use_first,
            use_last: use_first.checked_add_months(Months::new(12))?.pred_opt()?,
            period_last: use_first.checked_add_months(Months::new(6))?.pred_opt()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_cost_period_is_a_whole_half_year() {
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
        for (today, first, last) in [
            (day(2026, 3, 2), day(2026, 7, 1), day(2026, 12, 31)),
            (day(2026, 6, 20), day(2027, 1, 1), day(2027, 6, 30)),
            (day(2026, 12, 20), day(2027, 7, 1), day(2027, 12, 31)),
        ] {
            let calendar = Calendar::from(today).unwrap();
            assert_eq!(
                (calendar.use_first, calendar.period_last),
                (first, last),
                "{today}"
            );
        }
    }
}
