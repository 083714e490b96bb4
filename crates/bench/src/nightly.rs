//! A round of the worker over a hundred thousand projects with a million obligations, of which next to nothing is due.

use anyhow::ensure;
use talkoot_app::worker;

use crate::{
    engine::Ground,
    figure::{Aim, Figure, Unit},
    many,
    measure::{by_turns, milliseconds},
};

const PROJECTS: u64 = 100_000;
const ROUNDS: usize = 5;
const AIM: Aim = Aim::ValueUnder(10_000.0);

/// What the clock does at night: looks for calls to close, people who begin or leave, amendments, obligations to open,
/// to miss and to remind of, recoveries, transfers and supplements, and runs the jobs; and for comparison one pass over
/// the obligations by SQL. The first round sends the reminders that are due, and is measured by itself.
///
/// # Errors
/// When the rows cannot be made, or the round does not do what is due.
pub fn figures(ground: &Ground, report: &mut dyn FnMut(Figure)) -> anyhow::Result<()> {
    let (app, raw) = (&ground.app.app, &ground.raw);
    let project = ground.block_on(ground.app.granted_project());
    ground.block_on(ground.app.work());
    ground.block_on(many::copies(ground, project.project.into(), PROJECTS, true))?;
    let owed = ground.block_on(raw.number("SELECT COUNT(*) FROM obligation"))?;
    ensure!(owed >= 1_000_000, "{owed} obligations instead of a million");
    let (took, first) = milliseconds(|| Ok(ground.block_on(worker::run_until_idle(app))?))?;
    ensure!(
        first.timed >= 500,
        "the first night did {first:?} instead of five hundred reminders"
    );
    report(Figure {
        name: ground.named(&format!(
            "nightly: {} reminders among 1000000 obligations of 100000 projects",
            first.timed
        )),
        unit: Unit::Milliseconds,
        value: took,
        compared: None,
        aim: Aim::None,
    });
    let pair = by_turns(
        ROUNDS,
        || Ok(milliseconds(|| Ok(ground.block_on(worker::round(app))?))?.0),
        || {
            Ok(milliseconds(|| {
                ground.block_on(raw.number(
            "SELECT COUNT(*) FROM obligation WHERE state IN ('scheduled', 'open') AND due < '2020-01-01'",
        ))
            })?
            .0)
        },
    )?;
    report(Figure::compared(
        ground.named("nightly: a round with nothing due, 1000000 obligations of 100000 projects"),
        Unit::Milliseconds,
        &pair,
        "one pass over the obligations",
        AIM,
    ));
    Ok(())
}
