//! What a project plans, fears and asks.

use serde_json::{Value, json};
use talkoot_test_support::{GrantedProject, TestApp};

use crate::{
    results::help::written,
    steering::help::{content, meeting, plan},
    surveys::help::drafted,
};

/// What the lead has put into the project: a milestone, a risk and a survey.
pub(crate) async fn planned(app: &TestApp, project: &GrantedProject) -> Vec<(&'static str, String)> {
    let lead = &project.lead.lead;
    let done = async |mutation: &str, kind: &str, object: &str, input: Value| {
        let fields = format!("{object} {{ id }}");
        let done = app.mutate(lead, mutation, kind, input, &fields).await;
        done.accepted().text(&format!("/{mutation}/{object}/id"))
    };
    let input = json!({ "projectId": project.id, "name": "Aloitus", "baseline": "2026-09-01" });
    let milestone = done("addMilestone", "AddMilestoneInput", "milestone", input).await;
    let input = json!({
        "projectId": project.id, "topic": "Aikataulu", "note": "Voi venyä", "probability": 3, "effect": 3,
        "owner": { "role": "Ohjausryhmä" },
    });
    let risk = done("raiseRisk", "RaiseRiskInput", "risk", input).await;
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
        ("ProjectResult", result),
        ("Risk", risk),
        ("SteeringMeeting", steering),
        ("Survey", survey),
    ]
}
