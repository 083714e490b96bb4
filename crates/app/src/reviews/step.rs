use std::fmt::Debug;

use talkoot_domain::{
    ids::ReviewId,
    policy::{Action, Actor},
    review::{Command, GivenScore, Review, ReviewMachine},
};
use talkoot_storage::{applications, reviews};

use super::{facts, subject};
use crate::{Answer, App, Begun, Note, Request, Version};

/// Scores that are written so far.
#[derive(Clone, Debug)]
pub struct SaveScores {
    /// Of which review.
    pub id: ReviewId,
    /// The version that was read.
    pub expected_version: Version,
    /// All of them; they replace those that were there.
    pub scores: Vec<GivenScore>,
}

/// Saves the scores of a review.
///
/// # Errors
/// Refused to everybody but the reviewer, to a reviewer of an applicant, once the application is evaluated, and for
/// a score outside the criteria.
pub async fn save_scores(app: &App, actor: &Actor, request: Request<SaveScores>) -> Answer<ReviewId> {
    let asked = request.body.clone();
    let command = Command::SaveScores(asked.scores);
    let object = (asked.id, asked.expected_version);
    step(app, actor, Action::SaveReviewScores, &request, object, command).await
}

/// Gives the review; it is not changed any more.
///
/// # Errors
/// Refused as for saving, while a supplement is requested, and unless every criterion has points and a reason.
pub async fn submit(app: &App, actor: &Actor, request: Request<(ReviewId, Version)>) -> Answer<ReviewId> {
    let object = request.body;
    step(
        app,
        actor,
        Action::SubmitReview,
        &request,
        object,
        Command::Submit,
    )
    .await
}

/// Says that the reviewer has a conflict of interest.
///
/// # Errors
/// Refused to everybody but the reviewer, and without a reason.
pub async fn declare_conflict(
    app: &App,
    actor: &Actor,
    request: Request<(ReviewId, Version, String)>,
) -> Answer<ReviewId> {
    let (id, version, reason) = request.body.clone();
    let command = Command::DeclareConflict { reason };
    step(
        app,
        actor,
        Action::DeclareConflict,
        &request,
        (id, version),
        command,
    )
    .await
}

/// Takes an assignment back.
///
/// # Errors
/// Refused once the review is submitted, and without a reason.
pub async fn withdraw(
    app: &App,
    actor: &Actor,
    request: Request<(ReviewId, Version, String)>,
) -> Answer<ReviewId> {
    let (id, version, reason) = request.body.clone();
    let command = Command::Withdraw { reason };
    step(
        app,
        actor,
        Action::WithdrawReviewer,
        &request,
        (id, version),
        command,
    )
    .await
}

async fn step<T: Debug>(
    app: &App,
    actor: &Actor,
    action: Action,
    request: &Request<T>,
    (id, expected): (ReviewId, Version),
    command: Command,
) -> Answer<ReviewId> {
    let mut work = match app.begin(actor, action, request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let seen = work.found("review", reviews::find(&work.tx, &work.scope, id).await?)?;
    // The application is evaluated under the same lock: no review comes in while it is.
    let application = applications::lock(&work.tx, &work.scope, seen.application).await?;
    work.found("application", application)?;
    let review = work.found("review", reviews::find(&work.tx, &work.scope, id).await?)?;
    work.permit(&review.standings())?;
    work.same_version("review", review.id.into(), review.version, expected)
        .await?;
    let facts = facts(&work.tx, &review, actor.person).await?;
    let note = note(&command);
    let scores = match &command {
        Command::SaveScores(scores) => Some(scores.clone()),
        Command::Submit | Command::DeclareConflict { .. } | Command::Withdraw { .. } => None,
    };
    let state =
        work.decide::<ReviewMachine>(subject(&review), review.state.clone(), command, &facts, note)?;
    let after = Review { state, ..review };
    if let Some(scores) = scores {
        let scored = Review {
            scores,
            ..after.clone()
        };
        reviews::replace_scores(&work.tx, &scored).await?;
    }
    reviews::update(&work.tx, &after).await?;
    work.finish(id).await
}

fn note(command: &Command) -> Note {
    match command {
        Command::SaveScores(scores) => {
            let points = scores
                .iter()
                .map(|one| (one.criterion.clone(), serde_json::json!(one.points)));
            Note::details(serde_json::json!({ "points": points.collect::<serde_json::Map<_, _>>() }))
        }
        Command::Submit => Note::none(),
        Command::DeclareConflict { reason } | Command::Withdraw { reason } => Note::reason(reason.clone()),
    }
}
