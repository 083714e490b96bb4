//! The ministry's view: which reports came, and which projects to look at; as files for spreadsheets too.

use serde_json::{Value, json};
use talkoot_test_support::{GrantedProject, TestApp, User};

use crate::reports::help::{june, noon, project, submitted};

/// Two projects of which one has reported in June, on the day after the other one was to.
async fn one_of_two() -> (TestApp, [GrantedProject; 2]) {
    let app = TestApp::start_at(noon("2026-06-01")).await;
    let (one, other) = (project(&app).await, project(&app).await);
    submitted(&app, &one, &june(&app, &one).await).await;
    app.travel_to(noon("2026-06-20")).await;
    (app, [one, other])
}

async fn coverage(app: &TestApp, user: &User, arguments: &str) -> Vec<Value> {
    let query = format!(
        "{{ reportingCoverage{arguments} {{ call {{ id }} kind plannedDate expected inTime late missing awaited \
         waived percent }} }}"
    );
    let read = app.graphql(user, &query, json!({})).await.accepted();
    read.at("/reportingCoverage").as_array().expect("rows").to_vec()
}

/// Of several calls together, for each date.
fn sum(rows: &[Value], date: &str, field: &str) -> i64 {
    let of_date = rows.iter().filter(|row| row["plannedDate"] == date);
    of_date.map(|row| row[field].as_i64().expect("a number")).sum()
}

#[tokio::test]
async fn who_reported_is_counted_per_call_and_date() {
    let (app, _) = one_of_two().await;
    let officer = &app.world.officer;
    let rows = coverage(&app, officer, "").await;
    let of = |date: &str| {
        ["expected", "inTime", "late", "missing", "awaited", "waived"].map(|field| sum(&rows, date, field))
    };
    assert_eq!(of("2026-02-15"), [0, 0, 0, 0, 0, 2]);
    assert_eq!(of("2026-06-15"), [2, 1, 0, 1, 0, 0]);
    assert_eq!(of("2026-10-15"), [0, 0, 0, 0, 2, 0]);
    let awaited = rows
        .iter()
        .find(|row| row["plannedDate"] == "2026-10-15")
        .expect("a row");
    assert_eq!(awaited["percent"], Value::Null);
    let call = rows[0]["call"]["id"].as_str().expect("an id");
    let of_call = coverage(
        &app,
        officer,
        &format!("(callId: \"{call}\", kind: \"final_report\")"),
    )
    .await;
    assert!(
        of_call
            .iter()
            .all(|row| row["call"]["id"] == call && row["kind"] == "final_report")
    );
    assert_eq!(of_call.len(), 1);
    let unknown = app
        .graphql(
            officer,
            "{ reportingCoverage(kind: \"poem\") { late } }",
            json!({}),
        )
        .await;
    assert_eq!(unknown.errors(), ["INVALID_INPUT"]);
    assert_eq!(coverage(&app, &app.world.stranger, "").await, Vec::<Value>::new());
    app.finish().await;
}

#[tokio::test]
async fn the_portfolio_is_narrowed() {
    let (app, [one, other]) = one_of_two().await;
    let world = &app.world;
    let query = "query($filter: PortfolioFilter) { portfolio(filter: $filter) { totalCount edges { node { project { id } } } } }";
    let call = {
        let query = "query($id: ID!) { project(id: $id) { application { call { id } } } }";
        let read = app
            .graphql(&world.officer, query, json!({ "id": one.id }))
            .await
            .accepted();
        read.text("/project/application/call/id")
    };
    for (filter, expected) in [
        (json!({}), vec![&one.id, &other.id]),
        (json!({ "late": true }), vec![&other.id]),
        (json!({ "light": "GREEN" }), vec![&one.id]),
        (json!({ "light": "RED" }), vec![]),
        (json!({ "municipalityId": one.lead.id }), vec![&one.id, &other.id]),
        (
            json!({ "municipalityId": world.municipality("Lohja").id, "late": true }),
            vec![&other.id],
        ),
        (json!({ "municipalityId": world.outsider.id }), vec![]),
        (
            json!({ "callId": call, "light": "GREEN", "late": false }),
            vec![&one.id],
        ),
        (json!({ "callId": call, "light": "GREEN", "late": true }), vec![]),
    ] {
        let read = app
            .graphql(&world.officer, query, json!({ "filter": filter }))
            .await
            .accepted();
        let edges = read.at("/portfolio/edges").as_array().expect("edges").clone();
        let found: Vec<&str> = edges
            .iter()
            .map(|edge| edge["node"]["project"]["id"].as_str().expect("an id"))
            .collect();
        assert_eq!(found, expected, "{filter}");
        assert_eq!(read.number("/portfolio/totalCount"), found.len() as i64);
    }
    app.finish().await;
}

#[tokio::test]
async fn what_is_shown_is_a_file_too() {
    let (app, _) = one_of_two().await;
    let world = &app.world;
    let lines = async |user: &User, path: &str| {
        let (status, file) = app.get(user, path).await;
        assert_eq!(status, 200, "{path}");
        let text = String::from_utf8(file).expect("text");
        let lines: Vec<String> = text
            .trim_start_matches('\u{feff}')
            .lines()
            .map(ToOwned::to_owned)
            .collect();
        lines
    };
    let all = lines(&world.officer, "portfolio/projects.csv").await;
    assert!(all[0].starts_with("number;name;call;lead;award;"), "{}", all[0]);
    assert!(
        all[1].contains(";Pälkäne;300000,00;") && all[1].contains(";green;green;"),
        "{}",
        all[1]
    );
    assert!(all[2].ends_with(";0;1;5;no"), "{}", all[2]);
    assert_eq!(all[3], "", "an empty line, then what came of the reports");
    assert!(all[4].starts_with("call;date;expected;"), "{}", all[4]);
    assert!(all.iter().any(|line| line.contains(";2026-06-15;")));
    let late = lines(&world.auditor, "portfolio/projects.csv?late=true").await;
    assert_eq!(late[1], all[2]);
    assert_eq!(late[2], "");
    assert_eq!(
        lines(&world.stranger, "portfolio/projects.csv").await.len(),
        3,
        "headings only"
    );
    let (status, workbook) = app
        .get(&world.second, "portfolio/projects.xlsx?light=green")
        .await;
    assert!(status == 200 && workbook.starts_with(b"PK"));
    for (path, expected) in [
        ("portfolio/projects.pdf", 404),
        ("portfolio/people.csv", 404),
        ("portfolio/projects.csv?light=blue", 400),
        ("portfolio/projects.csv?call=nothing", 400),
        ("portfolio/projects.csv?municipality=nothing", 400),
        ("portfolio/late.csv?kind=poem", 400),
        ("portfolio/late.csv?days=-1", 400),
        ("portfolio/late.pdf", 404),
    ] {
        assert_eq!(app.get(&world.officer, path).await.0, expected, "{path}");
    }
    app.finish().await;
}

/// Goal: what is late over all projects, the longest first, narrowed, page by page, and as a file; nobody else's.
#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one list, looked at from all sides")]
async fn what_is_late_is_listed_by_days() {
    let (app, [one, other]) = one_of_two().await;
    app.travel_to(noon("2026-11-20")).await;
    let world = &app.world;
    let query = "query($kind: String, $days: Int! = 1, $after: ID) { \
        lateObligations(first: 2, kind: $kind, days: $days, after: $after) { totalCount \
        pageInfo { hasNextPage endCursor } \
        edges { node { kind dueDate daysLate project { id } obligation { daysLate } } } } }";
    let mut found: Vec<(String, i64, String)> = Vec::new();
    let mut after = Value::Null;
    loop {
        let read = app
            .graphql(&world.officer, query, json!({ "after": after }))
            .await
            .accepted();
        let edges = read
            .at("/lateObligations/edges")
            .as_array()
            .expect("edges")
            .clone();
        for node in edges.iter().map(|edge| &edge["node"]) {
            assert_eq!(node["daysLate"], node["obligation"]["daysLate"]);
            let text = |field: &Value| field.as_str().expect("text").to_owned();
            let days = node["daysLate"].as_i64().expect("days");
            found.push((text(&node["kind"]), days, text(&node["project"]["id"])));
        }
        after = read.at("/lateObligations/pageInfo/endCursor").clone();
        if read.at("/lateObligations/pageInfo/hasNextPage") == &json!(false) {
            assert_eq!(read.number("/lateObligations/totalCount"), found.len() as i64);
            break;
        }
    }
    assert!(found.len() > 3, "{found:?}");
    assert!(found.iter().all(|(_, days, _)| *days > 0));
    assert!(
        found.is_sorted_by(|before, after| before.1 >= after.1),
        "{found:?}"
    );
    assert!(
        [&one.id, &other.id]
            .iter()
            .all(|id| found.iter().any(|(_, _, of)| of == *id))
    );
    let longest = found[0].1;
    for (asked, expected) in [
        (
            json!({ "days": longest }),
            found.iter().filter(|one| one.1 >= longest).count(),
        ),
        (json!({ "days": longest + 1 }), 0),
        (
            json!({ "kind": "portfolio_report" }),
            found.iter().filter(|one| one.0 == "portfolio_report").count(),
        ),
    ] {
        let read = app.graphql(&world.auditor, query, asked.clone()).await.accepted();
        assert_eq!(
            read.number("/lateObligations/totalCount"),
            expected as i64,
            "{asked}"
        );
    }
    let unknown = app
        .graphql(&world.officer, query, json!({ "kind": "poem" }))
        .await;
    assert_eq!(unknown.errors(), ["INVALID_INPUT"]);
    for nobody in [&world.stranger, &one.lead.lead] {
        let read = app.graphql(nobody, query, json!({})).await.accepted();
        assert_eq!(read.number("/lateObligations/totalCount"), 0);
    }
    let (status, file) = app
        .get(&world.officer, &format!("portfolio/late.csv?days={longest}"))
        .await;
    let text = String::from_utf8(file).expect("text");
    assert_eq!(status, 200);
    assert!(
        text.lines()
            .nth(1)
            .is_some_and(|line| line.ends_with(&format!(";{longest}"))),
        "{text}"
    );
    app.finish().await;
}
