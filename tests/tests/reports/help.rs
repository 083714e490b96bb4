use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde_json::{Value, json};
use talkoot_test_support::{Answer, GrantedProject, TestApp, User, said};

/// Noon in Helsinki on a day, summer or winter.
pub fn noon(day: &str) -> DateTime<Utc> {
    noon_of(day.parse().expect("what the test set up"))
}

fn noon_of(day: NaiveDate) -> DateTime<Utc> {
    // The day ends at 24:00 there; twelve hours before that it is noon, also when clocks change at night.
    talkoot_domain::calendar::end_of_day(day) - TimeDelta::hours(12)
}

/// A project whose obligations exist, without the portfolio report of its first fortnight, which is
/// waived, so that the one of June is the first.
pub async fn project(app: &TestApp) -> GrantedProject {
    let granted = app.granted_project().await;
    app.work().await;
    let february = obligation(app, &granted, "portfolio_report", "2026-02-15", "Pälkäne").await;
    let _ = waive(app, &app.world.second, &february).await.accepted();
    app.work().await;
    let _ = app.mail.take();
    granted
}

/// Lets every day pass until `last`, the worker running once a day.
pub async fn days_until(app: &TestApp, first: &str, last: &str) {
    let (mut day, last): (NaiveDate, NaiveDate) = (
        first.parse().expect("what the test set up"),
        last.parse().expect("what the test set up"),
    );
    while day <= last {
        app.travel_to(noon_of(day)).await;
        day = day.succ_opt().expect("what the test set up");
    }
}

/// The mails sent since the last look, as `recipient: subject`, sorted; of several reminders in one mail each.
pub fn mails(app: &TestApp) -> Vec<String> {
    let mut mails: Vec<String> = app
        .mail
        .take()
        .into_iter()
        .flat_map(|mail| {
            let who = mail.to.address.replace("@example.test", "");
            said(&mail)
                .into_iter()
                .map(move |subject| format!("{who}: {subject}"))
        })
        .collect();
    mails.sort();
    mails
}

/// Only those whose subject contains a word.
pub fn about(word: &str, mails: Vec<String>) -> Vec<String> {
    mails.into_iter().filter(|mail| mail.contains(word)).collect()
}

const OBLIGATION: &str =
    "id version state kind dueDate nominalDate nextReminderOn daysLate responsible { nameFi }";

/// The obligation of a kind and nominal date that a municipality owes, as the officer sees it.
pub async fn obligation(
    app: &TestApp,
    granted: &GrantedProject,
    kind: &str,
    nominal: &str,
    of: &str,
) -> Value {
    let query = format!(
        "query($id: ID!, $filter: ObligationFilter) {{ project(id: $id) {{ \
         obligations(first: 100, filter: $filter) {{ edges {{ node {{ {OBLIGATION} }} }} }} }} }}"
    );
    let variables = json!({ "id": granted.id, "filter": { "kinds": [kind] } });
    let answer = app
        .graphql(&app.world.officer, &query, variables)
        .await
        .accepted();
    let edges = answer
        .at("/project/obligations/edges")
        .as_array()
        .expect("what the test set up");
    edges
        .iter()
        .map(|edge| &edge["node"])
        .find(|node| node["nominalDate"] == nominal && node["responsible"]["nameFi"] == of)
        .unwrap_or_else(|| panic!("no {kind} of {nominal} by {of} in {:#}", answer.0))
        .clone()
}

/// The portfolio report due on 15 June 2026.
pub async fn june(app: &TestApp, granted: &GrantedProject) -> Value {
    obligation(app, granted, "portfolio_report", "2026-06-15", "Pälkäne").await
}

/// Reads an obligation again.
pub async fn again(app: &TestApp, obligation: &Value) -> Value {
    let query = format!("query($id: ID!) {{ obligation(id: $id) {{ {OBLIGATION} }} }}");
    let variables = json!({ "id": obligation["id"] });
    let answer = app
        .graphql(&app.world.officer, &query, variables)
        .await
        .accepted();
    answer.at("/obligation").clone()
}

pub async fn extend(app: &TestApp, user: &User, obligation: &Value, date: &str) -> Answer {
    let input = json!({
        "id": obligation["id"], "expectedVersion": obligation["version"],
        "newDate": date, "reason": "The project manager changed.",
    });
    let fields = format!("obligation {{ {OBLIGATION} extensionReason }}");
    app.mutate(user, "extendObligation", "ExtendObligationInput", input, &fields)
        .await
}

pub async fn waive(app: &TestApp, user: &User, obligation: &Value) -> Answer {
    let input = json!({
        "id": obligation["id"], "expectedVersion": obligation["version"],
        "reason": "The municipalities merged.",
    });
    let fields = format!("obligation {{ {OBLIGATION} waiverReason }}");
    app.mutate(user, "waiveObligation", "WaiveObligationInput", input, &fields)
        .await
}

pub const REPORT: &str = "portfolioReport { id version state questions }";

pub async fn start(app: &TestApp, user: &User, obligation: &Value) -> Answer {
    let input = json!({ "obligationId": obligation["id"] });
    let mutation = "startPortfolioReport";
    app.mutate(user, mutation, "StartPortfolioReportInput", input, REPORT)
        .await
}

pub fn green() -> Value {
    let green = json!({ "light": "GREEN" });
    json!({
        "timetable": green, "cost": green, "scope": green, "risk": green, "ownership": green,
        "summary": "Kaikki osa-alueet etenevät.",
    })
}

pub async fn update(app: &TestApp, user: &User, report: &Value, content: Value) -> Answer {
    let input = json!({ "id": report["id"], "expectedVersion": report["version"], "content": content });
    let mutation = "updatePortfolioReport";
    app.mutate(user, mutation, "UpdatePortfolioReportInput", input, REPORT)
        .await
}

pub async fn approve(app: &TestApp, user: &User, report: &Value) -> Answer {
    let input = json!({
        "id": report["id"], "expectedVersion": report["version"],
        "members": ["Aino Aalto", "Eero Erkko"], "heldOn": "2026-02-02", "unanimous": true,
    });
    let mutation = "approvePortfolioReportBySteering";
    let input_type = "ApprovePortfolioReportBySteeringInput";
    app.mutate(user, mutation, input_type, input, REPORT).await
}

pub async fn step(app: &TestApp, user: &User, mutation: &str, report: &Value) -> Answer {
    let input = json!({ "id": report["id"], "expectedVersion": report["version"] });
    app.mutate(user, mutation, "PortfolioReportStepInput", input, REPORT)
        .await
}

pub async fn give_back(app: &TestApp, user: &User, report: &Value, questions: &[&str]) -> Answer {
    let input = json!({
        "id": report["id"], "expectedVersion": report["version"], "questions": questions,
    });
    let mutation = "returnPortfolioReport";
    app.mutate(user, mutation, "ReturnPortfolioReportInput", input, REPORT)
        .await
}

/// The report in an accepted answer.
pub fn report(mutation: &str, answer: Answer) -> Value {
    answer
        .accepted()
        .at(&format!("/{mutation}/portfolioReport"))
        .clone()
}

/// A complete report, handed to the authority by the lead.
pub async fn submitted(app: &TestApp, granted: &GrantedProject, obligation: &Value) -> Value {
    let lead = &granted.lead.lead;
    let started = report("startPortfolioReport", start(app, lead, obligation).await);
    let written = update(app, lead, &started, green()).await;
    let written = report("updatePortfolioReport", written);
    let approved = approve(app, lead, &written).await;
    let approved = report("approvePortfolioReportBySteering", approved);
    let mutation = "submitPortfolioReport";
    report(mutation, step(app, lead, mutation, &approved).await)
}

/// Ends somebody's role.
pub async fn leave(app: &TestApp, user: &User, held: talkoot_domain::policy::Membership) {
    app.let_go(user.person, held).await;
}
