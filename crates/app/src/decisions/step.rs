use talkoot_domain::{
    application::{self, Application},
    decision::{Command, CommandName, Decision, DecisionMachine},
    ids::DecisionId,
    policy::{Action, Actor},
    workflow,
};
use talkoot_storage::{applications, decisions};

use super::{letter, open};
use crate::{
    Answer, App, Begun, Note, Request, Version,
    applications::{decide, subject},
};

/// Makes a decision: in the same transaction the application is granted or not.
///
/// # Errors
/// Refused to who drafted or changed it, and when the award passes a limit by now.
pub async fn approve(
    app: &App,
    actor: &Actor,
    request: Request<(DecisionId, Version)>,
) -> Answer<DecisionId> {
    let mut work = match app.begin(actor, Action::ApproveDecision, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let (id, expected) = request.body;
    let (decision, dossier, facts) = open(&mut work, id, expected).await?;
    let command = Command::Approve;
    workflow::check::<DecisionMachine>(&decision.state, CommandName::Approve, &facts)?;
    let letter = letter::write(&mut work, &decision, &dossier).await?;
    let note = Note::details(serde_json::json!({
        "letter": letter.number,
        "letterSha256": hex::encode(letter.sha256),
    }));
    let state = work.decide::<DecisionMachine>(subject(id), decision.state.clone(), command, &facts, note)?;
    let outcome = if decision.proposal.grant.is_some() {
        application::Command::Accept
    } else {
        application::Command::Reject
    };
    let note = Note::details(serde_json::json!({ "decision": id.to_string() }));
    let decided = decide(&mut work, &dossier, outcome, note).await?;
    applications::update(
        &work.tx,
        &Application {
            state: decided,
            ..dossier.application
        },
    )
    .await?;
    decisions::update(&work.tx, &Decision { state, ..decision }).await?;
    work.finish(id).await
}

/// Refuses a grant; what it would have taken of the appropriation is free again.
///
/// # Errors
/// Refused without a reason, and unless the decision is made and grants something.
pub async fn refuse(
    app: &App,
    actor: &Actor,
    request: Request<(DecisionId, Version, String)>,
) -> Answer<DecisionId> {
    let mut work = match app.begin(actor, Action::RefuseDecision, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let (id, expected, reason) = request.body;
    let (decision, _, facts) = open(&mut work, id, expected).await?;
    let note = Note::reason(reason.clone());
    let command = Command::Refuse { reason };
    let before = decision.state.clone();
    let state = work.decide::<DecisionMachine>(subject(id), before, command, &facts, note)?;
    decisions::update(&work.tx, &Decision { state, ..decision }).await?;
    work.finish(id).await
}
