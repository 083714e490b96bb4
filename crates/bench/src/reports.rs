//! Cost reports that the lead has accepted, with their lines in bulk.

use anyhow::{Context, ensure};
use talkoot_app::{Request, cost_reports};
use talkoot_domain::{
    ids::{OrganisationId, PeriodId},
    policy::Actor,
};
use talkoot_graphql::file_key;
use talkoot_test_support::GrantedProject;
use uuid::Uuid;

use crate::engine::Ground;

/// The first cost period of the project.
pub async fn first_period(ground: &Ground, granted: &GrantedProject) -> anyhow::Result<PeriodId> {
    let project = ground.raw.key(granted.project.into());
    let sql = format!("SELECT id FROM period WHERE project_id = {project} AND number = 1");
    Ok(ground.raw.key_of(&sql).await?.into())
}

/// Opens the reports of a period by the use case; their imports, lines and states are written as rows, for
/// so many rows through imports and people's hands would take longer than the measurement. Lines are numbered
/// from `first` on.
pub async fn accepted(
    ground: &Ground,
    granted: &GrantedProject,
    lead: &Actor,
    period: PeriodId,
    (partners, lines, first): (&[OrganisationId], u64, u64),
) -> anyhow::Result<()> {
    let body = cost_reports::OpenCostReports {
        project: granted.project,
        period,
    };
    let key = Uuid::new_v4().to_string();
    cost_reports::open(&ground.app.app, lead, Request { key, body }).await?;
    let mut number = first;
    for &partner in partners {
        accept(ground, granted, partner, lines, number).await?;
        number += lines;
    }
    let project = ground.raw.key(granted.project.into());
    let sql = format!(
        "SELECT cost_line.id FROM cost_line JOIN cost_report ON cost_report.id = cost_line.cost_report_id
         WHERE cost_report.project_id = {project}"
    );
    let made = ground.raw.keys(&sql).await?.len() as u64;
    let expected = lines * partners.len() as u64;
    ensure!(made == expected, "{made} cost lines instead of {expected}");
    ground.raw.settle().await
}

async fn accept(
    ground: &Ground,
    granted: &GrantedProject,
    partner: OrganisationId,
    lines: u64,
    first: u64,
) -> anyhow::Result<()> {
    let raw = &ground.raw;
    let project = raw.key(granted.project.into());
    let organisation = raw.key(partner.into());
    let report =
        format!("SELECT id FROM cost_report WHERE project_id = {project} AND partner_id = {organisation}");
    let report = raw.key(raw.key_of(&report).await?);
    // Anybody of a municipality may stand for the people of another one: only rows are written here.
    let people = ground
        .app
        .world
        .municipalities
        .first()
        .context("no municipality")?;
    let name = format!("ledger-{first}.csv");
    let file = ground
        .app
        .upload(&people.preparer, people.organisation, &name, name.as_bytes())
        .await;
    let file = raw.key(file_key(&file).context("not the id of a file")?.into());
    let import = raw.key(Uuid::new_v4());
    let [preparer, approver, lead] =
        [&people.preparer, &people.approver, &granted.lead.lead].map(|user| raw.key(user.person.into()));
    raw.execute(&format!(
        "INSERT INTO ledger_import (id, cost_report_id, file_id, sha256, profile, selection, diagnosis,
             selected_cents, imported_by, imported_at)
         SELECT {import}, {report}, id, sha256, '{{}}', '{{}}', '{{}}', 0, {preparer}, uploaded_at
         FROM stored_file WHERE id = {file};
         UPDATE cost_report SET import_id = {import}, state = 'lead_accepted', prepared_by = {preparer},
             submitted_by = {approver}, accepted_by = {lead},
             submitted_at = (SELECT started_at FROM project WHERE id = {project}),
             accepted_at = (SELECT started_at FROM project WHERE id = {project})
         WHERE id = {report}"
    ))
    .await?;
    let key = raw.rising_key(&format!("numbers.number + {first}"));
    let numbers = raw.numbers(lines);
    raw.execute(&format!(
        "INSERT INTO cost_line (id, version, cost_report_id, import_id, row_number, voucher, line_number,
             posted_on, account, account_name, cost_centre, project_code, supplier_name, supplier_id, description,
             amount_cents, occurrence, category, sub_area_id, verification)
         SELECT {key}, 1, {report}, {import}, numbers.number + 1, CAST(20000000 + numbers.number AS TEXT), '',
             project.first_day, '4344', 'ICT-palvelut', '1200', 'H007', 'Mallilan Lämpö Oy', '1790235-0',
             'Lasku ' || CAST(700000 + numbers.number AS TEXT),
             CASE WHEN numbers.number % 50 = 0 THEN -100 ELSE numbers.number % 300 + 1 END, 1,
             CASE numbers.number % 7 WHEN 0 THEN 'personnel' WHEN 1 THEN 'materials' WHEN 2 THEN 'equipment'
                  WHEN 3 THEN 'services' WHEN 4 THEN 'rents' WHEN 5 THEN 'travel' ELSE 'other' END,
             sub_area.id, 'pending'
         FROM {numbers}
         JOIN (SELECT project.application_id, period.first_day FROM project
               JOIN period ON period.project_id = project.id
               WHERE project.id = {project} AND period.number = 1) AS project ON TRUE
         JOIN sub_area ON sub_area.application_id = project.application_id
              AND sub_area.number = numbers.number % 5 + 1;
         INSERT INTO cost_sum (import_id, category, sub_area_id, lines, claimed_cents, counted_cents, pending)
         SELECT import_id, category, sub_area_id, COUNT(*), CAST(SUM(amount_cents) AS BIGINT),
             CAST(SUM(amount_cents) AS BIGINT), COUNT(*)
         FROM cost_line WHERE import_id = {import} GROUP BY import_id, category, sub_area_id"
    ))
    .await
}
