//! From a payout down to the rows of the ledgers: every node adds up.

use chrono::{TimeZone, Utc};
use serde_json::{Value, json};
use talkoot_test_support::{Answer, User};

use crate::claims::setup::{Claims, S1, SERVICES, TRAVEL, of};

const WHY: &str = "query($id: ID!, $first: Int, $after: ID) { whyAmount(id: $id, first: $first, after: $after) { \
    node { id label rule ruleInWords unrounded rounding limitedBy result inputs { name value } } \
    childrenTotal childrenCount hasMoreChildren children { id result subtracts } } }";

async fn ask(claims: &Claims, user: &User, id: &str, after: Option<&str>, first: i64) -> Answer {
    let variables = json!({ "id": id, "first": first, "after": after });
    claims.app.graphql(user, WHY, variables).await
}

fn cents(value: &Value) -> i64 {
    let text = value.as_str().expect("an amount");
    text.replace('.', "").parse().expect("cents")
}

/// Every child of a node, page by page.
async fn children(claims: &Claims, id: &str, first: i64) -> (Value, Vec<Value>) {
    let mut found: Vec<Value> = Vec::new();
    loop {
        let after = found
            .last()
            .map(|child| child["id"].as_str().expect("an id").to_owned());
        let why = ask(claims, claims.officer(), id, after.as_deref(), first)
            .await
            .accepted();
        let page = why
            .at("/whyAmount/children")
            .as_array()
            .expect("children")
            .clone();
        found.extend(page);
        if why.at("/whyAmount/hasMoreChildren") == &json!(false) {
            return (why.at("/whyAmount").clone(), found);
        }
    }
}

/// Walks the whole tree and checks each node: the children make the stated total, and the total is the
/// amount itself, what it was before a limit, or the number to which the rule was applied.
pub async fn walk(claims: &Claims, root: &str, page: i64) -> (Vec<String>, Vec<Value>) {
    let mut rules = Vec::new();
    let mut rows = Vec::new();
    let mut open = vec![root.to_owned()];
    while let Some(id) = open.pop() {
        let (why, children) = children(claims, &id, page).await;
        let node = &why["node"];
        assert_eq!(why["childrenCount"], json!(children.len()), "{node}");
        let sum: i64 = children
            .iter()
            .map(|child| {
                let amount = cents(&child["result"]);
                if child["subtracts"] == json!(true) {
                    -amount
                } else {
                    amount
                }
            })
            .sum();
        assert_eq!(sum, cents(&why["childrenTotal"]), "{why:#}");
        let total = &why["childrenTotal"];
        let inputs = node["inputs"].as_array().expect("inputs");
        let of_an_input = inputs.iter().any(|input| &input["value"] == total);
        let is_leaf = children.is_empty();
        assert!(
            is_leaf || total == &node["result"] || total == &node["unrounded"] || of_an_input,
            "{why:#}"
        );
        rules.push(node["rule"].as_str().expect("a rule").to_owned());
        if is_leaf {
            rows.push(node.clone());
        }
        open.extend(
            children
                .iter()
                .map(|child| child["id"].as_str().expect("an id").to_owned()),
        );
    }
    rules.sort();
    rules.dedup();
    (rules, rows)
}

fn input(node: &Value, name: &str) -> String {
    let inputs = node["inputs"].as_array().expect("inputs");
    let found = inputs.iter().find(|input| input["name"] == json!(name));
    found.unwrap_or_else(|| panic!("no {name} in {node:#}"))["value"]
        .as_str()
        .expect("a text")
        .to_owned()
}

#[tokio::test]
async fn a_payout_is_explained_down_to_the_rows() {
    let claims = Claims::start().await;
    claims.first_period(&S1).await;
    let id = claims.submitted(0).await;
    claims.approved(&id).await;
    let payout = claims.paid(&id).await;
    let (rules, rows) = walk(&claims, &payout, 1).await;
    assert_eq!(
        rules,
        [
            "ceiling",
            "claim_amount",
            "cumulative_grant",
            "partner_share",
            "settlement",
            "source",
            "sum",
            "verification",
        ]
    );
    let mut found: Vec<(String, String, String, String)> = rows
        .iter()
        .map(|row| {
            assert_eq!(input(row, "sha256").len(), 64);
            let amount = row["result"].as_str().expect("an amount").to_owned();
            (
                input(row, "file"),
                input(row, "row"),
                input(row, "voucher"),
                amount,
            )
        })
        .collect();
    found.sort();
    let expected = [
        ("Karkkila.csv", "2", "1", "12345.67"),
        ("Kuhmoinen.csv", "2", "1", "4321.09"),
        ("Lohja.csv", "2", "1", "20000.00"),
        ("Lohja.csv", "3", "2", "3456.78"),
        ("Pälkäne.csv", "2", "1", "9876.54"),
        ("Virrat.csv", "2", "1", "7654.33"),
    ];
    let expected = expected.map(|(file, row, voucher, amount)| {
        (
            file.to_owned(),
            row.to_owned(),
            voucher.to_owned(),
            amount.to_owned(),
        )
    });
    assert_eq!(found, expected);

    // The unrounded number of the grant and of a share.
    let claim = claims.claim(&id).await;
    let (share, _) = children(&claims, &claim.text("/claim/partners/0/whyId"), 50).await;
    assert_eq!(share["node"]["result"], json!("10493.82"));
    let (_, below) = children(&claims, &id, 50).await;
    let (_, below) = children(&claims, below[0]["id"].as_str().expect("an id"), 50).await;
    let (grant, _) = children(&claims, below[0]["id"].as_str().expect("an id"), 50).await;
    assert_eq!(grant["node"]["unrounded"], json!("49006.2485"));
    assert_eq!(grant["node"]["rounding"], json!("floor"));
    claims.app.finish().await;
}

/// Two claims with parking, a disallowed and a partly accepted line, a credit and a debt: still everything
/// adds up, for the money and for each partner.
#[tokio::test]
async fn the_second_claim_adds_up_too() {
    let claims = Claims::start().await;
    let karkkila: &[(&str, &str)] = &[(TRAVEL, "2350.40"), (SERVICES, "333.33"), (SERVICES, "50.05")];
    claims
        .first_period(&[("Karkkila", karkkila), ("Lohja", &[(SERVICES, "77.77")])])
        .await;
    let first = claims.submitted(0).await;
    let lines = claims.lines(claims.officer(), &first).await;
    let line = |amount: &str| lines.iter().find(|line| line.2 == amount).expect("a line");
    claims
        .decide(claims.officer(), "disallowCostLine", line("50.05"), json!({}))
        .await
        .accepted();
    let part = json!({ "amount": "33.33" });
    claims
        .decide(claims.officer(), "partlyAcceptCostLine", line("333.33"), part)
        .await
        .accepted();
    claims.approved(&first).await;
    claims
        .app
        .travel_to(Utc.with_ymd_and_hms(2026, 7, 2, 10, 0, 0).unwrap())
        .await;
    let reports = claims.open(1).await;
    claims
        .report(
            &of(&reports, "Karkkila"),
            "Karkkila",
            "1.7.2026",
            &[(SERVICES, "-500.01")],
        )
        .await;
    let second = claims.submitted(1).await;
    claims.approved(&second).await;
    let read = claims.claim(&second).await;
    assert_eq!(read.text("/claim/totals/payable"), "0.00");
    assert_eq!(read.text("/claim/totals/owed"), "425.01");
    for root in [&first, &second] {
        walk(&claims, root, 50).await;
        let read = claims.claim(root).await;
        for place in 0..2 {
            walk(&claims, &read.text(&format!("/claim/partners/{place}/whyId")), 50).await;
        }
    }
    claims.app.finish().await;
}

#[tokio::test]
async fn amounts_are_explained_only_to_those_who_see_them() {
    let claims = Claims::start().await;
    claims
        .first_period(&[
            ("Karkkila", &[(SERVICES, "100.00")]),
            ("Lohja", &[(SERVICES, "7.00")]),
        ])
        .await;
    let id = claims.submitted(0).await;
    let fields = "{ cells { whyId partner { nameFi } } }";
    let read = claims.read(claims.officer(), &id, fields).await.accepted();
    let cells = read.at("/claim/cells").as_array().expect("cells").clone();
    let cell = |name: &str| {
        let found = cells.iter().find(|cell| cell["partner"]["nameFi"] == json!(name));
        found.expect("a cell")["whyId"]
            .as_str()
            .expect("an id")
            .to_owned()
    };
    let lohja = claims.app.world.municipality("Lohja").preparer.clone();
    ask(&claims, &lohja, &id, None, 50).await.accepted();
    ask(&claims, &lohja, &cell("Lohja"), None, 50).await.accepted();
    assert_eq!(
        ask(&claims, &lohja, &cell("Karkkila"), None, 50).await.errors(),
        ["NOT_FOUND"]
    );
    let line = claims.lines(claims.officer(), &id).await.remove(0);
    assert_eq!(
        ask(&claims, &lohja, &line.0, None, 50).await.errors(),
        ["NOT_FOUND"]
    );
    let stranger = claims.app.world.stranger.clone();
    for hidden in [&id, &line.0, &cell("Lohja")] {
        assert_eq!(
            ask(&claims, &stranger, hidden, None, 50).await.errors(),
            ["NOT_FOUND"]
        );
    }
    assert_eq!(
        ask(&claims, claims.officer(), &claims.project.id, None, 50)
            .await
            .errors(),
        ["NOT_FOUND"]
    );
    assert_eq!(
        ask(&claims, claims.officer(), &id, None, 101).await.errors(),
        ["INVALID_INPUT"]
    );

    claims
        .step(claims.second(), "rejectClaim", &id, json!({ "reason": "x" }))
        .await
        .accepted();
    assert_eq!(
        ask(&claims, claims.officer(), &id, None, 50).await.errors(),
        ["REFUSED"]
    );
    claims.app.finish().await;
}
