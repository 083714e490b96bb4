//! Meetings of steering groups: planned with what is open in the project, their decisions recorded, their minutes
//! approved by another person.

mod agenda;
mod read;
mod step;
mod write;

pub use agenda::{Proposed, proposed_agenda};
pub(crate) use read::approving;
pub use read::{available_actions, count, find, list};
pub use step::{CancelMeeting, HoldMeeting, RecordDecision, approve, cancel, hold, record_decision};
pub use write::{PlanMeeting, UpdateMeeting, Written, plan, update};

use talkoot_domain::{
    ids::PersonId,
    policy::{Action, Actor, Standings},
    project::Project,
    steering_meeting::{Facts, SteeringMeeting, SteeringMeetingMachine, Why},
    workflow::{Machine as _, Reason as _, Refusal},
};
use talkoot_storage::{Access, projects};

use crate::{Answer, Failure, Subject};

const OBJECT: &str = SteeringMeetingMachine::OBJECT;

fn subject(meeting: &SteeringMeeting) -> Subject {
    Subject {
        id: meeting.id.into(),
        project: Some(meeting.project),
    }
}

fn facts(meeting: &SteeringMeeting, by: PersonId, now: chrono::DateTime<chrono::Utc>) -> Facts {
    let mut decisions = meeting.decisions.iter();
    Facts {
        by,
        now,
        starts_at: meeting.details.starts_at,
        wrote: decisions.any(|decision| decision.recorded.by == by),
    }
}

/// As what the actor stands to the project: as its lead, or as one of its partners.
async fn standings(db: &impl Access, project: &Project, actor: &Actor) -> Answer<Standings> {
    let partners = projects::partners(db, &[project.id]).await?;
    let mut held = actor.memberships.iter().map(|held| held.organisation);
    let partner = held.find(|own| partners.iter().any(|(_, partner)| partner.organisation == *own));
    Ok(project.standings(partner))
}

fn refused(action: Action, why: &Why) -> Failure {
    let refusal = Refusal::of(why.code(), OBJECT, action.into(), why.to_string());
    Failure::from(Refusal {
        path: why.path(),
        ..refusal
    })
}
