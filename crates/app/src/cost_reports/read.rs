use chrono::{DateTime, Utc};
use serde_json::Value;
use talkoot_domain::{
    cost_line::CostLine,
    cost_report::{CellSum, CommandName, CostReport, CostReportMachine, Selection},
    ids::{CostLineId, CostReportId, FileId, LedgerImportId, LedgerProfileId, PeriodId, PersonId, ProjectId},
    money::Money,
    policy::{Action, Actor},
    project::Project,
};
use talkoot_storage::{
    Page, Scope,
    cost_line_remarks::{self, Remark},
    cost_lines::{self, Evidence, StoredAllocation},
    cost_reports,
    ledger_imports::{self, LedgerImport},
    ledger_profiles,
};

use super::{Readiness, standings, submission::with};
use crate::{
    Answer, App, Availability, Failure, availability,
    ledgers::{Diagnosis, diagnosis},
};

/// An import of a ledger file, to be read.
#[derive(Clone, Debug, PartialEq)]
pub struct Imported {
    /// Its identifier.
    pub id: LedgerImportId,
    /// The report that it filled.
    pub report: CostReportId,
    /// The file.
    pub file: FileId,
    /// The SHA-256 of the file, in hexadecimal.
    pub sha256: String,
    /// The saved profile that it was read with: system and version; nothing when there was none.
    pub saved_profile: Option<(String, i32)>,
    /// How the file was read, as JSON.
    pub profile: Value,
    /// Which rows were wanted, as JSON.
    pub selection: Value,
    /// What was found.
    pub diagnosis: Diagnosis,
    /// The sum of its lines.
    pub selected: Money,
    /// Who imported it.
    pub imported_by: PersonId,
    /// When.
    pub imported_at: DateTime<Utc>,
}

impl Imported {
    fn of(row: LedgerImport, names: &[(LedgerProfileId, String, i32)]) -> Answer<Self> {
        let diagnosis = diagnosis(row.diagnosis)?;
        Ok(Self {
            id: row.id,
            report: row.report,
            file: row.file,
            sha256: diagnosis.sha256.clone(),
            saved_profile: names
                .iter()
                .find(|(id, ..)| Some(*id) == row.profile_id)
                .map(|(_, system, version)| (system.clone(), *version)),
            profile: row.profile,
            selection: row.selection,
            diagnosis,
            selected: row.selected,
            imported_by: row.imported_by,
            imported_at: row.imported_at,
        })
    }
}

/// The report, if it exists for this person.
///
/// # Errors
/// When the database fails.
pub async fn find(app: &App, actor: &Actor, id: CostReportId) -> Answer<Option<CostReport>> {
    Ok(cost_reports::find(app.store(), &Scope::of(actor), id).await?)
}

/// These reports, for this person.
///
/// # Errors
/// When the database fails.
pub async fn find_many(app: &App, actor: &Actor, ids: &[CostReportId]) -> Answer<Vec<CostReport>> {
    Ok(cost_reports::find_many(app.store(), &Scope::of(actor), ids).await?)
}

/// The reports of one period that this person sees.
///
/// # Errors
/// Not found when the period does not exist for this person.
pub async fn of_period(app: &App, actor: &Actor, period: PeriodId) -> Answer<Vec<CostReport>> {
    let (db, scope) = (app.store(), Scope::of(actor));
    let found = talkoot_storage::projects::periods_by_id(db, &[period]).await?;
    let (project, _) = found.into_iter().next().ok_or(Failure::NotFound("period"))?;
    Ok(cost_reports::of_project_period(db, &scope, project, period).await?)
}

/// A page of a project's reports, oldest first; of one period or of all.
///
/// # Errors
/// When the database fails.
pub async fn list(
    app: &App,
    actor: &Actor,
    project: ProjectId,
    period: Option<PeriodId>,
    page: Page<CostReportId>,
) -> Answer<Vec<CostReport>> {
    Ok(cost_reports::list(app.store(), &Scope::of(actor), project, period, page).await?)
}

/// How many reports of a project this person sees.
///
/// # Errors
/// When the database fails.
pub async fn count(app: &App, actor: &Actor, project: ProjectId, period: Option<PeriodId>) -> Answer<u64> {
    Ok(cost_reports::count(app.store(), &Scope::of(actor), project, period).await?)
}

/// The line, if its report exists for this person.
///
/// # Errors
/// When the database fails.
pub async fn find_line(app: &App, actor: &Actor, id: CostLineId) -> Answer<Option<CostLine>> {
    Ok(cost_lines::find(app.store(), &Scope::of(actor), id).await?)
}

/// These lines, for this person.
///
/// # Errors
/// When the database fails.
pub async fn find_lines(app: &App, actor: &Actor, ids: &[CostLineId]) -> Answer<Vec<CostLine>> {
    Ok(cost_lines::find_many(app.store(), &Scope::of(actor), ids).await?)
}

/// A page of the lines of an import that the person has found, in the order of the file.
///
/// # Errors
/// When the database fails.
pub async fn lines(app: &App, import: LedgerImportId, page: Page<CostLineId>) -> Answer<Vec<CostLine>> {
    Ok(cost_lines::of_import(app.store(), import, page).await?)
}

/// How many lines an import that the person has found brought.
///
/// # Errors
/// When the database fails.
pub async fn line_count(app: &App, import: LedgerImportId) -> Answer<u64> {
    Ok(cost_lines::count_of_import(app.store(), import).await?)
}

/// What the lines in force of reports that the person has found add up to, per cell of the budget.
///
/// # Errors
/// When the database fails.
pub async fn sums(app: &App, reports: &[CostReportId]) -> Answer<Vec<CellSum>> {
    Ok(cost_lines::sums(app.store(), reports).await?)
}

/// Every remark on lines of reports that the person has found, answered ones included, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn remarks_of_reports(app: &App, reports: &[CostReportId]) -> Answer<Vec<Remark>> {
    Ok(cost_line_remarks::of_reports(app.store(), reports).await?)
}

/// Every remark on lines that the person has found, answered ones included, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn remarks_of_lines(app: &App, lines: &[CostLineId]) -> Answer<Vec<Remark>> {
    Ok(cost_line_remarks::of_lines(app.store(), lines).await?)
}

/// How what reports that the person has found claim follows from what their ledgers say.
///
/// # Errors
/// When the database fails.
pub async fn selections(app: &App, reports: &[CostReportId]) -> Answer<Vec<(CostReportId, Selection)>> {
    let found = cost_lines::selections(app.store(), reports).await?;
    Ok(found.into_iter().collect())
}

/// How these rows of imports that the person has found are shared and split.
///
/// # Errors
/// When the database fails.
pub async fn allocations(app: &App, rows: &[(LedgerImportId, i64)]) -> Answer<Vec<StoredAllocation>> {
    Ok(cost_lines::allocations_of(app.store(), rows).await?)
}

/// The evidence of these rows of imports that the person has found.
///
/// # Errors
/// When the database fails.
pub async fn evidence(app: &App, rows: &[(LedgerImportId, i64)]) -> Answer<Vec<Evidence>> {
    Ok(cost_lines::evidence_of(app.store(), rows).await?)
}

/// The import, if its report exists for this person.
///
/// # Errors
/// When the database fails or the diagnosis cannot be read back.
pub async fn import_by_id(app: &App, actor: &Actor, id: LedgerImportId) -> Answer<Option<Imported>> {
    let found = ledger_imports::find(app.store(), &Scope::of(actor), id).await?;
    Ok(with_names(app, found.into_iter().collect()).await?.pop())
}

async fn with_names(app: &App, rows: Vec<LedgerImport>) -> Answer<Vec<Imported>> {
    let mut profiles: Vec<LedgerProfileId> = rows.iter().filter_map(|row| row.profile_id).collect();
    profiles.sort_unstable();
    profiles.dedup();
    let names = if profiles.is_empty() {
        Vec::new()
    } else {
        ledger_profiles::names(app.store(), &profiles).await?
    };
    rows.into_iter().map(|row| Imported::of(row, &names)).collect()
}

/// Every import into reports that the person has found, the superseded ones too, oldest first.
///
/// # Errors
/// When the database fails or a diagnosis cannot be read back.
pub async fn imports(app: &App, reports: &[CostReportId]) -> Answer<Vec<Imported>> {
    with_names(app, ledger_imports::of_reports(app.store(), reports).await?).await
}

/// What this person can do with the report now, and why not.
#[must_use]
pub fn available_actions(
    actor: &Actor,
    project: &Project,
    report: &CostReport,
    ready: Readiness,
) -> Vec<Availability> {
    const OFFERED: [(Action, CommandName); 10] = [
        (Action::ImportLedger, CommandName::Import),
        (Action::ClassifyCostLines, CommandName::Classify),
        (Action::AllocateCostLine, CommandName::Allocate),
        (Action::ResetCostLineAllocation, CommandName::Allocate),
        (Action::AttachEvidence, CommandName::Attach),
        (Action::DetachEvidence, CommandName::Attach),
        (Action::SubmitCostReport, CommandName::Submit),
        (Action::ReturnCostReport, CommandName::Return),
        (Action::ReopenCostReport, CommandName::Reopen),
        (Action::AcceptCostReport, CommandName::Accept),
    ];
    availability::<CostReportMachine>(
        actor,
        &standings(project, report),
        &report.state,
        &with(report, actor.person, ready),
        &OFFERED,
    )
}
