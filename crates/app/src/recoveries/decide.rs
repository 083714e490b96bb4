use chrono::NaiveDate;
use talkoot_domain::{
    ids::RecoveryId,
    policy::{Action, Actor},
    recovery::{Answered, Basis, Command, LegalBasis, Proposal},
    workflow::{Refusal, RefusalCode, Stamp},
};
use talkoot_storage::{Scope, corrections as stored_corrections};

use super::{read::rates, step::begin};
use crate::{Answer, App, Note, Request, Version, claims::refresh_open, corrections};

/// The lead municipality's answer in the hearing.
#[derive(Clone, Debug)]
pub struct AnswerRecovery {
    /// Which.
    pub id: RecoveryId,
    /// The version that was read.
    pub expected_version: Version,
    /// What it answers.
    pub answer: String,
}

/// A decision to be drafted.
#[derive(Clone, Debug)]
pub struct DraftRecovery {
    /// Which.
    pub id: RecoveryId,
    /// The version that was read.
    pub expected_version: Version,
    /// By which section.
    pub legal_basis: LegalBasis,
    /// Why, in words for the debtor.
    pub reasoning: String,
    /// Why it comes later than two calendar years after the finding.
    pub late_because: Option<String>,
    /// The last day to pay.
    pub due: NaiveDate,
}

/// A recovery that was opened by mistake.
#[derive(Clone, Debug)]
pub struct CancelRecovery {
    /// Which.
    pub id: RecoveryId,
    /// The version that was read.
    pub expected_version: Version,
    /// Why.
    pub reason: String,
}

/// Records the lead municipality's answer; the hearing has ended then.
///
/// # Errors
/// Refused without an answer, and after the hearing.
pub async fn answer(app: &App, actor: &Actor, request: Request<AnswerRecovery>) -> Answer<RecoveryId> {
    let asked = request.body.clone();
    let target = (asked.id, asked.expected_version);
    let mut opened = match begin(app, actor, Action::AnswerRecovery, &request, target).await? {
        Ok(opened) => opened,
        Err(id) => return Ok(id),
    };
    let text = asked.answer.trim().to_owned();
    if !text.is_empty() {
        opened.recovery.answer = Some(Answered {
            answered: Stamp {
                by: actor.person,
                at: opened.work.now,
            },
            text: text.clone(),
        });
    }
    let note = Note::details(serde_json::json!({ "answer": text }));
    opened.apply(Command::Answer { text }, note).await?;
    opened.finish().await
}

/// Ends a hearing whose time has passed.
///
/// # Errors
/// Refused until the end of its last day.
pub async fn close_hearing(
    app: &App,
    actor: &Actor,
    request: Request<(RecoveryId, Version)>,
) -> Answer<RecoveryId> {
    let target = request.body;
    let mut opened = match begin(app, actor, Action::CloseRecoveryHearing, &request, target).await? {
        Ok(opened) => opened,
        Err(id) => return Ok(id),
    };
    opened.apply(Command::CloseHearing, Note::none()).await?;
    opened.finish().await
}

/// Drafts the decision, also anew; the interest until the due date is computed with the reference rates
/// that are in force.
///
/// # Errors
/// Refused before the lead was heard, without reasons, for a due date that is not in the future, when the
/// act's times have passed (28 §), and when a reference rate is not known.
pub async fn draft(app: &App, actor: &Actor, request: Request<DraftRecovery>) -> Answer<RecoveryId> {
    const ACTION: Action = Action::DraftRecovery;
    let asked = request.body.clone();
    let target = (asked.id, asked.expected_version);
    let mut opened = match begin(app, actor, ACTION, &request, target).await? {
        Ok(opened) => opened,
        Err(id) => return Ok(id),
    };
    let rates = rates(&opened.work.tx).await?;
    let account = talkoot_domain::recovery::Account {
        due: Some(asked.due),
        ..opened.recovery.account()
    };
    let until = asked.due.max(opened.recovery.paid_on);
    let standing = account.at(until, &rates).map_err(|why| Refusal {
        path: vec!["due".to_owned()],
        ..Refusal::of(
            RefusalCode::CannotCheck,
            "recovery",
            ACTION.into(),
            why.to_string(),
        )
    })?;
    let proposal = Proposal {
        legal_basis: asked.legal_basis,
        reasoning: asked.reasoning.trim().to_owned(),
        late_because: asked.late_because.map(|why| why.trim().to_owned()),
        due: asked.due,
        interest: standing.recovery.amount(),
    };
    let section: &'static str = proposal.legal_basis.into();
    let note = Note {
        reason: Some(proposal.reasoning.clone()),
        details: serde_json::json!({
            "legalBasis": section,
            "due": proposal.due,
            "interest": proposal.interest.to_string(),
        }),
    };
    opened.apply(Command::Draft { proposal }, note).await?;
    opened.finish().await
}

/// Makes the decision, as the second person.
///
/// # Errors
/// Refused to whoever opened the recovery or drafted the decision.
pub async fn decide(app: &App, actor: &Actor, request: Request<(RecoveryId, Version)>) -> Answer<RecoveryId> {
    let target = request.body;
    let mut opened = match begin(app, actor, Action::DecideRecovery, &request, target).await? {
        Ok(opened) => opened,
        Err(id) => return Ok(id),
    };
    opened.apply(Command::Decide, Note::none()).await?;
    opened.finish().await
}

/// Takes a recovery back that was opened by mistake: a claim nets its money again.
///
/// # Errors
/// Refused once it is decided, and when a claim has relied on it.
pub async fn cancel(app: &App, actor: &Actor, request: Request<CancelRecovery>) -> Answer<RecoveryId> {
    const ACTION: Action = Action::CancelRecovery;
    let asked = request.body.clone();
    let target = (asked.id, asked.expected_version);
    let mut opened = match begin(app, actor, ACTION, &request, target).await? {
        Ok(opened) => opened,
        Err(id) => return Ok(id),
    };
    let command = Command::Cancel {
        reason: asked.reason.clone(),
    };
    opened.apply(command, Note::reason(asked.reason.clone())).await?;
    if let Basis::Correction(id) = opened.recovery.basis {
        let found = stored_corrections::find(&opened.work.tx, &Scope::system(), id).await?;
        let correction = opened.work.found("correction", found)?;
        corrections::release(&mut opened.work, correction, &asked.reason).await?;
    }
    let cause = ("recovery", opened.recovery.id.into());
    refresh_open(&mut opened.work, ACTION.into(), &opened.project, cause).await?;
    opened.finish().await
}
