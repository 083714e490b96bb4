//! Five cost reports that the lead has accepted, with their lines in bulk.

use anyhow::{Context, ensure};
use talkoot_app::{Request, cost_reports};
use talkoot_domain::{ids::PeriodId, policy::Actor};
use talkoot_graphql::file_key;
use talkoot_test_support::{GrantedProject, Municipality};
use uuid::Uuid;

use crate::engine::Ground;

const LINES: u64 = 20_000;

/// The first cost period of the project.
pub async fn first_period(ground: &Ground, granted: &GrantedProject) -> anyhow::Result<PeriodId> {
    let project = ground.raw.key(granted.project.into());
    let sql = format!("SELECT id FROM period WHERE project_id = {project} AND number = 1");
    Ok(ground.raw.key_of(&sql).await?.into())
}

/// Opens the reports of a period by the use case; their imports, lines and states are written as rows, for
/// two hundred thousand rows through imports and people's hands would take longer than the measurement.
pub async fn accepted_reports(
    ground: &Ground,
    granted: &GrantedProject,
    lead: &Actor,
    period: PeriodId,
) -> anyhow::Result<()> {
    let body = cost_reports::OpenCostReports {
        project: granted.project,
        period,
    };
    let key = Uuid::new_v4().to_string();
    cost_reports::open(&ground.app.app, lead, Request { key, body }).await?;
    let partners = &ground.app.world.municipalities;
    for (place, partner) in partners.iter().enumerate() {
        accept(ground, granted, partner, place).await?;
    }
    let lines = ground.raw.number("SELECT COUNT(*) FROM cost_line").await?;
    ensure!(lines == 100_000, "{lines} cost lines instead of 100000");
    ground.raw.settle().await
}

async fn accept(
    ground: &Ground,
    granted: &GrantedProject,
    partner: &Municipality,
    place: usize,
) -> anyhow::Result<()> {
    let raw = &ground.raw;
    let project = raw.key(granted.project.into());
    let organisation = raw.key(partner.organisation.into());
    let report =
        format!("SELECT id FROM cost_report WHERE project_id = {project} AND partner_id = {organisation}");
    let report = raw.key(raw.key_of(&report).await?);
    let name = format!("ledger-{place}.csv");
    let file = ground
        .app
        .upload(&partner.preparer, partner.organisation, &name, name.as_bytes())
        .await;
    let file = raw.key(file_key(&file).context("not the id of a file")?.into());
    let import = raw.key(Uuid::new_v4());
    let [preparer, approver, lead] =
        [&partner.preparer, &partner.approver, &granted.lead.lead].map(|user| raw.key(user.person.into()));
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
    let key = raw.rising_key(&format!("numbers.number + {LINES} * {place}"));
    let numbers = raw.numbers(LINES);
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
              AND sub_area.number = numbers.number % 5 + 1"
    ))
    .await
}
