use std::collections::BTreeMap;

use talkoot_domain::{
    correction::{
        CorrectedLine, Correction, Event, Finding, State, Why, check_lines, check_reversal, restored,
    },
    cost_line_verification::{Grounds, StateName, Verification},
    ids::{ClaimId, CorrectionId, CostLineId, ProjectId},
    money::Money,
    policy::{Action, Actor},
    workflow::Stamp,
};
use talkoot_storage::{Scope, claims, corrections, cost_line_verification as verified, projects};

use super::{refused, subject};
use crate::{Answer, App, Begun, Failure, Note, Request, Work};

const ACTION: Action = Action::ProposeCorrection;

/// What is found about one line.
#[derive(Clone, Copy, Debug)]
pub struct FoundLine {
    /// The line.
    pub line: CostLineId,
    /// What is to remain accepted of it.
    pub remains: Money,
}

/// What a correction is about.
#[derive(Clone, Debug)]
pub enum Subject {
    /// Lines of approved claims.
    Lines(Vec<FoundLine>),
    /// Another correction, which it undoes to the cent.
    Reversal(CorrectionId),
}

/// A finding.
#[derive(Clone, Debug)]
pub struct ProposeCorrection {
    /// About what.
    pub about: Subject,
    /// What was found.
    pub grounds: Grounds,
}

/// Records a finding; nothing changes until two persons of the authority have approved it.
///
/// # Errors
/// Refused without a finding, for lines that are in no approved claim or of several municipalities, for
/// amounts that are no part of their line, and when a correction is undone already.
pub async fn propose(app: &App, actor: &Actor, request: Request<ProposeCorrection>) -> Answer<CorrectionId> {
    let asked = request.body.clone();
    let mut work = match app.begin(actor, ACTION, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let reverses = match &asked.about {
        Subject::Lines(_) => None,
        Subject::Reversal(id) => Some(*id),
    };
    let wanted = wanted(&work, &asked.about).await?;
    let project = project_of(&work, &wanted).await?;
    let project = projects::lock(&work.tx, &Scope::system(), project).await?;
    let project = project.ok_or(Failure::NotFound("project"))?;
    // Behind the lock once more: nobody changes them from here on.
    let wanted = self::wanted(&work, &asked.about).await?;
    let findings = findings(&work, project.id, &wanted).await?;
    let municipality = findings.first().map(|one| one.partner);
    work.permit(&project.standings(municipality))?;
    let (partner, lines) = check_lines(&findings).map_err(|why| refused(ACTION.into(), &why))?;
    let text = asked.grounds.text.trim().to_owned();
    if text.is_empty() {
        return Err(refused(ACTION.into(), &Why::NoFinding));
    }
    let correction = Correction {
        id: app.new_id(),
        version: 1,
        project: project.id,
        number: corrections::last_number(&work.tx, project.id).await? + 1,
        partner,
        reverses,
        grounds: Grounds {
            code: asked.grounds.code,
            text,
        },
        proposed: Stamp {
            by: actor.person,
            at: work.now,
        },
        lines,
        effects: Vec::new(),
        state: State::Proposed,
    };
    corrections::insert(&work.tx, &correction).await?;
    let note = note(&correction)?;
    work.record("correction", subject(&correction), None, Some("proposed"), note);
    work.emit(Event::Proposed.into(), subject(&correction));
    work.finish(correction.id).await
}

fn note(correction: &Correction) -> Answer<Note> {
    let code: &'static str = correction.grounds.code.into();
    let line = |one: &CorrectedLine| {
        serde_json::json!({
            "line": one.line.to_string(),
            "acceptedBefore": one.accepted_before.to_string(),
            "remains": one.remains.to_string(),
        })
    };
    let change = correction.change().map_err(Failure::internal)?;
    Ok(Note {
        reason: Some(correction.grounds.text.clone()),
        details: serde_json::json!({
            "number": correction.number,
            "reasonCode": code,
            "change": change.to_string(),
            "reverses": correction.reverses.map(|id| id.to_string()),
            "lines": correction.lines.iter().map(line).collect::<Vec<_>>(),
        }),
    })
}

/// The lines with what is to remain of them; a reversal gives back what the correction took off.
async fn wanted(work: &Work<'_>, about: &Subject) -> Answer<Vec<FoundLine>> {
    match about {
        Subject::Lines(lines) => Ok(lines.clone()),
        Subject::Reversal(id) => {
            let found = corrections::find(&work.tx, &work.scope, *id).await?;
            let undone = work.found("correction", found)?;
            check_reversal(&undone.state).map_err(|why| refused(ACTION.into(), &why))?;
            let ids: Vec<CostLineId> = undone.lines.iter().map(|line| line.line).collect();
            let found = verified::find_many(&work.tx, &work.scope, &ids).await?;
            let mut wanted = Vec::with_capacity(undone.lines.len());
            for line in &undone.lines {
                let now = found.iter().find(|found| found.line.id == line.line);
                let now = &now.ok_or(Failure::NotFound("cost line"))?.verification;
                let remains = restored(line, now.amount, now.counted());
                wanted.push(FoundLine {
                    line: line.line,
                    remains: remains.map_err(|why| refused(ACTION.into(), &why))?,
                });
            }
            Ok(wanted)
        }
    }
}

async fn verifications(work: &Work<'_>, wanted: &[FoundLine]) -> Answer<BTreeMap<CostLineId, Verification>> {
    let ids: Vec<CostLineId> = wanted.iter().map(|line| line.line).collect();
    let found = verified::find_many(&work.tx, &work.scope, &ids).await?;
    Ok(found
        .into_iter()
        .map(|line| (line.line.id, line.verification))
        .collect())
}

async fn project_of(work: &Work<'_>, wanted: &[FoundLine]) -> Answer<ProjectId> {
    if wanted.is_empty() {
        return Err(refused(ACTION.into(), &Why::NoLines));
    }
    let found = verifications(work, wanted).await?;
    let first = found.values().next();
    first
        .map(|line| line.project)
        .ok_or(Failure::NotFound("cost line"))
}

async fn findings(work: &Work<'_>, project: ProjectId, wanted: &[FoundLine]) -> Answer<Vec<Finding>> {
    let found = verifications(work, wanted).await?;
    let mut claims_of: Vec<ClaimId> = found.values().filter_map(|line| line.claim).collect();
    claims_of.sort_unstable();
    claims_of.dedup();
    let states: BTreeMap<ClaimId, _> = claims::find_many(&work.tx, &Scope::system(), &claims_of)
        .await?
        .into_iter()
        .map(|claim| (claim.id, claim.state_name()))
        .collect();
    wanted
        .iter()
        .map(|one| {
            let line = found.get(&one.line).filter(|line| line.project == project);
            let line = line.ok_or(Failure::NotFound("cost line of this project"))?;
            Ok(Finding {
                line: one.line,
                partner: line.partner,
                amount: line.amount,
                accepted: match StateName::from(&line.state) {
                    StateName::Pending => None,
                    StateName::Accepted | StateName::Partly | StateName::Disallowed => Some(line.counted()),
                },
                claim: line.claim.and_then(|claim| states.get(&claim).copied()),
                remains: one.remains,
            })
        })
        .collect()
}
