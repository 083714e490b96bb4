use chrono::NaiveDate;
use talkoot_domain::{
    calendar,
    ids::{ProjectId, SteeringMeetingId},
    policy::{Action, Actor},
    steering_meeting::{CommandName, State, SteeringMeeting, SteeringMeetingMachine},
};
use talkoot_storage::{Page, Scope, projects, steering_meetings as storage};

use super::{OBJECT, facts, standings};
use crate::{Answer, App, Availability, Failure, Work, availability};

/// The meeting, if it exists for this person.
///
/// # Errors
/// When the database fails.
pub async fn find(app: &App, actor: &Actor, id: SteeringMeetingId) -> Answer<Option<SteeringMeeting>> {
    Ok(storage::find(app.store(), &Scope::of(actor), id).await?)
}

/// A page of the meetings of a project that this person sees, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn list(
    app: &App,
    actor: &Actor,
    project: ProjectId,
    page: Page<SteeringMeetingId>,
) -> Answer<Vec<SteeringMeeting>> {
    Ok(storage::list(app.store(), &Scope::of(actor), project, page).await?)
}

/// How many there are of these.
///
/// # Errors
/// When the database fails.
pub async fn count(app: &App, actor: &Actor, project: ProjectId) -> Answer<u64> {
    Ok(storage::count(app.store(), &Scope::of(actor), project).await?)
}

/// Whether a meeting can have approved a report or the exit plan of a project on a day.
///
/// # Errors
/// Refused for a meeting of another project, for one that was not held, and for one of another day.
pub(crate) async fn approving(
    work: &Work<'_>,
    project: ProjectId,
    id: SteeringMeetingId,
    held_on: NaiveDate,
) -> Answer<()> {
    let path = ["meetingId"];
    let meeting = storage::find(&work.tx, &work.scope, id).await?;
    let Some(meeting) = meeting.filter(|meeting| meeting.project == project) else {
        return Err(work.faulty(&path, "the project has no such meeting; name one of its own"));
    };
    match meeting.state {
        State::Planned | State::Cancelled { .. } => {
            Err(work.faulty(&path, "the meeting was not held; record first that it was"))
        }
        State::Held { .. } | State::Approved { .. } => {
            let day = calendar::helsinki_date(meeting.details.starts_at);
            if day == held_on {
                return Ok(());
            }
            let message = format!("the meeting was on {day}, not on {held_on}; correct the day");
            Err(work.faulty(&["heldOn"], message))
        }
    }
}

/// What this person can do with it now, and why not.
///
/// # Errors
/// When the database fails.
pub async fn available_actions(
    app: &App,
    actor: &Actor,
    meeting: &SteeringMeeting,
) -> Answer<Vec<Availability>> {
    const OFFERED: [(Action, CommandName); 5] = [
        (Action::UpdateSteeringMeeting, CommandName::Update),
        (Action::HoldSteeringMeeting, CommandName::Hold),
        (Action::RecordSteeringDecision, CommandName::Decide),
        (Action::ApproveSteeringMinutes, CommandName::Approve),
        (Action::CancelSteeringMeeting, CommandName::Cancel),
    ];
    let project = projects::find(app.store(), &Scope::of(actor), meeting.project).await?;
    let project = project.ok_or(Failure::NotFound(OBJECT))?;
    Ok(availability::<SteeringMeetingMachine>(
        actor,
        &standings(app.store(), &project, actor).await?,
        &meeting.state,
        &facts(meeting, actor.person, app.now()),
        &OFFERED,
    ))
}
