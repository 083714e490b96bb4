use talkoot_domain::{
    application::{self, Application},
    decision::Decision,
    hands::Deed,
    ids::RectificationId,
    policy::{Action, Actor},
    rectification::{Command, Outcome, Reply, State},
};
use talkoot_storage::{Scope, applications, decisions};

use super::{OBJECT, Opened, begin};
use crate::{
    Answer, App, Failure, Note, Request, Version,
    applications::{decide as decide_application, dossier_of, subject},
};

/// An answer to be drafted.
#[derive(Clone, Debug)]
pub struct DraftReply {
    /// To which claim.
    pub id: RectificationId,
    /// The version that was read.
    pub expected_version: Version,
    /// The answer.
    pub reply: Reply,
}

/// Drafts the answer to a claim, or drafts it anew; who does may not make it.
///
/// # Errors
/// Refused without reasons, for an outcome that the time of the claim does not allow, and once it is answered.
pub async fn draft(app: &App, actor: &Actor, request: Request<DraftReply>) -> Answer<RectificationId> {
    let target = (request.body.id, request.body.expected_version);
    let reply = Reply {
        reasoning: request.body.reply.reasoning.trim().to_owned(),
        ..request.body.reply.clone()
    };
    let mut opened = match begin(app, actor, Action::DraftRectification, &request, target).await? {
        Ok(opened) => opened,
        Err(id) => return Ok(id),
    };
    let deed = match opened.claim.state {
        State::Drafted { .. } if opened.facts.hands.know(Deed::Drafted) => Deed::Changed,
        State::Filed | State::Drafted { .. } | State::Decided { .. } | State::Withdrawn { .. } => {
            Deed::Drafted
        }
    };
    let outcome: &'static str = reply.outcome.into();
    let note = Note {
        reason: Some(reply.reasoning.clone()),
        details: serde_json::json!({ "outcome": outcome }),
    };
    opened.apply(Command::Draft(reply), note).await?;
    opened
        .work
        .had_a_hand(OBJECT, opened.claim.id.into(), deed)
        .await?;
    opened.work.finish(opened.claim.id).await
}

/// Makes the drafted answer. One that changes the decision sets it aside, and the application is to be decided anew.
///
/// # Errors
/// Refused to who drafted it, and for a change of a decision under which a project runs by now.
pub async fn decide(
    app: &App,
    actor: &Actor,
    request: Request<(RectificationId, Version)>,
) -> Answer<RectificationId> {
    let target = request.body;
    let mut opened = match begin(app, actor, Action::DecideRectification, &request, target).await? {
        Ok(opened) => opened,
        Err(id) => return Ok(id),
    };
    opened.apply(Command::Decide, Note::none()).await?;
    let changed = match &opened.claim.state {
        State::Decided { reply, .. } => reply.outcome == Outcome::Changed,
        State::Filed | State::Drafted { .. } | State::Withdrawn { .. } => false,
    };
    if changed {
        set_aside(&mut opened).await?;
    }
    opened.work.finish(opened.claim.id).await
}

async fn set_aside(opened: &mut Opened<'_>) -> Answer<()> {
    let work = &mut opened.work;
    let decision = Decision {
        set_aside: Some(opened.claim.id),
        ..opened.decision.clone()
    };
    decisions::update(&work.tx, &decision).await?;
    let about = subject(decision.id);
    let state = talkoot_domain::decision::StateName::from(&decision.state);
    let note = serde_json::json!({ "rectification": opened.claim.id.to_string() });
    work.record(
        "decision",
        about,
        Some(state.into()),
        Some(state.into()),
        Note::details(note.clone()),
    );
    let application = applications::find(&work.tx, &Scope::system(), decision.application).await?;
    let application = application.ok_or(Failure::NotFound("application"))?;
    let dossier = dossier_of(work, application).await?;
    let reconsider = application::Command::Reconsider;
    let state = decide_application(work, &dossier, reconsider, Note::details(note)).await?;
    let application = Application {
        state,
        ..dossier.application
    };
    Ok(applications::update(&work.tx, &application).await?)
}
