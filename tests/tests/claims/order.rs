//! The order in which partners report, rows stand in their files and files are sent moves no cent.

use chrono::{TimeZone, Utc};
use talkoot_test_support::Row;

use crate::claims::setup::{Claims, SERVICES, TRAVEL, of};

type Costs = [(&'static str, &'static [(&'static str, &'static str)]); 5];

/// Remainders that are alike, credits and single cents, so that an order could decide who gets a cent.
const FIRST: Costs = [
    (
        "Karkkila",
        &[(SERVICES, "33.33"), (TRAVEL, "0.01"), (SERVICES, "-0.02")],
    ),
    ("Kuhmoinen", &[(SERVICES, "33.33"), (TRAVEL, "7.77")]),
    ("Lohja", &[(TRAVEL, "0.01"), (SERVICES, "33.33")]),
    ("Pälkäne", &[(SERVICES, "19.99"), (SERVICES, "13.34")]),
    ("Virrat", &[(SERVICES, "0.03"), (TRAVEL, "100.01")]),
];

const SECOND: Costs = [
    ("Karkkila", &[(SERVICES, "-11.11"), (TRAVEL, "0.05")]),
    ("Kuhmoinen", &[(SERVICES, "0.01")]),
    (
        "Lohja",
        &[(TRAVEL, "3.33"), (SERVICES, "3.33"), (TRAVEL, "-0.01")],
    ),
    ("Pälkäne", &[(SERVICES, "3.33")]),
    ("Virrat", &[(SERVICES, "3.33"), (TRAVEL, "-1.01")]),
];

/// Who comes when, whose rows stand the other way round, and who sends a wrong file first: by places in the
/// lists above.
struct Order {
    first: [usize; 5],
    second: [usize; 5],
    turned: &'static [usize],
    wrong: &'static [usize],
}

const ORDERS: [Order; 4] = [
    Order {
        first: [0, 1, 2, 3, 4],
        second: [0, 1, 2, 3, 4],
        turned: &[],
        wrong: &[],
    },
    Order {
        first: [4, 3, 2, 1, 0],
        second: [2, 0, 4, 1, 3],
        turned: &[0, 2, 4],
        wrong: &[],
    },
    Order {
        first: [1, 4, 0, 3, 2],
        second: [3, 4, 0, 2, 1],
        turned: &[1, 3],
        wrong: &[0, 4],
    },
    Order {
        first: [2, 0, 3, 4, 1],
        second: [4, 2, 1, 3, 0],
        turned: &[0, 1, 2, 3, 4],
        wrong: &[1, 2, 3],
    },
];

async fn report(claims: &Claims, order: &Order, costs: &Costs, place: usize, (report, day): (&str, &str)) {
    let (partner, lines) = costs[place];
    let mut lines = lines.to_vec();
    if order.wrong.contains(&place) {
        let wrong = [(TRAVEL, "999.99"), lines[0]];
        claims.imported(report, partner, day, &wrong).await;
    }
    if order.turned.contains(&place) {
        lines.reverse();
    }
    claims.report(report, partner, day, &lines).await;
}

/// Everything stored of both claims but for identifiers and times.
async fn figures(order: &Order) -> Vec<Row> {
    let claims = Claims::start().await;
    let reports = claims.open(0).await;
    for place in order.first {
        let id = of(&reports, FIRST[place].0);
        report(&claims, order, &FIRST, place, (&id, "15.3.2026")).await;
    }
    let first = claims.submitted(0).await;
    claims.approved(&first).await;
    claims
        .app
        .travel_to(Utc.with_ymd_and_hms(2026, 7, 2, 10, 0, 0).unwrap())
        .await;
    let reports = claims.open(1).await;
    for place in order.second {
        let id = of(&reports, SECOND[place].0);
        report(&claims, order, &SECOND, place, (&id, "1.7.2026")).await;
    }
    let second = claims.submitted(1).await;
    claims.approved(&second).await;
    let mut reader = claims.app.reader().await;
    let mut rows = Vec::new();
    for sql in [
        "SELECT * FROM claim c ORDER BY c.number",
        "SELECT c.number, o.code, p.* FROM claim_partner p JOIN claim c ON c.id = p.claim_id \
         JOIN organisation o ON o.id = p.partner_id ORDER BY c.number, o.code",
        "SELECT c.number, o.code, p.* FROM claim_category p JOIN claim c ON c.id = p.claim_id \
         JOIN organisation o ON o.id = p.partner_id ORDER BY c.number, o.code, p.category",
        "SELECT c.number, o.code, p.* FROM claim_cell p JOIN claim c ON c.id = p.claim_id \
         JOIN organisation o ON o.id = p.partner_id ORDER BY c.number, o.code, p.category",
    ] {
        let mut found = reader.rows(sql).await;
        for row in &mut found {
            let kept = ["number", "code", "category", "residual_cent"];
            row.retain(|column, _| column.ends_with("_cents") || kept.contains(&column.as_str()));
        }
        rows.extend(found);
    }
    claims.app.finish().await;
    rows
}

/// Goal: two claims come out the same to the cent, shares and the residual cent included, in whatever order.
#[tokio::test]
async fn no_order_moves_a_cent() {
    let [straight, others @ ..] = &ORDERS;
    let expected = figures(straight).await;
    assert!(expected.len() > 20, "{expected:?}");
    let residual = expected
        .iter()
        .filter(|row| row.get("residual_cent") == Some(&Some("1".to_owned())));
    assert!(
        residual.count() > 1,
        "no cent was left over to be given to somebody"
    );
    for order in others {
        assert_eq!(figures(order).await, expected, "{:?}", order.first);
    }
}
