use std::fmt::Debug;

use talkoot_domain::{
    claim::{Claim, ClaimMachine, Command, State, Supplement},
    cost_report::{self, CostReport, CostReportMachine},
    hands::{Deed, Hands},
    ids::{ClaimId, CostReportId, PayoutId, PersonId},
    payout::Source,
    policy::{Action, Actor},
};
use talkoot_storage::{claims, cost_line_verification, cost_reports, payouts};
use uuid::Uuid;

use super::{facts, figures::confirm_sums, locked, sampling::sample, subject};
use crate::{Answer, App, Begun, Note, Request, Subject, Version, Work, corrections, supplement_requests};

/// A claim to be submitted.
#[derive(Clone, Debug)]
pub struct SubmitClaim {
    /// Which.
    pub id: ClaimId,
    /// The version that was read.
    pub expected_version: Version,
    /// The answer, when the authority asked questions.
    pub answer: Option<String>,
}

/// Questions about a claim.
#[derive(Clone, Debug)]
pub struct RequestClaimSupplement {
    /// Which.
    pub id: ClaimId,
    /// The version that was read.
    pub expected_version: Version,
    /// What the lead is to answer.
    pub questions: String,
}

/// A claim to be rejected.
#[derive(Clone, Debug)]
pub struct RejectClaim {
    /// Which.
    pub id: ClaimId,
    /// The version that was read.
    pub expected_version: Version,
    /// Why.
    pub reason: String,
}

/// Submits a claim, and locks its cost reports the first time.
///
/// # Errors
/// Refused when a report is no longer accepted, the figures are not those of the lines, or questions
/// are not answered.
pub async fn submit(app: &App, actor: &Actor, request: Request<SubmitClaim>) -> Answer<ClaimId> {
    let asked = (request.body.id, request.body.expected_version);
    let answer = request.body.answer.clone();
    let command = Command::Submit { answer };
    step(app, actor, Action::SubmitClaim, &request, asked, command).await
}

/// Sends a claim back with questions.
///
/// # Errors
/// Refused without questions.
pub async fn request_supplement(
    app: &App,
    actor: &Actor,
    request: Request<RequestClaimSupplement>,
) -> Answer<ClaimId> {
    let asked = (request.body.id, request.body.expected_version);
    let questions = request.body.questions.clone();
    let command = Command::RequestSupplement { questions };
    step(
        app,
        actor,
        Action::RequestClaimSupplement,
        &request,
        asked,
        command,
    )
    .await
}

/// Declares the content of a claim checked.
///
/// # Errors
/// Refused while a line is not verified.
pub async fn check_content(
    app: &App,
    actor: &Actor,
    request: Request<(ClaimId, Version)>,
) -> Answer<ClaimId> {
    let asked = request.body;
    step(
        app,
        actor,
        Action::CheckClaimContent,
        &request,
        asked,
        Command::CheckContent,
    )
    .await
}

/// Approves a claim for payment.
///
/// # Errors
/// Refused to whoever checked its content, and when its sums cannot be confirmed.
pub async fn approve(app: &App, actor: &Actor, request: Request<(ClaimId, Version)>) -> Answer<ClaimId> {
    let asked = request.body;
    step(
        app,
        actor,
        Action::ApproveClaim,
        &request,
        asked,
        Command::Approve,
    )
    .await
}

/// Rejects a claim; its cost reports are free again and nothing is decided about their lines.
///
/// # Errors
/// Refused to whoever checked its content, and without a reason.
pub async fn reject(app: &App, actor: &Actor, request: Request<RejectClaim>) -> Answer<ClaimId> {
    let asked = (request.body.id, request.body.expected_version);
    let reason = request.body.reason.clone();
    let command = Command::Reject { reason };
    step(app, actor, Action::RejectClaim, &request, asked, command).await
}

async fn step<T: Debug>(
    app: &App,
    actor: &Actor,
    action: Action,
    request: &Request<T>,
    (id, expected): (ClaimId, Version),
    command: Command,
) -> Answer<ClaimId> {
    let mut work = match app.begin(actor, action, request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let (project, mut claim) = locked(&work, id).await?;
    work.permit(&project.standings(None))?;
    work.same_version("claim", claim.id.into(), claim.version, expected)
        .await?;
    let facts = facts(&work.tx, &project, &claim, actor.person).await?;
    let answer = match &command {
        Command::Submit { answer } => answer.clone().map(|answer| answer.trim().to_owned()),
        _ => None,
    };
    if matches!(command, Command::Approve) {
        confirm_sums(&work.tx, &project, &claim).await?;
    }
    let before = claim.state.clone();
    let deed = match &command {
        Command::Submit { .. } => Some(Deed::Submitted),
        Command::CheckContent => Some(Deed::Checked),
        _ => None,
    };
    let note = note(&command);
    let state = work.decide::<ClaimMachine>(subject(&claim), before.clone(), command, &facts, note)?;
    match (&before, &state) {
        (State::Draft, State::Submitted { .. }) => {
            turn_reports(&mut work, id, actor.person, cost_report::Command::Lock).await?;
            sample(&mut work, &project, &claim).await?;
        }
        (State::SupplementRequested { asked, questions, .. }, State::Submitted { .. }) => {
            claim.answered = Some(Supplement {
                asked: *asked,
                questions: questions.clone(),
                answer: answer.unwrap_or_default(),
            });
        }
        (_, State::FinanceApproved { .. }) => corrections::net(&mut work, project.id, id).await?,
        (_, State::Rejected { .. }) => {
            let reports = turn_reports(&mut work, id, actor.person, cost_report::Command::Unlock).await?;
            forget(&mut work, &claim, &reports).await?;
            claims::release(&work.tx, id, work.now).await?;
            supplement_requests::close_of_claim(&mut work, &project, id, actor.person).await?;
        }
        _ => {}
    }
    claims::update(&work.tx, &Claim { state, ..claim }).await?;
    if let Some(deed) = deed {
        work.had_a_hand("claim", id.into(), deed).await?;
    }
    work.finish(id).await
}

/// Takes back what was decided about the lines of a rejected claim, and says so for every line about
/// which somebody decided by name.
pub(super) async fn forget(work: &mut Work<'_>, claim: &Claim, reports: &[CostReportId]) -> Answer<()> {
    let decided = cost_line_verification::decided_by_name(&work.tx, reports).await?;
    for (line, state) in decided {
        let about = Subject {
            id: line.into(),
            project: Some(claim.project),
        };
        let note = Note::details(serde_json::json!({ "rejectedClaim": claim.id.to_string() }));
        work.record("cost_line", about, Some(state.into()), Some("pending"), note);
    }
    let taken_back = cost_line_verification::forget(&work.tx, reports).await?;
    tracing::debug!(claim = %claim.id, taken_back, "the decisions about the lines of a rejected claim are gone");
    Ok(())
}

fn note(command: &Command) -> Note {
    match command {
        Command::Submit { answer: Some(answer) } => Note::details(serde_json::json!({ "answer": answer })),
        Command::RequestSupplement { questions } => Note::reason(questions),
        Command::Reject { reason } => Note::reason(reason),
        Command::Recompute
        | Command::Submit { answer: None }
        | Command::CheckContent
        | Command::Approve
        | Command::OrderPayout
        | Command::Pay => Note::none(),
    }
}

/// Locks or unlocks every cost report of a claim. A claim holds as many as it has partners and late
/// periods, and each is guarded by its own version.
async fn turn_reports(
    work: &mut Work<'_>,
    claim: ClaimId,
    by: PersonId,
    command: cost_report::Command,
) -> Answer<Vec<CostReportId>> {
    let held = claims::held(&work.tx, claim).await?;
    let ids: Vec<CostReportId> = held.iter().map(|held| held.report).collect();
    for report in cost_reports::find_many(&work.tx, &work.scope, &ids).await? {
        let facts = cost_report::Facts {
            by,
            prepared_by: report.prepared_by.into_iter().collect(),
            // Locking follows the claim; it asks for no second person.
            hands: Hands::default(),
            imported: report.import.is_some(),
            unclassified: cost_report::Unclassified::default(),
            evidence: cost_report::MissingEvidence::default(),
            frozen: false,
            place: cost_report::Place::default(),
        };
        let about = Subject {
            id: report.id.into(),
            project: Some(report.project),
        };
        let state = work.decide::<CostReportMachine>(
            about,
            report.state,
            command.clone(),
            &facts,
            Note::details(serde_json::json!({ "claim": claim.to_string() })),
        )?;
        cost_reports::update(&work.tx, &CostReport { state, ..report }).await?;
    }
    Ok(ids)
}

/// Marks the claim of a confirmed payout as paid; done by the system, once.
///
/// # Errors
/// When the database fails.
pub(crate) async fn pay(work: &mut Work<'_>, payout: PayoutId) -> Answer<()> {
    let Some(payout) = payouts::find(&work.tx, &work.scope, payout).await? else {
        return Ok(());
    };
    // The final balance is paid when its claim is settled already.
    let Source::Claim(claim) = payout.source else {
        return Ok(());
    };
    let (project, claim) = locked(work, claim).await?;
    if matches!(claim.state, State::Paid { .. }) {
        return Ok(());
    }
    // Nobody acts here, so nobody's identity can satisfy a rule of two persons.
    let facts = facts(&work.tx, &project, &claim, PersonId::from(Uuid::nil())).await?;
    let note = Note::details(serde_json::json!({ "payout": payout.id.to_string() }));
    let state =
        work.decide::<ClaimMachine>(subject(&claim), claim.state.clone(), Command::Pay, &facts, note)?;
    Ok(claims::update(&work.tx, &Claim { state, ..claim }).await?)
}
