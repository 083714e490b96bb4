//! A claim over five partners with twenty thousand cost lines each, against one SQL sum over the same rows.

mod rows;

use anyhow::{Context, ensure};
use talkoot_app::{Request, claims, identity};
use talkoot_domain::{
    ids::{ClaimId, PeriodId},
    policy::Actor,
};
use talkoot_test_support::GrantedProject;
use uuid::Uuid;

use crate::{
    engine::Ground,
    figure::{Aim, Figure, Unit},
    measure::{by_turns, milliseconds},
};

const ROUNDS: usize = 9;
const AIM: Aim = Aim::RatioAtMost(3.0);
/// The baseline: one number over the rows that the claim is made of; the table holds no others.
const ONE_SUM: &str = "SELECT CAST(SUM(amount_cents) AS BIGINT) FROM cost_line";

/// Drafts the claim, then recomputes it again and again: the whole use case, from the sign-in's rights to the
/// commit with its entry in the log.
///
/// # Errors
/// When the rows cannot be made, or the claim does not come to what the rows add up to.
pub fn figures(ground: &Ground, report: &mut dyn FnMut(Figure)) -> anyhow::Result<()> {
    let granted = ground.block_on(ground.app.granted_project());
    let claim = ground.block_on(drafted(ground, &granted))?;
    let pair = by_turns(
        ROUNDS,
        || ground.block_on(recompute(ground, claim, &granted)),
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

async fn drafted(ground: &Ground, granted: &GrantedProject) -> anyhow::Result<ClaimId> {
    let app = &ground.app.app;
    let lead = actor(ground, granted).await?;
    let period = rows::first_period(ground, granted).await?;
    rows::accepted_reports(ground, granted, &lead, period).await?;
    let body = claims::DraftClaim {
        project: granted.project,
        period,
    };
    let claim = claims::draft(app, &lead, request(body)).await?;
    let found = claims::find(app, &lead, claim).await?.context("the claim is not found")?;
    let sum = ground.raw.number(ONE_SUM).await?;
    let claimed = found.figures.claimed.cents();
    ensure!(claimed == sum, "the claim says {claimed} cents, its rows add up to {sum}");
    Ok(claim)
}

/// One recomputation; only the use case itself is timed.
async fn recompute(ground: &Ground, claim: ClaimId, granted: &GrantedProject) -> anyhow::Result<f64> {
    let app = &ground.app.app;
    let lead = actor(ground, granted).await?;
    let found = claims::find(app, &lead, claim).await?.context("the claim is not found")?;
    let start = std::time::Instant::now();
    claims::recompute(app, &lead, request((claim, found.version))).await?;
    Ok(start.elapsed().as_secs_f64() * 1e3)
}

async fn actor(ground: &Ground, granted: &GrantedProject) -> anyhow::Result<Actor> {
    let lead = identity::actor_of(&ground.app.app, granted.lead.lead.person).await?;
    lead.context("nobody coordinates for the lead municipality")
}

fn request<T>(body: T) -> Request<T> {
    Request {
        key: Uuid::new_v4().to_string(),
        body,
    }
}
