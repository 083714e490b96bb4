//! Ten thousand projects, filtered and sorted, against the same from hand-written SQL.

use std::net::SocketAddr;

use anyhow::ensure;
use serde_json::{Value, json};

use super::{AIM, ROUNDS, load, load::Target};
use crate::{
    engine::Ground,
    figure::{Figure, Unit},
    many,
    measure::by_turns,
};

const PROJECTS: u64 = 10_000;

const PAGE: &str =
    "{ portfolio(filter: { late: true, light: RED }, orderBy: LONGEST_LATE, first: 50) { totalCount
    edges { node { project { id number name } lead { nameFi } award daysLate lights { cost } } } } }";

/// Requests per second of both, for the fifty projects that have been late for the longest with a red light.
///
/// # Errors
/// When the projects cannot be made, or the two do not say the same.
pub fn figures(
    ground: &Ground,
    hand_written: SocketAddr,
    report: &mut dyn FnMut(Figure),
) -> anyhow::Result<()> {
    let template = ground.block_on(ground.raw.keys("SELECT id FROM project ORDER BY id LIMIT 1"))?;
    let template = template.first().copied();
    let template = template.ok_or_else(|| anyhow::anyhow!("there is no project to copy"))?;
    ground.block_on(many::copies(ground, template, PROJECTS, false))?;
    let subject = Target::post(
        format!("{}/graphql", ground.app.url),
        &ground.app.world.officer.token,
        &json!({ "query": PAGE }),
    );
    let baseline = Target::get(format!("http://{hand_written}/late"));
    let ours: Value = serde_json::from_slice(&ground.block_on(subject.answer())?)?;
    let theirs: Value = serde_json::from_slice(&ground.block_on(baseline.answer())?)?;
    let shown = ours.pointer("/data/portfolio/edges").and_then(Value::as_array);
    ensure!(
        shown.is_some_and(|edges| edges.len() == 50),
        "the page was refused: {ours}"
    );
    ensure!(ours == theirs, "the two servers differ:\n{ours}\n{theirs}");
    let pair = by_turns(
        ROUNDS,
        || ground.block_on(load::requests_per_second(&subject)),
        || ground.block_on(load::requests_per_second(&baseline)),
    )?;
    report(Figure::compared(
        ground.named("portfolio: 50 of 10000 projects, filtered and sorted, 16 connections"),
        Unit::RequestsPerSecond,
        &pair,
        "hand-written SQL over axum",
        AIM,
    ));
    Ok(())
}
