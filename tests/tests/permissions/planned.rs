//! What a project plans, fears, asks and leaves, and how somebody looks at it.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use talkoot_app::Engine;
use talkoot_test_support::{GrantedProject, TestApp, User};
use uuid::Uuid;

use crate::{
    lasting::help::publish_shipped,
    results::help::{content as said_of_a_result, public, written},
    steering::help::{content, meeting, plan},
    surveys::help::{answer, drafted, opened, step, survey},
};

/// What the lead has put into the project (a milestone, a risk, a survey, a result, a meeting), and the officer's programme
/// and shared view of the portfolio.
pub(crate) async fn planned(app: &TestApp, project: &GrantedProject) -> Vec<(&'static str, String)> {
    let (lead, officer) = (&project.lead.lead, &app.world.officer);
    let done = async |by, mutation: &str, kind: &str, object: &str, input: Value| {
        let fields = format!("{object} {{ id }}");
        let done = app.mutate(by, mutation, kind, input, &fields).await;
        done.accepted().text(&format!("/{mutation}/{object}/id"))
    };
    let input = json!({ "projectId": project.id, "name": "Aloitus", "baseline": "2026-09-01" });
    let milestone = done(lead, "addMilestone", "AddMilestoneInput", "milestone", input).await;
    let input = json!({
        "projectId": project.id, "topic": "Aikataulu", "note": "Voi venyä", "probability": 3, "effect": 3,
        "owner": { "role": "Ohjausryhmä" },
    });
    let risk = done(lead, "raiseRisk", "RaiseRiskInput", "risk", input).await;
    let input = json!({ "content": {
        "name": "Ohjelma", "lines": [{ "name": "Viestintä" }],
        "columns": [{ "kind": "BUDGET", "name": "2026", "firstDay": "2026-01-01", "lastDay": "2026-12-31" }],
    } });
    let programme = done(
        officer,
        "createProgramme",
        "CreateProgrammeInput",
        "programme",
        input,
    )
    .await;
    let input = json!({ "name": "Kaikki", "isShared": true });
    let kind = "KeepPortfolioViewInput";
    let view = done(officer, "keepPortfolioView", kind, "portfolioView", input).await;
    let in_a_month = app.app.today() + chrono::Days::new(30);
    let of = json!({ "projectId": project.id });
    let survey = drafted(app, lead, of, &in_a_month.to_string()).await;
    let survey = survey["id"].as_str().expect("an id").to_owned();
    let result = written(app, project).await;
    let result = result["id"].as_str().expect("an id").to_owned();
    let tomorrow = app.app.now() + chrono::Duration::days(1);
    let said = content(&json!({ "startsAt": tomorrow.to_rfc3339(), "agenda": [] }));
    let steering = meeting("planSteeringMeeting", plan(app, lead, &project.id, said).await);
    let steering = steering["id"].as_str().expect("an id").to_owned();
    vec![
        ("Milestone", milestone),
        ("PortfolioView", view),
        ("Programme", programme),
        ("ProjectResult", result),
        ("Risk", risk),
        ("SteeringMeeting", steering),
        ("Survey", survey),
    ]
}

/// What everybody may see of the project, a result in the bank and a survey whose results are published; and the secret
/// at the end of the link to a survey that is open.
pub(super) async fn shown(app: &TestApp, project: &GrantedProject) -> String {
    public(app, project, said_of_a_result(app)).await;
    let lead = &project.lead.lead;
    let closes_on = (app.app.today() + chrono::Days::new(30)).to_string();
    let of = json!({ "projectId": project.id });
    // Fewer answers would be told as their number alone.
    let (open, secrets) = opened(app, lead, of.clone(), &closes_on, 6).await;
    for secret in &secrets {
        let answers = json!({ "potential": "yes" });
        answer(app, secret, answers).await.accepted();
    }
    let closed = survey("closeSurvey", step(app, lead, "closeSurvey", &open).await);
    survey("publishSurvey", step(app, lead, "publishSurvey", &closed).await);
    let (_, mut secrets) = opened(app, lead, of, &closes_on, 1).await;
    secrets.remove(0)
}

/// The file that was imported into a cost report.
pub(super) async fn imported_file(app: &TestApp, report: &str) -> String {
    let query = "query($id: ID!) { costReport(id: $id) { import { fileId } } }";
    let read = app
        .graphql(&app.world.officer, query, json!({ "id": report }))
        .await;
    read.accepted().text("/costReport/import/fileId")
}

/// What lasts of the project: its exit plan and its final report in the shipped forms, an indicator, a benefit.
pub(crate) async fn lasting(app: &TestApp, project: &GrantedProject) -> [(&'static str, String); 4] {
    for code in ["exit-plan", "digitek-final-report"] {
        publish_shipped(app, code).await;
    }
    let begin = async |mutation: &str, kind: &str, object: &str, input: Value| {
        let fields = format!("{object} {{ id }}");
        let done = app
            .mutate(&project.lead.lead, mutation, kind, input, &fields)
            .await;
        done.accepted().text(&format!("/{mutation}/{object}/id"))
    };
    let of = json!({ "projectId": project.id });
    let plan = begin("startExitPlan", "StartExitPlanInput", "exitPlan", of).await;
    let figure = json!({ "value": "1000", "unit": "EUR", "source": "Arvio" });
    let input = json!({
        "projectId": project.id, "name": "Kokousmatkat", "mechanism": "TRAVEL",
        "municipalityId": app.world.municipality("Lohja").id, "calculation": { "flat": { "amount": figure } },
    });
    let benefit = begin("stateBenefit", "StateBenefitInput", "benefit", input).await;
    let input = json!({
        "projectId": project.id, "theme": "SERVICES", "level": "RESULTS", "name": "Asiointi", "unit": "kpl",
    });
    let indicator = begin("addIndicator", "AddIndicatorInput", "indicator", input).await;
    let owed = final_obligation(app, project).await;
    let input = json!({ "obligationId": owed });
    let report = begin("startFinalReport", "StartFinalReportInput", "finalReport", input).await;
    [
        ("Benefit", benefit),
        ("ExitPlan", plan),
        ("FinalReport", report),
        ("Indicator", indicator),
    ]
}

/// The final report that the project owes.
async fn final_obligation(app: &TestApp, project: &GrantedProject) -> String {
    let query = "query($id: ID!) { project(id: $id) { obligations(first: 1, filter: { kinds: [\"final_report\"] }) \
                 { edges { node { id } } } } }";
    let read = app
        .graphql(&app.world.officer, query, json!({ "id": project.id }))
        .await
        .accepted();
    read.text("/project/obligations/edges/0/node/id")
}

/// A form that is a draft.
pub(crate) async fn imported(app: &TestApp) -> String {
    let query = "{ shippedForms { definition } }";
    let shipped = app.graphql(&app.world.officer, query, json!({})).await.accepted();
    let input = json!({ "definition": shipped.at("/shippedForms/0/definition") });
    let fields = "form { id }";
    let done = app
        .mutate(&app.world.officer, "importForm", "ImportFormInput", input, fields)
        .await
        .accepted();
    done.text("/importForm/form/id")
}

/// An erasure that waits for the second person. The project would have to be over for ten years.
pub(crate) async fn erasure(app: &TestApp) -> String {
    let id = Uuid::from_u128(1);
    let literal = match app.app.store().engine() {
        Engine::Sqlite => format!("x'{}'", id.simple()),
        Engine::Postgres => format!("'{id}'"),
    };
    let sql = format!(
        "INSERT INTO erasure (id, version, project_id, proposed_by, proposed_at, last_event, kept_until, state) \
         VALUES ({literal}, 1, (SELECT id FROM project), \
         (SELECT id FROM person WHERE email = 'other-officer@example.test'), (SELECT started_at FROM project), \
         '2026-01-01', '2026-01-02', 'proposed')"
    );
    app.by_hand(&sql).await.expect("a proposal");
    URL_SAFE_NO_PAD.encode(format!("Erasure:{id}"))
}

/// A stop of payments.
pub(crate) async fn held(app: &TestApp, project: &str) -> String {
    let input = json!({ "projectId": project, "reason": "Raportti puuttuu" });
    let fields = "paymentHold { id }";
    let set = app
        .mutate(
            &app.world.officer,
            "setPaymentHold",
            "SetPaymentHoldInput",
            input,
            fields,
        )
        .await
        .accepted();
    set.text("/setPaymentHold/paymentHold/id")
}

/// A session of somebody.
pub(crate) async fn open_session(app: &TestApp, of: &User) -> String {
    let browser = app.signed_in(of).await;
    let own = browser.graphql("{ mySessions { id } }", json!({})).await;
    own.accepted().text("/mySessions/0/id")
}
