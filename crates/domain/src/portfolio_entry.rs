//! A project at a glance, as the authority's portfolio (*hankesalkku*) shows it: what is kept of each moment at which
//! something of it changed, so that the portfolio can be shown as it stood on any day.

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;

use crate::{
    cost_position::{Figures, percent_of},
    ids::{OrganisationId, PortfolioReportId},
    money::{Money, Overflow},
    portfolio_report::Light,
    project::Balance,
    rate::Rate,
    use_period::UsePeriod,
};

/// A report that was submitted and has not come back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Submitted {
    /// Which.
    pub report: PortfolioReportId,
    /// When.
    pub at: DateTime<Utc>,
    /// Its lights, in the order of [`crate::portfolio_report::Aspect`]; none where nobody set one.
    pub lights: [Option<Light>; 5],
}

/// What is awaited of a project.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Awaited {
    /// How many obligations are awaited and in time.
    pub open: u64,
    /// How many are awaited and late.
    pub overdue: u64,
    /// The last day of what is late the longest.
    pub oldest_overdue: Option<NaiveDate>,
}

/// The risks of a project, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Risks {
    /// How many are open or being dealt with.
    pub open: u64,
    /// How many came true, those included that are closed now.
    pub occurred: u64,
}

/// What the portfolio shows of a project at a moment; amounts in EUR.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The lead municipality.
    pub lead: OrganisationId,
    /// What was granted at most.
    pub award: Money,
    /// Whether everything was settled.
    pub is_closed: bool,
    /// The days of the costs.
    pub use_period: UsePeriod,
    /// What it has claimed and been paid, and what it owes.
    pub balance: Balance,
    /// Its costs against its budget.
    pub costs: Figures,
    /// The grant that the costs foreseen at completion would give, without the ceiling of the award.
    pub foreseen_grant: Money,
    /// What is awaited of it.
    pub awaited: Awaited,
    /// The report that was submitted last and has not come back.
    pub report: Option<Submitted>,
    /// Its risks.
    pub risks: Risks,
    /// How many duties nobody held: of an owner in a municipality, of a project manager who has gone.
    pub vacancies: u64,
}

impl Entry {
    /// The grant that costs give at a rate, rounded down as a grant is.
    #[must_use]
    pub fn grant_of(costs: &Figures, rate: Rate) -> Money {
        rate.of_floor(costs.forecast)
    }

    /// By how much the grant foreseen exceeds the award; negative when some of the award will be left.
    ///
    /// # Errors
    /// [`Overflow`] when the difference does not fit.
    pub fn over_award(&self) -> Result<Money, Overflow> {
        self.foreseen_grant.checked_sub(self.award)
    }

    /// How much of the budget is reported as spent, in per cent rounded half up to two decimals; none without a budget.
    #[must_use]
    pub fn burnt_percent(&self) -> Option<Decimal> {
        percent_of(self.costs.actual, self.costs.budget)
    }

    /// How much of the use period is over at the end of a day, in per cent rounded half up to two decimals.
    #[must_use]
    pub fn elapsed_percent(&self, day: NaiveDate) -> Decimal {
        let days = |until: NaiveDate| until.signed_duration_since(self.use_period.first).num_days() + 1;
        let whole = days(self.use_period.last);
        let gone = days(day).clamp(0, whole);
        percent_of(Money::from_cents(gone), Money::from_cents(whole)).unwrap_or_default()
    }

    /// By how many days what is late the longest is late on a day; 0 when nothing is.
    #[must_use]
    pub fn days_late(&self, day: NaiveDate) -> i64 {
        let oldest = self.awaited.oldest_overdue;
        oldest.map_or(0, |due| day.signed_duration_since(due).num_days().max(0))
    }

    /// Whether two moments show different lights.
    #[must_use]
    pub fn shows_other_lights(&self, before: &Self) -> bool {
        let shown = |entry: &Self| entry.report.map(|report| (report.report, report.lights));
        shown(self) != shown(before)
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::{Awaited, Entry, Risks};
    use crate::{
        cost_position::Figures, ids::OrganisationId, money::Money, project::Balance, rate::Rate,
        use_period::UsePeriod,
    };

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn entry() -> Entry {
        let cents = Money::from_cents;
        let costs = Figures::of(cents(30_000), cents(9_999), cents(1), Some(cents(40_001))).unwrap();
        Entry {
            lead: OrganisationId::from(uuid::Uuid::nil()),
            award: cents(30_000),
            is_closed: false,
            use_period: UsePeriod::new(day("2026-01-01"), day("2026-12-31")).unwrap(),
            balance: Balance::default(),
            costs,
            foreseen_grant: Entry::grant_of(&costs, Rate::parse_share("0.85").unwrap()),
            awaited: Awaited {
                open: 0,
                overdue: 1,
                oldest_overdue: Some(day("2026-06-15")),
            },
            report: None,
            risks: Risks::default(),
            vacancies: 0,
        }
    }

    /// Goal: burn against time, the forecast against the award, and days late, at the edges of the use period too.
    #[test]
    fn what_follows_from_it() {
        let entry = entry();
        // floor(0.85 x 400.01) = 340.00
        assert_eq!(entry.foreseen_grant, Money::from_cents(34_000));
        assert_eq!(entry.over_award(), Ok(Money::from_cents(4_000)));
        assert_eq!(entry.burnt_percent().unwrap().to_string(), "33.33");
        for (on, percent, late) in [
            ("2025-12-30", "0", 0),
            ("2026-01-01", "0.27", 0),
            ("2026-06-15", "45.48", 0),
            ("2026-06-16", "45.75", 1),
            ("2026-12-31", "100", 199),
            ("2027-06-01", "100", 351),
        ] {
            let elapsed = entry.elapsed_percent(day(on)).normalize();
            assert_eq!(
                (elapsed.to_string().as_str(), entry.days_late(day(on))),
                (percent, late),
                "{on}"
            );
        }
    }
}
