use std::fmt::Debug;

use talkoot_domain::{
    claim::Claim,
    cost_line_verification::{
        Command, CommandName, CostLineVerificationMachine, Facts, Grounds, State, Verification,
    },
    hands::{Deed, Hands},
    ids::{ClaimId, CostLineId, CostReportId},
    money::Money,
    policy::{Action, Actor},
    workflow::{self, Refusal, RefusalCode, Stamp},
};
use talkoot_storage::{claims, cost_line_verification as lines, hands, projects};

use super::{figures::refresh, locked, subject};
use crate::{Answer, App, Begun, Failure, Note, Request, Subject, Version, Work};

/// How many lines can be named in one request.
const MOST_LINES: usize = 1_000;

/// Lines of a claim.
#[derive(Clone, Debug)]
pub enum WhichLines {
    /// All that nobody has verified.
    AllPending,
    /// These.
    These(Vec<CostLineId>),
}

/// Lines to be accepted in full.
#[derive(Clone, Debug)]
pub struct AcceptCostLines {
    /// Of which claim.
    pub claim: ClaimId,
    /// The version of the claim that was read.
    pub expected_version: Version,
    /// Which of its lines.
    pub which: WhichLines,
}

/// A line to be accepted in part.
#[derive(Clone, Debug)]
pub struct PartlyAcceptCostLine {
    /// Which.
    pub id: CostLineId,
    /// The version that was read.
    pub expected_version: Version,
    /// How much of it.
    pub amount: Money,
    /// Why not all.
    pub grounds: Grounds,
}

/// A line to be disallowed.
#[derive(Clone, Debug)]
pub struct DisallowCostLine {
    /// Which.
    pub id: CostLineId,
    /// The version that was read.
    pub expected_version: Version,
    /// Why.
    pub grounds: Grounds,
}

/// Accepts lines in full, in one statement however many they are.
///
/// # Errors
/// Refused while the claim is not submitted, and when a named line is decided already.
pub async fn accept_lines(app: &App, actor: &Actor, request: Request<AcceptCostLines>) -> Answer<ClaimId> {
    const ACTION: Action = Action::AcceptCostLines;
    let asked = request.body.clone();
    let mut work = match app.begin(actor, ACTION, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let (project, claim) = locked(&work, asked.claim).await?;
    work.permit(&project.standings(None))?;
    work.same_version("claim", claim.id.into(), claim.version, asked.expected_version)
        .await?;
    let hands = hands::of(&work.tx, "claim", claim.id.into()).await?;
    let facts = Facts {
        by: actor.person,
        line: Money::ZERO,
        prepared: hands.prepared_by(actor.person),
        claim: Some(claim.state_name()),
    };
    workflow::check::<CostLineVerificationMachine>(&State::Pending, CommandName::Accept, &facts)?;
    let only = match &asked.which {
        WhichLines::AllPending => None,
        WhichLines::These(ids) => Some(named(&work, &claim, ids, &facts).await?),
    };
    let held = claims::held(&work.tx, claim.id).await?;
    let reports: Vec<CostReportId> = held.iter().map(|held| held.report).collect();
    let verified = Stamp {
        by: actor.person,
        at: work.now,
    };
    let accepted = lines::accept_pending(&work.tx, &reports, only.as_deref(), verified).await?;
    if accepted == 0 {
        return Err(refusal(
            RefusalCode::WrongState,
            "every line of the claim is verified already, or in the sample and to be decided by name",
        ));
    }
    let details = serde_json::json!({
        "accepted": accepted,
        "lines": only.map(|ids| ids.iter().map(ToString::to_string).collect::<Vec<_>>()),
    });
    let state = claim.state_name().into();
    work.record(
        "claim",
        subject(&claim),
        Some(state),
        Some(state),
        Note::details(details),
    );
    work.emit("cost_lines_accepted", subject(&claim));
    work.had_a_hand("claim", claim.id.into(), Deed::Verified).await?;
    let changed = refresh(&work, ACTION.into(), &project, claim).await?;
    work.annotate("changed", changed);
    work.finish(asked.claim).await
}

fn refusal(code: RefusalCode, message: impl Into<String>) -> Failure {
    Refusal::of(code, "cost_line", Action::AcceptCostLines.into(), message).into()
}

/// The named lines, each once, all of this claim and none decided.
async fn named(work: &Work<'_>, claim: &Claim, ids: &[CostLineId], facts: &Facts) -> Answer<Vec<CostLineId>> {
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() || ids.len() > MOST_LINES {
        let words = format!("name 1 to {MOST_LINES} lines, or ask for all pending ones");
        return Err(work.faulty(&["lineIds"], words));
    }
    let found = lines::find_many(&work.tx, &work.scope, &ids).await?;
    if found.len() != ids.len() || found.iter().any(|line| line.verification.claim != Some(claim.id)) {
        return Err(Failure::NotFound("cost line of this claim"));
    }
    let mut refusals = Vec::new();
    for line in found {
        let state = &line.verification.state;
        if let Err(no) = workflow::check::<CostLineVerificationMachine>(state, CommandName::Accept, facts) {
            refusals.push(no);
        }
    }
    if refusals.is_empty() {
        Ok(ids)
    } else {
        Err(Failure::Refused(refusals))
    }
}

/// Accepts a part of a line.
///
/// # Errors
/// Refused when the amount is no part of it, and without a reason.
pub async fn accept_partly(
    app: &App,
    actor: &Actor,
    request: Request<PartlyAcceptCostLine>,
) -> Answer<CostLineId> {
    let asked = request.body.clone();
    let command = Command::AcceptPartly {
        amount: asked.amount,
        grounds: asked.grounds,
    };
    let line = (asked.id, asked.expected_version);
    decide(app, actor, Action::PartlyAcceptCostLine, &request, line, command).await
}

/// Accepts nothing of a line.
///
/// # Errors
/// Refused without a reason.
pub async fn disallow(app: &App, actor: &Actor, request: Request<DisallowCostLine>) -> Answer<CostLineId> {
    let asked = request.body.clone();
    let command = Command::Disallow {
        grounds: asked.grounds,
    };
    let line = (asked.id, asked.expected_version);
    decide(app, actor, Action::DisallowCostLine, &request, line, command).await
}

/// Takes a decision about a line back.
///
/// # Errors
/// Refused when nothing is decided.
pub async fn reopen(app: &App, actor: &Actor, request: Request<(CostLineId, Version)>) -> Answer<CostLineId> {
    let line = request.body;
    decide(
        app,
        actor,
        Action::ReopenCostLine,
        &request,
        line,
        Command::Reopen,
    )
    .await
}

async fn decide<T: Debug>(
    app: &App,
    actor: &Actor,
    action: Action,
    request: &Request<T>,
    (id, expected): (CostLineId, Version),
    command: Command,
) -> Answer<CostLineId> {
    const OBJECT: &str = "cost line";
    let mut work = match app.begin(actor, action, request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let seen = work.found(OBJECT, lines::find(&work.tx, &work.scope, id).await?)?;
    let project = projects::lock(&work.tx, &work.scope, seen.verification.project).await?;
    let project = work.found("project", project)?;
    let found = work.found(OBJECT, lines::find(&work.tx, &work.scope, id).await?)?;
    let verification = found.verification;
    work.permit(&project.standings(Some(verification.partner)))?;
    work.same_version(
        "cost_line",
        verification.line.into(),
        verification.version,
        expected,
    )
    .await?;
    let claim = match verification.claim {
        Some(claim) => claims::find(&work.tx, &work.scope, claim).await?,
        None => None,
    };
    let hands = match verification.claim {
        Some(claim) => hands::of(&work.tx, "claim", claim.into()).await?,
        None => Hands::default(),
    };
    let facts = Facts {
        by: actor.person,
        line: verification.amount,
        prepared: hands.prepared_by(actor.person),
        claim: claim.as_ref().map(Claim::state_name),
    };
    let about = Subject {
        id: id.into(),
        project: Some(project.id),
    };
    let note = note(&command);
    let before = verification.state.clone();
    let counted = verification.counted();
    let state = work.decide::<CostLineVerificationMachine>(about, before, command, &facts, note)?;
    let changed = Verification {
        state,
        ..verification
    };
    let (from, to) = (counted.to_string(), changed.counted().to_string());
    work.annotate("counted", serde_json::json!({ "from": from, "to": to }));
    lines::update(&work.tx, &changed).await?;
    if let Some(claim) = claim {
        work.had_a_hand("claim", claim.id.into(), Deed::Verified).await?;
        let (about, state) = (subject(&claim), claim.state_name().into());
        let changed = refresh(&work, action.into(), &project, claim).await?;
        let note = Note::details(serde_json::json!({ "line": id.to_string(), "changed": changed }));
        work.record("claim", about, Some(state), Some(state), note);
    }
    work.finish(id).await
}

fn note(command: &Command) -> Note {
    let (amount, grounds) = match command {
        Command::Accept | Command::Reopen | Command::CorrectToFull => return Note::none(),
        Command::AcceptPartly { amount, grounds } | Command::CorrectToPart { amount, grounds } => {
            (*amount, grounds)
        }
        Command::Disallow { grounds } | Command::CorrectToNothing { grounds } => (Money::ZERO, grounds),
    };
    let code: &'static str = grounds.code.into();
    Note {
        reason: Some(grounds.text.clone()),
        details: serde_json::json!({ "accepted": amount.to_string(), "reasonCode": code }),
    }
}
