use serde_json::json;
use talkoot_domain::{
    cost_report::Command,
    ids::{CostLineId, CostReportId, FileId},
    policy::{Action, Actor},
};
use talkoot_storage::cost_lines::{self, Evidence};

use super::allocate::Open;
use crate::{Answer, App, Begun, Request, Version, files};

/// So many files a row carries at most.
const MOST_FILES: usize = 50;

/// A file that shows what a line is.
#[derive(Clone, Copy, Debug)]
pub struct EvidenceOfLine {
    /// The report.
    pub report: CostReportId,
    /// The version of it that was read.
    pub expected_version: Version,
    /// The line, or any part of it.
    pub line: CostLineId,
    /// The file, uploaded for the same municipality.
    pub file: FileId,
}

/// Attaches a file to a line and all its parts. From then on whoever checks the costs can read the file.
///
/// # Errors
/// Refused when the report is with the lead, for a file of another municipality, and for too many files. Not found when
/// the person may not read the file, such as a colleague's that nobody has put to use yet.
pub async fn attach(app: &App, actor: &Actor, request: Request<EvidenceOfLine>) -> Answer<CostReportId> {
    let asked = request.body;
    let mut work = match app.begin(actor, Action::AttachEvidence, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let version = (asked.report, asked.expected_version);
    let mut open = Open::for_command(&mut work, actor, version, Command::Attach).await?;
    let lines = open.row(&work, asked.line).await?;
    let row = lines.first().map(|line| line.entry.row).unwrap_or_default();
    let file = files::to_put_to_use(&work, &[asked.file]).await?.pop();
    let file = work.found("file", file)?;
    if file.organisation != open.report.partner {
        return Err(work.faulty(
            &["fileId"],
            "the file belongs to another municipality than the report; upload it for your own",
        ));
    }
    let held = cost_lines::evidence_of(&work.tx, &[(open.import, row)]).await?;
    if held.len() >= MOST_FILES {
        let message = format!("a line carries at most {MOST_FILES} files; put several documents into one");
        return Err(work.faulty(&["fileId"], message));
    }
    let evidence = Evidence {
        import: open.import,
        row,
        file: asked.file,
        by: actor.person,
        at: work.now,
    };
    cost_lines::attach(&work.tx, &evidence).await?;
    work.annotate("attached", json!(asked.file.to_string()));
    work.annotate("sha256", json!(file.sha256_hex()));
    open.finish(&mut work, actor, lines, None).await?;
    work.finish(asked.report).await
}

/// Takes a file off a line and all its parts; the file itself is kept.
///
/// # Errors
/// Refused when the report is with the lead, and when the line does not carry the file.
pub async fn detach(app: &App, actor: &Actor, request: Request<EvidenceOfLine>) -> Answer<CostReportId> {
    let asked = request.body;
    let mut work = match app.begin(actor, Action::DetachEvidence, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let version = (asked.report, asked.expected_version);
    let mut open = Open::for_command(&mut work, actor, version, Command::Attach).await?;
    let lines = open.row(&work, asked.line).await?;
    let row = lines.first().map(|line| line.entry.row).unwrap_or_default();
    if !cost_lines::detach(&work.tx, (open.import, row), asked.file).await? {
        return Err(work.faulty(
            &["fileId"],
            "the line does not carry this file; read the report again",
        ));
    }
    work.annotate("detached", json!(asked.file.to_string()));
    open.finish(&mut work, actor, lines, None).await?;
    work.finish(asked.report).await
}
