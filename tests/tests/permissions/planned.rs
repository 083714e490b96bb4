//! What a project plans and fears, and how somebody looks at it.

use serde_json::json;
use talkoot_test_support::{GrantedProject, TestApp};

/// A milestone and a risk of the project, a programme, and a view of the portfolio that the officer shares.
pub(crate) async fn planned(app: &TestApp, project: &GrantedProject) -> [(&'static str, String); 4] {
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
    let input = json!({ "content": {
        "name": "Ohjelma", "lines": [{ "name": "Viestintä" }],
        "columns": [{ "kind": "BUDGET", "name": "2026", "firstDay": "2026-01-01", "lastDay": "2026-12-31" }],
    } });
    let (kind, fields) = ("CreateProgrammeInput", "programme { id }");
    let officer = &app.world.officer;
    let made = app.mutate(officer, "createProgramme", kind, input, fields).await;
    let input = json!({ "name": "Kaikki", "isShared": true });
    let (kind, fields) = ("KeepPortfolioViewInput", "portfolioView { id }");
    let kept = app
        .mutate(officer, "keepPortfolioView", kind, input, fields)
        .await;
    [
        ("Milestone", added.accepted().text("/addMilestone/milestone/id")),
        ("Risk", raised.accepted().text("/raiseRisk/risk/id")),
        ("Programme", made.accepted().text("/createProgramme/programme/id")),
        (
            "PortfolioView",
            kept.accepted().text("/keepPortfolioView/portfolioView/id"),
        ),
    ]
}
