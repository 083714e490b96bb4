use std::collections::BTreeSet;

use serde_json::{Value, json};
use talkoot_domain::{
    allocation::{Allocation, CannotAllocate, Size},
    cost_line::{CostLine, Exclusion},
    cost_report::{Command, CostReport, CostReportMachine},
    hands::Deed,
    ids::{CostLineId, CostReportId, LedgerImportId, SubAreaId},
    policy::{Action, Actor},
    project::Project,
    workflow::{Refusal, RefusalCode},
};
use talkoot_storage::{
    cost_lines::{self, StoredAllocation},
    cost_reports, projects,
};

use super::{facts, locked, standings, subject};
use crate::{Answer, App, Begun, Failure, Note, Request, Version, Work};

/// What of a line belongs to the project, and to which of its sub-areas.
#[derive(Clone, Debug)]
pub struct AllocateCostLine {
    /// The report.
    pub report: CostReportId,
    /// The version of it that was read.
    pub expected_version: Version,
    /// The line, or any part of it.
    pub line: CostLineId,
    /// What is stated.
    pub allocation: Allocation,
}

/// A line to be claimed in whole and in one piece again.
#[derive(Clone, Copy, Debug)]
pub struct ResetCostLine {
    /// The report.
    pub report: CostReportId,
    /// The version of it that was read.
    pub expected_version: Version,
    /// The line, or any part of it.
    pub line: CostLineId,
}

/// Shares a line, splits it over sub-areas, or both, in place of what held for it before.
///
/// # Errors
/// Refused when the report is with the lead, without a reason, when the parts do not sum to the project's
/// share to the cent, and for sub-areas of others.
pub async fn allocate(app: &App, actor: &Actor, request: Request<AllocateCostLine>) -> Answer<CostReportId> {
    const ACTION: Action = Action::AllocateCostLine;
    let mut work = match app.begin(actor, ACTION, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = request.body;
    let mut open = Open::of(&mut work, actor, asked.report, asked.expected_version).await?;
    let lines = open.row(&work, asked.line).await?;
    let allocation = asked.allocation;
    let booked = lines.first().map(|line| line.entry.amount).unwrap_or_default();
    let allocated = allocation.of(booked).map_err(|why| refused(ACTION, &why))?;
    check_sub_areas(&work, &open.project, &allocation).await?;
    let stored = StoredAllocation {
        import: open.import,
        row: lines.first().map(|line| line.entry.row).unwrap_or_default(),
        rate: match allocation.share {
            Some(Size::Percent(rate)) => Some(rate),
            Some(Size::Amount(_)) | None => None,
        },
        share: allocated.share,
        reason: allocation.reason.trim().to_owned(),
        by: actor.person,
        at: work.now,
    };
    cost_lines::allocate(&work.tx, &lines, &stored, &allocated, || app.new_id()).await?;
    let reason = Some(stored.reason);
    open.finish(&mut work, actor, lines, reason).await?;
    work.finish(asked.report).await
}

/// Claims a line in whole and in one piece again.
///
/// # Errors
/// Refused when the report is with the lead, and when the line is neither shared nor split.
pub async fn reset(app: &App, actor: &Actor, request: Request<ResetCostLine>) -> Answer<CostReportId> {
    const ACTION: Action = Action::ResetCostLineAllocation;
    let mut work = match app.begin(actor, ACTION, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = request.body;
    let mut open = Open::of(&mut work, actor, asked.report, asked.expected_version).await?;
    let lines = open.row(&work, asked.line).await?;
    let row = lines.first().map(|line| line.entry.row).unwrap_or_default();
    let allocations = cost_lines::allocations_of(&work.tx, &[(open.import, row)]).await?;
    if allocations.is_empty() {
        let message = "the line is neither shared nor split; it is claimed in whole already";
        return Err(Refusal::of(RefusalCode::WrongState, "cost_line", ACTION.into(), message).into());
    }
    cost_lines::reset(&work.tx, &lines).await?;
    open.finish(&mut work, actor, lines, None).await?;
    work.finish(asked.report).await
}

/// A report whose lines may be changed, by a person who may.
pub(super) struct Open {
    pub(super) project: Project,
    pub(super) report: CostReport,
    pub(super) import: LedgerImportId,
    command: Command,
}

impl Open {
    async fn of(work: &mut Work<'_>, actor: &Actor, id: CostReportId, expected: Version) -> Answer<Self> {
        Self::for_command(work, actor, (id, expected), Command::Allocate).await
    }

    pub(super) async fn for_command(
        work: &mut Work<'_>,
        actor: &Actor,
        (id, expected): (CostReportId, Version),
        command: Command,
    ) -> Answer<Self> {
        let (project, report) = locked(work, id).await?;
        work.permit(&standings(&project, &report))?;
        work.same_version("cost_report", report.id.into(), report.version, expected)
            .await?;
        let facts = facts(&work.tx, &report, actor.person).await?;
        let about = subject(&report);
        let before = report.state.clone();
        let state = work.decide::<CostReportMachine>(about, before, command.clone(), &facts, Note::none())?;
        // The machine refused a report without an import.
        let import = work.found("ledger import", report.import)?;
        Ok(Self {
            report: CostReport { state, ..report },
            project,
            import,
            command,
        })
    }

    /// Every part of the row that a line of the import in force stands for.
    pub(super) async fn row(&self, work: &Work<'_>, line: CostLineId) -> Answer<Vec<CostLine>> {
        let found = cost_lines::find(&work.tx, &work.scope, line).await?;
        let line = work.found("cost line", found.filter(|line| line.import == self.import))?;
        Ok(cost_lines::row_of(&work.tx, self.import, line.entry.row).await?)
    }

    /// Records what became of a row, and who prepared it.
    pub(super) async fn finish(
        &mut self,
        work: &mut Work<'_>,
        actor: &Actor,
        before: Vec<CostLine>,
        reason: Option<String>,
    ) -> Answer<()> {
        let row = before.first().map(|line| line.entry.row).unwrap_or_default();
        work.annotate("row", json!(row));
        if let Some(reason) = reason {
            work.annotate("reason", json!(reason));
        }
        if self.command == Command::Allocate {
            let after = cost_lines::row_of(&work.tx, self.import, row).await?;
            work.annotate("from", parts(&before));
            work.annotate("to", parts(&after));
        }
        cost_reports::add_preparer(&work.tx, self.import, actor.person).await?;
        work.had_a_hand("cost_report", self.report.id.into(), Deed::Prepared)
            .await?;
        self.report.prepared_by = Some(actor.person);
        Ok(cost_reports::update(&work.tx, &self.report).await?)
    }
}

fn parts(lines: &[CostLine]) -> Value {
    let claimed = lines
        .iter()
        .filter(|line| line.exclusion != Some(Exclusion::NoPart));
    claimed
        .map(|line| {
            let area = line
                .sub_area
                .map_or_else(|| "-".to_owned(), |area| area.to_string());
            json!(format!("{area}: {}", line.amount))
        })
        .collect()
}

async fn check_sub_areas(work: &Work<'_>, project: &Project, allocation: &Allocation) -> Answer<()> {
    let own: BTreeSet<SubAreaId> = projects::sub_areas(&work.tx, &[project.application])
        .await?
        .into_iter()
        .map(|(_, sub_area)| sub_area.id)
        .collect();
    for (index, part) in allocation.parts.iter().enumerate() {
        if !own.contains(&part.sub_area) {
            return Err(work.faulty(
                &["parts", &index.to_string(), "subAreaId"],
                "this is no sub-area of the project; choose one of its own",
            ));
        }
    }
    Ok(())
}

fn refused(action: Action, why: &CannotAllocate) -> Failure {
    let path = why.path();
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    Refusal::input(action.into(), &path, why.to_string()).into()
}
