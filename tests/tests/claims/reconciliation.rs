//! The books of the partners against the grant: every difference has a name, in the API and in the files.

use calamine::{Data, Reader as _, Xlsx};
use serde_json::{Value, json};
use talkoot_test_support::User;

use crate::claims::setup::{Claims, SERVICES, TRAVEL};

const ROWS: &str = "query($id: ID!) { project(id: $id) { reconciliation { partner { nameFi } period { number } \
                    ledger selected claimed accepted grant paid received items { step name detail amount } } } }";
const COLUMNS: [&str; 7] = [
    "ledger", "selected", "claimed", "accepted", "grant", "paid", "received",
];
const STEPS: [&str; 6] = [
    "ledger_to_selected",
    "selected_to_claimed",
    "claimed_to_accepted",
    "accepted_to_grant",
    "grant_to_paid",
    "paid_to_received",
];

fn cents(value: &Value) -> i64 {
    let text = value.as_str().expect("an amount").replace('.', "");
    text.parse().expect("cents")
}

impl Claims {
    async fn books(&self, user: &User) -> Vec<Value> {
        let read = self
            .app
            .graphql(user, ROWS, json!({ "id": self.project.id }))
            .await
            .accepted();
        read.at("/project/reconciliation")
            .as_array()
            .expect("rows")
            .clone()
    }
}

fn of<'a>(rows: &'a [Value], partner: &str, period: i64) -> &'a Value {
    let found = rows
        .iter()
        .find(|row| row["partner"]["nameFi"] == partner && row["period"]["number"] == period);
    found.expect("a row")
}

fn amounts(row: &Value) -> Vec<&str> {
    COLUMNS
        .iter()
        .map(|name| row[*name].as_str().expect("an amount"))
        .collect()
}

/// Each step of each row is explained to the cent by its items.
fn agrees(rows: &[Value]) {
    for row in rows {
        for (place, step) in STEPS.iter().enumerate() {
            let items = row["items"].as_array().expect("items").iter();
            let explained: i64 = items
                .filter(|item| item["step"] == *step)
                .map(|item| cents(&item["amount"]))
                .sum();
            let difference = cents(&row[COLUMNS[place]]) - cents(&row[COLUMNS[place + 1]]);
            assert_eq!(explained, difference, "{step}: {row:#}");
        }
    }
}

fn item(row: &Value, name: &str) -> Value {
    let items = row["items"].as_array().expect("items").clone();
    let found = items.into_iter().find(|item| item["name"] == name);
    let found = found.unwrap_or_else(|| panic!("no {name}: {row:#}"));
    json!([found["step"], found["detail"], found["amount"]])
}

#[tokio::test]
async fn every_difference_has_a_name() {
    let claims = Claims::start().await;
    claims
        .first_period(&[
            (
                "Lohja",
                &[(SERVICES, "1000.00"), (SERVICES, "100.00"), (TRAVEL, "2350.40")],
            ),
            ("Virrat", &[(SERVICES, "200.01")]),
        ])
        .await;
    let open = claims.books(claims.officer()).await;
    agrees(&open);
    let lohja = of(&open, "Lohja", 1);
    assert_eq!(
        amounts(lohja),
        ["3450.40", "3450.40", "0.00", "0.00", "0.00", "0.00", "0.00"]
    );
    assert_eq!(
        item(lohja, "not_claimed"),
        json!(["selected_to_claimed", "lead_accepted", "3450.40"])
    );

    let id = claims.submitted(0).await;
    let lines = claims.lines(claims.officer(), &id).await;
    let line = lines.iter().find(|line| line.2 == "100.00").expect("a line");
    claims
        .decide(claims.officer(), "disallowCostLine", line, json!({}))
        .await
        .accepted();
    let submitted = claims.books(claims.officer()).await;
    agrees(&submitted);
    assert_eq!(
        item(of(&submitted, "Lohja", 1), "undecided"),
        json!(["claimed_to_accepted", "", "3350.40"])
    );
    claims.approved(&id).await;
    let approved = claims.books(claims.officer()).await;
    agrees(&approved);
    // 1 000.00 of services and 2 000.00 of travel within the budget: 85 per cent are 2 550.00.
    let lohja = of(&approved, "Lohja", 1);
    assert_eq!(
        amounts(lohja),
        [
            "3450.40", "3450.40", "3450.40", "3350.40", "2550.00", "0.00", "0.00"
        ]
    );
    assert_eq!(
        item(lohja, "disallowed"),
        json!(["claimed_to_accepted", "no_evidence", "100.00"])
    );
    assert_eq!(
        item(lohja, "not_in_claims_of_the_period"),
        json!(["accepted_to_grant", "", "350.40"])
    );
    assert_eq!(
        item(lohja, "awaits_payment"),
        json!(["grant_to_paid", "claim 1", "2550.00"])
    );
    claims.paid(&id).await;
    let paid = claims.books(claims.officer()).await;
    agrees(&paid);
    assert_eq!(amounts(of(&paid, "Lohja", 1))[5], "2550.00");
    assert_eq!(
        amounts(of(&paid, "Virrat", 1)),
        ["200.01", "200.01", "200.01", "200.01", "170.00", "170.00", "0.00"]
    );
    passed_on(&claims).await;
    who_sees_what(&claims).await;
    as_files(&claims).await;
    claims.app.finish().await;
}

/// What was paid is with the lead until the partner says that it came.
async fn passed_on(claims: &Claims) {
    let lohja = claims.app.world.municipality("Lohja").clone();
    let step = async |user: &User, mutation: &str, input_type: &str, id: &str, more: Value| {
        let read = claims.app.graphql(
            claims.lead(),
            "query($id: ID!) { transfer(id: $id) { version } }",
            json!({ "id": id }),
        );
        let mut input = json!({ "id": id, "expectedVersion": read.await.number("/transfer/version") });
        for (field, value) in more.as_object().expect("an object") {
            input[field] = value.clone();
        }
        let done = claims
            .app
            .mutate(user, mutation, input_type, input, "transfer { state }");
        done.await.accepted();
    };
    let query = "query { transfers(first: 100) { edges { node { id amount payee { nameFi } } } } }";
    let read = claims
        .app
        .graphql(claims.lead(), query, json!({}))
        .await
        .accepted();
    let edges = read.at("/transfers/edges").as_array().expect("edges").clone();
    let transfer = edges
        .iter()
        .find(|edge| edge["node"]["payee"]["nameFi"] == "Lohja");
    let id = transfer.expect("a transfer")["node"]["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    let rows = claims.books(claims.officer()).await;
    assert_eq!(
        item(of(&rows, "Lohja", 1), "awaits_transfer"),
        json!(["paid_to_received", "claim 1", "2550.00"])
    );
    claims.app.agreed(&claims.project).await;
    let today = claims.app.app.today().to_string();
    let paid = json!({ "paidOn": today, "reference": "RF0812344" });
    step(claims.lead(), "recordTransfer", "RecordTransferInput", &id, paid).await;
    let rows = claims.books(claims.officer()).await;
    agrees(&rows);
    assert_eq!(
        item(of(&rows, "Lohja", 1), "awaits_confirmation"),
        json!(["paid_to_received", "claim 1", "2550.00"])
    );
    step(
        &lohja.approver,
        "confirmTransfer",
        "TransferStepInput",
        &id,
        json!({}),
    )
    .await;
    let rows = claims.books(claims.officer()).await;
    agrees(&rows);
    assert_eq!(amounts(of(&rows, "Lohja", 1))[6], "2550.00");
}

async fn who_sees_what(claims: &Claims) {
    let world = &claims.app.world;
    let lohja = world.municipality("Lohja").preparer.clone();
    let own = claims.books(&lohja).await;
    assert!(own.iter().all(|row| row["partner"]["nameFi"] == "Lohja") && !own.is_empty());
    for user in [claims.lead(), &world.auditor] {
        let all = claims.books(user).await;
        assert!(all.iter().any(|row| row["partner"]["nameFi"] == "Virrat"));
    }
    let path = format!("projects/{}/reconciliation.csv", claims.project.id);
    let (status, _) = claims.app.get(&world.stranger, &path).await;
    assert_eq!(status, 404);
    let (status, body) = claims.app.get(&lohja, &path).await;
    let text = String::from_utf8(body).expect("text");
    assert_eq!(status, 200);
    assert!(text.contains(";Lohja;") && !text.contains(";Virrat;"), "{text}");
}

async fn as_files(claims: &Claims) {
    let path = |end: &str| format!("projects/{}/reconciliation.{end}", claims.project.id);
    let (status, body) = claims.app.get(claims.officer(), &path("csv")).await;
    let text = String::from_utf8(body).expect("text");
    assert_eq!(status, 200);
    let line = text
        .lines()
        .find(|line| line.contains(";Lohja;1;"))
        .expect("a line");
    assert!(
        line.ends_with("3450,40;3450,40;3450,40;3350,40;2550,00;2550,00;2550,00;0,00"),
        "{line}"
    );
    assert!(
        text.contains("444;1;claimed_to_accepted;disallowed;no_evidence;100,00"),
        "{text}"
    );

    let (status, body) = claims.app.get(claims.officer(), &path("xlsx")).await;
    assert_eq!(status, 200);
    let mut workbook: Xlsx<_> =
        calamine::open_workbook_from_rs(std::io::Cursor::new(body)).expect("a workbook");
    let sheet = workbook
        .worksheet_range("reconciliation")
        .expect("the first sheet");
    let row = sheet
        .rows()
        .find(|row| row[2] == Data::String("Lohja".to_owned()) && row[3] == Data::Float(1.0))
        .expect("a row");
    assert_eq!((&row[6], &row[10]), (&Data::Float(3450.40), &Data::Float(2550.0)));
    let items = workbook.worksheet_range("items").expect("the second sheet");
    assert!(
        items
            .rows()
            .any(|row| row[3] == Data::String("disallowed".to_owned()))
    );
    let (status, _) = claims.app.get(claims.officer(), &path("pdf")).await;
    assert_eq!(status, 404);
}
