use uuid::Uuid;

use super::*;
use crate::{
    cost_position::{Area, Figures, Position},
    milestone,
    portfolio_report::Assessment,
};

fn risk(number: i32, state: StateName, has_occurred: bool, effect: u8) -> SeenRisk {
    SeenRisk {
        id: Uuid::from_u128(u128::from(number.unsigned_abs())).into(),
        number,
        topic: "Experts".to_owned(),
        probability: 3,
        effect,
        response: "Services are bought".to_owned(),
        has_occurred,
        state,
    }
}

fn seen(number: u128, forecast: &str) -> SeenMilestone {
    SeenMilestone {
        id: Uuid::from_u128(number).into(),
        sub_area: None,
        name: "E-decisions".to_owned(),
        baseline: "2026-09-01".parse().unwrap(),
        forecast: forecast.parse().unwrap(),
        reached_on: None,
        state: milestone::StateName::Started,
    }
}

fn area(partner: u128, cents: i64) -> Area {
    let money = Money::from_cents;
    Area {
        partner: Uuid::from_u128(partner).into(),
        sub_area: Uuid::from_u128(9).into(),
        figures: Figures::of(money(100), money(0), money(0), Some(money(cents))).unwrap(),
        is_forecast: true,
    }
}

fn snapshot(areas: Vec<Area>, milestones: Vec<SeenMilestone>, risks: Vec<SeenRisk>) -> Snapshot {
    Snapshot {
        costs: Position {
            cells: Vec::new(),
            areas,
        },
        milestones,
        risks,
    }
}

/// Goal: what is as it was is left out, what is not is told with both sides; a risk that came true and was closed since says
/// both.
#[test]
#[expect(clippy::too_many_lines, reason = "a table, a line per case")]
fn only_what_changed_is_told() {
    let before = snapshot(
        vec![area(1, 100), area(2, 100)],
        vec![seen(1, "2026-09-01"), seen(2, "2026-09-01")],
        vec![
            risk(1, StateName::Open, false, 3),
            risk(2, StateName::Mitigating, false, 3),
            risk(3, StateName::Open, false, 3),
        ],
    );
    let after = snapshot(
        vec![area(1, 100), area(2, 120), area(3, 5)],
        vec![
            seen(1, "2026-09-01"),
            seen(2, "2026-10-01"),
            seen(3, "2026-09-01"),
        ],
        vec![
            risk(1, StateName::Open, false, 3),
            risk(2, StateName::Closed, true, 3),
            risk(3, StateName::Open, false, 5),
            risk(4, StateName::Occurred, true, 3),
        ],
    );
    let red = Content {
        risk: Assessment {
            light: Some(Light::Red),
            reason: String::new(),
        },
        ..Content::default()
    };
    let quiet = Content::default();
    let found = since((&quiet, Some(&before)), (&red, &after));
    assert_eq!(
        found.lights,
        [LightChange {
            aspect: Aspect::Risk,
            before: None,
            after: Some(Light::Red),
        }]
    );
    let milestones: Vec<_> = found
        .milestones
        .iter()
        .map(|one| (one.before.is_some(), one.after.id))
        .collect();
    assert_eq!(
        milestones,
        [
            (true, Uuid::from_u128(2).into()),
            (false, Uuid::from_u128(3).into())
        ]
    );
    let risks: Vec<_> = found
        .risks
        .iter()
        .map(|one| (one.after.number, one.news.clone()))
        .collect();
    assert_eq!(
        risks,
        [
            (2, vec![RiskNews::Occurred, RiskNews::Closed]),
            (3, vec![RiskNews::Judged]),
            (4, vec![RiskNews::Raised, RiskNews::Occurred]),
        ]
    );
    let forecasts: Vec<_> = found
        .forecasts
        .iter()
        .map(|one| (one.before.cents(), one.after.cents()))
        .collect();
    assert_eq!(forecasts, [(100, 120), (0, 5)]);
    assert_eq!(since((&red, Some(&after)), (&red, &after)), Since::default());
    // Of an older report only the lights are known.
    let older = since((&quiet, None), (&red, &after));
    assert_eq!((older.lights.len(), older.milestones.len()), (1, 0));
}
