//! What a call's terms ask for, computed from the terms as they read, not by the code under test.

use chrono::{Datelike, Days, NaiveDate};
use serde_json::{Value, json};

use super::days::{date, months_later, working};

/// What a call says about its projects.
pub struct Terms {
    first: &'static str,
    last: &'static str,
    portfolio: &'static [(u32, u32)],
    /// How many months a cost period has, and the name of that.
    cost: (u32, &'static str),
}

/// The usual schedule; one whose days fall on a change of the clocks, on 29 February and on holidays; and one that
/// comes to its end during the year.
pub static CALLS: [Terms; 3] = [
    Terms {
        first: "2027-09-01",
        last: "2028-06-30",
        portfolio: &[(2, 15), (6, 15), (10, 15)],
        cost: (6, "HALF_YEAR"),
    },
    Terms {
        first: "2027-07-01",
        last: "2028-12-31",
        portfolio: &[(2, 29), (3, 29), (4, 14), (6, 23), (11, 3), (12, 24)],
        cost: (3, "QUARTER"),
    },
    Terms {
        first: "2027-07-15",
        last: "2027-11-30",
        portfolio: &[(10, 31)],
        cost: (6, "HALF_YEAR"),
    },
];

impl Terms {
    /// Writes them into the content of a call.
    pub fn write(&self, content: &mut Value) {
        let days: Vec<Value> = self
            .portfolio
            .iter()
            .map(|(month, day)| json!({ "month": month, "day": day }))
            .collect();
        content["usePeriodFirst"] = json!(self.first);
        content["usePeriodLast"] = json!(self.last);
        content["appropriation"] = json!("100000000.00");
        content["reportingSchedule"] = json!({ "portfolioDays": days, "costPeriod": self.cost.1 });
    }
}

/// One thing to be handed in.
#[derive(Clone, Copy, Debug)]
pub struct Planned {
    pub kind: &'static str,
    pub nominal: NaiveDate,
    pub due: NaiveDate,
    pub opens: NaiveDate,
    /// The first day of its period, of a cost report.
    pub period: Option<NaiveDate>,
}

/// Everything that these terms ask for of one municipality.
pub fn of(terms: &Terms) -> Vec<Planned> {
    let (first, last) = (date(terms.first), date(terms.last));
    let one = |kind, nominal: NaiveDate, opens: NaiveDate, period| Planned {
        kind,
        nominal,
        due: working(nominal),
        opens,
        period,
    };
    let month_before = |nominal: NaiveDate| (nominal - Days::new(30)).max(first);
    let mut all = Vec::new();
    for year in first.year()..=last.year() {
        for &(month, day) in terms.portfolio {
            // 29 February is the 28th in other years.
            let nominal = NaiveDate::from_ymd_opt(year, month, day)
                .or_else(|| NaiveDate::from_ymd_opt(year, month, day - 1))
                .expect("a day");
            if first < nominal && nominal <= last {
                all.push(one("portfolio_report", nominal, month_before(nominal), None));
            }
        }
    }
    let mut begins = first;
    while begins <= last {
        let month = (begins.month0() / terms.cost.0) * terms.cost.0 + 1;
        let calendar = NaiveDate::from_ymd_opt(begins.year(), month, 1).expect("a first of a month");
        let next = months_later(calendar, terms.cost.0);
        let ends = (next - Days::new(1)).min(last);
        all.push(one(
            "cost_report",
            ends + Days::new(45),
            ends + Days::new(1),
            Some(begins),
        ));
        begins = ends + Days::new(1);
    }
    let half = (last - first).num_days() / 2;
    let middle = first + Days::new(half.unsigned_abs());
    all.push(one("interim_report", middle, month_before(middle), None));
    all.push(one(
        "final_report",
        months_later(last, 2),
        last + Days::new(1),
        None,
    ));
    let follow_up = months_later(last, 12);
    all.push(one("follow_up", follow_up, month_before(follow_up), None));
    all
}
