use super::*;
use proptest::prelude::*;

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn use_period(first: &str, last: &str) -> UsePeriod {
    UsePeriod::new(date(first), date(last)).unwrap()
}

fn lines(schedule: &ReportingSchedule, period: UsePeriod) -> Vec<String> {
    let covers = |one: &Planned| {
        one.period.map_or("-".to_owned(), |period| {
            format!("{}..{}", period.first, period.last)
        })
    };
    obligations(schedule, period)
        .iter()
        .map(|one| {
            format!(
                "{} {} | {} | {} | {}",
                one.due,
                one.kind,
                covers(one),
                one.nominal,
                one.opens_on
            )
        })
        .collect()
}

/// Goal: the whole schedule of a project like the one in the sources (2021 to 15 December 2022).
#[test]
fn the_default_schedule_of_a_project() {
    let expected = [
        // due, kind | covers | nominal | opens on
        "2021-06-15 portfolio_report | - | 2021-06-15 | 2021-05-16",
        "2021-08-16 cost_report | 2021-03-15..2021-06-30 | 2021-08-14 | 2021-07-01",
        "2021-10-15 portfolio_report | - | 2021-10-15 | 2021-09-15",
        "2022-01-31 interim_report | 2021-03-15..2022-01-29 | 2022-01-29 | 2021-12-30",
        "2022-02-14 cost_report | 2021-07-01..2021-12-31 | 2022-02-14 | 2022-01-01",
        "2022-02-15 portfolio_report | - | 2022-02-15 | 2022-01-16",
        "2022-06-15 portfolio_report | - | 2022-06-15 | 2022-05-16",
        "2022-08-15 cost_report | 2022-01-01..2022-06-30 | 2022-08-14 | 2022-07-01",
        "2022-10-17 portfolio_report | - | 2022-10-15 | 2022-09-15",
        "2023-01-30 cost_report | 2022-07-01..2022-12-15 | 2023-01-29 | 2022-12-16",
        "2023-02-15 final_report | 2021-03-15..2022-12-15 | 2023-02-15 | 2022-12-16",
        "2023-12-15 follow_up | - | 2023-12-15 | 2023-11-15",
    ];
    assert_eq!(
        lines(
            &ReportingSchedule::default(),
            use_period("2021-03-15", "2022-12-15")
        ),
        expected
    );
}

#[test]
fn every_parameter_has_an_effect() {
    let period = use_period("2026-01-01", "2026-06-30");
    let schedule = ReportingSchedule {
        portfolio_days: vec![DayOfYear::new(3, 31).unwrap(), DayOfYear::new(3, 31).unwrap()],
        cost_period: CostPeriod::Quarter,
        cost_report_days: 10,
        interim_report: false,
        final_report_months: 1,
        follow_up_months: None,
        open_days_before: 5,
        holidays: HolidayCalendar::Finland,
    };
    let expected = [
        "2026-03-31 portfolio_report | - | 2026-03-31 | 2026-03-26",
        "2026-04-10 cost_report | 2026-01-01..2026-03-31 | 2026-04-10 | 2026-04-01",
        "2026-07-10 cost_report | 2026-04-01..2026-06-30 | 2026-07-10 | 2026-07-01",
        "2026-07-30 final_report | 2026-01-01..2026-06-30 | 2026-07-30 | 2026-07-01",
    ];
    assert_eq!(lines(&schedule, period), expected);
}

/// Goal: where calendar periods are cut, in each length.
#[test]
fn cost_periods_follow_the_calendar_year() {
    for (length, expected) in [
        (CostPeriod::Year, "2025-11-20 2025-12-31 2026-06-10"),
        (CostPeriod::HalfYear, "2025-11-20 2025-12-31 2026-06-10"),
        (
            CostPeriod::FourMonths,
            "2025-11-20 2025-12-31 2026-04-30 2026-06-10",
        ),
        (CostPeriod::Quarter, "2025-11-20 2025-12-31 2026-03-31 2026-06-10"),
        (
            CostPeriod::Month,
            "2025-11-20 2025-11-30 2025-12-31 2026-01-31 2026-02-28 2026-03-31 2026-04-30 2026-05-31 2026-06-10",
        ),
    ] {
        let periods = cost_periods(length, use_period("2025-11-20", "2026-06-10"));
        let ends = periods.iter().map(|period| period.last.to_string());
        let found: Vec<String> = [periods[0].first.to_string()].into_iter().chain(ends).collect();
        assert_eq!(found.join(" "), expected, "{length}");
    }
    let one_day = use_period("2026-07-01", "2026-07-01");
    assert_eq!(cost_periods(CostPeriod::HalfYear, one_day), [one_day]);
    let backwards = UsePeriod {
        first: date("2026-07-01"),
        last: date("2026-06-30"),
    };
    assert_eq!(cost_periods(CostPeriod::HalfYear, backwards), []);
}

#[test]
fn days_of_the_year_exist() {
    assert_eq!(DayOfYear::new(6, 31), Err(NoSuchDay { month: 6, day: 31 }));
    assert_eq!(DayOfYear::new(0, 1), Err(NoSuchDay { month: 0, day: 1 }));
    let leap_day = DayOfYear::new(2, 29).unwrap();
    assert_eq!((leap_day.month(), leap_day.day()), (2, 29));
    assert_eq!(leap_day.in_year(2027), Some(date("2027-02-28")));
    assert_eq!(leap_day.in_year(2028), Some(date("2028-02-29")));
}

#[test]
fn the_ends_of_the_calendar_do_not_panic() {
    let schedule = ReportingSchedule::default();
    let late = UsePeriod {
        first: NaiveDate::MAX - Days::new(400),
        last: NaiveDate::MAX,
    };
    let kinds: Vec<_> = obligations(&schedule, late).iter().map(|one| one.kind).collect();
    assert!(kinds.contains(&ObligationKind::CostReport) && !kinds.contains(&ObligationKind::FinalReport));
    let early = UsePeriod {
        first: NaiveDate::MIN,
        last: NaiveDate::MIN + Days::new(400),
    };
    assert!(
        obligations(&schedule, early)
            .iter()
            .any(|one| one.kind == ObligationKind::FinalReport)
    );
}

fn periods() -> impl Strategy<Value = UsePeriod> {
    (0_u64..20_000, 0_u64..2_500).prop_map(|(start, length)| {
        let first = date("2000-01-01") + Days::new(start);
        UsePeriod {
            first,
            last: first + Days::new(length),
        }
    })
}

fn lengths() -> impl Strategy<Value = CostPeriod> {
    use strum::IntoEnumIterator as _;
    proptest::sample::select(CostPeriod::iter().collect::<Vec<_>>())
}

proptest! {
    #[test]
    fn cost_periods_tile_the_use_period(length in lengths(), period in periods()) {
        let parts = cost_periods(length, period);
        prop_assert_eq!(parts[0].first, period.first);
        prop_assert_eq!(parts[parts.len() - 1].last, period.last);
        for pair in parts.windows(2) {
            prop_assert_eq!(pair[0].last.succ_opt(), Some(pair[1].first));
            prop_assert_eq!(pair[1].first.day(), 1);
            prop_assert_eq!(pair[1].first.month0() % length.months(), 0);
        }
        prop_assert!(parts.iter().all(|part| part.first <= part.last));
    }

    #[test]
    fn obligations_are_sorted_open_before_they_are_due_and_fall_on_working_days(length in lengths(), period in periods()) {
        let schedule = ReportingSchedule { cost_period: length, ..ReportingSchedule::default() };
        let planned = obligations(&schedule, period);
        prop_assert!(planned.is_sorted_by_key(|one| one.due));
        for one in &planned {
            prop_assert!(period.first <= one.opens_on && one.opens_on <= one.due && one.nominal <= one.due);
            prop_assert!(schedule.holidays.is_working_day(one.due));
        }
        let count = |kind| planned.iter().filter(|one| one.kind == kind).count();
        prop_assert_eq!(count(ObligationKind::CostReport), cost_periods(length, period).len());
        for once in [ObligationKind::InterimReport, ObligationKind::FinalReport, ObligationKind::FollowUp] {
            prop_assert_eq!(count(once), 1);
        }
    }
}
