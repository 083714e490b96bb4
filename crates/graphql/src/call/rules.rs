//! Rules of a call that have several parts: who may apply, when reports are due, how late ones are chased.

use async_graphql::{Enum, InputObject, Object, SimpleObject};
use talkoot_domain::{
    call::{Eligibility, FaultyTerms},
    identifiers::MunicipalityCode,
    ladder::{Escalation, Ladder},
    schedule::{self, DayOfYear, ReportingSchedule},
};

/// How long the periods of cost reports are; they follow the calendar year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "schedule::CostPeriod")]
pub(crate) enum CostPeriod {
    /// Calendar months.
    Month,
    /// From January, April, July and October.
    Quarter,
    /// From January, May and September.
    FourMonths,
    /// From January and July.
    HalfYear,
    /// Calendar years.
    Year,
}

/// A day of every year.
#[derive(Clone, Copy, Debug, InputObject)]
pub(crate) struct DayOfYearInput {
    /// The month, 1 to 12.
    month: u32,
    /// The day of the month. 29 February is 28 February in other years.
    day: u32,
}

/// When reports are due. What is left out has its default.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct ReportingScheduleInput {
    /// The days of each year on which portfolio reports are due; 15 February, 15 June and 15 October unless told.
    /// None for no portfolio reports.
    portfolio_days: Option<Vec<DayOfYearInput>>,
    /// How long cost periods are; half a year unless told.
    cost_period: Option<CostPeriod>,
    /// Days from the end of a cost period until its report is due; 45 unless told.
    cost_report_days: Option<u16>,
    /// Whether there is a report in the middle of the use period; yes unless told.
    interim_report: Option<bool>,
    /// Months from the end of the use period until the final report is due; 2 unless told.
    final_report_months: Option<u8>,
    /// Whether there is a follow-up; yes unless told.
    follow_up: Option<bool>,
    /// Months from the end of the use period until the follow-up is due; 12 unless told.
    follow_up_months: Option<u8>,
    /// How many days before it is due a report can be begun; 30 unless told.
    open_days_before: Option<u16>,
}

impl TryFrom<ReportingScheduleInput> for ReportingSchedule {
    type Error = FaultyTerms;

    fn try_from(given: ReportingScheduleInput) -> Result<Self, FaultyTerms> {
        let usual = Self::default();
        let portfolio_days = match given.portfolio_days {
            None => usual.portfolio_days,
            Some(days) => days
                .into_iter()
                .map(|day| DayOfYear::new(day.month, day.day))
                .collect::<Result<_, _>>()?,
        };
        let follow_up_months = match (given.follow_up, given.follow_up_months) {
            (Some(false), _) => None,
            (_, None) => usual.follow_up_months,
            (_, months) => months,
        };
        Ok(Self {
            portfolio_days,
            cost_period: given.cost_period.map_or(usual.cost_period, Into::into),
            cost_report_days: given.cost_report_days.unwrap_or(usual.cost_report_days),
            interim_report: given.interim_report.unwrap_or(usual.interim_report),
            final_report_months: given.final_report_months.unwrap_or(usual.final_report_months),
            follow_up_months,
            open_days_before: given.open_days_before.unwrap_or(usual.open_days_before),
            holidays: usual.holidays,
        })
    }
}

/// How a late report is chased. What is left out has its default.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct ReminderLadderInput {
    /// The days of reminders, counted from the due date, in ascending order; negative before it. -30, -14, -3, 0,
    /// 1, 7 and 14 unless told.
    days: Option<Vec<i32>>,
    /// Every how many days reminders go on after the last; 7 unless told.
    repeat_every: Option<i32>,
    /// From which day on the municipality's named owner is told; 1 unless told.
    owner_from: Option<i32>,
    /// From which day on the lead municipality is told; 7 unless told.
    lead_from: Option<i32>,
    /// From which day on the officer is told; 14 unless told.
    officer_from: Option<i32>,
}

impl TryFrom<ReminderLadderInput> for Ladder {
    type Error = FaultyTerms;

    fn try_from(given: ReminderLadderInput) -> Result<Self, FaultyTerms> {
        let (usual, from) = (Self::default(), Escalation::default());
        let days = given.days.unwrap_or_else(|| usual.days().to_vec());
        let repeat_every = given.repeat_every.unwrap_or_else(|| usual.repeat_every());
        let escalation = Escalation {
            municipality_owner_from: given.owner_from.unwrap_or(from.municipality_owner_from),
            lead_municipality_from: given.lead_from.unwrap_or(from.lead_municipality_from),
            officer_from: given.officer_from.unwrap_or(from.officer_from),
        };
        Ok(Self::new(days, repeat_every, escalation)?)
    }
}

/// Which municipalities may apply together. What is left out has its default.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct EligibilityInput {
    /// The codes of the municipalities that may lead, for example `049`; any may when none is named.
    lead_codes: Option<Vec<String>>,
    /// How many municipalities take part at least, the lead included; 2 unless told.
    least_partners: Option<u16>,
    /// How many take part at most; 50 unless told.
    most_partners: Option<u16>,
}

impl TryFrom<EligibilityInput> for Eligibility {
    type Error = FaultyTerms;

    fn try_from(given: EligibilityInput) -> Result<Self, FaultyTerms> {
        let usual = Self::default();
        let codes = given.lead_codes.unwrap_or_default();
        let leads: Result<_, _> = codes
            .iter()
            .map(|code| code.parse::<MunicipalityCode>())
            .collect();
        Ok(Self {
            leads: leads.map_err(FaultyTerms::LeadCode)?,
            least_partners: given.least_partners.unwrap_or(usual.least_partners),
            most_partners: given.most_partners.unwrap_or(usual.most_partners),
        })
    }
}

/// A day of every year, on which a report is due.
#[derive(Clone, Copy, Debug, SimpleObject)]
#[graphql(name = "DayOfYear")]
pub(crate) struct DayOfYearObject {
    /// The month, 1 to 12.
    month: u32,
    /// The day of the month.
    day: u32,
}

/// When reports are due.
pub(crate) struct ReportingScheduleObject(pub(crate) ReportingSchedule);

/// When reports are due.
#[Object(name = "ReportingSchedule")]
impl ReportingScheduleObject {
    /// The days of each year on which portfolio reports are due.
    async fn portfolio_days(&self) -> Vec<DayOfYearObject> {
        let days = self.0.portfolio_days.iter();
        days.map(|day| DayOfYearObject {
            month: day.month(),
            day: day.day(),
        })
        .collect()
    }

    /// How long cost periods are.
    async fn cost_period(&self) -> CostPeriod {
        self.0.cost_period.into()
    }

    /// Days from the end of a cost period until its report is due.
    async fn cost_report_days(&self) -> u16 {
        self.0.cost_report_days
    }

    /// Whether there is a report in the middle of the use period.
    async fn interim_report(&self) -> bool {
        self.0.interim_report
    }

    /// Months from the end of the use period until the final report is due.
    async fn final_report_months(&self) -> u8 {
        self.0.final_report_months
    }

    /// Months from the end of the use period until the follow-up is due; absent when there is none.
    async fn follow_up_months(&self) -> Option<u8> {
        self.0.follow_up_months
    }

    /// How many days before it is due a report can be begun.
    async fn open_days_before(&self) -> u16 {
        self.0.open_days_before
    }
}

/// How a late report is chased.
pub(crate) struct ReminderLadderObject(pub(crate) Ladder);

/// How a late report is chased.
#[Object(name = "ReminderLadder")]
impl ReminderLadderObject {
    /// The days of reminders, counted from the due date; negative before it.
    async fn days(&self) -> &[i32] {
        self.0.days()
    }

    /// Every how many days reminders go on after the last.
    async fn repeat_every(&self) -> i32 {
        self.0.repeat_every()
    }

    /// From which day on the municipality's named owner is told.
    async fn owner_from(&self) -> i32 {
        self.0.escalation().municipality_owner_from
    }

    /// From which day on the lead municipality is told.
    async fn lead_from(&self) -> i32 {
        self.0.escalation().lead_municipality_from
    }

    /// From which day on the officer is told.
    async fn officer_from(&self) -> i32 {
        self.0.escalation().officer_from
    }
}

/// Which municipalities may apply together.
pub(crate) struct EligibilityObject(pub(crate) Eligibility);

/// Which municipalities may apply together.
#[Object(name = "Eligibility")]
impl EligibilityObject {
    /// The codes of the municipalities that may lead; any may when there is none.
    async fn lead_codes(&self) -> Vec<String> {
        self.0.leads.iter().map(ToString::to_string).collect()
    }

    /// How many municipalities take part at least, the lead included.
    async fn least_partners(&self) -> u16 {
        self.0.least_partners
    }

    /// How many take part at most.
    async fn most_partners(&self) -> u16 {
        self.0.most_partners
    }
}
