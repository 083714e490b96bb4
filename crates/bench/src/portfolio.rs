//! The portfolio page over HTTP, against the same JSON from hand-written SQL over axum.

mod baseline;
mod load;
mod rows;
mod sorted;

use anyhow::{Context, ensure};
use serde_json::{Value, json};

use crate::{
    engine::Ground,
    figure::{Aim, Figure, Unit},
    measure::by_turns,
};
use load::Target;

const PROJECTS: usize = 50;
const ROUNDS: usize = 7;
const AIM: Aim = Aim::RatioAtLeast(0.4);

/// What the page shows of each project: lead and partners, the latest report with its lights, what is awaited,
/// what is late, and what was claimed and paid.
const PAGE: &str = "{ portfolio(first: 50) { totalCount edges { node {
    project { id number name award lead { id nameFi } partners { id code nameFi } }
    latestReport { state submittedAt lights { aspect light } }
    openObligations overdueObligations daysLate claimed paid } } } }";

/// Requests per second of both servers, which run in this process on one runtime, as does the client.
///
/// # Errors
/// When the projects cannot be made, or the two servers do not say the same.
pub fn figures(ground: &Ground, report: &mut dyn FnMut(Figure)) -> anyhow::Result<()> {
    ground.block_on(rows::fill(ground, PROJECTS))?;
    let address = ground.block_on(baseline::serve(ground))?;
    let officer = &ground.app.world.officer;
    let subject = Target::post(
        format!("{}/graphql", ground.app.url),
        &officer.token,
        &json!({ "query": PAGE }),
    );
    let hand_written = Target::get(format!("http://{address}/portfolio"));
    ground.block_on(same_answer(&subject, &hand_written))?;
    let pair = by_turns(
        ROUNDS,
        || ground.block_on(load::requests_per_second(&subject)),
        || ground.block_on(load::requests_per_second(&hand_written)),
    )?;
    report(Figure::compared(
        ground.named("portfolio: a page of 50 projects, 16 connections"),
        Unit::RequestsPerSecond,
        &pair,
        "hand-written SQL over axum",
        AIM,
    ));
    sorted::figures(ground, address, report)
}

async fn same_answer(subject: &Target, baseline: &Target) -> anyhow::Result<()> {
    let ours: Value = serde_json::from_slice(&subject.answer().await?)?;
    let theirs: Value = serde_json::from_slice(&baseline.answer().await?)?;
    let edges = ours.pointer("/data/portfolio/edges").and_then(Value::as_array);
    let edges = edges.with_context(|| format!("the page was refused: {ours}"))?;
    ensure!(edges.len() == PROJECTS, "{} projects on the page", edges.len());
    let reported = edges
        .iter()
        .filter(|edge| edge["node"]["latestReport"].is_object())
        .count();
    ensure!(reported == PROJECTS, "{reported} projects have a report");
    let paid = edges
        .iter()
        .filter(|edge| edge["node"]["paid"] == "8500.00")
        .count();
    ensure!(paid == PROJECTS, "{paid} projects were paid");
    ensure!(ours == theirs, "the two servers differ:\n{ours}\n{theirs}");
    Ok(())
}
