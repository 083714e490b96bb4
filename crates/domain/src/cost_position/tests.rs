use uuid::Uuid;

use super::*;
use crate::{ids::CostForecastId, rate::Rate, workflow::Stamp};

const LOHJA: u128 = 1;
const VIRRAT: u128 = 2;

fn eur(text: &str) -> Money {
    text.parse().unwrap()
}

fn place(partner: u128, area: u128) -> (OrganisationId, SubAreaId) {
    (Uuid::from_u128(partner).into(), Uuid::from_u128(area).into())
}

fn budget(partner: u128, area: u128, category: &str, amount: &str) -> BudgetCell {
    let (partner, sub_area) = place(partner, area);
    BudgetCell {
        partner,
        category: category.to_owned(),
        sub_area,
        amount: eur(amount),
    }
}

fn reported(partner: u128, area: u128, category: &str, accepted: &str, awaiting: &str) -> Reported {
    let (partner, sub_area) = place(partner, area);
    Reported {
        partner,
        category: category.to_owned(),
        sub_area,
        accepted: eur(accepted),
        awaiting: eur(awaiting),
    }
}

fn forecast(partner: u128, area: u128, number: i32, remaining: Option<&str>, actual: &str) -> CostForecast {
    let (partner, sub_area) = place(partner, area);
    CostForecast {
        id: CostForecastId::from(Uuid::from_u128(99)),
        project: Uuid::from_u128(9).into(),
        partner,
        sub_area,
        number,
        remaining: remaining.map(eur),
        actual: eur(actual),
        note: "Offers".to_owned(),
        entered: Stamp {
            by: Uuid::from_u128(7).into(),
            at: chrono::DateTime::UNIX_EPOCH,
        },
    }
}

fn told(figures: &Figures) -> String {
    let percent = figures.deviation_percent();
    let percent = percent.map(|percent| percent.normalize().to_string());
    format!(
        "{} {} {} {} {} {}",
        figures.budget,
        figures.accepted,
        figures.awaiting,
        figures.forecast,
        figures.deviation,
        percent.as_deref().unwrap_or("-"),
    )
}

/// Goal: without a forecast the budget is it; what is reported lifts it; a forecast is what was reported when it was
/// made and what remained, and falls below neither.
#[test]
fn a_forecast_is_never_lower_than_what_is_reported() {
    let cells = [
        budget(LOHJA, 1, "services", "1000.00"),
        budget(LOHJA, 1, "travel", "200.00"),
        budget(LOHJA, 2, "services", "500.00"),
        budget(VIRRAT, 1, "services", "300.00"),
    ];
    let costs = [
        reported(LOHJA, 1, "services", "400.00", "100.01"),
        reported(VIRRAT, 1, "travel", "0.00", "350.00"),
    ];
    let forecasts = [
        forecast(LOHJA, 1, 2, Some("900.00"), "450.00"),
        forecast(LOHJA, 1, 1, Some("1.00"), "0.00"),
        forecast(LOHJA, 2, 1, Some("10.00"), "0.00"),
        forecast(LOHJA, 2, 2, None, "0.00"),
    ];
    let position = Position::of(&cells, &costs, &forecasts, None).unwrap();
    let areas: Vec<String> = position.areas.iter().map(|area| told(&area.figures)).collect();
    assert_eq!(
        areas,
        [
            "1200.00 400.00 100.01 1350.00 150.00 12.5",
            "500.00 0.00 0.00 500.00 0.00 0",
            "300.00 0.00 350.00 350.00 50.00 16.67",
        ]
    );
    assert_eq!(
        told(&position.total().unwrap()),
        "2000.00 400.00 450.01 2200.00 200.00 10"
    );
    let (lohja, _) = place(LOHJA, 1);
    let by_partner = position.by_partner().unwrap();
    assert_eq!(
        told(&by_partner[&lohja]),
        "1700.00 400.00 100.01 1850.00 150.00 8.82"
    );
    let own = position.only(&BTreeSet::from([lohja]));
    assert_eq!(own.cells.len(), 3);
    assert_eq!(own.total().unwrap(), by_partner[&lohja]);
}

/// Goal: what the flat rate adds is rounded once for a municipality, as in its claim.
#[test]
fn derived_costs_follow_the_wages() {
    let flat = FlatRate {
        rate: Rate::parse_share("0.4").unwrap(),
        category: "flat".to_owned(),
        wages: BTreeSet::from(["wages".to_owned()]),
    };
    let costs = [
        reported(LOHJA, 1, "wages", "10.01", "0.00"),
        reported(LOHJA, 2, "wages", "10.01", "10.01"),
    ];
    let position = Position::of(&[], &costs, &[], Some(&flat)).unwrap();
    let total = position.total().unwrap();
    // 40 per cent of 20.02 is 8.008, of 30.03 it is 12.012.
    assert_eq!((total.accepted, total.awaiting), (eur("28.03"), eur("14.01")));
}

/// Goal: the limit itself is within the limit, a cent more is above it, both ways; nothing cannot be passed unnoticed.
#[test]
fn the_limit_is_compared_to_the_cent() {
    let ten = Rate::parse_share("0.1").unwrap();
    for (deviation, whole, above) in [
        ("100.00", "1000.00", false),
        ("100.01", "1000.00", true),
        ("-100.01", "1000.00", true),
        ("-100.00", "1000.00", false),
        ("0.01", "0.00", true),
        ("0.00", "0.00", false),
    ] {
        assert_eq!(
            exceeds(eur(deviation), eur(whole), ten),
            above,
            "{deviation} of {whole}"
        );
    }
    assert_eq!(percent_of(eur("1.00"), Money::ZERO), None);
}

#[test]
fn a_forecast_says_on_what_it_rests() {
    let cases = [
        (forecast(LOHJA, 1, 1, Some("0.00"), "0.00"), Ok(())),
        (forecast(LOHJA, 1, 1, None, "0.00"), Ok(())),
        (
            forecast(LOHJA, 1, 1, Some("-0.01"), "0.00"),
            Err(FaultyForecast::Negative(eur("-0.01"))),
        ),
        (
            CostForecast {
                note: " ".to_owned(),
                ..forecast(LOHJA, 1, 1, None, "0.00")
            },
            Err(FaultyForecast::NoNote),
        ),
    ];
    for (forecast, expected) in cases {
        assert_eq!(forecast.check(), expected);
    }
}
