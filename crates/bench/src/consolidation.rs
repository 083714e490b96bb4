//! A claim over five partners with twenty thousand cost lines each, against one SQL sum over the same rows.

use std::time::Instant;

use anyhow::{Context, ensure};
use talkoot_app::{Request, claims, identity};
use talkoot_domain::{ids::OrganisationId, policy::Actor};
use uuid::Uuid;

use crate::{
    engine::Ground,
    figure::{Aim, Figure, Unit},
    measure::{by_turns, milliseconds},
    reports,
};

/// Of each partner.
const LINES: u64 = 20_000;
const ROUNDS: usize = 9;
const AIM: Aim = Aim::RatioAtMost(3.0);
const UNDO: &str = "DELETE FROM claim_cell; DELETE FROM claim_category; DELETE FROM claim_partner; \
                    DELETE FROM claim_report; DELETE FROM claim";
/// The baseline: one number over the rows that the claim is made of; the table holds no others.
const ONE_SUM: &str = "SELECT CAST(SUM(amount_cents) AS BIGINT) FROM cost_line";

/// Drafts the claim again and again: the whole use case, from the sign-in's rights to the commit with its
/// entry in the log. What a draft has written is deleted again between the rounds.
///
/// # Errors
/// When the rows cannot be made, or the claim does not come to what the rows add up to.
pub fn figures(ground: &Ground, report: &mut dyn FnMut(Figure)) -> anyhow::Result<()> {
    let granted = ground.block_on(ground.app.granted_project());
    let municipalities = &ground.app.world.municipalities;
    let (lead, period) = ground.block_on(async {
        let lead = identity::actor_of(&ground.app.app, granted.lead.lead.person).await?;
        let lead = lead.context("nobody coordinates for the lead municipality")?;
        let period = reports::first_period(ground, &granted).await?;
        let partners: Vec<OrganisationId> = municipalities.iter().map(|one| one.organisation).collect();
        reports::accepted(ground, &granted, &lead, period, (&partners, LINES, 0)).await?;
        anyhow::Ok((lead, period))
    })?;
    let asked = claims::DraftClaim {
        project: granted.project,
        period,
        is_last: false,
    };
    let pair = by_turns(
        ROUNDS,
        || ground.block_on(draft(ground, &lead, asked)),
        || Ok(milliseconds(|| ground.block_on(ground.raw.number(ONE_SUM)))?.0),
    )?;
    report(Figure::compared(
        ground.named("consolidation: a claim of 5 partners with 20000 cost lines each"),
        Unit::Milliseconds,
        &pair,
        "one SQL sum",
        AIM,
    ));
    Ok(())
}

/// One draft; only the use case itself is timed.
async fn draft(ground: &Ground, lead: &Actor, asked: claims::DraftClaim) -> anyhow::Result<f64> {
    let app = &ground.app.app;
    let request = Request {
        key: Uuid::new_v4().to_string(),
        body: asked,
    };
    let start = Instant::now();
    let claim = claims::draft(app, lead, request).await?;
    let took = start.elapsed().as_secs_f64() * 1e3;
    let found = claims::find(app, lead, claim)
        .await?
        .context("the claim is not found")?;
    let claimed = found.figures.claimed.cents();
    let sum = ground.raw.number(ONE_SUM).await?;
    ensure!(
        claimed == sum,
        "the claim says {claimed} cents, its rows add up to {sum}"
    );
    ground.raw.execute(UNDO).await?;
    Ok(took)
}
