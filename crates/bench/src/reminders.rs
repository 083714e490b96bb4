//! What the clock has to do today among a million obligations.

use anyhow::ensure;
use talkoot_storage::obligations;
use uuid::Uuid;

use crate::{
    engine::Ground,
    figure::{Aim, Figure, Unit},
    measure::{by_turns, milliseconds},
    raw::Raw,
};

const OBLIGATIONS: u64 = 1_000_000;
const ROUNDS: usize = 9;
const AIM: Aim = Aim::ValueUnder(50.0);
/// The clock of the test application stands on this day.
const TODAY: &str = "2026-02-02";

/// Finds the next hundred obligations of which somebody must be reminded, and for comparison the same by
/// looking at each of the million.
///
/// # Errors
/// When the rows cannot be made, or other than the due ones are found.
pub fn figures(ground: &Ground, report: &mut dyn FnMut(Figure)) -> anyhow::Result<()> {
    let (app, raw) = (&ground.app.app, &ground.raw);
    let project = ground.block_on(ground.app.granted_project());
    ground.block_on(fill(
        raw,
        project.project.into(),
        ground.app.world.officer.person.into(),
    ))?;
    let today = app.today();
    ensure!(
        today.to_string() == TODAY,
        "the clock of the test application has moved"
    );
    let mut found = 0;
    let pair = by_turns(
        ROUNDS,
        || {
            let (took, due) =
                milliseconds(|| Ok(ground.block_on(obligations::reminding_until(app.store(), today))?))?;
            found = due.len();
            Ok(took)
        },
        || Ok(milliseconds(|| ground.block_on(raw.rows(without_index(raw))))?.0),
    )?;
    ensure!(
        found == 100,
        "{found} obligations were found instead of a hundred"
    );
    report(Figure::compared(
        ground.named("reminders: the next 100 due among 1000000 obligations"),
        Unit::Milliseconds,
        &pair,
        "the same without an index",
        AIM,
    ));
    let plans = ground.block_on(async {
        let tx = app.store().begin().await?;
        obligations::reminder_plan(&tx, today).await
    })?;
    for plan in plans {
        println!("    plan: {}", plan.replace('\n', "\n          "));
    }
    Ok(())
}

/// The same question, asked so that no index can answer it.
const fn without_index(raw: &Raw) -> &'static str {
    match raw {
        Raw::Sqlite(_) => {
            "SELECT id FROM obligation WHERE +next_reminder_on <= '2026-02-02' \
             ORDER BY +next_reminder_on, id LIMIT 100"
        }
        Raw::Postgres(_) => {
            "SELECT id FROM obligation WHERE next_reminder_on + 0 <= DATE '2026-02-02' \
             ORDER BY next_reminder_on + 0, id LIMIT 100"
        }
    }
}

/// A million obligations of one project, each planned for a day and kind of its own: six of ten are settled,
/// two are scheduled, two are open with a reminder in the next two years, one in two thousand of them by
/// today.
async fn fill(raw: &Raw, project: Uuid, person: Uuid) -> anyhow::Result<()> {
    let (project, person) = (raw.key(project), raw.key(person));
    let numbers = raw.numbers(OBLIGATIONS);
    let key = raw.rising_key("numbers.number");
    let planned = raw.day_after("2000-01-01", "numbers.number / 5");
    let due = raw.day_after("2024-01-01", "numbers.number % 1500");
    let reminder = raw.day_after(TODAY, "numbers.number % 700 + 1");
    let reminder_due = raw.day_after(TODAY, "-(numbers.number % 3)");
    raw.execute(&format!(
        "INSERT INTO obligation (id, version, project_id, kind, responsible_id, planned, nominal, due, opens_on,
             due_since, state, opened_at, submitted_by, submitted_at, accepted_by, accepted_at, next_reminder_on)
         SELECT {key}, 1, {project},
             CASE numbers.number % 5 WHEN 0 THEN 'portfolio_report' WHEN 1 THEN 'cost_report'
                  WHEN 2 THEN 'interim_report' WHEN 3 THEN 'final_report' ELSE 'follow_up' END,
             project.lead_id, {planned}, {due}, {due}, {due}, {due},
             CASE WHEN numbers.number % 10 < 6 THEN 'accepted' WHEN numbers.number % 10 < 8 THEN 'scheduled' ELSE 'open' END,
             CASE WHEN numbers.number % 10 >= 8 THEN project.started_at END,
             CASE WHEN numbers.number % 10 < 6 THEN {person} END,
             CASE WHEN numbers.number % 10 < 6 THEN project.started_at END,
             CASE WHEN numbers.number % 10 < 6 THEN {person} END,
             CASE WHEN numbers.number % 10 < 6 THEN project.started_at END,
             CASE WHEN numbers.number % 2000 = 9 THEN {reminder_due} WHEN numbers.number % 10 >= 8 THEN {reminder} END
         FROM {numbers}, project WHERE project.id = {project}"
    ))
    .await?;
    raw.settle().await
}
