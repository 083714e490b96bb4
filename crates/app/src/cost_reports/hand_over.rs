use std::fmt::Debug;

use talkoot_domain::{
    cost_report::{Command, CostReport, CostReportMachine, Remark, State, StateName},
    hands::Deed,
    ids::{CostLineId, CostReportId},
    policy::{Action, Actor},
    workflow::Stamp,
};
use talkoot_storage::{claims as stored_claims, cost_line_remarks, cost_lines, cost_reports, cost_sums};

use super::{facts, locked, standings, subject};
use crate::{Answer, App, Begun, Note, Request, Subject, Version, Work, claims, obligations};

/// How many lines one return can name.
const MOST_LINES: usize = 200;

/// A report to be given back.
#[derive(Clone, Debug)]
pub struct ReturnCostReport {
    /// Which.
    pub id: CostReportId,
    /// The version that was read.
    pub expected_version: Version,
    /// What the partner is to correct, in the whole report.
    pub reasons: String,
    /// What is wrong with single lines.
    pub lines: Vec<Remark>,
}

/// A locked report to be taken out of its claim.
#[derive(Clone, Debug)]
pub struct ReopenCostReport {
    /// Which.
    pub id: CostReportId,
    /// The version that was read.
    pub expected_version: Version,
    /// What the partner is to correct.
    pub reasons: String,
}

/// Hands a report to the lead municipality.
///
/// # Errors
/// Refused to whoever prepared it, and while anything is missing.
pub async fn submit(
    app: &App,
    actor: &Actor,
    request: Request<(CostReportId, Version)>,
) -> Answer<CostReportId> {
    let asked = request.body;
    step(
        app,
        actor,
        Action::SubmitCostReport,
        &request,
        asked,
        Command::Submit,
    )
    .await
}

/// Gives a report back to its partner.
///
/// # Errors
/// Refused without reasons.
pub async fn give_back(app: &App, actor: &Actor, request: Request<ReturnCostReport>) -> Answer<CostReportId> {
    let asked = (request.body.id, request.body.expected_version);
    let command = Command::Return {
        reasons: request.body.reasons.trim().to_owned(),
        remarks: request.body.lines.clone(),
    };
    step(app, actor, Action::ReturnCostReport, &request, asked, command).await
}

/// Takes a report out of a claim that is back with the lead, and gives it back to its partner. Only the latest
/// report of a municipality is reopened.
///
/// # Errors
/// Refused without reasons, for an earlier report, once the claim is approved, while the authority works on
/// it, and when the claim would be empty.
pub async fn reopen(app: &App, actor: &Actor, request: Request<ReopenCostReport>) -> Answer<CostReportId> {
    let asked = (request.body.id, request.body.expected_version);
    let reasons = request.body.reasons.trim().to_owned();
    let command = Command::Reopen { reasons };
    step(app, actor, Action::ReopenCostReport, &request, asked, command).await
}

/// Accepts a report into the project's claim.
///
/// # Errors
/// Refused in any state but submitted.
pub async fn accept(
    app: &App,
    actor: &Actor,
    request: Request<(CostReportId, Version)>,
) -> Answer<CostReportId> {
    let asked = request.body;
    step(
        app,
        actor,
        Action::AcceptCostReport,
        &request,
        asked,
        Command::Accept,
    )
    .await
}

/// The lines that a return names, which must be of the import in force. The reasons of the report repeat
/// what is said about them, for they go out by mail and stay with the obligation.
async fn with_lines(
    work: &Work<'_>,
    report: &CostReport,
    command: Command,
) -> Answer<(Command, Vec<cost_line_remarks::Remark>)> {
    let Command::Return { reasons, remarks } = command else {
        return Ok((command, Vec::new()));
    };
    if remarks.len() > MOST_LINES {
        return Err(work.faulty(&["lines"], format!("name at most {MOST_LINES} lines at a time")));
    }
    let ids: Vec<CostLineId> = remarks.iter().map(|remark| remark.line).collect();
    let found = cost_lines::find_many(&work.tx, &work.scope, &ids).await?;
    let by = work.actor()?.person;
    let (mut words, mut said) = (vec![reasons], Vec::new());
    for (place, remark) in remarks.iter().enumerate() {
        let line = found.iter().find(|line| {
            line.id == remark.line && line.report == report.id && Some(line.import) == report.import
        });
        let Some(line) = line else {
            return Err(work.faulty(
                &["lines", &place.to_string(), "lineId"],
                "this line is not of the import in force of this report; read the report again",
            ));
        };
        let reason = remark.reason.trim().to_owned();
        let (voucher, row) = (&line.entry.voucher, line.entry.row);
        words.push(format!("{voucher}, rivi/rad/row {row}: {reason}"));
        said.push(cost_line_remarks::Remark {
            id: work.app.new_id(),
            report: report.id,
            line: remark.line,
            reason,
            made: Stamp { by, at: work.now },
            answered_at: None,
        });
    }
    words.retain(|words| !words.is_empty());
    let command = Command::Return {
        reasons: words.join("\n"),
        remarks,
    };
    Ok((command, said))
}

/// From its submission on the log vouches for the lines of the import in force, until the report comes back
/// to be corrected.
fn vouch_for_lines(work: &mut Work<'_>, report: &CostReport, state: &State) {
    let (Some(import), now) = (report.import, StateName::from(state)) else {
        return;
    };
    if matches!(now, StateName::Submitted | StateName::Returned) {
        let about = Subject {
            id: import.into(),
            project: Some(report.project),
        };
        let note = Note::details(serde_json::json!({ "costReport": report.id.to_string() }));
        work.record("ledger_import", about, None, Some(now.into()), note);
    }
}

async fn step<T: Debug>(
    app: &App,
    actor: &Actor,
    action: Action,
    request: &Request<T>,
    (id, expected): (CostReportId, Version),
    command: Command,
) -> Answer<CostReportId> {
    let mut work = match app.begin(actor, action, request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let (project, report) = locked(&work, id).await?;
    work.permit(&standings(&project, &report))?;
    work.same_version("cost_report", report.id.into(), report.version, expected)
        .await?;
    let facts = facts(&work.tx, &report, actor.person).await?;
    let (command, said) = with_lines(&work, &report, command).await?;
    let note = match &command {
        Command::Return { reasons, .. } | Command::Reopen { reasons } => Note::reason(reasons),
        _ => Note::none(),
    };
    let submits = matches!(command, Command::Submit);
    let reopens = matches!(command, Command::Reopen { .. });
    let about = subject(&report);
    let (before, import) = (report.state.clone(), report.import);
    let state = work.decide::<CostReportMachine>(about, before, command, &facts, note)?;
    vouch_for_lines(&mut work, &report, &state);
    cost_reports::update(&work.tx, &CostReport { state, ..report }).await?;
    if let (true, Some(claim)) = (reopens, stored_claims::holding(&work.tx, id).await?) {
        claims::leave(&mut work, action.into(), &project, (claim, id)).await?;
    }
    cost_line_remarks::insert(&work.tx, &said).await?;
    if submits {
        if let Some(import) = import {
            cost_sums::add_up(&work.tx, import).await?;
        }
        cost_line_remarks::answer(&work.tx, id, work.now).await?;
        work.had_a_hand("cost_report", id.into(), Deed::Submitted).await?;
    }
    obligations::follow_cost_report(&mut work, id).await?;
    work.finish(id).await
}
