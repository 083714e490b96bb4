//! What these tests do again and again.

use serde_json::{Value, json};
use talkoot_test_support::{Answer, TestApp, User};

pub const MEETING: &str = "steeringMeeting { id version state number startsAt endsAt place members { name } guests \
    agenda { title matter objectId } present heldAt approvedAt cancelReason \
    decisions { text unanimous dissent recordedBy { name } } \
    availableActions { action allowed refusal { code } } }";

/// A meeting in an hour, for a lead alone unless `more` says otherwise.
pub fn content(more: &Value) -> Value {
    let mut content = json!({
        "startsAt": "2026-02-02T11:00:00Z", "minutes": 90, "place": "Pälkäneen kunnanvirasto", "guests": ["Anna Vieras"],
    });
    for (field, value) in more.as_object().expect("an object") {
        content[field] = value.clone();
    }
    content
}

pub async fn plan(app: &TestApp, by: &User, project: &str, content: Value) -> Answer {
    let input = json!({ "projectId": project, "content": content });
    app.mutate(
        by,
        "planSteeringMeeting",
        "PlanSteeringMeetingInput",
        input,
        MEETING,
    )
    .await
}

pub async fn step(app: &TestApp, by: &User, mutation: &str, of: &Value, more: Value) -> Answer {
    let kind = match mutation {
        "updateSteeringMeeting" => "UpdateSteeringMeetingInput",
        "holdSteeringMeeting" => "HoldSteeringMeetingInput",
        "recordSteeringDecision" => "RecordSteeringDecisionInput",
        "cancelSteeringMeeting" => "CancelSteeringMeetingInput",
        _ => "ApproveSteeringMinutesInput",
    };
    let mut input = json!({ "id": of["id"], "expectedVersion": of["version"] });
    for (field, value) in more.as_object().expect("an object") {
        input[field] = value.clone();
    }
    app.mutate(by, mutation, kind, input, MEETING).await
}

pub fn meeting(mutation: &str, answer: Answer) -> Value {
    let answer = answer.accepted();
    answer.at(&format!("/{mutation}/steeringMeeting")).clone()
}
