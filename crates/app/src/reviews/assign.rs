use talkoot_domain::{
    application::{Application, StateName},
    ids::{ApplicationId, PersonId, ReviewId},
    policy::{Action, Actor, Role},
    review::{Event, Review, ReviewMachine, State, StateName as ReviewState, Why},
    workflow::{Machine as _, Name as _, Stamp},
};
use talkoot_storage::{Scope, applications, people, review_rules, reviews};

use super::{own_municipality, refused, subject};
use crate::{
    Answer, App, Availability, Begun, Note, Request, Version, Work, actions::permitted, applications::Dossier,
};

const ACTION: Action = Action::AssignReviewer;
/// Who of the authority reviews applications.
const REVIEWERS: [Role; 2] = [Role::Reviewer, Role::Officer];

/// A reviewer for an application.
#[derive(Clone, Debug)]
pub struct AssignReviewer {
    /// What is to be reviewed.
    pub application: ApplicationId,
    /// The application's version that was read.
    pub expected_version: Version,
    /// By whom.
    pub person: PersonId,
}

/// Assigns a reviewer. A role in a municipality that takes part, now or before, is a conflict of interest: the
/// assignment is recorded with it, and nothing is scored.
///
/// # Errors
/// Refused unless the application is with the authority and not evaluated, without criteria, for somebody who is
/// neither officer nor reviewer, and for somebody who is assigned already.
pub async fn assign(app: &App, actor: &Actor, request: Request<AssignReviewer>) -> Answer<ReviewId> {
    let mut work = match app.begin(actor, ACTION, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = request.body;
    let row = applications::lock(&work.tx, &work.scope, asked.application).await?;
    let application = work.found("application", row)?;
    work.permit(&application.standings(None))?;
    work.same_version(
        "application",
        application.id.into(),
        application.version,
        asked.expected_version,
    )
    .await?;
    under_review(&application).map_err(|why| refused(ACTION.into(), &why))?;
    check(&work, &application, asked.person).await?;
    let stamp = Stamp {
        by: actor.person,
        at: work.now,
    };
    let own = own_municipality(&work.tx, asked.person, &application).await?;
    let conflict = own.map(|municipality| State::Conflicted {
        declared: stamp,
        reason: format!(
            "The reviewer holds or held a role in {}, which takes part.",
            municipality.name_fi
        ),
        municipality: Some(municipality.id),
    });
    let review = Review {
        id: app.new_id(),
        version: 1,
        application: application.id,
        call: application.call,
        authority: application.authority,
        reviewer: asked.person,
        assigned: stamp,
        scores: Vec::new(),
        state: conflict.unwrap_or(State::Assigned),
    };
    reviews::insert(&work.tx, &review).await?;
    born(&mut work, &review);
    work.finish(review.id).await
}

fn born(work: &mut Work<'_>, review: &Review) {
    let (event, reason) = match &review.state {
        State::Conflicted { reason, .. } => (Event::Conflicted, Some(reason.clone())),
        State::Assigned | State::Submitted { .. } | State::Withdrawn { .. } => (Event::Assigned, None),
    };
    let note = Note {
        reason,
        details: serde_json::json!({
            "application": review.application.to_string(), "reviewer": review.reviewer.to_string(),
        }),
    };
    let state = ReviewState::from(&review.state).code();
    work.record(ReviewMachine::OBJECT, subject(review), None, Some(state), note);
    work.emit(event.into(), subject(review));
}

async fn check(work: &Work<'_>, application: &Application, person: PersonId) -> Answer<()> {
    let refuse = |why: Why| Err(refused(ACTION.into(), &why).into());
    if review_rules::of_call(&work.tx, application.call)
        .await?
        .criteria
        .is_empty()
    {
        return refuse(Why::NoCriteria);
    }
    let candidates = people::holders(&work.tx, application.authority, &REVIEWERS, work.now).await?;
    if !candidates.iter().any(|candidate| candidate.id == person) {
        return refuse(Why::NoReviewer);
    }
    let assigned = reviews::of_applications(&work.tx, &Scope::system(), &[application.id]).await?;
    let mut others = assigned.iter().filter(|one| one.reviewer == person);
    if others.any(|one| !matches!(one.state, State::Withdrawn { .. })) {
        return refuse(Why::AssignedAlready);
    }
    Ok(())
}

fn under_review(application: &Application) -> Result<(), Why> {
    match StateName::from(&application.state) {
        StateName::Submitted | StateName::SupplementRequested => Ok(()),
        other => Err(Why::NotUnderReview(other)),
    }
}

/// Whether this person can assign a reviewer to the application now.
#[must_use]
pub fn assigning(actor: &Actor, dossier: &Dossier) -> Availability {
    let application = &dossier.application;
    let known = under_review(application).and(if dossier.is_reviewed {
        Ok(())
    } else {
        Err(Why::NoCriteria)
    });
    let known = known.map_err(|why| refused(ACTION.into(), &why));
    permitted(ACTION, actor, &[application.standings(None)], known)
}
