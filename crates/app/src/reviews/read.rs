use std::collections::{BTreeSet, HashMap};

use talkoot_domain::{
    application::Application,
    ids::{ApplicationId, CallId, OrganisationId, ReviewId},
    policy::{Action, Actor},
    review::{CommandName, Hidden, Reader, Review, ReviewMachine},
};
use talkoot_storage::{Page, Scope, applications, people, review_rules, reviews};

use super::facts;
use crate::{Answer, App, Availability, availability};

/// A review, and whether the person may read its scores.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The review.
    pub review: Review,
    /// Why its scores are hidden from this person; nothing when they are not.
    pub hidden: Option<Hidden>,
}

/// The review, if it exists for this person.
///
/// # Errors
/// When the database fails.
pub async fn find(app: &App, actor: &Actor, id: ReviewId) -> Answer<Option<Seen>> {
    let found = reviews::find(app.store(), &Scope::of(actor), id).await?;
    Ok(see(app, actor, found.into_iter().collect()).await?.pop())
}

/// The reviews of these applications that this person sees, in the order of the assignments.
///
/// # Errors
/// When the database fails.
pub async fn of_applications(
    app: &App,
    actor: &Actor,
    ids: &[ApplicationId],
) -> Answer<Vec<(ApplicationId, Seen)>> {
    let found = reviews::of_applications(app.store(), &Scope::of(actor), ids).await?;
    let seen = see(app, actor, found).await?;
    Ok(seen
        .into_iter()
        .map(|one| (one.review.application, one))
        .collect())
}

/// A page of what this person reviews, or reviewed; oldest first.
///
/// # Errors
/// When the database fails.
pub async fn own(app: &App, actor: &Actor, page: Page<ReviewId>) -> Answer<Vec<Seen>> {
    let found = reviews::of_reviewer(app.store(), &Scope::of(actor), actor.person, page).await?;
    see(app, actor, found).await
}

/// How much this person reviews, or reviewed.
///
/// # Errors
/// When the database fails.
pub async fn count_own(app: &App, actor: &Actor) -> Answer<u64> {
    Ok(reviews::count_of_reviewer(app.store(), &Scope::of(actor), actor.person).await?)
}

/// What of the scores this person may read, in a number of statements that does not grow with the reviews.
async fn see(app: &App, actor: &Actor, found: Vec<Review>) -> Answer<Vec<Seen>> {
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let db = app.store();
    let ids: BTreeSet<ApplicationId> = found.iter().map(|one| one.application).collect();
    let ids: Vec<ApplicationId> = ids.into_iter().collect();
    let calls: BTreeSet<CallId> = found.iter().map(|one| one.call).collect();
    let calls: Vec<CallId> = calls.into_iter().collect();
    let rules = review_rules::of_calls(db, &calls).await?;
    let ever: Vec<OrganisationId> = people::ever_of(db, actor.person).await?;
    let reviewed = applications::find_many(db, &Scope::system(), &ids).await?;
    let reviewed: HashMap<ApplicationId, Application> =
        reviewed.into_iter().map(|one| (one.id, one)).collect();
    let mut all: HashMap<ApplicationId, Vec<Review>> = HashMap::new();
    for review in reviews::of_applications(db, &Scope::system(), &ids).await? {
        all.entry(review.application).or_default().push(review);
    }
    Ok(found
        .into_iter()
        .map(|review| {
            let application = reviewed.get(&review.application);
            let reader = Reader {
                person: actor.person,
                // What cannot be checked is hidden.
                of_an_applicant: application
                    .is_none_or(|application| ever.iter().any(|&one| application.part(one).is_some())),
                blind: rules.get(&review.call).is_none_or(|rules| rules.blind),
            };
            let others = all
                .get(&review.application)
                .map(Vec::as_slice)
                .unwrap_or_default();
            let hidden = reader.hidden(&review, others);
            Seen { review, hidden }
        })
        .collect())
}

/// What this person can do with the review now, and why not.
///
/// # Errors
/// When the database fails.
pub async fn available_actions(app: &App, actor: &Actor, review: &Review) -> Answer<Vec<Availability>> {
    const OFFERED: [(Action, CommandName); 4] = [
        (Action::SaveReviewScores, CommandName::SaveScores),
        (Action::SubmitReview, CommandName::Submit),
        (Action::DeclareConflict, CommandName::DeclareConflict),
        (Action::WithdrawReviewer, CommandName::Withdraw),
    ];
    let facts = facts(app.store(), review, actor.person).await?;
    Ok(availability::<ReviewMachine>(
        actor,
        &review.standings(),
        &review.state,
        &facts,
        &OFFERED,
    ))
}
