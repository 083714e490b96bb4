//! What these tests do again and again.

use serde_json::{Value, json};
use talkoot_test_support::{Answer, TestApp, User};

use crate::{claims::setup::Claims, forms::definitions::published};

/// What a test reads of an exit plan.
pub const PLAN: &str = "exitPlan { id version state missing { section field label(language: EN) } \
    endedBranches { section field means(language: EN) } answers { field version value form { code number } } \
    steeringMembers steeringHeldOn steeringUnanimous steeringMeeting { id number } outcome notes { note seenOn notedBy { name } } \
    availableActions { action allowed refusal { code } } }";

/// The three trees of questions: the gate of each and what stands behind it.
pub const TREES: [(&str, &[&str]); 3] = [
    ("a1", &["a2", "a3", "a4", "a5", "a6", "a7", "a8"]),
    ("b1", &["b2", "b3", "b4", "b5", "b6", "b7", "b8", "b9"]),
    ("c1", &["c2", "c3"]),
];

/// Has a form that comes with the engine imported and published; gives its id.
pub async fn publish_shipped(app: &TestApp, code: &str) -> String {
    let query = "{ shippedForms { code definition } }";
    let read = app.graphql(&app.world.officer, query, json!({})).await.accepted();
    let shipped = read.at("/shippedForms").as_array().cloned().expect("forms");
    let shipped = shipped.iter().find(|one| one["code"] == code).expect("the form");
    published(app, &shipped["definition"]).await
}

/// An answer that nobody has given before.
pub fn first(field: &str, value: impl Into<Value>) -> Value {
    json!({ "field": field, "seenVersion": 0, "value": value.into() })
}

/// Begins the exit plan of the project.
pub async fn start(claims: &Claims, by: &User) -> Answer {
    let input = json!({ "projectId": claims.project.id });
    let app = &claims.app;
    app.mutate(by, "startExitPlan", "StartExitPlanInput", input, PLAN)
        .await
}

/// A step of a plan; `more` goes over the input.
pub async fn step(claims: &Claims, by: &User, mutation: &str, plan: &Value, more: Value) -> Answer {
    let kind = match mutation {
        "answerExitPlan" => "AnswerExitPlanInput",
        "approveExitPlanBySteering" => "ApproveExitPlanBySteeringInput",
        "noteExitPlan" => "NoteExitPlanInput",
        "closeExitPlan" => "CloseExitPlanInput",
        _ => "ExitPlanStepInput",
    };
    let mut input = json!({ "id": plan["id"], "expectedVersion": plan["version"] });
    for (field, value) in more.as_object().expect("an object") {
        input[field] = value.clone();
    }
    claims.app.mutate(by, mutation, kind, input, PLAN).await
}

/// The plan in an accepted answer.
pub fn plan(mutation: &str, answer: Answer) -> Value {
    answer.accepted().at(&format!("/{mutation}/exitPlan")).clone()
}

/// The steering group's approval of a meeting on a day.
pub fn meeting(held_on: &str) -> Value {
    json!({ "members": ["Anna", "Bo"], "heldOn": held_on, "unanimous": true })
}

/// A plan that ends every branch with a "no", and waits for the steering group.
pub async fn complete(claims: &Claims) -> Value {
    let lead = claims.lead().clone();
    publish_shipped(&claims.app, "exit-plan").await;
    let begun = plan("startExitPlan", start(claims, &lead).await);
    let answers = json!({ "answers": [first("a1", "no"), first("b1", "no"), first("c1", "no")] });
    let answered = plan(
        "answerExitPlan",
        step(claims, &lead, "answerExitPlan", &begun, answers).await,
    );
    plan(
        "completeExitPlan",
        step(claims, &lead, "completeExitPlan", &answered, json!({})).await,
    )
}

/// The same, approved by the steering group.
pub async fn approved(claims: &Claims) -> Value {
    let complete = complete(claims).await;
    let mutation = "approveExitPlanBySteering";
    let approval = meeting("2026-02-02");
    plan(
        mutation,
        step(claims, claims.lead(), mutation, &complete, approval).await,
    )
}

/// The code and the path of each refusal.
pub fn refused(answer: &Answer, mutation: &str) -> Vec<String> {
    let refusals = answer.at(&format!("/{mutation}/refusals")).as_array().cloned();
    let told = |one: &Value| {
        let path = one["path"].as_array().expect("a path").iter();
        let path: Vec<&str> = path.filter_map(Value::as_str).collect();
        format!("{} {}", one["code"].as_str().unwrap_or_default(), path.join("/"))
    };
    let refusals = refusals.unwrap_or_else(|| panic!("no refusals in {:#}", answer.0));
    refusals.iter().map(told).collect()
}

/// What a test reads of a final report.
pub const REPORT: &str = "finalReport { id version state missing { section field partner { id } } \
    answers { field version value partner { id } } questions { section question } submittedBy { name } \
    form { code } evaluationForm { code } obligation { state } \
    availableActions { action allowed refusal { code message } } }";

/// A mutation of a final report; `more` goes over the input.
pub async fn report_step(claims: &Claims, by: &User, mutation: &str, report: &Value, more: Value) -> Answer {
    let kind = match mutation {
        "answerFinalReport" => "AnswerFinalReportInput",
        "returnFinalReport" => "ReturnFinalReportInput",
        _ => "FinalReportStepInput",
    };
    let mut input = json!({ "id": report["id"], "expectedVersion": report["version"] });
    for (field, value) in more.as_object().expect("an object") {
        input[field] = value.clone();
    }
    claims.app.mutate(by, mutation, kind, input, REPORT).await
}

/// The report in an accepted answer.
pub fn report(mutation: &str, answer: Answer) -> Value {
    answer.accepted().at(&format!("/{mutation}/finalReport")).clone()
}

/// Begins the report of an obligation.
pub async fn begin_report(claims: &Claims, by: &User, owed: &Value) -> Answer {
    let (mutation, kind) = ("startFinalReport", "StartFinalReportInput");
    let input = json!({ "obligationId": owed["id"] });
    claims.app.mutate(by, mutation, kind, input, REPORT).await
}

/// Something that a field takes.
fn something(field: &Value) -> Value {
    match field["type"].as_str().expect("a type") {
        "choice" => {
            let codes: Vec<&Value> = field["options"]
                .as_array()
                .expect("options")
                .iter()
                .map(|option| &option["code"])
                .collect();
            let no = codes.iter().find(|code| **code == "no").unwrap_or(&codes[0]);
            (*no).clone()
        }
        "money" | "number" => json!("1.00"),
        "date" => json!("2026-03-01"),
        "municipality" => json!("635"),
        "table" => {
            let columns = field["columns"].as_array().expect("columns").iter();
            let row = columns.map(|column| {
                let code = column["code"].as_str().expect("a code").to_owned();
                (code, something(column))
            });
            json!([Value::Object(row.collect())])
        }
        _ => json!("Kirjoitettu"),
    }
}

/// Answers every question of a report that is open, each municipality its own.
pub async fn filled_in(claims: &Claims, begun: &Value, codes: &[&str]) -> Value {
    let query = "{ shippedForms { code definition } }";
    let read = claims
        .app
        .graphql(claims.officer(), query, json!({}))
        .await
        .accepted();
    let shipped = read.at("/shippedForms").as_array().cloned().expect("forms");
    let fields: Vec<&Value> = shipped
        .iter()
        .filter(|form| codes.iter().any(|code| form["code"] == *code))
        .flat_map(|form| form["definition"]["sections"].as_array().expect("sections"))
        .flat_map(|section| section["fields"].as_array().expect("fields"))
        .collect();
    let mut now = begun.clone();
    loop {
        let missing = now["missing"].as_array().cloned().expect("questions");
        let Some(partner) = missing.first().map(|one| one["partner"]["id"].clone()) else {
            return now;
        };
        let own = missing.iter().filter(|one| one["partner"]["id"] == partner);
        let answers: Vec<Value> = own
            .map(|one| {
                let field = fields.iter().find(|field| field["code"] == one["field"]);
                let field = field.expect("a field");
                first(field["code"].as_str().expect("a code"), something(field))
            })
            .collect();
        let of = claims
            .app
            .world
            .municipalities
            .iter()
            .find(|one| partner == one.id.as_str());
        let of = of.expect("a municipality");
        let by = if of.id == claims.project.lead.id {
            &of.lead
        } else {
            &of.preparer
        };
        let more = json!({ "partnerId": partner, "answers": answers });
        let answered = report_step(claims, by, "answerFinalReport", &now, more).await;
        now = report("answerFinalReport", answered);
    }
}
