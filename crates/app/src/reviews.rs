//! Reviews of applications: assigned by an officer, scored and submitted by the reviewer.

mod assign;
mod read;
mod step;

pub use assign::{AssignReviewer, assign, assigning};
pub use read::{Seen, available_actions, count_own, find, of_applications, own};
pub use step::{SaveScores, declare_conflict, save_scores, submit, withdraw};

use talkoot_domain::{
    application::{Application, StateName},
    ids::PersonId,
    organisation::Organisation,
    review::{Facts, Review, ReviewMachine, Why},
    workflow::{Machine as _, Reason as _, Refusal},
};
use talkoot_storage::{Access, Scope, applications, organisations, people, review_rules};

use crate::{Answer, Failure, Subject};

fn subject(review: &Review) -> Subject {
    Subject {
        id: review.id.into(),
        project: None,
    }
}

/// A municipality of the application in which the person holds or held a role: a conflict of interest that nobody has
/// to declare.
async fn own_municipality(
    db: &impl Access,
    person: PersonId,
    application: &Application,
) -> Answer<Option<Organisation>> {
    let ever = people::ever_of(db, person).await?;
    let Some(own) = ever.into_iter().find(|&one| application.part(one).is_some()) else {
        return Ok(None);
    };
    Ok(organisations::find(db, own).await?)
}

/// What must be known to decide about a review.
async fn facts(db: &impl Access, review: &Review, by: PersonId) -> Answer<Facts> {
    let application = applications::find(db, &Scope::system(), review.application).await?;
    let application = application.ok_or_else(|| Failure::internal("a review without its application"))?;
    let own = own_municipality(db, review.reviewer, &application).await?;
    Ok(Facts {
        by,
        reviewer: review.reviewer,
        own_municipality: own.map(|municipality| municipality.name_fi),
        application: StateName::from(&application.state),
        rules: review_rules::of_call(db, review.call).await?,
        scores: review.scores.clone(),
    })
}

/// A refusal about a review that does not exist yet.
fn refused(command: &'static str, why: &Why) -> Refusal {
    Refusal {
        path: why.path(),
        ..Refusal::of(why.code(), ReviewMachine::OBJECT, command, why.to_string())
    }
}
