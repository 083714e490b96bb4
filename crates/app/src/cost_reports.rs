//! Cost reports: opened for every partner, filled from ledgers, handed to the lead.

mod allocate;
mod carry_over;
mod classify;
mod comparison;
mod duplicates;
mod evidence;
mod hand_over;
mod import;
mod import_checks;
mod open;
mod placing;
mod plan;
mod preview;
mod read;
mod submission;

pub use allocate::{AllocateCostLine, ResetCostLine, allocate, reset};
pub use classify::{ClassifyCostLines, ClassifyItem, classify};
pub use comparison::{Change, Comparison, Count, comparison};
pub use duplicates::{Duplicate, duplicates_of_import};
pub use evidence::{EvidenceOfLine, attach, detach};
pub use hand_over::{ReopenCostReport, ReturnCostReport, accept, give_back, reopen, submit};
pub use import::{ImportLedger, import};
pub use open::{OpenCostReports, open};
pub use plan::{LedgerPlan, Planned};
pub use preview::{CategorySum, PreviewRow, Previewed, preview, preview_rows};
pub use read::{
    Imported, allocations, available_actions, count, evidence, find, find_line, find_lines, find_many,
    import_by_id, imports, line_count, lines, list, of_period, remarks_of_lines, remarks_of_reports,
    selections, sums,
};
pub use submission::{Readiness, readiness};
pub use talkoot_domain::cost_report::{CellSum, ExcludedSum, Remark, Selection};
pub use talkoot_storage::{
    cost_line_remarks::Remark as Remarked,
    cost_lines::{Evidence, StoredAllocation, Which},
};

pub(crate) use import_checks::period_of;
pub(crate) use submission::facts;

use talkoot_domain::{cost_report::CostReport, ids::CostReportId, policy::Standings, project::Project};
use talkoot_storage::{cost_reports, projects};

use crate::{Answer, Subject, Work};

fn standings(project: &Project, report: &CostReport) -> Standings {
    project.standings(Some(report.partner))
}

fn subject(report: &CostReport) -> Subject {
    Subject {
        id: report.id.into(),
        project: Some(report.project),
    }
}

/// Locks the project of a report and reads the report again behind the lock.
async fn locked(work: &Work<'_>, id: CostReportId) -> Answer<(Project, CostReport)> {
    const OBJECT: &str = "cost report";
    let seen = work.found(OBJECT, cost_reports::find(&work.tx, &work.scope, id).await?)?;
    let project = projects::lock(&work.tx, &work.scope, seen.project).await?;
    let project = work.found("project", project)?;
    let report = work.found(OBJECT, cost_reports::find(&work.tx, &work.scope, id).await?)?;
    Ok((project, report))
}
