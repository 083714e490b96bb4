//! Meetings of the steering groups of projects, with what they decided.

use std::collections::BTreeMap;

use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};
use talkoot_domain::{
    form::Words,
    ids::{PersonId, ProjectId, SteeringMeetingId},
    steering_meeting::{
        AgendaItem, Decision, Details, Matter, MatterKind, State, StateName, SteeringMeeting,
    },
    workflow::{Name as _, Stamp},
};
use uuid::Uuid;

use crate::{
    Access, Page, Scope, StorageError, Tx,
    entity::{
        steering_decision,
        steering_meeting::{ActiveModel, Column, Entity, Model},
        steering_member,
    },
    map::{code, stamp, stamp_columns},
    projects,
    store::Connected,
};

const TABLE: &str = "steering_meeting";

/// A point of the agenda as it is stored: with the two other languages where the engine wrote it.
#[derive(Serialize, Deserialize)]
struct StoredItem {
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    sv: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    en: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    object: Option<Uuid>,
}

/// The meeting, if it exists for this scope: for everybody who sees its project.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn find(
    db: &impl Access,
    scope: &Scope,
    id: SteeringMeetingId,
) -> Result<Option<SteeringMeeting>, StorageError> {
    let rows = Entity::find_by_id(Uuid::from(id))
        .filter(Column::ProjectId.in_subquery(projects::visible_ids(scope)))
        .all(db.connection())
        .await?;
    Ok(with_parts(db, rows).await?.pop())
}

/// A page of the meetings of a project for this scope, oldest first.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn list(
    db: &impl Access,
    scope: &Scope,
    project: ProjectId,
    page: Page<SteeringMeetingId>,
) -> Result<Vec<SteeringMeeting>, StorageError> {
    let after = page.after.map(|id| Column::Id.gt(Uuid::from(id)));
    let rows = Entity::find()
        .filter(Column::ProjectId.in_subquery(projects::visible_ids(scope)))
        .filter(Column::ProjectId.eq(Uuid::from(project)))
        .apply_if(after, QueryFilter::filter)
        .order_by_asc(Column::Id)
        .limit(page.first)
        .all(db.connection())
        .await?;
    with_parts(db, rows).await
}

/// How many meetings a project has for this scope.
///
/// # Errors
/// When the database fails.
pub async fn count(db: &impl Access, scope: &Scope, project: ProjectId) -> Result<u64, StorageError> {
    Ok(Entity::find()
        .filter(Column::ProjectId.in_subquery(projects::visible_ids(scope)))
        .filter(Column::ProjectId.eq(Uuid::from(project)))
        .count(db.connection())
        .await?)
}

/// The latest meeting of a project that was held, if there was one.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn latest_held(
    db: &impl Access,
    project: ProjectId,
) -> Result<Option<SteeringMeeting>, StorageError> {
    let rows = Entity::find()
        .filter(Column::ProjectId.eq(Uuid::from(project)))
        .filter(Column::State.is_in(["held", "approved"]))
        .order_by_desc(Column::StartsAt)
        .limit(1)
        .all(db.connection())
        .await?;
    Ok(with_parts(db, rows).await?.pop())
}

/// The number of the latest meeting of a project; 0 when there is none.
///
/// # Errors
/// When the database fails.
pub async fn latest_number(db: &impl Access, project: ProjectId) -> Result<i32, StorageError> {
    let found: Option<i32> = Entity::find()
        .select_only()
        .column(Column::Number)
        .filter(Column::ProjectId.eq(Uuid::from(project)))
        .order_by_desc(Column::Number)
        .into_tuple()
        .one(db.connection())
        .await?;
    Ok(found.unwrap_or(0))
}

async fn with_parts(db: &impl Access, rows: Vec<Model>) -> Result<Vec<SteeringMeeting>, StorageError> {
    use steering_decision::Column as Decided;
    use steering_member::Column as Invited;
    let ids = || rows.iter().map(|row| row.id);
    let decided = steering_decision::Entity::find()
        .filter(Decided::MeetingId.is_in(ids()))
        .order_by_asc(Decided::MeetingId)
        .order_by_asc(Decided::Number)
        .all(db.connection())
        .await?;
    let invited = steering_member::Entity::find()
        .filter(Invited::MeetingId.is_in(ids()))
        .order_by_asc(Invited::MeetingId)
        .order_by_asc(Invited::Number)
        .all(db.connection())
        .await?;
    let mut decisions: BTreeMap<Uuid, Vec<Decision>> = BTreeMap::new();
    for row in decided {
        decisions.entry(row.meeting_id).or_default().push(Decision {
            text: row.text,
            unanimous: row.unanimous,
            dissent: row.dissent,
            recorded: Stamp {
                by: row.recorded_by.into(),
                at: row.recorded_at,
            },
        });
    }
    let mut members: BTreeMap<Uuid, Vec<PersonId>> = BTreeMap::new();
    for row in invited {
        members
            .entry(row.meeting_id)
            .or_default()
            .push(row.person_id.into());
    }
    rows.into_iter()
        .map(|row| {
            let decisions = decisions.remove(&row.id).unwrap_or_default();
            let members = members.remove(&row.id).unwrap_or_default();
            meeting(row, members, decisions)
        })
        .collect()
}

/// Stores a new meeting with its members.
///
/// # Errors
/// [`StorageError::Taken`] when somebody planned one at the same moment.
pub async fn insert(tx: &Tx, meeting: &SteeringMeeting) -> Result<(), StorageError> {
    Entity::insert(columns(meeting))
        .exec_without_returning(tx.connection())
        .await?;
    insert_members(tx, meeting).await
}

/// Stores a changed meeting; `meeting.version` is the version that was read, the stored one is the next. Its members
/// are written anew, its decisions are appended by [`append_decision`].
///
/// # Errors
/// [`StorageError::Stale`] when somebody was first.
pub async fn update(tx: &Tx, meeting: &SteeringMeeting) -> Result<(), StorageError> {
    let mut changed = columns(meeting);
    changed.version = Set(meeting.version + 1);
    let done = Entity::update_many()
        .set(changed)
        .filter(Column::Id.eq(Uuid::from(meeting.id)))
        .filter(Column::Version.eq(meeting.version))
        .exec(tx.connection())
        .await?;
    StorageError::unless_first(&done, TABLE)?;
    steering_member::Entity::delete_many()
        .filter(steering_member::Column::MeetingId.eq(Uuid::from(meeting.id)))
        .exec(tx.connection())
        .await?;
    insert_members(tx, meeting).await
}

async fn insert_members(tx: &Tx, meeting: &SteeringMeeting) -> Result<(), StorageError> {
    let rows: Vec<steering_member::ActiveModel> = (1..)
        .zip(&meeting.details.members)
        .map(|(number, &person)| steering_member::ActiveModel {
            meeting_id: Set(meeting.id.into()),
            number: Set(number),
            person_id: Set(person.into()),
        })
        .collect();
    if !rows.is_empty() {
        steering_member::Entity::insert_many(rows)
            .exec_without_returning(tx.connection())
            .await?;
    }
    Ok(())
}

/// Appends what a meeting decided that has decided so many things already.
///
/// # Errors
/// When the database fails.
pub async fn append_decision(
    tx: &Tx,
    id: SteeringMeetingId,
    known: usize,
    decision: &Decision,
) -> Result<(), StorageError> {
    let number = i32::try_from(known)
        .ok()
        .and_then(|known| known.checked_add(1))
        .ok_or_else(|| StorageError::inconsistent(TABLE, id, "it decided too often"))?;
    let row = steering_decision::ActiveModel {
        meeting_id: Set(id.into()),
        number: Set(number),
        text: Set(decision.text.clone()),
        unanimous: Set(decision.unanimous),
        dissent: Set(decision.dissent.clone()),
        recorded_by: Set(decision.recorded.by.into()),
        recorded_at: Set(decision.recorded.at),
    };
    steering_decision::Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

fn columns(meeting: &SteeringMeeting) -> ActiveModel {
    let details = &meeting.details;
    let held = meeting.state.held();
    let (held_by, held_at) = stamp_columns(held.map(|(_, held)| held));
    let (approved, cancelled, reason) = match &meeting.state {
        State::Planned | State::Held { .. } => (None, None, None),
        State::Approved { approved, .. } => (Some(*approved), None, None),
        State::Cancelled { cancelled, reason } => (None, Some(*cancelled), Some(reason.clone())),
    };
    let (approved_by, approved_at) = stamp_columns(approved);
    let (cancelled_by, cancelled_at) = stamp_columns(cancelled);
    ActiveModel {
        id: Set(meeting.id.into()),
        version: Set(meeting.version),
        project_id: Set(meeting.project.into()),
        number: Set(meeting.number),
        starts_at: Set(details.starts_at),
        minutes: Set(i32::try_from(details.minutes).unwrap_or(i32::MAX)),
        place: Set(details.place.clone()),
        guests: Set(json!(details.guests)),
        agenda: Set(agenda_to(&details.agenda)),
        planned_by: Set(meeting.planned.by.into()),
        planned_at: Set(meeting.planned.at),
        state: Set(StateName::from(&meeting.state).code().to_owned()),
        present: Set(held.map(|(present, _)| json!(present))),
        held_by: Set(held_by),
        held_at: Set(held_at),
        approved_by: Set(approved_by),
        approved_at: Set(approved_at),
        cancelled_by: Set(cancelled_by),
        cancelled_at: Set(cancelled_at),
        cancel_reason: Set(reason),
    }
}

fn agenda_to(agenda: &[AgendaItem]) -> Json {
    let items: Vec<StoredItem> = agenda
        .iter()
        .map(|item| StoredItem {
            title: item.title.clone(),
            sv: item.words.as_ref().map(|words| words.sv.clone()),
            en: item.words.as_ref().map(|words| words.en.clone()),
            kind: item.matter.map(|matter| matter.kind.code().to_owned()),
            object: item.matter.map(|matter| matter.object),
        })
        .collect();
    json!(items)
}

fn agenda_from(row: &Model) -> Result<Vec<AgendaItem>, StorageError> {
    let items: Vec<StoredItem> = serde_json::from_value(row.agenda.clone())
        .map_err(|fault| StorageError::inconsistent(TABLE, row.id, format!("agenda: {fault}")))?;
    items
        .into_iter()
        .map(|item| {
            let matter = match (item.kind, item.object) {
                (None, None) => None,
                (Some(kind), Some(object)) => {
                    let kind: MatterKind = code(TABLE, row.id, "agenda", &kind)?;
                    Some(Matter { kind, object })
                }
                (Some(_), None) | (None, Some(_)) => {
                    let what = "a point of the agenda is about half a thing";
                    return Err(StorageError::inconsistent(TABLE, row.id, what));
                }
            };
            let words = match (item.sv, item.en) {
                (None, None) => None,
                (Some(sv), Some(en)) => Some(Words {
                    fi: item.title.clone(),
                    sv,
                    en,
                }),
                (Some(_), None) | (None, Some(_)) => {
                    let what = "a point of the agenda is written in two languages of three";
                    return Err(StorageError::inconsistent(TABLE, row.id, what));
                }
            };
            Ok(AgendaItem {
                title: item.title,
                words,
                matter,
            })
        })
        .collect()
}

fn names(row: &Model, column: &str, list: &Json) -> Result<Vec<String>, StorageError> {
    serde_json::from_value(list.clone())
        .map_err(|fault| StorageError::inconsistent(TABLE, row.id, format!("{column}: {fault}")))
}

fn state(row: &Model) -> Result<State, StorageError> {
    let name: StateName = code(TABLE, row.id, "state", &row.state)?;
    let present = row
        .present
        .as_ref()
        .map(|list| names(row, "present", list))
        .transpose()?;
    let held = present.zip(stamp(row.held_by, row.held_at));
    let approved = stamp(row.approved_by, row.approved_at);
    let cancelled = stamp(row.cancelled_by, row.cancelled_at).zip(row.cancel_reason.clone());
    match (name, held, approved, cancelled) {
        (StateName::Planned, None, None, None) => Ok(State::Planned),
        (StateName::Held, Some((present, held)), None, None) => Ok(State::Held { present, held }),
        (StateName::Approved, Some((present, held)), Some(approved), None) => Ok(State::Approved {
            present,
            held,
            approved,
        }),
        (StateName::Cancelled, None, None, Some((cancelled, reason))) => {
            Ok(State::Cancelled { cancelled, reason })
        }
        (state, ..) => {
            let what = format!("the state is {state:?} but its columns are those of another state");
            Err(StorageError::inconsistent(TABLE, row.id, what))
        }
    }
}

fn meeting(
    row: Model,
    members: Vec<PersonId>,
    decisions: Vec<Decision>,
) -> Result<SteeringMeeting, StorageError> {
    let minutes = u32::try_from(row.minutes)
        .map_err(|fault| StorageError::inconsistent(TABLE, row.id, format!("minutes: {fault}")))?;
    let (state, agenda) = (state(&row)?, agenda_from(&row)?);
    let guests = names(&row, "guests", &row.guests)?;
    Ok(SteeringMeeting {
        id: row.id.into(),
        version: row.version,
        project: row.project_id.into(),
        number: row.number,
        details: Details {
            starts_at: row.starts_at,
            minutes,
            place: row.place,
            members,
            guests,
            agenda,
        },
        planned: Stamp {
            by: row.planned_by.into(),
            at: row.planned_at,
        },
        decisions,
        state,
    })
}
