use std::fmt::Debug;

use chrono::TimeDelta;
use talkoot_domain::{
    claim::Claim,
    correction::{Command, Correction, CorrectionMachine, Facts, State},
    cost_line_verification::{
        Command as LineCommand, CostLineVerificationMachine, Facts as LineFacts, StateName, Verification,
    },
    ids::{ClaimId, CorrectionId, CostLineId, PersonId, ProjectId, RecoveryId},
    policy::{Action, Actor},
    project::Project,
};
use talkoot_storage::{Access, Scope, claims, corrections, cost_line_verification as verified};
use uuid::Uuid;

use super::{effect, locked, subject};
use crate::{
    Answer, App, Begun, Failure, Note, Request, Subject, Version, Work,
    claims::{refresh_open, standing},
};

/// A correction that is not approved.
#[derive(Clone, Debug)]
pub struct RejectCorrection {
    /// Which.
    pub id: CorrectionId,
    /// The version that was read.
    pub expected_version: Version,
    /// Why.
    pub reason: String,
}

/// Approves a correction as the officer; nothing changes yet.
///
/// # Errors
/// Refused to whoever proposed it, and when its lines have changed since.
pub async fn endorse(
    app: &App,
    actor: &Actor,
    request: Request<(CorrectionId, Version)>,
) -> Answer<CorrectionId> {
    let asked = request.body;
    step(app, actor, Action::EndorseCorrection, &request, asked, |_| {
        Command::Endorse
    })
    .await
}

/// Approves a correction as the second person: its lines change, the claim that is open is computed anew,
/// and the next claim nets what it comes to.
///
/// # Errors
/// Refused to whoever proposed it or approved it as the officer, and when its lines have changed since.
pub async fn approve(
    app: &App,
    actor: &Actor,
    request: Request<(CorrectionId, Version)>,
) -> Answer<CorrectionId> {
    let asked = request.body;
    step(app, actor, Action::ApproveCorrection, &request, asked, |last| {
        Command::Approve { after_claim: last }
    })
    .await
}

/// Says no to a correction.
///
/// # Errors
/// Refused once it is approved, and without a reason.
pub async fn reject(app: &App, actor: &Actor, request: Request<RejectCorrection>) -> Answer<CorrectionId> {
    let asked = (request.body.id, request.body.expected_version);
    let reason = request.body.reason.clone();
    step(app, actor, Action::RejectCorrection, &request, asked, |_| {
        Command::Reject { reason }
    })
    .await
}

async fn step<T: Debug>(
    app: &App,
    actor: &Actor,
    action: Action,
    request: &Request<T>,
    (id, expected): (CorrectionId, Version),
    command: impl FnOnce(i32) -> Command,
) -> Answer<CorrectionId> {
    let mut work = match app.begin(actor, action, request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let (project, correction) = locked(&work, id).await?;
    work.permit(&project.standings(Some(correction.partner)))?;
    work.same_version("correction", correction.id.into(), correction.version, expected)
        .await?;
    let facts = facts(&work.tx, &correction, actor.person).await?;
    // Which of two corrections of a line came first must be told for ever, also when the clock stood still.
    if let Some(latest) = corrections::latest_approval(&work.tx, project.id).await?
        && latest >= work.now
    {
        work.now = latest + TimeDelta::microseconds(1);
    }
    let last = claims::approved_before(&work.tx, project.id, i32::MAX).await?;
    let command = command(last.map_or(0, |claim| claim.number));
    let note = match &command {
        Command::Reject { reason } => Note::reason(reason),
        _ => Note::none(),
    };
    let before = correction.state.clone();
    let state = work.decide::<CorrectionMachine>(subject(&correction), before, command, &facts, note)?;
    let changes = matches!(state, State::Approved { .. });
    let correction = Correction { state, ..correction };
    corrections::update(&work.tx, &correction).await?;
    if changes {
        carry_out(&mut work, action.into(), &project, &correction).await?;
    }
    work.finish(id).await
}

/// Changes the lines and whatever shows their sums.
async fn carry_out(
    work: &mut Work<'_>,
    command: &'static str,
    project: &Project,
    correction: &Correction,
) -> Answer<()> {
    let before = standing(&work.tx, command, project).await?;
    change_lines(work, correction).await?;
    let after = standing(&work.tx, command, project).await?;
    let effects = effect::between(&before, &after).map_err(Failure::internal)?;
    corrections::insert_effects(&work.tx, correction.id, &effects).await?;
    refresh_open(work, command, project, ("correction", correction.id.into())).await
}

async fn change_lines(work: &mut Work<'_>, correction: &Correction) -> Answer<()> {
    let ids: Vec<CostLineId> = correction.lines.iter().map(|line| line.line).collect();
    let mut found = verified::find_many(&work.tx, &Scope::system(), &ids).await?;
    // The log tells the same on every engine.
    found.sort_by_key(|line| line.verification.line);
    let held: Vec<ClaimId> = found.iter().filter_map(|line| line.verification.claim).collect();
    let claims = claims::find_many(&work.tx, &Scope::system(), &held).await?;
    let by = work.actor()?.person;
    for line in found {
        let verification = line.verification;
        let corrected = correction.lines.iter().find(|one| one.line == verification.line);
        let corrected = corrected.ok_or(Failure::NotFound("cost line"))?;
        let claim = claims.iter().find(|claim| Some(claim.id) == verification.claim);
        let facts = LineFacts {
            by,
            line: verification.amount,
            claim: claim.map(Claim::state_name),
            // Who may approve a correction is the correction's own rule.
            prepared: None,
        };
        let about = Subject {
            id: verification.line.into(),
            project: Some(correction.project),
        };
        let grounds = correction.grounds.clone();
        let command = LineCommand::correct(verification.amount, corrected.remains, grounds);
        let note = Note {
            reason: Some(correction.grounds.text.clone()),
            details: serde_json::json!({
                "correction": correction.id.to_string(),
                "acceptedBefore": corrected.accepted_before.to_string(),
                "accepted": corrected.remains.to_string(),
            }),
        };
        let before = verification.state.clone();
        let state = work.decide::<CostLineVerificationMachine>(about, before, command, &facts, note)?;
        let changed = Verification {
            state,
            ..verification
        };
        verified::update(&work.tx, &changed).await?;
    }
    Ok(())
}

/// What must be known to decide about a correction.
pub(super) async fn facts(db: &impl Access, correction: &Correction, by: PersonId) -> Answer<Facts> {
    let ids: Vec<CostLineId> = correction.lines.iter().map(|line| line.line).collect();
    let found = verified::find_many(db, &Scope::system(), &ids).await?;
    let unmoved = correction.lines.iter().filter(|line| {
        found.iter().any(|one| {
            one.verification.line == line.line
                && StateName::from(&one.verification.state) != StateName::Pending
                && one.verification.counted() == line.accepted_before
        })
    });
    Ok(Facts {
        by,
        proposed_by: correction.proposed.by,
        moved_lines: (correction.lines.len() - unmoved.count()) as u64,
    })
}

fn by_the_system(correction: &Correction) -> Facts {
    Facts {
        by: PersonId::from(Uuid::nil()),
        proposed_by: correction.proposed.by,
        moved_lines: 0,
    }
}

/// Every approved correction of a project that is not recovered is netted by a claim that was approved
/// just now.
pub(crate) async fn net(work: &mut Work<'_>, project: ProjectId, claim: ClaimId) -> Answer<()> {
    for correction in corrections::in_states(&work.tx, project, &["approved"]).await? {
        let note = Note::details(serde_json::json!({ "claim": claim.to_string() }));
        by_the_way(work, correction, Command::Net { claim }, note).await?;
    }
    Ok(())
}

/// A correction is recovered instead of netted.
pub(crate) async fn recover(work: &mut Work<'_>, correction: Correction, recovery: RecoveryId) -> Answer<()> {
    let note = Note::details(serde_json::json!({ "recovery": recovery.to_string() }));
    by_the_way(work, correction, Command::Recover { recovery }, note).await
}

/// A correction is not recovered after all.
pub(crate) async fn release(work: &mut Work<'_>, correction: Correction, reason: &str) -> Answer<()> {
    by_the_way(work, correction, Command::Release, Note::reason(reason)).await
}

async fn by_the_way(work: &mut Work<'_>, correction: Correction, command: Command, note: Note) -> Answer<()> {
    let facts = by_the_system(&correction);
    let before = correction.state.clone();
    let state = work.decide::<CorrectionMachine>(subject(&correction), before, command, &facts, note)?;
    Ok(corrections::update(&work.tx, &Correction { state, ..correction }).await?)
}
