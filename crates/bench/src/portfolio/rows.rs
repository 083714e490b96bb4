//! Fifty projects through the API; their reports, and what is awaited of them, as rows.

use anyhow::{Context, ensure};

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
    ensure!(
        reports == expected,
        "{reports} portfolio reports instead of {expected}"
    );
    claims(ground).await?;
    // The rows came past the engine: what the portfolio keeps is made anew.
    raw.execute("DELETE FROM portfolio_entry; DELETE FROM obligation_past")
        .await?;
    talkoot_app::portfolio::keep_older(&ground.app.app).await?;
    raw.settle().await
}

/// Two claims of each project: one that was paid, one that is with the authority.
async fn claims(ground: &Ground) -> anyhow::Result<()> {
    let raw = &ground.raw;
    let world = &ground.app.world;
    let lead = &world.municipalities.first().context("no municipality")?.lead;
    let [lead, officer, second] =
        [lead, &world.officer, &world.second].map(|user| raw.key(user.person.into()));
    let claim_key = raw.rising_key("numbered.place");
    let payout_key = raw.rising_key("1000 + numbered.place");
    raw.execute(&format!(
        "INSERT INTO claim (id, version, project_id, number, period_id, lead_id, drafted_by, drafted_at,
             claimed_cents, eligible_cents, eligible_before_cents, parked_cents, award_cents,
             grant_cents, grant_before_cents, amount_cents, owed_before_cents, payable_cents, owed_cents,
             state, submitted_by, submitted_at, checked_by, checked_at, approved_by, approved_at, paid_at,
             is_last, advance_before_cents, advance_cleared_cents, advance_cents)
         SELECT {claim_key}, 1, numbered.project_id, numbered.number, numbered.id, numbered.lead_id, {lead},
             numbered.started_at, 1000000, 1000000 * numbered.number, 1000000 * (numbered.number - 1), 0,
             numbered.award_cents, 850000 * numbered.number, 850000 * (numbered.number - 1), 850000, 0, 850000, 0,
             CASE numbered.number WHEN 1 THEN 'paid' ELSE 'submitted' END, {lead}, numbered.started_at,
             CASE numbered.number WHEN 1 THEN {officer} END,
             CASE numbered.number WHEN 1 THEN numbered.started_at END,
             CASE numbered.number WHEN 1 THEN {second} END,
             CASE numbered.number WHEN 1 THEN numbered.started_at END,
             CASE numbered.number WHEN 1 THEN numbered.started_at END, FALSE, 0, 0, 0
         FROM (SELECT period.id, period.project_id, period.number, project.lead_id, project.award_cents,
                   project.started_at, ROW_NUMBER() OVER (ORDER BY period.id) AS place
               FROM period JOIN project ON project.id = period.project_id
               WHERE period.number <= 2) AS numbered;
         INSERT INTO payout (id, version, project_id, claim_id, amount_cents, created_by, created_at, state,
             approved_by, approved_at, sent_by, sent_at, confirmed_by, confirmed_at, bank_reference, value_date,
             source)
         SELECT {payout_key}, 1, numbered.project_id, numbered.id, numbered.payable_cents, {officer},
             numbered.drafted_at, 'confirmed', {second}, numbered.drafted_at, {second}, numbered.drafted_at,
             {officer}, numbered.drafted_at, 'RF18539007547034', numbered.first_day, 'claim'
         FROM (SELECT claim.id, claim.project_id, claim.payable_cents, claim.drafted_at, period.first_day,
                   ROW_NUMBER() OVER (ORDER BY claim.id) AS place
               FROM claim JOIN period ON period.id = claim.period_id WHERE claim.state = 'paid') AS numbered"
    ))
    .await
}
