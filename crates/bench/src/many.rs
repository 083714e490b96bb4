//! Copies of one project in bulk, with what is owed of each.

use uuid::Uuid;

use crate::{engine::Ground, raw::Raw};

/// How many obligations each copy has.
pub const OBLIGATIONS_OF_EACH: u64 = 10;
/// Keys of the copies' applications begin behind those of the copies.
const APPLICATIONS_FROM: u64 = 100_000_000;

/// Makes so many copies of a granted project. One in four has something late, one in two hundred of the obligations
/// has a reminder that is due today when `due` says so, all others are settled or not due for months.
///
/// # Errors
/// Those of the database.
pub async fn copies(ground: &Ground, of: Uuid, count: u64, due: bool) -> anyhow::Result<()> {
    let raw = &ground.raw;
    let (key, project, application) = (
        raw.key(of),
        raw.rising_key("numbers.number"),
        raw.rising_key(&format!("numbers.number + {APPLICATIONS_FROM}")),
    );
    let of_key = format!("original.id = {key}");
    let of_project = format!("original.project_id = {key}");
    let application_of = format!("original.id = (SELECT application_id FROM project WHERE id = {key})");
    let award = "(1000 + (numbers.number * 7919) % 100000) * 100";
    let late = "numbers.number % 4 = 0";
    let oldest = raw.day_after("2025-01-01", "numbers.number % 300");
    copy(
        raw,
        "application",
        &application_of,
        count,
        &[("id", &application)],
    )
    .await?;
    copy(
        raw,
        "project",
        &of_key,
        count,
        &[
            ("id", &project),
            ("application_id", &application),
            ("number", "'C-' || numbers.number"),
            ("award_cents", award),
        ],
    )
    .await?;
    copy(
        raw,
        "project_partner",
        &of_project,
        count,
        &[("project_id", &project)],
    )
    .await?;
    copy(
        raw,
        "portfolio_entry",
        &format!("{of_project} AND original.until_at IS NULL"),
        count,
        &[
            ("project_id", &project),
            ("number", "1"),
            ("award_cents", award),
            (
                "overdue_obligations",
                &format!("CASE WHEN {late} THEN 1 ELSE 0 END"),
            ),
            ("oldest_overdue", &format!("CASE WHEN {late} THEN {oldest} END")),
            (
                "cost_light",
                "CASE numbers.number % 3 WHEN 0 THEN 'green' WHEN 1 THEN 'yellow' ELSE 'red' END",
            ),
        ],
    )
    .await?;
    obligations(raw, &key, count, due).await?;
    raw.settle().await
}

/// Copies the rows of a table that a condition on `original` picks, with other values in some columns.
async fn copy(
    raw: &Raw,
    table: &str,
    which: &str,
    count: u64,
    others: &[(&str, &str)],
) -> anyhow::Result<()> {
    let columns = raw.columns(table).await?;
    let values: Vec<String> = columns
        .iter()
        .map(|column| {
            let other = others.iter().find(|(name, _)| name == column);
            other.map_or_else(|| format!("original.{column}"), |(_, value)| (*value).to_owned())
        })
        .collect();
    let (numbers, columns, values) = (raw.numbers(count), columns.join(", "), values.join(", "));
    raw.execute(&format!(
        "INSERT INTO {table} ({columns}) SELECT {values} FROM {numbers}, {table} AS original WHERE {which}"
    ))
    .await
}

async fn obligations(raw: &Raw, of: &str, count: u64, due: bool) -> anyhow::Result<()> {
    let numbers = raw.numbers(count * OBLIGATIONS_OF_EACH);
    // Far from the keys of the copies, so that no two are one.
    let key = raw.rising_key("numbers.number + 1000000000");
    let project = raw.rising_key(&format!("(numbers.number - 1) / {OBLIGATIONS_OF_EACH} + 1"));
    let day = raw.day_after(
        "2026-06-01",
        &format!("numbers.number % {OBLIGATIONS_OF_EACH} * 120 + numbers.number % 97"),
    );
    let soon = raw.day_after("2026-02-02", "0");
    let later = raw.day_after("2026-05-01", "numbers.number % 700");
    let reminded = if due { "numbers.number % 2000 = 7" } else { "FALSE" };
    raw.execute(&format!(
        "INSERT INTO obligation (id, version, project_id, kind, responsible_id, planned, nominal, due, opens_on,
             due_since, state, opened_at, next_reminder_on)
         SELECT {key}, 1, {project}, 'portfolio_report', original.lead_id, {day}, {day}, {day}, {day}, {day},
             CASE WHEN numbers.number % {OBLIGATIONS_OF_EACH} = 7 THEN 'open' ELSE 'scheduled' END,
             CASE WHEN numbers.number % {OBLIGATIONS_OF_EACH} = 7 THEN original.started_at END,
             CASE WHEN {reminded} THEN {soon} WHEN numbers.number % {OBLIGATIONS_OF_EACH} = 7 THEN {later} END
         FROM {numbers}, project AS original WHERE original.id = {of};
         INSERT INTO obligation_past (obligation_id, number, from_at, state, due)
         SELECT copied.id, 1, original.started_at, copied.state, copied.due
         FROM obligation AS copied, project AS original
         WHERE original.id = {of} AND NOT EXISTS (
             SELECT 1 FROM obligation_past WHERE obligation_id = copied.id)"
    ))
    .await
}
