use std::fmt::Debug;

use talkoot_domain::{
    ids::RankingId,
    policy::{Action, Actor},
    ranking::{Command, Ranking, RankingMachine},
};
use talkoot_storage::{calls, rankings};

use super::{read::facts, subject};
use crate::{Answer, App, Begun, Note, Request, Version};

/// Confirms a list that was proposed after a decision, as the second person; it stands then.
///
/// # Errors
/// Refused to the one who proposed it, to who has a conflict of interest, and when the ranking changed since.
pub async fn confirm(app: &App, actor: &Actor, request: Request<(RankingId, Version)>) -> Answer<RankingId> {
    let object = request.body;
    step(
        app,
        actor,
        Action::ConfirmRanking,
        &request,
        object,
        Command::Confirm,
        Note::none(),
    )
    .await
}

/// Takes a proposed list back.
///
/// # Errors
/// Refused without a reason, and for a list that stands.
pub async fn withdraw(
    app: &App,
    actor: &Actor,
    request: Request<(RankingId, Version, String)>,
) -> Answer<RankingId> {
    let (id, version, reason) = request.body.clone();
    let note = Note::reason(reason.clone());
    let command = Command::Withdraw { reason };
    let action = Action::WithdrawRanking;
    step(app, actor, action, &request, (id, version), command, note).await
}

async fn step<T: Debug>(
    app: &App,
    actor: &Actor,
    action: Action,
    request: &Request<T>,
    (id, expected): (RankingId, Version),
    command: Command,
    note: Note,
) -> Answer<RankingId> {
    let mut work = match app.begin(actor, action, request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let seen = rankings::find(&work.tx, &work.scope, id).await?;
    let seen = work.found("ranking list", seen)?;
    let call = calls::lock(&work.tx, &work.scope, seen.call).await?;
    work.found("call", call)?;
    let ranking = rankings::find(&work.tx, &work.scope, id).await?;
    let ranking = work.found("ranking list", ranking)?;
    work.permit(&ranking.standings())?;
    work.same_version("ranking", ranking.id.into(), ranking.version, expected)
        .await?;
    let facts = facts(&work.tx, &ranking, actor).await?;
    let before = ranking.state.clone();
    let state = work.decide::<RankingMachine>(subject(&ranking), before, command, &facts, note)?;
    rankings::update(&work.tx, &Ranking { state, ..ranking }).await?;
    work.finish(id).await
}
