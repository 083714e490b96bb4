//! A claim over twenty partners and half a million cost lines: opened, one line disallowed, and everything
//! that depends on it computed anew; against the same with a tenth of the lines.

use std::time::Instant;

use anyhow::{Context, ensure};
use serde_json::json;
use talkoot_app::identity;
use talkoot_domain::ids::OrganisationId;
use talkoot_test_support::{Answer, GrantedProject};
use uuid::Uuid;

use crate::{
    engine::Ground,
    figure::{Aim, Figure, Unit},
    measure::by_turns,
    reports,
};

const PARTNERS: usize = 20;
/// Of each partner.
const LINES: u64 = 25_000;
const FEWER: u64 = 2_500;
const ROUNDS: usize = 9;
const AIM: Aim = Aim::ValueUnder(100.0);

/// What an officer looks at: the figures, every partner's part, and the first lines that nobody has verified.
const OPEN: &str = "query($id: ID!) { claim(id: $id) { id version state
    totals { claimed accepted parked grant payable }
    partners { partner { id nameFi } claimed accepted grantShare }
    lines(first: 50, state: \"pending\") {
      edges { node { id version amount category supplierName description } } } } }";

/// Over HTTP, as the officer: opening the claim and disallowing one of its lines.
///
/// # Errors
/// When the rows cannot be made, or a decision does not lower the claim by what the line claims.
pub fn figures(ground: &Ground, report: &mut dyn FnMut(Figure)) -> anyhow::Result<()> {
    let large = ground.block_on(submitted(ground, LINES, 0))?;
    let small = ground.block_on(submitted(ground, FEWER, 1_000_000))?;
    let pair = by_turns(
        ROUNDS,
        || ground.block_on(disallow_one(ground, &large)),
        || ground.block_on(disallow_one(ground, &small)),
    )?;
    report(Figure::compared(
        ground.named("large: open a claim of 500000 cost lines and disallow one"),
        Unit::Milliseconds,
        &pair,
        "the same over 50000 cost lines",
        AIM,
    ));
    Ok(())
}

/// A submitted claim over twenty partners with so many lines each; gives its global id.
async fn submitted(ground: &Ground, lines: u64, first: u64) -> anyhow::Result<String> {
    let app = &ground.app;
    let granted = app.granted_project().await;
    let partners = twenty_partners(ground, &granted).await?;
    let lead = identity::actor_of(&app.app, granted.lead.lead.person).await?;
    let lead = lead.context("nobody coordinates for the lead municipality")?;
    let period = reports::first_period(ground, &granted).await?;
    reports::accepted(ground, &granted, &lead, period, (&partners, lines, first)).await?;
    let user = &granted.lead.lead;
    let input = json!({ "projectId": granted.id, "periodId": granted.periods.first() });
    let drafted = app
        .mutate(
            user,
            "draftClaim",
            "DraftClaimInput",
            input,
            "claim { id version }",
        )
        .await
        .accepted();
    let id = drafted.text("/draftClaim/claim/id");
    let input = json!({ "id": id, "expectedVersion": drafted.number("/draftClaim/claim/version") });
    app.mutate(user, "submitClaim", "SubmitClaimInput", input, "claim { id }")
        .await
        .accepted();
    Ok(id)
}

/// Fifteen municipalities beside the five, with the budget of the first one.
async fn twenty_partners(ground: &Ground, granted: &GrantedProject) -> anyhow::Result<Vec<OrganisationId>> {
    let raw = &ground.raw;
    let mut partners: Vec<OrganisationId> = ground
        .app
        .world
        .municipalities
        .iter()
        .map(|one| one.organisation)
        .collect();
    let first = raw.key(partners.first().copied().context("no municipality")?.into());
    let project = raw.key(granted.project.into());
    for number in partners.len()..PARTNERS {
        let name = format!("Kunta {number}");
        let known = raw
            .keys(&format!("SELECT id FROM organisation WHERE name_fi = '{name}'"))
            .await?;
        let id = known.first().copied().unwrap_or_else(Uuid::new_v4);
        let key = raw.key(id);
        if known.is_empty() {
            let code = 100 + number;
            raw.execute(&format!(
                "INSERT INTO organisation (id, kind, code, name_fi, name_sv, language)
                 VALUES ({key}, 'municipality', '{code}', '{name}', '{name}', 'fi')"
            ))
            .await?;
        }
        raw.execute(&format!(
            "INSERT INTO project_partner (project_id, organisation_id) VALUES ({project}, {key});
             INSERT INTO budget_cell (budget_version_id, partner_id, category, sub_area_id, amount_cents)
             SELECT budget_cell.budget_version_id, {key}, budget_cell.category, budget_cell.sub_area_id,
                 budget_cell.amount_cents
             FROM budget_cell JOIN project ON project.budget_version_id = budget_cell.budget_version_id
             WHERE project.id = {project} AND budget_cell.partner_id = {first}"
        ))
        .await?;
        partners.push(id.into());
    }
    Ok(partners)
}

/// Both requests, in milliseconds.
async fn disallow_one(ground: &Ground, claim: &str) -> anyhow::Result<f64> {
    let (app, officer) = (&ground.app, &ground.app.world.officer);
    let start = Instant::now();
    let opened = app
        .graphql(officer, OPEN, json!({ "id": claim }))
        .await
        .accepted();
    let line = opened.at("/claim/lines/edges/0/node").clone();
    let input = json!({
        "id": line["id"], "expectedVersion": line["version"],
        "reasonCode": "NO_EVIDENCE", "reason": "Tosite puuttuu",
    });
    app.mutate(
        officer,
        "disallowCostLine",
        "DisallowCostLineInput",
        input,
        "costLine { id }",
    )
    .await
    .accepted();
    let took = start.elapsed().as_secs_f64() * 1e3;
    let after = app
        .graphql(officer, OPEN, json!({ "id": claim }))
        .await
        .accepted();
    // What is above a budget is parked, and less of it then.
    let accepted = |answer: &Answer| {
        cents(&answer.text("/claim/totals/accepted")) + cents(&answer.text("/claim/totals/parked"))
    };
    let less = accepted(&opened) - accepted(&after);
    let amount = cents(line["amount"].as_str().unwrap_or_default());
    ensure!(
        less == amount,
        "a line of {amount} cents was disallowed, the claim is {less} less"
    );
    Ok(took)
}

/// Cents.
fn cents(amount: &str) -> i64 {
    amount.replace('.', "").parse().unwrap_or_default()
}
