//! What a project plans and fears.

use serde_json::json;
use talkoot_test_support::{GrantedProject, TestApp};

/// A milestone and a risk of the project.
pub(crate) async fn planned(app: &TestApp, project: &GrantedProject) -> (String, String) {
    let lead = &project.lead.lead;
    let input = json!({ "projectId": project.id, "name": "Aloitus", "baseline": "2026-09-01" });
    let (kind, fields) = ("AddMilestoneInput", "milestone { id }");
    let added = app.mutate(lead, "addMilestone", kind, input, fields).await;
    let input = json!({
        "projectId": project.id, "topic": "Aikataulu", "note": "Voi venyä", "probability": 3, "effect": 3,
        "owner": { "role": "Ohjausryhmä" },
    });
    let (kind, fields) = ("RaiseRiskInput", "risk { id }");
    let raised = app.mutate(lead, "raiseRisk", kind, input, fields).await;
    (
        added.accepted().text("/addMilestone/milestone/id"),
        raised.accepted().text("/raiseRisk/risk/id"),
    )
}
