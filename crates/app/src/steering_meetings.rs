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
    ids::{OrganisationId, PersonId},
    policy::{Action, Actor, Role, Standings},
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
    let partners = projects::participations(db, &[project.id]).await?;
    let takes_part = |own: OrganisationId| {
        let mut all = partners.iter().map(|(_, one)| one);
        all.any(|one| one.organisation == own && !one.has_left())
    };
    let held = actor
        .memberships
        .iter()
        .filter(|held| takes_part(held.organisation));
    // Who prepares in one municipality and approves in another stands there as who approves.
    let partner = held.max_by_key(|held| held.role == Role::PartnerApprover);
    Ok(project.standings(partner.map(|held| held.organisation)))
}

fn refused(action: Action, why: &Why) -> Failure {
    let refusal = Refusal::of(why.code(), OBJECT, action.into(), why.to_string());
    Failure::from(Refusal {
        path: why.path(),
        ..refusal
    })
}
