//! The call's reporting schedule, and the dated obligations that follow from it for a project.

use crate::{
    calendar::{Deadline, HolidayCalendar},
    use_period::UsePeriod,
};
use chrono::{Datelike, Days, Months, NaiveDate};
use strum::{Display, EnumIter, EnumString, IntoStaticStr};

/// What a project has to hand in.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Display, EnumIter, EnumString, IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum ObligationKind {
    /// The state of the project for the project portfolio (*hankesalkkuraportti*).
    PortfolioReport,
    /// Each partner's costs of a period (*kustannusraportti*).
    CostReport,
    /// The report at mid-term (*väliselvitys*).
    InterimReport,
    /// The report at the end (*loppuselvitys*).
    FinalReport,
    /// What became of the benefits some time later (*seuranta*).
    FollowUp,
    /// The answer to a supplement request about a claim (*täydennys*).
    SupplementRequest,
    /// The answer in the hearing of a recovery (*kuuleminen*); the decision does not wait for it.
    RecoveryHearing,
    /// What a decision on recovery orders to be paid (*takaisin maksettava avustus*).
    RecoveryPayment,
    /// The signature under the agreement between the municipalities (*sopimus avustuksen käytöstä*).
    AgreementSignature,
}

impl ObligationKind {
    /// Whether a form of its own settles it; everything else is handed in as a statement with files.
    #[must_use]
    pub const fn has_own_report(self) -> bool {
        match self {
            Self::PortfolioReport
            | Self::CostReport
            | Self::SupplementRequest
            | Self::RecoveryHearing
            | Self::RecoveryPayment
            | Self::AgreementSignature => true,
            Self::InterimReport | Self::FinalReport | Self::FollowUp => false,
        }
    }

    /// Whether it hangs on something else, whose life it follows, and not on the reporting schedule.
    #[must_use]
    pub const fn has_subject(self) -> bool {
        match self {
            Self::SupplementRequest
            | Self::RecoveryHearing
            | Self::RecoveryPayment
            | Self::AgreementSignature => true,
            Self::PortfolioReport
            | Self::CostReport
            | Self::InterimReport
            | Self::FinalReport
            | Self::FollowUp => false,
        }
    }

    /// Whether payments of the grant may be held while it is late (act 688/2001, 19 §): what has to be reported
    /// or answered. A hearing is a right and no duty, a debt is set off instead (27 §), and without an agreement nothing
    /// is passed on anyway.
    #[must_use]
    pub const fn may_hold_payments(self) -> bool {
        match self {
            Self::PortfolioReport
            | Self::CostReport
            | Self::InterimReport
            | Self::FinalReport
            | Self::FollowUp
            | Self::SupplementRequest => true,
            Self::RecoveryHearing | Self::RecoveryPayment | Self::AgreementSignature => false,
        }
    }

    /// Whether a new lead municipality takes it over with the project. What a municipality owes for the time
    /// before stays its own, as its costs do.
    #[must_use]
    pub const fn moves_with_the_lead(self) -> bool {
        match self {
            Self::PortfolioReport
            | Self::InterimReport
            | Self::FinalReport
            | Self::FollowUp
            | Self::SupplementRequest => true,
            Self::CostReport | Self::RecoveryHearing | Self::RecoveryPayment | Self::AgreementSignature => {
                false
            }
        }
    }
}

/// How long the periods of cost reports are. They follow the calendar year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Display, EnumIter, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum CostPeriod {
    /// Calendar months.
    Month,
    /// From January, April, July and October.
    Quarter,
    /// From January, May and September.
    FourMonths,
    /// From January and July.
    #[default]
    HalfYear,
    /// Calendar years.
    Year,
}

impl CostPeriod {
    /// The length in months, a divisor of twelve.
    #[must_use]
    pub const fn months(self) -> u32 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::FourMonths => 4,
            Self::HalfYear => 6,
            Self::Year => 12,
        }
    }
}

/// A day of every year. 29 February is 28 February in other years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DayOfYear {
    month: u32,
    day: u32,
}

/// No year has such a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "there is no day {day} in month {month}: give a day that exists, for example 15 and 2 for 15 February"
)]
pub struct NoSuchDay {
    /// The month that was given, 1 to 12 if it were one.
    pub month: u32,
    /// The day that was given.
    pub day: u32,
}

impl DayOfYear {
    /// A day that at least leap years have.
    ///
    /// # Errors
    /// [`NoSuchDay`], for example for 31 June.
    pub fn new(month: u32, day: u32) -> Result<Self, NoSuchDay> {
        const A_LEAP_YEAR: i32 = 2000;
        match NaiveDate::from_ymd_opt(A_LEAP_YEAR, month, day) {
            Some(_) => Ok(Self { month, day }),
            None => Err(NoSuchDay { month, day }),
        }
    }

    /// The month, 1 to 12.
    #[must_use]
    pub const fn month(self) -> u32 {
        self.month
    }

    /// The day of the month, from 1.
    #[must_use]
    pub const fn day(self) -> u32 {
        self.day
    }

    fn in_year(self, year: i32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(year, self.month, self.day)
            .or_else(|| NaiveDate::from_ymd_opt(year, self.month, self.day.saturating_sub(1)))
    }
}

/// When reports are due: parameters of the call with the defaults of `domain.md` section 6.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportingSchedule {
    /// The days on which portfolio reports are due. Default 15 February, 15 June, 15 October.
    pub portfolio_days: Vec<DayOfYear>,
    /// How long cost periods are. Default half a year.
    pub cost_period: CostPeriod,
    /// Days from the end of a cost period until its report is due. Default 45.
    pub cost_report_days: u16,
    /// Whether there is a report in the middle of the use period. Default yes.
    pub interim_report: bool,
    /// Months from the end of the use period until the final report is due. Default 2.
    pub final_report_months: u8,
    /// Months from the end of the use period until the follow-up is due; none asks for none.
    /// Default 12.
    pub follow_up_months: Option<u8>,
    /// How many days before it is due a report can be begun, when it does not wait for the end of a
    /// period. Default 30.
    pub open_days_before: u16,
    /// Whose holidays move due dates. Default Finland.
    pub holidays: HolidayCalendar,
}

/// Why reports could never be due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FaultySchedule {
    /// Nobody would report before the follow-up.
    #[error(
        "the follow-up would be due {follow_up} months after the use period, not after the final report, due after {final_report}; set it later or leave it out"
    )]
    FollowUpTooEarly {
        /// Months to the follow-up.
        follow_up: u8,
        /// Months to the final report.
        final_report: u8,
    },
    /// Too far from its period.
    #[error("a cost report due {0} days after its period is too late; at most {most} days", most = ReportingSchedule::MOST_DAYS)]
    TooLate(u16),
    /// Open for longer than there is.
    #[error("reports would open {0} days before they are due; at most {most} days", most = ReportingSchedule::MOST_DAYS)]
    OpensTooEarly(u16),
    /// More days than a year can carry.
    #[error("there are {0} portfolio reports a year; at most {most}", most = ReportingSchedule::MOST_PORTFOLIO_DAYS)]
    TooManyDays(usize),
}

impl ReportingSchedule {
    /// The longest time from a period to its report, and from opening to due, in days.
    pub const MOST_DAYS: u16 = 366;
    /// The most portfolio reports a year.
    pub const MOST_PORTFOLIO_DAYS: usize = 52;

    /// Whether reports can be due so.
    ///
    /// # Errors
    /// The first fault.
    pub fn check(&self) -> Result<(), FaultySchedule> {
        if let Some(follow_up) = self.follow_up_months
            && follow_up <= self.final_report_months
        {
            return Err(FaultySchedule::FollowUpTooEarly {
                follow_up,
                final_report: self.final_report_months,
            });
        }
        if self.cost_report_days > Self::MOST_DAYS {
            return Err(FaultySchedule::TooLate(self.cost_report_days));
        }
        if self.open_days_before > Self::MOST_DAYS {
            return Err(FaultySchedule::OpensTooEarly(self.open_days_before));
        }
        match self.portfolio_days.len() {
            days if days > Self::MOST_PORTFOLIO_DAYS => Err(FaultySchedule::TooManyDays(days)),
            _ => Ok(()),
        }
    }
}

impl Default for ReportingSchedule {
    fn default() -> Self {
        Self {
            portfolio_days: [2, 6, 10].map(|month| DayOfYear { month, day: 15 }).to_vec(),
            cost_period: CostPeriod::default(),
            cost_report_days: 45,
            interim_report: true,
            final_report_months: 2,
            follow_up_months: Some(12),
            open_days_before: 30,
            holidays: HolidayCalendar::default(),
        }
    }
}

/// An obligation as it follows from the schedule, before anybody extended or waived it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Planned {
    /// What has to be handed in.
    pub kind: ObligationKind,
    /// The days it covers. None for portfolio reports, which describe the state of things on the
    /// day, and for the follow-up.
    pub period: Option<UsePeriod>,
    /// The date that follows from the schedule.
    pub nominal: NaiveDate,
    /// The same, moved to the next working day: the last day on which it is in time.
    pub due: NaiveDate,
    /// The first day on which it can be handed in.
    pub opens_on: NaiveDate,
}

/// The obligations of a project, in the order in which they are due; the same every time.
///
/// A use period that reaches beyond the dates that can be written lacks the obligations that would
/// lie there; nothing else is left out.
#[must_use]
pub fn obligations(schedule: &ReportingSchedule, use_period: UsePeriod) -> Vec<Planned> {
    let last = use_period.last;
    let mut planned = portfolio_reports(schedule, use_period);
    planned.extend(cost_reports(schedule, use_period));
    if schedule.interim_report {
        let half = use_period.last.signed_duration_since(use_period.first).num_days() / 2;
        if let Some(middle) = after(use_period.first, half.unsigned_abs()) {
            let period = UsePeriod {
                first: use_period.first,
                last: middle,
            };
            planned.push(schedule.opening_before(
                ObligationKind::InterimReport,
                Some(period),
                middle,
                use_period,
            ));
        }
    }
    if let Some(due) = last.checked_add_months(Months::new(schedule.final_report_months.into())) {
        let opens_on = after(last, 1).unwrap_or(last);
        planned.push(schedule.planned(ObligationKind::FinalReport, Some(use_period), due, opens_on));
    }
    let follow_up = schedule.follow_up_months.map(u32::from).map(Months::new);
    if let Some(due) = follow_up.and_then(|months| last.checked_add_months(months)) {
        planned.push(schedule.opening_before(ObligationKind::FollowUp, None, due, use_period));
    }
    planned.sort_by_key(|one| (one.due, one.kind, one.nominal, one.period));
    planned
}

/// The periods of cost reports: calendar periods cut off at both ends of the use period. They
/// follow each other without a gap, for claims form an unbroken chain.
#[must_use]
pub fn cost_periods(length: CostPeriod, use_period: UsePeriod) -> Vec<UsePeriod> {
    let mut periods = Vec::new();
    let mut next = Some(use_period.first).filter(|first| *first <= use_period.last);
    while let Some(first) = next {
        let last =
            end_of_calendar_period(length, first).map_or(use_period.last, |end| end.min(use_period.last));
        periods.push(UsePeriod { first, last });
        next = after(last, 1).filter(|day| *day <= use_period.last);
    }
    periods
}

fn end_of_calendar_period(length: CostPeriod, day: NaiveDate) -> Option<NaiveDate> {
    let months_left = length.months() - day.month0() % length.months();
    day.with_day(1)?
        .checked_add_months(Months::new(months_left))?
        .pred_opt()
}

fn cost_reports(schedule: &ReportingSchedule, use_period: UsePeriod) -> Vec<Planned> {
    cost_periods(schedule.cost_period, use_period)
        .into_iter()
        .filter_map(|period| schedule.cost_report(period))
        .collect()
}

/// Portfolio reports fall within the use period, after its first day.
fn portfolio_reports(schedule: &ReportingSchedule, use_period: UsePeriod) -> Vec<Planned> {
    let mut days = schedule.portfolio_days.clone();
    days.sort_unstable();
    days.dedup();
    (use_period.first.year()..=use_period.last.year())
        .flat_map(|year| days.iter().filter_map(move |day| day.in_year(year)))
        .filter(|nominal| use_period.first < *nominal && *nominal <= use_period.last)
        .map(|nominal| schedule.opening_before(ObligationKind::PortfolioReport, None, nominal, use_period))
        .collect()
}

/// Days to mend what came back at or after its deadline.
const DAYS_TO_MEND: Days = Days::new(14);

impl ReportingSchedule {
    /// The cost report that a period asks for; none when its date cannot be written.
    #[must_use]
    pub fn cost_report(&self, period: UsePeriod) -> Option<Planned> {
        let nominal = after(period.last, self.cost_report_days.into())?;
        let opens_on = after(period.last, 1)?.min(nominal);
        Some(self.planned(ObligationKind::CostReport, Some(period), nominal, opens_on))
    }

    /// The last day to mend what came back: its due date, or two weeks moved to a working day when that
    /// day has come. Letters and the reminder ladder both follow it.
    #[must_use]
    pub fn mend_by(&self, due: NaiveDate, returned_on: NaiveDate) -> NaiveDate {
        if due > returned_on {
            return due;
        }
        let nominal = returned_on.checked_add_days(DAYS_TO_MEND).unwrap_or(returned_on);
        Deadline::new(nominal, self.holidays).due()
    }

    fn planned(
        &self,
        kind: ObligationKind,
        period: Option<UsePeriod>,
        nominal: NaiveDate,
        opens_on: NaiveDate,
    ) -> Planned {
        let due = Deadline::new(nominal, self.holidays).due();
        Planned {
            kind,
            period,
            nominal,
            due,
            opens_on,
        }
    }

    fn opening_before(
        &self,
        kind: ObligationKind,
        period: Option<UsePeriod>,
        nominal: NaiveDate,
        use_period: UsePeriod,
    ) -> Planned {
        let opens_on = nominal
            .checked_sub_days(Days::new(self.open_days_before.into()))
            .unwrap_or(nominal);
        self.planned(kind, period, nominal, opens_on.max(use_period.first))
    }
}

fn after(date: NaiveDate, days: u64) -> Option<NaiveDate> {
    date.checked_add_days(Days::new(days))
}

#[cfg(test)]
mod tests;
