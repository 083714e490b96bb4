//! The follow-up of a programme's budget, with the table of a real memo.

use serde_json::{Value, json};
use talkoot_test_support::{Answer, TestApp, User};

use crate::claims::setup::{Claims, S1};

const PROGRAMME: &str = "programme { id version name calls { id } followUp { columns { kind name total } \
    lines { name isGrants cells { amount isComputed entered } } budget actual actualPercent \
    figures { line column number amount note enteredBy { name } } } }";

/// By line and column, as the memo of 11.8.2017 has them; nothing where it has a dash.
const MEMO: [(&str, [&str; 5]); 7] = [
    (
        "Projektikoordinaattori",
        ["20000.00", "64000.00", "46734.68", "74400.00", "85000.00"],
    ),
    (
        "Digikiri-selvitykset",
        ["50000.00", "70000.00", "29500.00", "29500.00", "80000.00"],
    ),
    (
        "Kokoukset, tilaisuudet, työpajat",
        ["15000.00", "50000.00", "7559.00", "20000.00", "30000.00"],
    ),
    (
        "Viestintä, verkostoituminen",
        ["15000.00", "60000.00", "3625.00", "20000.00", "25000.00"],
    ),
    (
        "Keskitetyt hankinnat",
        ["50000.00", "330000.00", "24605.00", "150000.00", "50000.00"],
    ),
    (
        "Avustusvaraukset",
        ["50000.00", "250000.00", "", "250000.00", "250000.00"],
    ),
    ("Mahdollinen ulkoinen arviointi", ["", "30000.00", "", "", ""]),
];

/// A change that makes a programme faulty.
type Change = fn(&mut Value);

fn memo(calls: &[&str]) -> Value {
    let lines = MEMO.map(|(name, _)| json!({ "name": name, "isGrants": name == "Avustusvaraukset" }));
    let column = |kind: &str, name: &str, first: &str, last: &str| json!({ "kind": kind, "name": name, "firstDay": first, "lastDay": last });
    json!({
        "name": "Kuntien digitalisaatio", "callIds": calls, "lines": lines,
        "columns": [
            column("BUDGET", "Budjetti 2016", "2016-01-01", "2016-12-31"),
            column("BUDGET", "Budjetti 2017", "2017-01-01", "2017-12-31"),
            column("ACTUAL", "Toteuma", "2016-08-01", "2017-08-11"),
            column("ESTIMATE", "Arvio", "2016-08-01", "2017-12-31"),
            column("PLAN", "Suunnitelma", "2018-01-01", "2019-03-31"),
        ],
    })
}

async fn create(app: &TestApp, by: &User, content: Value) -> Answer {
    let input = json!({ "content": content });
    app.mutate(by, "createProgramme", "CreateProgrammeInput", input, PROGRAMME)
        .await
}

async fn change(app: &TestApp, by: &User, programme: &Value, content: Value) -> Answer {
    let input = json!({
        "id": programme["id"], "expectedVersion": programme["version"], "content": content,
    });
    app.mutate(by, "changeProgramme", "ChangeProgrammeInput", input, PROGRAMME)
        .await
}

async fn enter(
    app: &TestApp,
    by: &User,
    programme: &Value,
    cell: (usize, usize),
    amount: Option<&str>,
) -> Answer {
    let input = json!({
        "id": programme["id"], "expectedVersion": programme["version"], "line": cell.0, "column": cell.1,
        "amount": amount, "note": "Muistio 11.8.2017",
    });
    app.mutate(
        by,
        "enterProgrammeFigure",
        "EnterProgrammeFigureInput",
        input,
        PROGRAMME,
    )
    .await
}

fn programme(mutation: &str, answer: Answer) -> Value {
    answer.accepted().at(&format!("/{mutation}/programme")).clone()
}

fn totals(programme: &Value) -> Vec<&str> {
    let columns = programme["followUp"]["columns"].as_array().expect("columns");
    columns
        .iter()
        .map(|one| one["total"].as_str().expect("a total"))
        .collect()
}

/// Goal: the budget follow-up of the memo is produced; its totals are computed, with the cents that the memo cut off.
#[tokio::test]
async fn the_memo_of_a_real_programme() {
    let app = TestApp::start().await;
    let officer = &app.world.officer;
    let mut made = programme("createProgramme", create(&app, officer, memo(&[])).await);
    for (line, (_, amounts)) in MEMO.iter().enumerate() {
        for (column, amount) in amounts
            .iter()
            .enumerate()
            .filter(|(_, amount)| !amount.is_empty())
        {
            let entered = enter(&app, officer, &made, (line, column), Some(amount)).await;
            made = programme("enterProgrammeFigure", entered);
        }
    }
    assert_eq!(
        totals(&made),
        ["200000.00", "854000.00", "112023.68", "543900.00", "520000.00"]
    );
    let follow_up = &made["followUp"];
    assert_eq!(
        (
            &follow_up["budget"],
            &follow_up["actual"],
            &follow_up["actualPercent"]
        ),
        (&json!("1054000.00"), &json!("112023.68"), &json!("10.63"))
    );
    let id = made["id"].as_str().expect("an id");
    let (status, file) = app
        .get(&app.world.auditor, &format!("programmes/{id}/budget.csv"))
        .await;
    let file = String::from_utf8(file).expect("text");
    assert_eq!(status, 200);
    assert!(
        file.contains("cost_type;Budjetti 2016;Budjetti 2017;Toteuma;Arvio;Suunnitelma"),
        "{file}"
    );
    assert!(
        file.contains("Mahdollinen ulkoinen arviointi;;30000,00;;;"),
        "{file}"
    );
    assert!(
        file.ends_with("total;200000,00;854000,00;112023,68;543900,00;520000,00\r\n"),
        "{file}"
    );
    let (status, workbook) = app.get(officer, &format!("programmes/{id}/budget.xlsx")).await;
    assert!(status == 200 && workbook.starts_with(b"PK"));
    for (user, path, expected) in [
        (&app.world.stranger, format!("programmes/{id}/budget.csv"), 404),
        (officer, format!("programmes/{id}/budget.pdf"), 404),
        (officer, "programmes/nothing/budget.csv".to_owned(), 404),
    ] {
        assert_eq!(app.get(user, &path).await.0, expected, "{path}");
    }
    // The newest of a cell holds, earlier ones stay on record, and an empty one is no zero.
    made = programme(
        "enterProgrammeFigure",
        enter(&app, officer, &made, (6, 1), None).await,
    );
    assert_eq!(totals(&made)[1], "824000.00");
    assert_eq!(
        made["followUp"]["lines"][6]["cells"][1],
        json!({ "amount": null, "isComputed": false, "entered": 2 })
    );
    app.finish().await;
}

/// Goal: what the grants cost is what was paid, on its days; nobody types it.
#[tokio::test]
async fn what_was_paid_is_computed() {
    let claims = Claims::start().await;
    claims.first_period(&S1).await;
    let claim = claims.submitted(0).await;
    claims.approved(&claim).await;
    let payout = claims.let_through(&claim).await;
    let app = &claims.app;
    crate::permissions::banking::bank(app, &payout, "49006.24").await;
    app.work().await;
    let officer = claims.officer();
    let call = claims.project.call_id.as_str();
    let year = app.app.today().format("%Y").to_string();
    let column = |kind: &str, name: &str, year: &str| json!({ "kind": kind, "name": name, "firstDay": format!("{year}-01-01"), "lastDay": format!("{year}-12-31") });
    let content = json!({
        "name": "Digikannustin", "callIds": [call],
        "lines": [{ "name": "Avustukset", "isGrants": true }, { "name": "Viestintä" }],
        "columns": [
            column("BUDGET", "Budjetti", &year), column("ACTUAL", "Toteuma", &year), column("ACTUAL", "Ennen", "2020"),
        ],
    });
    let mut made = programme("createProgramme", create(app, officer, content).await);
    let cells = &made["followUp"]["lines"][0]["cells"];
    assert_eq!(
        cells[1],
        json!({ "amount": "49006.24", "isComputed": true, "entered": 0 })
    );
    assert_eq!(
        cells[2],
        json!({ "amount": "0.00", "isComputed": true, "entered": 0 })
    );
    let typed = enter(app, officer, &made, (0, 1), Some("1.00")).await;
    assert_eq!(typed.refusals("enterProgrammeFigure"), ["INVALID_INPUT"]);
    made = programme(
        "enterProgrammeFigure",
        enter(app, officer, &made, (0, 0), Some("100000.00")).await,
    );
    made = programme(
        "enterProgrammeFigure",
        enter(app, officer, &made, (1, 1), Some("993.76")).await,
    );
    assert_eq!(totals(&made), ["100000.00", "50000.00", "0.00"]);
    assert_eq!(made["followUp"]["actualPercent"], "50.00");
    claims.app.finish().await;
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a table of refusals, a line per case")]
async fn what_cannot_be_is_refused() {
    let app = TestApp::start().await;
    let world = &app.world;
    let officer = &world.officer;
    let lead = &world.municipality("Lohja").lead;
    for user in [lead, &world.second, &world.auditor] {
        let refused = create(&app, user, memo(&[])).await;
        assert_eq!(refused.refusals("createProgramme"), ["NOT_PERMITTED"]);
    }
    let with = |change: fn(&mut Value)| {
        let mut content = memo(&[]);
        change(&mut content);
        content
    };
    let cases: [(Change, &str); 8] = [
        (|c| c["name"] = json!(" "), "name"),
        (|c| c["columns"] = json!([]), "columns"),
        (|c| c["lines"] = json!([]), "lines"),
        (
            |c| c["columns"][1]["name"] = json!("Budjetti 2016"),
            "columns.1.name",
        ),
        (
            |c| c["columns"][2]["lastDay"] = json!("2016-07-31"),
            "columns.2.lastDay",
        ),
        (|c| c["lines"][0]["name"] = json!("ä".repeat(201)), "lines.0.name"),
        (|c| c["lines"][6]["isGrants"] = json!(true), "lines.6.isGrants"),
        (
            |c| c["callIds"] = json!([crate::reports::views::unknown_call()]),
            "callIds",
        ),
    ];
    for (change, path) in cases {
        let refused = create(&app, officer, with(change)).await;
        assert_eq!(refused.refusals("createProgramme"), ["INVALID_INPUT"], "{path}");
        let told = refused.at("/createProgramme/refusals/0/path").clone();
        assert_eq!(told, json!(path.split('.').collect::<Vec<_>>()), "{path}");
    }
    let made = programme("createProgramme", create(&app, officer, memo(&[])).await);
    for (cell, amount) in [((7, 0), "1.00"), ((0, 5), "1.00"), ((5, 2), "1.00")] {
        let refused = enter(&app, officer, &made, cell, Some(amount)).await;
        assert_eq!(
            refused.refusals("enterProgrammeFigure"),
            ["INVALID_INPUT"],
            "{cell:?}"
        );
    }
    let huge = programme(
        "enterProgrammeFigure",
        enter(&app, officer, &made, (0, 0), Some("92233720368547758.07")).await,
    );
    let overflow = enter(&app, officer, &huge, (1, 0), Some("0.01")).await;
    assert_eq!(overflow.refusals("enterProgrammeFigure"), ["INVALID_INPUT"]);
    for stale in [
        enter(&app, officer, &made, (0, 1), Some("1.00"))
            .await
            .refusals("enterProgrammeFigure"),
        change(&app, officer, &made, memo(&[]))
            .await
            .refusals("changeProgramme"),
    ] {
        assert_eq!(stale, ["VERSION_CONFLICT"]);
    }
    assert_eq!(change(&app, lead, &huge, memo(&[])).await.errors(), ["NOT_FOUND"]);
    let second = change(&app, &world.second, &huge, memo(&[])).await;
    assert_eq!(second.refusals("changeProgramme"), ["NOT_PERMITTED"]);
    let second = enter(&app, &world.second, &huge, (0, 1), Some("1.00")).await;
    assert_eq!(second.refusals("enterProgrammeFigure"), ["NOT_PERMITTED"]);
    let fewer = with(|c| drop(c["lines"].as_array_mut().expect("lines").pop()));
    assert_eq!(
        change(&app, officer, &huge, fewer)
            .await
            .refusals("changeProgramme"),
        ["INVALID_INPUT"]
    );
    let otherwise = with(|c| c["columns"][0]["kind"] = json!("PLAN"));
    assert_eq!(
        change(&app, officer, &huge, otherwise)
            .await
            .refusals("changeProgramme"),
        ["INVALID_INPUT"]
    );
    let more = with(|c| {
        c["lines"][0]["name"] = json!("Koordinointi");
        c["lines"]
            .as_array_mut()
            .expect("lines")
            .push(json!({ "name": "Muut" }));
    });
    let renamed = programme("changeProgramme", change(&app, officer, &huge, more).await);
    let lines = renamed["followUp"]["lines"].as_array().expect("lines");
    assert_eq!(
        (lines.len(), &lines[0]["name"], &lines[7]["name"]),
        (8, &json!("Koordinointi"), &json!("Muut"))
    );
    assert_eq!(lines[0]["cells"][0]["entered"], 1);
    app.finish().await;
}
