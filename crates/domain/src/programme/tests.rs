use chrono::{DateTime, Utc};

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The table of a real programme's memo (situation of 11.8.2017), by line and column; nothing where it has a dash.
const MEMO: [(&str, [&str; 5]); 7] = [
    (
        "Project coordinator",
        ["20000", "64000", "46734.68", "74400", "85000"],
    ),
    ("Digikiri studies", ["50000", "70000", "29500", "29500", "80000"]),
    (
        "Meetings, events, workshops",
        ["15000", "50000", "7559", "20000", "30000"],
    ),
    (
        "Communication, networking",
        ["15000", "60000", "3625", "20000", "25000"],
    ),
    (
        "Central procurement",
        ["50000", "330000", "24605", "150000", "50000"],
    ),
    ("Grant reservations", ["50000", "250000", "", "250000", "250000"]),
    ("External evaluation", ["", "30000", "", "", ""]),
];

fn memo() -> Details {
    let column = |kind, name: &str, first, last| Column {
        kind,
        name: name.to_owned(),
        first: day(first),
        last: day(last),
    };
    Details {
        name: "Kuntien digitalisaatio".to_owned(),
        calls: Vec::new(),
        columns: vec![
            column(ColumnKind::Budget, "Budget 2016", "2016-01-01", "2016-12-31"),
            column(ColumnKind::Budget, "Budget 2017", "2017-01-01", "2017-12-31"),
            column(ColumnKind::Actual, "Actual", "2016-08-01", "2017-08-11"),
            column(ColumnKind::Estimate, "Estimate", "2016-08-01", "2017-12-31"),
            column(ColumnKind::Plan, "Plan", "2018-01-01", "2019-03-31"),
        ],
        lines: MEMO
            .iter()
            .map(|(name, _)| Line {
                name: (*name).to_owned(),
                is_grants: *name == "Grant reservations",
            })
            .collect(),
    }
}

fn figures() -> Vec<Figure> {
    let entered = Stamp {
        by: uuid::Uuid::nil().into(),
        at: DateTime::<Utc>::UNIX_EPOCH,
    };
    let mut figures = Vec::new();
    for (line, (_, amounts)) in MEMO.iter().enumerate() {
        for (column, amount) in amounts
            .iter()
            .enumerate()
            .filter(|(_, amount)| !amount.is_empty())
        {
            figures.push(Figure {
                line,
                column,
                number: 1,
                amount: Some(amount.parse().unwrap()),
                note: String::new(),
                entered,
            });
        }
    }
    figures
}

/// Goal: the totals that the memo printed come out, with the cents that it cut off, and the share that was spent.
#[test]
fn the_memo_of_a_real_programme() {
    let follow_up = follow_up(&memo(), &figures(), &[Money::ZERO; 5]).unwrap();
    let totals: Vec<String> = follow_up.totals.iter().map(ToString::to_string).collect();
    assert_eq!(
        totals,
        ["200000.00", "854000.00", "112023.68", "543900.00", "520000.00"]
    );
    assert_eq!(follow_up.budget, Money::from_cents(105_400_000));
    assert_eq!(follow_up.actual_percent().unwrap().to_string(), "10.63");
}

/// Goal: the grants' actual is what was paid, whatever was typed; the newest figure of a cell holds, and can empty it.
#[test]
fn computed_and_entered() {
    let mut entered = figures();
    let again = |number, amount: Option<i64>| Figure {
        line: 6,
        column: 1,
        number,
        amount: amount.map(Money::from_cents),
        ..entered[0].clone()
    };
    let (second, third) = (again(2, Some(100)), again(3, None));
    let paid = [0, 0, 2_100_000, 0, 0].map(Money::from_cents);
    let of = |figures: &[Figure]| follow_up(&memo(), figures, &paid).unwrap();
    let grants = of(&entered).cells[5][2];
    assert_eq!(
        (grants.amount, grants.is_computed),
        (Some(Money::from_cents(2_100_000)), true)
    );
    assert_eq!(of(&entered).totals[2], Money::from_cents(13_302_368));
    assert!(!of(&entered).cells[5][3].is_computed, "an estimate is entered");
    entered.push(second);
    assert_eq!(
        (of(&entered).cells[6][1].amount, of(&entered).cells[6][1].entered),
        (Some(Money::from_cents(100)), 2)
    );
    entered.push(third);
    assert_eq!(of(&entered).cells[6][1].amount, None);
    let huge = Figure {
        amount: Some(Money::from_cents(i64::MAX)),
        number: 9,
        ..entered[0].clone()
    };
    assert!(follow_up(&memo(), std::slice::from_ref(&huge), &paid).is_ok());
    let budgeted_twice = [entered[1].clone(), huge.clone()];
    assert_eq!(
        follow_up(&memo(), &budgeted_twice, &paid),
        Err(crate::money::Overflow)
    );
    let other = Figure {
        line: 1,
        ..huge.clone()
    };
    assert_eq!(
        follow_up(&memo(), &[huge, other], &paid),
        Err(crate::money::Overflow)
    );
}

#[test]
fn what_a_programme_cannot_be() {
    let change = |with: fn(&mut Details)| {
        let mut details = memo();
        with(&mut details);
        details.check()
    };
    assert_eq!(memo().check(), Ok(()));
    for (with, faulty) in [
        (
            (|d: &mut Details| d.name = " ".to_owned()) as fn(&mut Details),
            Faulty::Name,
        ),
        (|d| d.columns.clear(), Faulty::Columns),
        (|d| d.columns = vec![d.columns[0].clone(); 21], Faulty::Columns),
        (|d| d.lines.clear(), Faulty::Lines),
        (
            |d| d.columns[1].name = "Budget 2016 ".to_owned(),
            Faulty::ColumnName(1),
        ),
        (
            |d| d.columns[2].last = d.columns[2].first - chrono::Days::new(1),
            Faulty::ColumnDays(2),
        ),
        (|d| d.lines[3].name = String::new(), Faulty::LineName(3)),
        (|d| d.lines[6].is_grants = true, Faulty::TwoGrants(6)),
    ] {
        assert_eq!(change(with), Err(faulty));
    }
    let after = |with: fn(&mut Details)| {
        let mut details = memo();
        with(&mut details);
        details.check_after(&memo())
    };
    assert_eq!(after(|d| d.lines[0].name = "Coordination".to_owned()), Ok(()));
    assert_eq!(
        after(|d| d.lines.push(Line {
            name: "Other".to_owned(),
            is_grants: false
        })),
        Ok(())
    );
    assert_eq!(after(|d| drop(d.lines.pop())), Err(Faulty::Fewer));
    assert_eq!(after(|d| drop(d.columns.pop())), Err(Faulty::Fewer));
    assert_eq!(
        after(|d| d.columns[0].kind = ColumnKind::Plan),
        Err(Faulty::Otherwise)
    );
    assert_eq!(after(|d| d.lines[5].is_grants = false), Err(Faulty::Otherwise));
}
