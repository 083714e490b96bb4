//! What waits for a person in the handling of applications: reviews, applications, decisions and ranking lists.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, NaiveDate, Utc};
use talkoot_domain::{
    application::{Application, State},
    decision::{Decision, DecisionMachine, State as Decided},
    ids::{ApplicationId, CallId, OrganisationId, PersonId, RankingId, ReviewId},
    policy::{Actor, Role},
    workflow::Machine as _,
};
use talkoot_storage::{
    Scope, application_handlers, application_supplements, applications, decisions, hands, rankings, reviews,
};
use uuid::Uuid;

use crate::{Answer, App};

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Task {
    /// Score an application and submit the review.
    Review(ReviewId),
    /// Check a submitted application, ask for a supplement, assign reviewers or evaluate it.
    HandleApplication,
    /// See to it that the reviews of an application come in.
    FollowReviews,
    /// See to it that a supplement comes whose day has passed.
    ChaseSupplement,
    /// Draft the decision about an evaluated application.
    DraftDecision,
    /// Make a decision that somebody else drafted.
    ApproveDecision,
    /// Confirm a ranking list that somebody else proposed.
    ConfirmRanking(RankingId),
}

/// Something that waits for the person.
#[derive(Clone, Debug)]
pub struct Item {
    /// What is to be done.
    pub task: Task,
    /// With which application, where it is one.
    pub application: Option<ApplicationId>,
    /// The call.
    pub call: CallId,
    /// Since when it waits; for a decision since the evaluation.
    pub since: DateTime<Utc>,
    /// The last day, where there is one.
    pub due: Option<NaiveDate>,
}

/// What waits for this person: what is due first, then what waits longest.
///
/// # Errors
/// When the database fails.
pub async fn of(app: &App, actor: &Actor) -> Answer<Vec<Item>> {
    let mut items = own_reviews(app, actor).await?;
    let handled = handled(app, actor).await?;
    items.extend(of_officers(app, actor, &handled).await?);
    items.extend(of_second_persons(app, actor, &handled).await?);
    items.sort_by_key(|item| (item.due.is_none(), item.due, item.since, item.application));
    Ok(items)
}

async fn own_reviews(app: &App, actor: &Actor) -> Answer<Vec<Item>> {
    let waiting = reviews::waiting_for(app.store(), &Scope::of(actor), actor.person).await?;
    let items = waiting.into_iter().map(|review| Item {
        task: Task::Review(review.id),
        application: Some(review.application),
        call: review.call,
        since: review.assigned.at,
        due: None,
    });
    Ok(items.collect())
}

/// The authorities in which the person holds a role.
fn authorities(actor: &Actor, role: Role) -> BTreeSet<OrganisationId> {
    let held = actor.memberships.iter().filter(|held| held.role == role);
    held.map(|held| held.organisation).collect()
}

/// The applications that authorities of the person's have before them.
async fn handled(app: &App, actor: &Actor) -> Answer<Vec<Application>> {
    let mut ours = authorities(actor, Role::Officer);
    ours.extend(authorities(actor, Role::SecondApprover));
    let ours: Vec<OrganisationId> = ours.into_iter().collect();
    Ok(applications::being_handled(app.store(), &ours).await?)
}

async fn of_officers(app: &App, actor: &Actor, handled: &[Application]) -> Answer<Vec<Item>> {
    let ours = authorities(actor, Role::Officer);
    let mine: Vec<&Application> = handled
        .iter()
        .filter(|one| ours.contains(&one.authority))
        .collect();
    let ids: Vec<ApplicationId> = mine.iter().map(|one| one.id).collect();
    let handlers = application_handlers::of_applications(app.store(), &ids).await?;
    let awaited = reviews::awaited(app.store(), &ids).await?;
    let decided = decided(app, &ids).await?;
    let overdue = overdue(app, &ids).await?;
    let is_mine = |one: &Application| handlers.get(&one.id).is_none_or(|to| to.person == actor.person);
    let items = mine.into_iter().filter(|one| is_mine(one)).filter_map(|one| {
        let (task, since) = match &one.state {
            State::Submitted { submitted } if awaited.contains_key(&one.id) => {
                (Task::FollowReviews, submitted.at)
            }
            State::Submitted { submitted } => (Task::HandleApplication, submitted.at),
            State::Evaluated { evaluated, .. } if !decided.contains_key(&one.id) => {
                (Task::DraftDecision, evaluated.at)
            }
            State::SupplementRequested { supplement, .. } => {
                let due = *overdue.get(&one.id)?;
                return Some(Item {
                    due: Some(due),
                    ..item(Task::ChaseSupplement, one, supplement.asked.at)
                });
            }
            State::Evaluated { .. }
            | State::Draft
            | State::PartnerCommitments
            | State::Accepted { .. }
            | State::Rejected { .. }
            | State::Withdrawn { .. } => return None,
        };
        Some(item(task, one, since))
    });
    Ok(items.collect())
}

/// The days of supplements that have passed without an answer.
async fn overdue(app: &App, ids: &[ApplicationId]) -> Answer<HashMap<ApplicationId, NaiveDate>> {
    let rounds = application_supplements::of_applications(app.store(), ids).await?;
    let late = rounds
        .into_iter()
        .filter(|one| one.answered.is_none() && one.respond_by < app.today());
    Ok(late.map(|one| (one.application, one.respond_by)).collect())
}

fn item(task: Task, application: &Application, since: DateTime<Utc>) -> Item {
    Item {
        task,
        application: Some(application.id),
        call: application.call,
        since,
        due: None,
    }
}

async fn decided(app: &App, ids: &[ApplicationId]) -> Answer<HashMap<ApplicationId, Decision>> {
    let found = decisions::of_applications(app.store(), &Scope::system(), ids).await?;
    Ok(found.into_iter().map(|one| (one.application, one)).collect())
}

async fn of_second_persons(app: &App, actor: &Actor, handled: &[Application]) -> Answer<Vec<Item>> {
    let ours = authorities(actor, Role::SecondApprover);
    let evaluated = handled.iter().filter_map(|one| match &one.state {
        State::Evaluated { evaluated, .. } if ours.contains(&one.authority) => Some((one, evaluated.at)),
        _ => None,
    });
    let evaluated: Vec<(&Application, DateTime<Utc>)> = evaluated.collect();
    let ids: Vec<ApplicationId> = evaluated.iter().map(|(one, _)| one.id).collect();
    let decided = decided(app, &ids).await?;
    let drafted = prepared_by_others(app, actor.person, &decided).await?;
    let mut items: Vec<Item> = evaluated
        .into_iter()
        .filter(|(one, _)| drafted.contains(&one.id))
        .map(|(one, since)| item(Task::ApproveDecision, one, since))
        .collect();
    let proposed = rankings::proposed(app.store(), &Scope::of(actor)).await?;
    let others = proposed
        .into_iter()
        .filter(|one| ours.contains(&one.authority) && one.kept.by != actor.person);
    items.extend(others.map(|one| Item {
        task: Task::ConfirmRanking(one.id),
        application: None,
        call: one.call,
        since: one.kept.at,
        due: None,
    }));
    Ok(items)
}

/// The applications whose decision is drafted and not by this person.
async fn prepared_by_others(
    app: &App,
    person: PersonId,
    decided: &HashMap<ApplicationId, Decision>,
) -> Answer<BTreeSet<ApplicationId>> {
    let drafted: Vec<&Decision> = decided
        .values()
        .filter(|one| matches!(one.state, Decided::Drafted))
        .collect();
    let keys: Vec<Uuid> = drafted.iter().map(|one| one.id.into()).collect();
    let hands = hands::of_many(app.store(), DecisionMachine::OBJECT, &keys).await?;
    let others = drafted.into_iter().filter(|one| {
        let key: Uuid = one.id.into();
        hands.get(&key).is_some_and(|hands| hands.of(person).is_none())
    });
    Ok(others.map(|one| one.application).collect())
}
