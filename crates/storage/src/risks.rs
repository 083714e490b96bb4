//! The register of risks of projects, with everything said about them.

use std::collections::BTreeMap;

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use talkoot_domain::{
    ids::{ProjectId, RiskId},
    risk::{Entry, Judgement, Owner, Risk, Said, State, StateName},
    workflow::{Name as _, Stamp},
};
use uuid::Uuid;

use crate::{
    Access, Scope, StorageError, Tx,
    entity::{
        risk::{ActiveModel, Column, Entity, Model},
        risk_entry,
    },
    map::{code, stamp, stamp_columns},
    projects,
    store::Connected,
};

const TABLE: &str = "risk";

/// The risk, if it exists for this scope: for everybody who sees its project.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn find(db: &impl Access, scope: &Scope, id: RiskId) -> Result<Option<Risk>, StorageError> {
    Ok(find_many(db, scope, &[id]).await?.pop())
}

/// These risks, for this scope, in no order.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn find_many(db: &impl Access, scope: &Scope, ids: &[RiskId]) -> Result<Vec<Risk>, StorageError> {
    let rows = Entity::find()
        .filter(Column::Id.is_in(ids.iter().map(|&id| Uuid::from(id))))
        .filter(Column::ProjectId.in_subquery(projects::visible_ids(scope)))
        .all(db.connection())
        .await?;
    with_history(db, rows).await
}

/// The risks of these projects, in the order of their numbers; the caller has found the projects.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn of_projects(db: &impl Access, projects: &[ProjectId]) -> Result<Vec<Risk>, StorageError> {
    let rows = Entity::find()
        .filter(Column::ProjectId.is_in(projects.iter().map(|&id| Uuid::from(id))))
        .order_by_asc(Column::ProjectId)
        .order_by_asc(Column::Number)
        .all(db.connection())
        .await?;
    with_history(db, rows).await
}

async fn with_history(db: &impl Access, rows: Vec<Model>) -> Result<Vec<Risk>, StorageError> {
    use risk_entry::Column as Said;
    let entries = risk_entry::Entity::find()
        .filter(Said::RiskId.is_in(rows.iter().map(|row| row.id)))
        .order_by_asc(Said::RiskId)
        .order_by_asc(Said::Number)
        .all(db.connection())
        .await?;
    let mut of: BTreeMap<Uuid, Vec<Entry>> = BTreeMap::new();
    for row in entries {
        let risk = row.risk_id;
        of.entry(risk).or_default().push(entry(row)?);
    }
    rows.into_iter()
        .map(|row| {
            let history = of.remove(&row.id).unwrap_or_default();
            risk(row, history)
        })
        .collect()
}

/// Stores a new risk with what was said first.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &Tx, risk: &Risk) -> Result<(), StorageError> {
    Entity::insert(columns(risk))
        .exec_without_returning(tx.connection())
        .await?;
    for (known, entry) in risk.history.iter().enumerate() {
        append(tx, risk.id, known, entry).await?;
    }
    Ok(())
}

/// Stores a changed risk and appends what was said; `risk.version` is the version that was read, the stored one is the
/// next.
///
/// # Errors
/// [`StorageError::Stale`] when somebody was first.
pub async fn update(tx: &Tx, risk: &Risk, said: &Entry) -> Result<(), StorageError> {
    let mut changed = columns(risk);
    changed.version = Set(risk.version + 1);
    let done = Entity::update_many()
        .set(changed)
        .filter(Column::Id.eq(Uuid::from(risk.id)))
        .filter(Column::Version.eq(risk.version))
        .exec(tx.connection())
        .await?;
    StorageError::unless_first(&done, TABLE)?;
    append(tx, risk.id, risk.history.len(), said).await
}

async fn append(tx: &Tx, id: RiskId, known: usize, entry: &Entry) -> Result<(), StorageError> {
    let number = i32::try_from(known)
        .ok()
        .and_then(|known| known.checked_add(1))
        .ok_or_else(|| StorageError::inconsistent(TABLE, id, "too much was said about it"))?;
    let judgement = &entry.said.judgement;
    let (owner_id, owner_role) = owner_columns(judgement.owner.as_ref());
    let row = risk_entry::ActiveModel {
        risk_id: Set(id.into()),
        number: Set(number),
        note: Set(entry.said.text.clone()),
        observed_on: Set(entry.said.observed_on),
        owner_id: Set(owner_id),
        owner_role: Set(owner_role),
        probability: Set(judgement.probability.into()),
        effect: Set(judgement.effect.into()),
        response: Set(judgement.response.clone()),
        state: Set(entry.state.code().to_owned()),
        portfolio_report_id: Set(entry.report.map(Into::into)),
        noted_by: Set(entry.noted.by.into()),
        noted_at: Set(entry.noted.at),
    };
    risk_entry::Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

fn owner_columns(owner: Option<&Owner>) -> (Option<Uuid>, Option<String>) {
    match owner {
        None => (None, None),
        Some(Owner::Person(person)) => (Some((*person).into()), None),
        Some(Owner::Role(role)) => (None, Some(role.clone())),
    }
}

/// The columns of a judgement.
struct Judged {
    owner_id: Option<Uuid>,
    owner_role: Option<String>,
    probability: i32,
    effect: i32,
    response: String,
}

fn judgement(table: &'static str, row: Uuid, judged: Judged) -> Result<Judgement, StorageError> {
    let scale = |number: i32| {
        u8::try_from(number)
            .map_err(|_| StorageError::inconsistent(table, row, "a number is outside its scale"))
    };
    Ok(Judgement {
        owner: match (judged.owner_id, judged.owner_role) {
            (None, None) => None,
            (Some(person), None) => Some(Owner::Person(person.into())),
            (None, Some(role)) => Some(Owner::Role(role)),
            (Some(_), Some(_)) => {
                return Err(StorageError::inconsistent(table, row, "it has two owners"));
            }
        },
        probability: scale(judged.probability)?,
        effect: scale(judged.effect)?,
        response: judged.response,
    })
}

fn columns(risk: &Risk) -> ActiveModel {
    let (mitigated, closed) = match &risk.state {
        State::Open | State::Occurred { .. } => (None, None),
        State::Mitigating { mitigated } => (Some(*mitigated), None),
        State::Closed { closed, .. } => (None, Some(*closed)),
    };
    let (mitigated_by, mitigated_at) = stamp_columns(mitigated);
    let (occurred_by, occurred_at) = stamp_columns(risk.state.occurred());
    let (closed_by, closed_at) = stamp_columns(closed);
    let (owner_id, owner_role) = owner_columns(risk.judgement.owner.as_ref());
    ActiveModel {
        id: Set(risk.id.into()),
        version: Set(risk.version),
        project_id: Set(risk.project.into()),
        number: Set(risk.number),
        sub_area_id: Set(risk.sub_area.map(Into::into)),
        topic: Set(risk.topic.clone()),
        raised_by: Set(risk.raised.by.into()),
        raised_at: Set(risk.raised.at),
        owner_id: Set(owner_id),
        owner_role: Set(owner_role),
        probability: Set(risk.judgement.probability.into()),
        effect: Set(risk.judgement.effect.into()),
        response: Set(risk.judgement.response.clone()),
        state: Set(StateName::from(&risk.state).code().to_owned()),
        mitigated_by: Set(mitigated_by),
        mitigated_at: Set(mitigated_at),
        occurred_by: Set(occurred_by),
        occurred_at: Set(occurred_at),
        closed_by: Set(closed_by),
        closed_at: Set(closed_at),
    }
}

fn entry(row: risk_entry::Model) -> Result<Entry, StorageError> {
    const TABLE: &str = "risk_entry";
    Ok(Entry {
        state: code(TABLE, row.risk_id, "state", &row.state)?,
        said: Said {
            text: row.note,
            observed_on: row.observed_on,
            judgement: judgement(
                TABLE,
                row.risk_id,
                Judged {
                    owner_id: row.owner_id,
                    owner_role: row.owner_role,
                    probability: row.probability,
                    effect: row.effect,
                    response: row.response,
                },
            )?,
        },
        report: row.portfolio_report_id.map(Into::into),
        noted: Stamp {
            by: row.noted_by.into(),
            at: row.noted_at,
        },
    })
}

fn risk(row: Model, history: Vec<Entry>) -> Result<Risk, StorageError> {
    let name: StateName = code(TABLE, row.id, "state", &row.state)?;
    let mitigated = stamp(row.mitigated_by, row.mitigated_at);
    let occurred = stamp(row.occurred_by, row.occurred_at);
    let closed = stamp(row.closed_by, row.closed_at);
    let state = match (name, mitigated, occurred, closed) {
        (StateName::Open, None, None, None) => State::Open,
        (StateName::Mitigating, Some(mitigated), None, None) => State::Mitigating { mitigated },
        (StateName::Occurred, None, Some(occurred), None) => State::Occurred { occurred },
        (StateName::Closed, None, occurred, Some(closed)) => State::Closed { occurred, closed },
        (state, ..) => {
            let what = format!("the state is {state:?} but its columns are those of another state");
            return Err(StorageError::inconsistent(TABLE, row.id, what));
        }
    };
    Ok(Risk {
        id: row.id.into(),
        version: row.version,
        project: row.project_id.into(),
        number: row.number,
        sub_area: row.sub_area_id.map(Into::into),
        raised: Stamp {
            by: row.raised_by.into(),
            at: row.raised_at,
        },
        judgement: judgement(
            TABLE,
            row.id,
            Judged {
                owner_id: row.owner_id,
                owner_role: row.owner_role,
                probability: row.probability,
                effect: row.effect,
                response: row.response,
            },
        )?,
        topic: row.topic,
        history,
        state,
    })
}
