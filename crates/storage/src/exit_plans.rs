//! Exit plans of projects, with what was noted since they were approved. What is answered in them is in
//! [`form_answers`](crate::form_answers).

use std::collections::BTreeMap;

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder,
    sea_query::{Query, SelectStatement},
};
use talkoot_domain::{
    exit_plan::{ExitPlan, FollowUpNote, State, StateName},
    ids::{ExitPlanId, ProjectId},
    portfolio_report::SteeringApproval,
    workflow::{Name as _, Stamp},
};
use uuid::Uuid;

use crate::{
    Access, Scope, StorageError, Tx,
    entity::{
        exit_plan::{ActiveModel, Column, Entity, Model},
        exit_plan_note,
    },
    map::{code, stamp, stamp_columns},
    projects,
    store::Connected,
};

const TABLE: &str = "exit_plan";

/// The keys of the plans that a scope sees: everybody who sees the project.
pub(crate) fn visible_ids(scope: &Scope) -> SelectStatement {
    Query::select()
        .column(Column::Id)
        .from(Entity)
        .and_where(Column::ProjectId.in_subquery(projects::visible_ids(scope)))
        .to_owned()
}

/// The plan, if it exists for this scope: for everybody who sees its project.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn find(db: &impl Access, scope: &Scope, id: ExitPlanId) -> Result<Option<ExitPlan>, StorageError> {
    let rows = Entity::find_by_id(Uuid::from(id))
        .filter(Column::ProjectId.in_subquery(projects::visible_ids(scope)))
        .all(db.connection())
        .await?;
    Ok(with_notes(db, rows).await?.pop())
}

/// The plans of these projects, for those that have one; the caller has found the projects.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn of_projects(db: &impl Access, projects: &[ProjectId]) -> Result<Vec<ExitPlan>, StorageError> {
    let rows = Entity::find()
        .filter(Column::ProjectId.is_in(projects.iter().map(|&id| Uuid::from(id))))
        .order_by_asc(Column::Id)
        .all(db.connection())
        .await?;
    with_notes(db, rows).await
}

async fn with_notes(db: &impl Access, rows: Vec<Model>) -> Result<Vec<ExitPlan>, StorageError> {
    use exit_plan_note::Column as Noted;
    let notes = exit_plan_note::Entity::find()
        .filter(Noted::ExitPlanId.is_in(rows.iter().map(|row| row.id)))
        .order_by_asc(Noted::ExitPlanId)
        .order_by_asc(Noted::Number)
        .all(db.connection())
        .await?;
    let mut of: BTreeMap<Uuid, Vec<FollowUpNote>> = BTreeMap::new();
    for row in notes {
        of.entry(row.exit_plan_id).or_default().push(FollowUpNote {
            text: row.note,
            seen_on: row.seen_on,
            noted: Stamp {
                by: row.noted_by.into(),
                at: row.noted_at,
            },
        });
    }
    rows.into_iter()
        .map(|row| {
            let notes = of.remove(&row.id).unwrap_or_default();
            plan(row, notes)
        })
        .collect()
}

/// Stores a new plan.
///
/// # Errors
/// [`StorageError::Taken`] when the project has one already.
pub async fn insert(tx: &Tx, plan: &ExitPlan) -> Result<(), StorageError> {
    Entity::insert(columns(plan))
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Stores a changed plan; `plan.version` is the version that was read, the stored one is the next. Its notes are
/// appended by [`append_note`].
///
/// # Errors
/// [`StorageError::Stale`] when somebody was first.
pub async fn update(tx: &Tx, plan: &ExitPlan) -> Result<(), StorageError> {
    let mut changed = columns(plan);
    changed.version = Set(plan.version + 1);
    let done = Entity::update_many()
        .set(changed)
        .filter(Column::Id.eq(Uuid::from(plan.id)))
        .filter(Column::Version.eq(plan.version))
        .exec(tx.connection())
        .await?;
    StorageError::unless_first(&done, TABLE)
}

/// Appends a note to a plan that has so many already.
///
/// # Errors
/// When the database fails.
pub async fn append_note(
    tx: &Tx,
    id: ExitPlanId,
    known: usize,
    note: &FollowUpNote,
) -> Result<(), StorageError> {
    let number = i32::try_from(known)
        .ok()
        .and_then(|known| known.checked_add(1))
        .ok_or_else(|| StorageError::inconsistent(TABLE, id, "too much was noted about it"))?;
    let row = exit_plan_note::ActiveModel {
        exit_plan_id: Set(id.into()),
        number: Set(number),
        note: Set(note.text.clone()),
        seen_on: Set(note.seen_on),
        noted_by: Set(note.noted.by.into()),
        noted_at: Set(note.noted.at),
    };
    exit_plan_note::Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

fn columns(plan: &ExitPlan) -> ActiveModel {
    let (outcome, closed) = match &plan.state {
        State::Draft | State::Answered { .. } | State::Approved { .. } | State::FollowUp { .. } => {
            (None, None)
        }
        State::Closed { outcome, closed, .. } => (Some(outcome.clone()), Some(*closed)),
    };
    let approval = plan.state.approval();
    let (answered_by, answered_at) = stamp_columns(plan.state.answered());
    let (approved_by, approved_at) = stamp_columns(approval.map(|approval| approval.recorded));
    let (closed_by, closed_at) = stamp_columns(closed);
    ActiveModel {
        id: Set(plan.id.into()),
        version: Set(plan.version),
        project_id: Set(plan.project.into()),
        form_id: Set(plan.form.into()),
        started_by: Set(plan.started.by.into()),
        started_at: Set(plan.started.at),
        state: Set(StateName::from(&plan.state).code().to_owned()),
        answered_by: Set(answered_by),
        answered_at: Set(answered_at),
        steering_members: Set(approval.map(|approval| serde_json::json!(approval.members))),
        steering_held_on: Set(approval.map(|approval| approval.held_on)),
        steering_unanimous: Set(approval.map(|approval| approval.unanimous)),
        steering_meeting_id: Set(approval.and_then(|approval| approval.meeting).map(Into::into)),
        approved_by: Set(approved_by),
        approved_at: Set(approved_at),
        outcome: Set(outcome),
        closed_by: Set(closed_by),
        closed_at: Set(closed_at),
    }
}

fn approval(row: &Model) -> Result<Option<SteeringApproval>, StorageError> {
    let wrong = |what: &str| StorageError::inconsistent(TABLE, row.id, what);
    let recorded = stamp(row.approved_by, row.approved_at);
    let held = (
        &row.steering_members,
        row.steering_held_on,
        row.steering_unanimous,
    );
    match (held, recorded) {
        ((None, None, None), None) if row.steering_meeting_id.is_none() => Ok(None),
        ((Some(members), Some(held_on), Some(unanimous)), Some(recorded)) => Ok(Some(SteeringApproval {
            members: serde_json::from_value(members.clone())
                .map_err(|_| wrong("steering_members is no list of texts"))?,
            held_on,
            unanimous,
            meeting: row.steering_meeting_id.map(Into::into),
            recorded,
        })),
        _ => Err(wrong("the steering group's approval is half written")),
    }
}

fn plan(row: Model, notes: Vec<FollowUpNote>) -> Result<ExitPlan, StorageError> {
    let name: StateName = code(TABLE, row.id, "state", &row.state)?;
    let answered = stamp(row.answered_by, row.answered_at);
    let closed = stamp(row.closed_by, row.closed_at);
    let state = match (name, answered, approval(&row)?, row.outcome, closed) {
        (StateName::Draft, None, None, None, None) => State::Draft,
        (StateName::Answered, Some(answered), None, None, None) => State::Answered { answered },
        (StateName::Approved, Some(answered), Some(approval), None, None) => {
            State::Approved { answered, approval }
        }
        (StateName::FollowUp, Some(answered), Some(approval), None, None) => {
            State::FollowUp { answered, approval }
        }
        (StateName::Closed, Some(answered), Some(approval), Some(outcome), Some(closed)) => State::Closed {
            answered,
            approval,
            outcome,
            closed,
        },
        (state, ..) => {
            let what = format!("the state is {state:?} but its columns are those of another state");
            return Err(StorageError::inconsistent(TABLE, row.id, what));
        }
    };
    Ok(ExitPlan {
        id: row.id.into(),
        version: row.version,
        project: row.project_id.into(),
        form: row.form_id.into(),
        started: Stamp {
            by: row.started_by.into(),
            at: row.started_at,
        },
        notes,
        state,
    })
}
