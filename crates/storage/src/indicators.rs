//! Indicators of the effects of projects, with every value.

use std::collections::BTreeMap;

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use talkoot_domain::{
    ids::{IndicatorId, ProjectId},
    indicator::{Indicator, Measurement, Phase, Recorded, State, StateName},
    workflow::{Name as _, Stamp},
};
use uuid::Uuid;

use crate::{
    Access, Scope, StorageError, Tx,
    entity::{
        indicator::{ActiveModel, Column, Entity, Model},
        indicator_value,
    },
    map::{code, stamp, stamp_columns},
    projects,
    store::Connected,
};

const TABLE: &str = "indicator";

/// The indicator, if it exists for this scope: for everybody who sees its project.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn find(
    db: &impl Access,
    scope: &Scope,
    id: IndicatorId,
) -> Result<Option<Indicator>, StorageError> {
    let rows = Entity::find_by_id(Uuid::from(id))
        .filter(Column::ProjectId.in_subquery(projects::visible_ids(scope)))
        .all(db.connection())
        .await?;
    Ok(with_values(db, rows).await?.pop())
}

/// The indicators of these projects, oldest first; the caller has found the projects.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn of_projects(db: &impl Access, projects: &[ProjectId]) -> Result<Vec<Indicator>, StorageError> {
    let rows = Entity::find()
        .filter(Column::ProjectId.is_in(projects.iter().map(|&id| Uuid::from(id))))
        .order_by_asc(Column::Id)
        .all(db.connection())
        .await?;
    with_values(db, rows).await
}

async fn with_values(db: &impl Access, rows: Vec<Model>) -> Result<Vec<Indicator>, StorageError> {
    use indicator_value::Column as Value;
    let found = indicator_value::Entity::find()
        .filter(Value::IndicatorId.is_in(rows.iter().map(|row| row.id)))
        .order_by_asc(Value::IndicatorId)
        .order_by_asc(Value::Number)
        .all(db.connection())
        .await?;
    let mut of: BTreeMap<Uuid, Vec<Recorded>> = BTreeMap::new();
    for row in found {
        let indicator = row.indicator_id;
        of.entry(indicator).or_default().push(recorded(row)?);
    }
    rows.into_iter()
        .map(|row| {
            let values = of.remove(&row.id).unwrap_or_default();
            indicator(row, values)
        })
        .collect()
}

/// Stores a new indicator.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &Tx, indicator: &Indicator) -> Result<(), StorageError> {
    Entity::insert(columns(indicator))
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Stores a changed indicator; `indicator.version` is the version that was read, the stored one is the next. A value is
/// appended by [`append`].
///
/// # Errors
/// [`StorageError::Stale`] when somebody was first.
pub async fn update(tx: &Tx, indicator: &Indicator) -> Result<(), StorageError> {
    let mut changed = columns(indicator);
    changed.version = Set(indicator.version + 1);
    let done = Entity::update_many()
        .set(changed)
        .filter(Column::Id.eq(Uuid::from(indicator.id)))
        .filter(Column::Version.eq(indicator.version))
        .exec(tx.connection())
        .await?;
    StorageError::unless_first(&done, TABLE)
}

/// Appends a value to an indicator that has so many already.
///
/// # Errors
/// When the database fails.
pub async fn append(tx: &Tx, id: IndicatorId, known: usize, value: &Recorded) -> Result<(), StorageError> {
    let number = i32::try_from(known)
        .ok()
        .and_then(|known| known.checked_add(1))
        .ok_or_else(|| StorageError::inconsistent(TABLE, id, "it has too many values"))?;
    let phase: &'static str = value.phase.into();
    let row = indicator_value::ActiveModel {
        indicator_id: Set(id.into()),
        number: Set(number),
        phase: Set(phase.to_owned()),
        value: Set(value.measurement.value.to_string()),
        day: Set(value.measurement.day),
        source: Set(value.measurement.source.clone()),
        note: Set(value.measurement.note.clone()),
        recorded_by: Set(value.recorded.by.into()),
        recorded_at: Set(value.recorded.at),
    };
    indicator_value::Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

fn recorded(row: indicator_value::Model) -> Result<Recorded, StorageError> {
    const TABLE: &str = "indicator_value";
    let key = format!("{} {}", row.indicator_id, row.number);
    let value = Measurement::number(&row.value);
    Ok(Recorded {
        phase: code(TABLE, &key, "phase", &row.phase)?,
        measurement: Measurement {
            value: value.map_err(|why| StorageError::inconsistent(TABLE, &key, why.to_string()))?,
            day: row.day,
            source: row.source,
            note: row.note,
        },
        recorded: Stamp {
            by: row.recorded_by.into(),
            at: row.recorded_at,
        },
    })
}

fn columns(indicator: &Indicator) -> ActiveModel {
    let (dropped, reason) = match &indicator.state {
        State::Planned | State::Baseline | State::Forecast | State::Measured | State::FollowUp => {
            (None, None)
        }
        State::Dropped { dropped, reason } => (Some(*dropped), Some(reason.clone())),
    };
    let (dropped_by, dropped_at) = stamp_columns(dropped);
    let (theme, level): (&'static str, &'static str) = (indicator.theme.into(), indicator.level.into());
    ActiveModel {
        id: Set(indicator.id.into()),
        version: Set(indicator.version),
        project_id: Set(indicator.project.into()),
        theme: Set(theme.to_owned()),
        level: Set(level.to_owned()),
        name: Set(indicator.name.clone()),
        unit: Set(indicator.unit.clone()),
        added_by: Set(indicator.added.by.into()),
        added_at: Set(indicator.added.at),
        state: Set(StateName::from(&indicator.state).code().to_owned()),
        dropped_by: Set(dropped_by),
        dropped_at: Set(dropped_at),
        drop_reason: Set(reason),
        follows_from_id: Set(indicator.follows_from.map(Into::into)),
    }
}

fn indicator(row: Model, values: Vec<Recorded>) -> Result<Indicator, StorageError> {
    let name: StateName = code(TABLE, row.id, "state", &row.state)?;
    let dropped = stamp(row.dropped_by, row.dropped_at);
    let last = values.iter().map(|value| value.phase).max();
    let state = match (name, dropped, row.drop_reason, last) {
        (StateName::Planned, None, None, None) => State::Planned,
        (StateName::Baseline, None, None, Some(Phase::Baseline)) => State::Baseline,
        (StateName::Forecast, None, None, Some(Phase::Forecast)) => State::Forecast,
        (StateName::Measured, None, None, Some(Phase::Measured)) => State::Measured,
        (StateName::FollowUp, None, None, Some(Phase::FollowUp)) => State::FollowUp,
        (StateName::Dropped, Some(dropped), Some(reason), _) => State::Dropped { dropped, reason },
        (state, ..) => {
            let what =
                format!("the state is {state:?} but its columns or its values are those of another state");
            return Err(StorageError::inconsistent(TABLE, row.id, what));
        }
    };
    Ok(Indicator {
        id: row.id.into(),
        version: row.version,
        project: row.project_id.into(),
        theme: code(TABLE, row.id, "theme", &row.theme)?,
        level: code(TABLE, row.id, "level", &row.level)?,
        name: row.name,
        unit: row.unit,
        follows_from: row.follows_from_id.map(Into::into),
        added: Stamp {
            by: row.added_by.into(),
            at: row.added_at,
        },
        values,
        state,
    })
}
