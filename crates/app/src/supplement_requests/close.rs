use talkoot_domain::{
    ids::{ClaimId, PersonId, SupplementRequestId},
    obligation,
    policy::{Action, Actor},
    project::Project,
    supplement_request::{Command, State, SupplementRequest, SupplementRequestMachine},
};
use talkoot_storage::supplement_requests;

use super::{begin, facts, owed, subject};
use crate::{Answer, App, Note, Request, Version, Work, obligations};

/// A request to be taken back.
#[derive(Clone, Debug)]
pub struct WithdrawSupplementRequest {
    /// Which.
    pub id: SupplementRequestId,
    /// The version that was read.
    pub expected_version: Version,
    /// Why.
    pub reason: String,
}

/// Accepts the answer to a request.
///
/// # Errors
/// Refused before it is answered, to whoever answered, and when a further request has taken its place.
pub async fn accept(
    app: &App,
    actor: &Actor,
    request: Request<(SupplementRequestId, Version)>,
) -> Answer<SupplementRequestId> {
    let target = request.body;
    let mut opened = match begin(app, actor, Action::AcceptSupplementAnswer, &request, target).await? {
        Ok(opened) => opened,
        Err(id) => return Ok(id),
    };
    opened.apply(Command::Accept, Note::none()).await?;
    let command = [obligation::Command::Accept];
    let owed = owed(opened.request.id);
    obligations::settle(&mut opened.work, &opened.project, owed, &command, actor.person).await?;
    opened.finish().await
}

/// Takes a request back; what was owed is waived.
///
/// # Errors
/// Refused once it is answered, to whoever extended its deadline, and without a reason.
pub async fn withdraw(
    app: &App,
    actor: &Actor,
    request: Request<WithdrawSupplementRequest>,
) -> Answer<SupplementRequestId> {
    const ACTION: Action = Action::WithdrawSupplementRequest;
    let reason = request.body.reason.clone();
    let target = (request.body.id, request.body.expected_version);
    let mut opened = match begin(app, actor, ACTION, &request, target).await? {
        Ok(opened) => opened,
        Err(id) => return Ok(id),
    };
    let command = Command::Withdraw {
        reason: reason.clone(),
    };
    opened.apply(command, Note::reason(reason.clone())).await?;
    let owed = owed(opened.request.id);
    let command = [obligation::Command::Waive { reason }];
    obligations::settle(&mut opened.work, &opened.project, owed, &command, actor.person).await?;
    opened.finish().await
}

/// Nothing is asked about a claim that was rejected: what is open is withdrawn, what was answered stays on record
/// as accepted. The caller holds the lock of the project.
pub(crate) async fn close_of_claim(
    work: &mut Work<'_>,
    project: &Project,
    claim: ClaimId,
    by: PersonId,
) -> Answer<()> {
    const REASON: &str = "the claim was rejected";
    for request in supplement_requests::of_claim(&work.tx, claim).await? {
        let facts = facts(&work.tx, &request, by).await?;
        let (command, follows) = match &request.state {
            State::Open => (
                Command::Withdraw {
                    reason: REASON.to_owned(),
                },
                obligation::Command::Waive {
                    reason: REASON.to_owned(),
                },
            ),
            State::Answered { .. } if facts.asked_further.is_none() => {
                (Command::Accept, obligation::Command::Accept)
            }
            State::Answered { .. } | State::Accepted { .. } | State::Withdrawn { .. } => continue,
        };
        let (about, before) = (subject(&request), request.state.clone());
        let note = Note::reason(REASON);
        let state = work.decide::<SupplementRequestMachine>(about, before, command, &facts, note)?;
        let id = request.id;
        supplement_requests::update(&work.tx, &SupplementRequest { state, ..request }).await?;
        obligations::settle(work, project, owed(id), &[follows], by).await?;
    }
    Ok(())
}
