//! The portfolio as it stood: the same day gives the same answer, whatever happens later.

use serde_json::{Value, json};
use talkoot_test_support::{GrantedProject, TestApp, User};

use crate::{
    claims::setup::{Claims, SERVICES},
    portfolio::help::{change_risk, forecast, raise, risk},
    reports::help::{
        days_until, extend, give_back, green, june, noon, obligation, project, report, step, submitted,
        update,
    },
};

const ENTRY: &str = "lead { nameFi } award isClosed claimed paid owed openObligations overdueObligations daysLate \
    elapsedPercent burntPercent overAward risksOpen risksOccurred vacancyCount mailsSent \
    lights { submittedAt timetable cost scope risk ownership } lightsOverTime { submittedAt cost } \
    costs { budget actual forecast } paymentHold { reason }";
const COVERAGE: &str = "plannedDate expected inTime late missing awaited waived percent";

/// Everything that the portfolio says as of a day, or now.
async fn seen(app: &TestApp, user: &User, day: Option<&str>) -> Value {
    let query = format!(
        "query($day: NaiveDate) {{ portfolio(asOf: $day) {{ totalCount edges {{ node {{ {ENTRY} }} }} }} \
         reportingCoverage(asOf: $day) {{ {COVERAGE} }} lateObligations(asOf: $day) {{ totalCount edges {{ node {{ \
         kind state dueDate daysLate project {{ id }} responsible {{ nameFi }} }} }} }} }}"
    );
    app.graphql(user, &query, json!({ "day": day }))
        .await
        .accepted()
        .0
}

/// What one field of every project says, in the order shown.
fn every(seen: &Value, field: &str) -> Vec<Value> {
    let edges = seen.pointer("/data/portfolio/edges").and_then(Value::as_array);
    let edges = edges.expect("a portfolio");
    let field = format!("/node/{}", field.replace('.', "/"));
    edges
        .iter()
        .map(|edge| edge.pointer(&field).cloned().unwrap_or_default())
        .collect()
}

/// Of several calls together, for the June report.
fn june_of(seen: &Value, field: &str) -> i64 {
    let rows = seen.pointer("/data/reportingCoverage").and_then(Value::as_array);
    let of_june = rows
        .expect("rows")
        .iter()
        .filter(|row| row["plannedDate"] == "2026-06-15");
    of_june.map(|row| row[field].as_i64().expect("a number")).sum()
}

async fn file(app: &TestApp, path: &str) -> String {
    let (status, file) = app.get(&app.world.officer, path).await;
    assert_eq!(status, 200, "{path}");
    String::from_utf8(file).expect("text")
}

/// Two projects; the first reports in June, the second does not.
async fn two() -> (TestApp, [GrantedProject; 2], Value) {
    let app = TestApp::start_at(noon("2026-06-01")).await;
    let (one, other) = (project(&app).await, project(&app).await);
    app.travel_to(noon("2026-06-10")).await;
    let handed_in = submitted(&app, &one, &june(&app, &one).await).await;
    days_until(&app, "2026-06-11", "2026-06-18").await;
    (app, [one, other], handed_in)
}

/// Goal: a day that is over answers the same for ever: after a report came back, was written anew and handed in again,
/// after a late one came, and after a deadline moved.
#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, in its order")]
async fn a_day_that_is_over_answers_the_same_for_ever() {
    let (app, [one, other], handed_in) = two().await;
    let officer = &app.world.officer;
    let days = [
        "2026-06-09",
        "2026-06-10",
        "2026-06-15",
        "2026-06-16",
        "2026-06-17",
    ];
    let mut first = Vec::new();
    for day in days {
        first.push(seen(&app, officer, Some(day)).await);
    }
    let paths = [
        "portfolio/projects.csv?asOf=2026-06-16",
        "portfolio/projects.csv?asOf=2026-06-16&late=true",
        "portfolio/late.csv?asOf=2026-06-16",
    ];
    let mut files = Vec::new();
    for path in paths {
        files.push(file(&app, path).await);
    }
    // What stood then.
    let told = |place: usize, field: &str| every(&first[place], field);
    assert_eq!(told(0, "lights.cost"), [Value::Null, Value::Null]);
    assert_eq!(told(1, "lights.cost"), [json!("GREEN"), Value::Null]);
    assert_eq!(told(2, "overdueObligations"), [0, 0]);
    assert_eq!(told(3, "overdueObligations"), [0, 1]);
    assert_eq!(
        (told(3, "daysLate"), told(4, "daysLate")),
        (vec![json!(0), json!(1)], vec![json!(0), json!(2)])
    );
    assert_eq!(told(2, "elapsedPercent"), told(2, "elapsedPercent"));
    let late = |place: usize| {
        let rows = first[place]
            .pointer("/data/lateObligations/edges")
            .and_then(Value::as_array);
        let days = rows
            .expect("rows")
            .iter()
            .map(|row| row["node"]["daysLate"].clone());
        days.collect::<Vec<Value>>()
    };
    assert_eq!(
        [late(2), late(3), late(4)],
        [vec![], vec![json!(1)], vec![json!(2)]]
    );
    for (place, missing, awaited, in_time) in [(0, 0, 2, 0), (1, 0, 1, 1), (2, 1, 0, 1), (4, 1, 0, 1)] {
        let counts = ["missing", "awaited", "inTime"].map(|field| june_of(&first[place], field));
        assert_eq!(counts, [missing, awaited, in_time], "{}", days[place]);
    }

    // The first comes back and goes in again in other colours; the second gets more time and reports.
    let returned = give_back(&app, officer, &handed_in, &["Miksi?"]).await;
    let returned = report("returnPortfolioReport", returned);
    let mut content = green();
    content["cost"] = json!({ "light": "RED", "reason": "Tarjoukset ylittävät budjetin." });
    let lead = &one.lead.lead;
    let written = report(
        "updatePortfolioReport",
        update(&app, lead, &returned, content).await,
    );
    let approved = report(
        "approvePortfolioReportBySteering",
        crate::reports::help::approve(&app, lead, &written).await,
    );
    let _ = report(
        "submitPortfolioReport",
        step(&app, lead, "submitPortfolioReport", &approved).await,
    );
    let _ = extend(&app, officer, &june(&app, &other).await, "2026-07-31")
        .await
        .accepted();
    app.travel_to(noon("2026-07-20")).await;
    let moved = obligation(&app, &other, "portfolio_report", "2026-07-31", "Pälkäne").await;
    let _ = submitted(&app, &other, &moved).await;
    app.travel_to(noon("2026-07-21")).await;

    let now = seen(&app, officer, None).await;
    assert_eq!(every(&now, "lights.cost"), [json!("RED"), json!("GREEN")]);
    assert_eq!(["missing", "inTime"].map(|field| june_of(&now, field)), [0, 2]);
    let trend = every(&now, "lightsOverTime");
    let colours: Vec<&Value> = trend[0]
        .as_array()
        .expect("a trend")
        .iter()
        .map(|one| &one["cost"])
        .collect();
    assert_eq!(colours, ["GREEN", "RED"]);
    for (day, before) in days.iter().zip(&first) {
        assert_eq!(&seen(&app, officer, Some(day)).await, before, "{day}");
    }
    assert_eq!(now.pointer("/data/lateObligations/totalCount"), Some(&json!(0)));
    for (path, before) in paths.iter().zip(&files) {
        assert_eq!(&file(&app, path).await, before, "{path}");
    }
    assert!(
        files[2].contains(";portfolio_report;overdue;2026-06-15;2026-06-15;1"),
        "{}",
        files[2]
    );
    assert!(files[1].lines().filter(|line| line.contains("2026-")).count() > 1);
    app.finish().await;
}

/// Goal: a day that can still change has no answer for ever, and strangers see nothing of the past either.
#[tokio::test]
async fn only_a_day_that_is_over_is_told() {
    let (app, _, _) = two().await;
    let world = &app.world;
    for day in ["2026-06-18", "2027-01-01"] {
        for query in [
            format!("{{ portfolio(asOf: \"{day}\") {{ totalCount }} }}"),
            format!("{{ reportingCoverage(asOf: \"{day}\") {{ late }} }}"),
            format!("{{ lateObligations(asOf: \"{day}\") {{ totalCount }} }}"),
        ] {
            let refused = app.graphql(&world.officer, &query, json!({})).await;
            assert_eq!(refused.errors(), ["REFUSED"], "{query}");
        }
        for path in ["portfolio/projects.csv", "portfolio/late.csv"] {
            let path = format!("{path}?asOf={day}");
            assert_eq!(app.get(&world.officer, &path).await.0, 422, "{path}");
        }
    }
    let before = seen(&app, &world.officer, Some("2026-05-31")).await;
    assert_eq!(
        every(&before, "award"),
        Vec::<Value>::new(),
        "nothing was granted yet"
    );
    let strangers = seen(&app, &world.stranger, Some("2026-06-17")).await;
    assert_eq!(every(&strangers, "award"), Vec::<Value>::new());
    app.finish().await;
}

async fn sorted(app: &TestApp, order: &str, filter: Value, as_of: Option<&str>) -> Vec<String> {
    let query = "query($order: PortfolioOrder!, $filter: PortfolioFilter, $day: NaiveDate, $after: ID) { \
        portfolio(orderBy: $order, filter: $filter, asOf: $day, first: 1, after: $after) { totalCount \
        pageInfo { hasNextPage endCursor } edges { node { project { id } } } } }";
    let (mut found, mut after) = (Vec::new(), Value::Null);
    loop {
        let variables = json!({ "order": order, "filter": filter, "day": as_of, "after": after });
        let page = app.graphql(&app.world.officer, query, variables).await.accepted();
        for edge in page.at("/portfolio/edges").as_array().expect("edges") {
            found.push(edge["node"]["project"]["id"].as_str().expect("an id").to_owned());
        }
        let info = page.at("/portfolio/pageInfo").clone();
        if info["hasNextPage"] == false {
            assert_eq!(
                page.number("/portfolio/totalCount"),
                i64::try_from(found.len()).expect("few")
            );
            return found;
        }
        after = info["endCursor"].clone();
    }
}

/// Goal: every order goes through all pages without losing or repeating a project, now and as of a day; ties stand in
/// the order of the grants.
#[tokio::test]
async fn every_order_goes_through_all_pages() {
    let app = TestApp::start_at(noon("2026-06-01")).await;
    let (a, b, c) = (project(&app).await, project(&app).await, project(&app).await);
    app.travel_to(noon("2026-06-10")).await;
    submitted(&app, &b, &june(&app, &b).await).await;
    app.travel_to(noon("2026-06-12")).await;
    submitted(&app, &a, &june(&app, &a).await).await;
    app.travel_to(noon("2026-06-20")).await;
    let ids = |projects: [&GrantedProject; 3]| projects.map(|one| one.id.clone()).to_vec();
    for (order, expected) in [
        ("OLDEST", [&a, &b, &c]),
        ("AWARD", [&a, &b, &c]),
        ("CLAIMED", [&a, &b, &c]),
        ("PAID", [&a, &b, &c]),
        ("OVER_AWARD", [&a, &b, &c]),
        ("LONGEST_LATE", [&c, &a, &b]),
        ("LONGEST_SILENT", [&c, &b, &a]),
    ] {
        assert_eq!(
            sorted(&app, order, json!({}), None).await,
            ids(expected),
            "{order}"
        );
    }
    let as_of = Some("2026-06-11");
    assert_eq!(
        sorted(&app, "LONGEST_SILENT", json!({}), as_of).await,
        ids([&a, &c, &b])
    );
    assert_eq!(
        sorted(&app, "LONGEST_LATE", json!({}), as_of).await,
        ids([&a, &b, &c])
    );
    assert_eq!(
        sorted(&app, "LONGEST_SILENT", json!({ "light": "GREEN" }), None).await,
        [b.id.clone(), a.id.clone()]
    );
    app.finish().await;
}

/// Goal: costs, forecasts, risks and empty duties of a project are found by filter, and amounts by order.
#[tokio::test]
async fn what_needs_a_look_is_found() {
    let claims = Claims::start().await;
    let (app, lead) = (&claims.app, claims.lead().clone());
    app.work().await;
    let other = app.granted_project().await;
    app.work().await;
    let this = &claims.project.id;
    let asked = async |filter: Value| sorted(app, "OVER_AWARD", filter, None).await;
    // floor(0.85 x 380 000.00) = 323 000.00 is more than the 300 000.00 awarded, in both.
    assert_eq!(asked(json!({ "overAward": true })).await.len(), 2);
    assert_eq!(asked(json!({ "riskOccurred": true })).await, Vec::<String>::new());
    let raised = risk("raiseRisk", raise(&claims, &lead, "Aikataulu", json!({})).await);
    let _ = risk(
        "recordRiskOccurrence",
        change_risk(&claims, &lead, "recordRiskOccurrence", &raised, json!({})).await,
    );
    assert_eq!(
        asked(json!({ "riskOccurred": true })).await,
        std::slice::from_ref(this)
    );
    for (partner, remaining) in [("Lohja", "0.00"), ("Virrat", "0.00")] {
        let _ = forecast(&claims, &lead, partner, 0, Some(remaining))
            .await
            .accepted();
    }
    // floor(0.85 x 349 600.00) = 297 160.00
    assert_eq!(
        asked(json!({ "overAward": true })).await,
        std::slice::from_ref(&other.id)
    );
    assert_eq!(asked(json!({})).await, [other.id.clone(), this.clone()]);
    claims.first_period(&[("Lohja", &[(SERVICES, "15000.00")])]).await;
    let _ = forecast(&claims, &lead, "Lohja", 1, Some("90000.00"))
        .await
        .accepted();
    assert_eq!(asked(json!({})).await, [this.clone(), other.id.clone()]);
    // Nobody is named as an owner in either.
    assert_eq!(asked(json!({ "vacant": true })).await.len(), 2);
    assert_eq!(asked(json!({ "closed": true })).await, Vec::<String>::new());
    assert_eq!(asked(json!({ "closed": false })).await.len(), 2);
    let entry = seen(app, claims.officer(), None).await;
    let told = ["costs.actual", "costs.forecast", "overAward", "burntPercent"]
        .map(|field| every(&entry, field)[0].clone());
    // 380 000 - 15 200 + 15 000 + 90 000 of Lohja, nothing of Virrat's 15 200; floor(0.85 x 454 600.00) = 386 410.00
    assert_eq!(told, ["15000.00", "454600.00", "86410.00", "3.95"]);
    assert_eq!(every(&entry, "risksOccurred")[0], 1);
    claims.app.finish().await;
}

/// Goal: a project that is older than the keeping is kept when a worker starts, and a row changed by hand is found.
#[tokio::test]
async fn older_projects_are_kept_and_changes_by_hand_are_found() {
    let (app, [one, _], _) = two().await;
    let before = seen(&app, &app.world.officer, None).await;
    app.by_hand("DELETE FROM portfolio_entry; DELETE FROM obligation_past")
        .await
        .expect("deleted");
    assert_eq!(
        every(&seen(&app, &app.world.officer, None).await, "award"),
        Vec::<Value>::new()
    );
    let kept = talkoot_app::portfolio::keep_older(&app.app).await.expect("kept");
    assert_eq!(kept, 2);
    let again = seen(&app, &app.world.officer, None).await;
    assert_eq!(every(&again, "award"), every(&before, "award"));
    assert_eq!(
        every(&again, "overdueObligations"),
        every(&before, "overdueObligations")
    );
    assert_eq!(
        talkoot_app::portfolio::keep_older(&app.app).await.expect("kept"),
        0
    );

    let found = async || {
        talkoot_app::portfolio::differing(app.app.store(), app.app.now())
            .await
            .expect("an answer")
    };
    assert_eq!(found().await, []);
    app.by_hand(
        "UPDATE portfolio_entry SET paid_cents = paid_cents + 1 WHERE until_at IS NULL AND number = 1",
    )
    .await
    .expect("changed");
    assert_eq!(found().await.len(), 2);
    app.by_hand(
        "UPDATE portfolio_entry SET paid_cents = paid_cents - 1 WHERE until_at IS NULL AND number = 1",
    )
    .await
    .expect("changed");
    app.by_hand("UPDATE obligation_past SET state = 'accepted' WHERE until_at IS NULL AND state = 'overdue'")
        .await
        .expect("changed");
    let differing = talkoot_storage::portfolio::differing_obligations(app.app.store()).await;
    assert_eq!(differing.expect("an answer").len(), 1);
    let _ = one;
    app.by_hand("UPDATE obligation_past SET state = 'overdue' WHERE until_at IS NULL AND state = 'accepted'")
        .await
        .expect("changed");
    app.finish().await;
}

/// Goal: a steering group gets the portfolio on paper, in its language, as of the day it asks for.
#[tokio::test]
async fn a_steering_group_gets_a_summary() {
    let (app, _, _) = two().await;
    let world = &app.world;
    let text = file(&app, "portfolio/summary.txt?asOf=2026-06-16").await;
    for words in [
        "HANKESALKUN YHTEENVETO",
        "Tilannekuva · 16.6.2026",
        "Hankkeita: 2",
        "Hankkeita, joilla on jotakin myöhässä: 1",
        ", 15.6.2026 | 1 | 1 | 0 | 0 | 100 %",
        ", 15.6.2026 | 1 | 0 | 0 | 1 | 0 %",
        "Aikataulu | 1 | 0 | 0 | 1",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let swedish = file(
        &app,
        "portfolio/summary.txt?asOf=2026-06-16&language=sv&late=true",
    )
    .await;
    assert!(
        swedish.contains("Antal projekt: 1") && swedish.contains("Lägesbild · 16.6.2026"),
        "{swedish}"
    );
    let (status, pdf) = app.get(&world.second, "portfolio/summary.pdf?language=en").await;
    assert!(status == 200 && pdf.starts_with(b"%PDF-"));
    for (path, expected) in [
        ("portfolio/summary.pdf?language=de", 400),
        ("portfolio/summary.txt?asOf=2026-06-18", 422),
        ("portfolio/summary.doc", 404),
    ] {
        assert_eq!(app.get(&world.officer, path).await.0, expected, "{path}");
    }
    let strangers = app.get(&world.stranger, "portfolio/summary.txt").await;
    assert!(
        String::from_utf8(strangers.1)
            .expect("text")
            .contains("Hankkeita: 0")
    );
    app.finish().await;
}
