//! Fifty projects through the API; their reports, and what is awaited of them, as rows.

use anyhow::ensure;

use crate::engine::Ground;

/// Grants the projects, lets the worker derive their obligations, and gives each project three submitted
/// reports, one obligation that is awaited and one that is late.
pub async fn fill(ground: &Ground, projects: usize) -> anyhow::Result<()> {
    for _ in 0..projects {
        ground.app.granted_project().await;
    }
    ground.app.work().await;
    let raw = &ground.raw;
    let person = raw.key(ground.app.world.officer.person.into());
    let report_key = raw.rising_key("reported.number");
    raw.execute(&format!(
        "INSERT INTO portfolio_report (id, version, project_id, obligation_id, started_by,
             timetable_light, timetable_reason, cost_light, cost_reason, scope_light, scope_reason,
             risk_light, risk_reason, ownership_light, ownership_reason, summary, deviations, state,
             steering_members, steering_held_on, steering_unanimous, approved_by, approved_at,
             submitted_by, submitted_at)
         SELECT {report_key}, 1, reported.project_id, reported.id, {person},
             CASE reported.number % 3 WHEN 0 THEN 'green' WHEN 1 THEN 'yellow' ELSE 'red' END, 'As planned.',
             CASE reported.number % 4 WHEN 0 THEN 'yellow' ELSE 'green' END, 'Within the budget.',
             'green', 'Unchanged.', 'yellow', 'One supplier.', 'green', 'Named.',
             'The joint service is being built and two of five municipalities use it.', 'None.', 'submitted',
             '[\"A. Virtanen\", \"B. Lind\"]', reported.planned, TRUE, {person}, reported.started_at,
             {person}, reported.started_at
         FROM (SELECT obligation.id, obligation.project_id, obligation.planned, project.started_at,
                   ROW_NUMBER() OVER (ORDER BY obligation.project_id, obligation.planned) AS number,
                   ROW_NUMBER() OVER (PARTITION BY obligation.project_id ORDER BY obligation.planned) AS place
               FROM obligation JOIN project ON project.id = obligation.project_id
               WHERE obligation.kind = 'portfolio_report') AS reported
         WHERE reported.place <= 3;
         UPDATE obligation SET state = 'submitted', submitted_by = {person}, opened_at = NULL,
             overdue_at = NULL, next_reminder_on = NULL,
             submitted_at = (SELECT started_at FROM project WHERE project.id = obligation.project_id)
         WHERE id IN (SELECT obligation_id FROM portfolio_report);
         UPDATE obligation SET state = CASE WHEN planned < '2026-10-01' THEN 'overdue' ELSE 'open' END,
             opened_at = (SELECT started_at FROM project WHERE project.id = obligation.project_id),
             overdue_at = CASE WHEN planned < '2026-10-01'
                 THEN (SELECT started_at FROM project WHERE project.id = obligation.project_id) END
         WHERE kind = 'cost_report' AND planned < '2027-04-01'"
    ))
    .await?;
    let reports = raw.number("SELECT COUNT(*) FROM portfolio_report").await?;
    let expected = i64::try_from(3 * projects)?;
    ensure!(reports == expected, "{reports} portfolio reports instead of {expected}");
    raw.settle().await
}
