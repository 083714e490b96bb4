//! Milestones of projects, with each change of their forecasts.

use std::collections::BTreeMap;

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use talkoot_domain::{
    ids::{MilestoneId, ProjectId},
    milestone::{Milestone, Move, State, StateName},
    workflow::{Name as _, Stamp},
};
use uuid::Uuid;

use crate::{
    Access, Scope, StorageError, Tx,
    entity::{
        milestone::{ActiveModel, Column, Entity, Model},
        milestone_move,
    },
    map::{code, stamp, stamp_columns},
    projects,
    store::Connected,
};

const TABLE: &str = "milestone";

/// The milestone, if it exists for this scope: for everybody who sees its project.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn find(
    db: &impl Access,
    scope: &Scope,
    id: MilestoneId,
) -> Result<Option<Milestone>, StorageError> {
    let rows = Entity::find_by_id(Uuid::from(id))
        .filter(Column::ProjectId.in_subquery(projects::visible_ids(scope)))
        .all(db.connection())
        .await?;
    Ok(with_moves(db, rows).await?.pop())
}

/// The milestones of these projects, oldest first; the caller has found the projects.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn of_projects(db: &impl Access, projects: &[ProjectId]) -> Result<Vec<Milestone>, StorageError> {
    let rows = Entity::find()
        .filter(Column::ProjectId.is_in(projects.iter().map(|&id| Uuid::from(id))))
        .order_by_asc(Column::Id)
        .all(db.connection())
        .await?;
    with_moves(db, rows).await
}

async fn with_moves(db: &impl Access, rows: Vec<Model>) -> Result<Vec<Milestone>, StorageError> {
    use milestone_move::Column as Moved;
    let moves = milestone_move::Entity::find()
        .filter(Moved::MilestoneId.is_in(rows.iter().map(|row| row.id)))
        .order_by_asc(Moved::MilestoneId)
        .order_by_asc(Moved::Number)
        .all(db.connection())
        .await?;
    let mut of: BTreeMap<Uuid, Vec<Move>> = BTreeMap::new();
    for row in moves {
        of.entry(row.milestone_id).or_default().push(Move {
            forecast: row.forecast,
            reason: row.reason,
            moved: Stamp {
                by: row.moved_by.into(),
                at: row.moved_at,
            },
        });
    }
    rows.into_iter()
        .map(|row| {
            let moves = of.remove(&row.id).unwrap_or_default();
            milestone(row, moves)
        })
        .collect()
}

/// Stores a new milestone.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &Tx, milestone: &Milestone) -> Result<(), StorageError> {
    Entity::insert(columns(milestone))
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Stores a changed milestone; `milestone.version` is the version that was read, the stored one is the next. Its moves
/// are appended by [`append_move`].
///
/// # Errors
/// [`StorageError::Stale`] when somebody was first.
pub async fn update(tx: &Tx, milestone: &Milestone) -> Result<(), StorageError> {
    let mut changed = columns(milestone);
    changed.version = Set(milestone.version + 1);
    let done = Entity::update_many()
        .set(changed)
        .filter(Column::Id.eq(Uuid::from(milestone.id)))
        .filter(Column::Version.eq(milestone.version))
        .exec(tx.connection())
        .await?;
    StorageError::unless_first(&done, TABLE)
}

/// Appends a change of the forecast of a milestone that has so many already.
///
/// # Errors
/// When the database fails.
pub async fn append_move(tx: &Tx, id: MilestoneId, known: usize, moved: &Move) -> Result<(), StorageError> {
    let number = i32::try_from(known)
        .ok()
        .and_then(|known| known.checked_add(1))
        .ok_or_else(|| StorageError::inconsistent(TABLE, id, "it was moved too often"))?;
    let row = milestone_move::ActiveModel {
        milestone_id: Set(id.into()),
        number: Set(number),
        forecast: Set(moved.forecast),
        reason: Set(moved.reason.clone()),
        moved_by: Set(moved.moved.by.into()),
        moved_at: Set(moved.moved.at),
    };
    milestone_move::Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

fn columns(milestone: &Milestone) -> ActiveModel {
    let (reached_on, ended, reason) = match &milestone.state {
        State::Planned | State::Started { .. } | State::Delayed { .. } => (None, None, None),
        State::Done { reached_on, done, .. } => (Some(*reached_on), Some(*done), None),
        State::Dropped { dropped, reason, .. } => (None, Some(*dropped), Some(reason.clone())),
    };
    let (started_by, started_at) = stamp_columns(milestone.state.started());
    let (ended_by, ended_at) = stamp_columns(ended);
    ActiveModel {
        id: Set(milestone.id.into()),
        version: Set(milestone.version),
        project_id: Set(milestone.project.into()),
        sub_area_id: Set(milestone.sub_area.map(Into::into)),
        name: Set(milestone.name.clone()),
        baseline: Set(milestone.baseline),
        forecast: Set(milestone.forecast),
        added_by: Set(milestone.added.by.into()),
        added_at: Set(milestone.added.at),
        state: Set(StateName::from(&milestone.state).code().to_owned()),
        started_by: Set(started_by),
        started_at: Set(started_at),
        reached_on: Set(reached_on),
        ended_by: Set(ended_by),
        ended_at: Set(ended_at),
        drop_reason: Set(reason),
    }
}

fn milestone(row: Model, moves: Vec<Move>) -> Result<Milestone, StorageError> {
    let name: StateName = code(TABLE, row.id, "state", &row.state)?;
    let started = stamp(row.started_by, row.started_at);
    let ended = stamp(row.ended_by, row.ended_at);
    let state = match (name, started, row.reached_on, ended, row.drop_reason) {
        (StateName::Planned, None, None, None, None) => State::Planned,
        (StateName::Started, Some(started), None, None, None) => State::Started { started },
        (StateName::Delayed, started, None, None, None) => State::Delayed { started },
        (StateName::Done, Some(started), Some(reached_on), Some(done), None) => State::Done {
            started,
            reached_on,
            done,
        },
        (StateName::Dropped, started, None, Some(dropped), Some(reason)) => State::Dropped {
            started,
            dropped,
            reason,
        },
        (state, ..) => {
            let what = format!("the state is {state:?} but its columns are those of another state");
            return Err(StorageError::inconsistent(TABLE, row.id, what));
        }
    };
    Ok(Milestone {
        id: row.id.into(),
        version: row.version,
        project: row.project_id.into(),
        sub_area: row.sub_area_id.map(Into::into),
        name: row.name,
        baseline: row.baseline,
        forecast: row.forecast,
        added: Stamp {
            by: row.added_by.into(),
            at: row.added_at,
        },
        moves,
        state,
    })
}
