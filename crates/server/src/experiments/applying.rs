//! The applications: drafted by the leads, each part written by its municipality, committed to, submitted.

use anyhow::Context;
use serde_json::{Value, json};
use talkoot_domain::municipality::Municipality;

use super::{
    desk::{Applied, Desk, each, walked},
    plan::{Planned, THEMES},
    texts,
};
use crate::walkthrough::{client::document, euros, step, text};

/// Has every application submitted.
pub(super) async fn apply<'a>(desk: &'a Desk, call: &str) -> anyhow::Result<Vec<Applied<'a>>> {
    let mut drafted = Vec::new();
    // One after the other, for among equals the older application comes first.
    for planned in &desk.plan.applications {
        drafted.push(draft(desk, call, planned).await?);
    }
    println!("   applications drafted: {}", drafted.len());
    each("written, committed to and submitted", drafted, |one| {
        finish(desk, one)
    })
    .await
}

/// Who leads an application.
pub(super) fn lead(planned: &Planned) -> anyhow::Result<&'static Municipality> {
    planned.lead().context("an application without a municipality")
}

async fn draft<'a>(desk: &Desk, call: &str, planned: &'a Planned) -> anyhow::Result<Applied<'a>> {
    let coordinator = desk.of("lead_coordinator", lead(planned)?)?;
    let mut ids = Vec::new();
    for municipality in &planned.municipalities {
        ids.push(desk.of("partner_approver", municipality)?.organisation_id.clone());
    }
    let theme = THEMES[planned.theme];
    let language = lead(planned)?.correspondence();
    let sub_areas: Vec<Value> = texts::sub_areas(language)
        .iter()
        .zip(&ids)
        .map(|(name, leader)| json!({ "name": name, "topic": theme, "leadId": leader }))
        .collect();
    let input = json!({
        "callId": call, "title": texts::title(planned.place, theme, language), "summary": texts::summary(theme, language),
        "partnerIds": ids.get(1..).unwrap_or_default(), "subAreas": sub_areas,
    });
    let object = desk
        .act(coordinator, walked!("create_application"), input)
        .await?;
    Ok(Applied { planned, object })
}

async fn finish<'a>(desk: &Desk, applied: Applied<'a>) -> anyhow::Result<Applied<'a>> {
    let Applied { planned, mut object } = applied;
    let coordinator = desk.of("lead_coordinator", lead(planned)?)?;
    let sub_areas = object["subAreas"].clone();
    for of in 0..planned.municipalities.len() {
        object = write_part(desk, planned, of, object, &sub_areas).await?;
    }
    let asked = desk
        .act(coordinator, walked!("request_commitments"), step(&object))
        .await?;
    for commitment in asked["commitments"].as_array().into_iter().flatten() {
        let approver = desk
            .tokens
            .of("partner_approver", &text(commitment, "/partner/nameFi")?)?;
        desk.act(approver, walked!("give_commitment"), step(commitment))
            .await?;
    }
    let read = json!({ "id": object["id"] });
    let read = desk
        .client
        .query(&coordinator.token, document!("application"), read)
        .await?;
    let object = desk
        .act(
            coordinator,
            walked!("submit_application"),
            step(&read["application"]),
        )
        .await?;
    Ok(Applied { planned, object })
}

/// What one municipality writes: its answers, its plan, its budget.
async fn write_part(
    desk: &Desk,
    planned: &Planned,
    of: usize,
    object: Value,
    sub_areas: &Value,
) -> anyhow::Result<Value> {
    let municipality = planned.municipalities.get(of).context("no such municipality")?;
    let role = if of == 0 {
        "lead_coordinator"
    } else {
        "partner_preparer"
    };
    let who = desk.of(role, municipality)?;
    let mut answers = texts::answers_of_each(municipality);
    if of == 0 {
        answers.extend(texts::answers_of_lead(
            municipality,
            THEMES[planned.theme],
            &sub_areas[0]["id"],
        ));
    }
    let answers: Vec<Value> = answers
        .into_iter()
        .map(|(field, value)| json!({ "field": field, "seenVersion": 0, "value": value }))
        .collect();
    let input = json!({ "id": object["id"], "partnerId": who.organisation_id, "answers": answers });
    let object = desk.act(who, document!("answer_fields"), input).await?;
    let cells = planned.cells.iter().filter(|cell| cell.of == of);
    let budget: i64 = cells.clone().map(|cell| cell.euros).sum();
    let mut input = step(&object);
    input["partnerId"] = json!(who.organisation_id);
    input["years"] = json!([]);
    input["funding"] = json!([
        { "source": "GRANT", "amount": euros(budget * 85) }, { "source": "OWN_SHARE", "amount": euros(budget * 15) },
    ]);
    input["contacts"] = json!([{ "name": who.name, "email": texts::address(municipality) }]);
    let object = desk.act(who, document!("set_plan"), input).await?;
    let mut input = step(&object);
    input["partnerId"] = json!(who.organisation_id);
    input["cells"] = cells
        .map(|cell| {
            let sub_area = &sub_areas[cell.sub_area]["id"];
            json!({ "category": cell.category, "subAreaId": sub_area, "amount": euros(cell.euros * 100) })
        })
        .collect();
    desk.act(who, document!("set_budget"), input).await
}
