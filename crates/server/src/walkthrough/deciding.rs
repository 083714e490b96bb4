//! The decision by two persons, and its acceptance, from which the project is born.

use anyhow::Context;
use chrono::Days;
use serde_json::{Value, json};

use super::{
    applying::LEAD,
    client::document,
    walk::{Walk, step, text},
};

/// Evaluated, decided at 85 per cent, accepted; gives the project.
pub(super) async fn decide(walk: &mut Walk, application: &Value) -> anyhow::Result<Value> {
    let officer = walk.state("officer")?;
    let second = walk.state("second_approver")?;
    let lead = walk.municipal("lead_coordinator", LEAD)?;
    let day = walk
        .calendar
        .call_closes
        .checked_add_days(Days::new(4))
        .context("no such day")?;
    walk.move_to(day, "the call has closed").await?;
    let mut input = step(application);
    input["statement"] = json!("Hyödyt osoitettu, yhteishanke, täyttää ehdot.");
    let application = walk
        .act(
            &officer,
            "application evaluated",
            document!("evaluate_application"),
            input,
            "submitted",
        )
        .await?;
    let input = json!({
        "applicationId": application["id"], "expectedVersion": application["version"],
        "awarded": true, "award": "323000.00", "rate": "85", "reasoning": "Myönnetään haetun mukaisena.",
    });
    let decision = walk
        .act(
            &officer,
            "decision drafted",
            document!("draft_decision"),
            input,
            "-",
        )
        .await?;
    let approve = document!("approve_decision");
    walk.refused(
        &officer,
        "the officer tries to decide alone",
        approve,
        step(&decision),
        "NOT_PERMITTED",
    )
    .await?;
    let decision = walk
        .act(
            &second,
            "decided by a second person",
            approve,
            step(&decision),
            "drafted",
        )
        .await?;
    let accept = document!("accept_decision");
    let decision = walk
        .act(
            &lead,
            "decision accepted by the lead",
            accept,
            step(&decision),
            "decided",
        )
        .await?;
    let project = decision["project"].clone();
    walk.expect.equal("award", text(&project, "/award")?, "323000.00");
    walk.expect.equal("rate", text(&project, "/terms/rate")?, "85");
    Ok(project)
}
