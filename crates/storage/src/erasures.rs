//! For how long what projects leave behind is kept, and its removal.

mod removal;
mod words;

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Statement,
    sea_query::OnConflict,
};
use serde_json::{Value, json};
use talkoot_domain::{
    erasure::{Erasure, Kept, Removed, Retention, State, StateName},
    ids::{ErasureId, ProjectId},
    money::Money,
    workflow::Stamp,
};
use uuid::Uuid;

pub(crate) use removal::empty_mails;
pub use removal::{Touched, kept, project_objects, remove};
pub use words::{forms_of, strip_submissions};

use crate::{
    Access, Scope, StorageError, Tx,
    entity::{
        erasure::{ActiveModel, Column, Entity, Model},
        project_retention,
    },
    map::{code, stamp, stamp_columns},
    projects,
    store::Connected,
};

/// For how long what a project leaves behind is kept.
///
/// # Errors
/// When the database fails.
pub async fn retention(db: &impl Access, project: ProjectId) -> Result<Retention, StorageError> {
    let row = project_retention::Entity::find_by_id(Uuid::from(project))
        .one(db.connection())
        .await?;
    Ok(row.map_or_else(Retention::default, |row| Retention {
        version: row.version,
        years: row.years,
        hold: row.hold,
    }))
}

/// Stores for how long it is kept from now on; `retention.version` is the version that was read. The caller has locked
/// the project.
///
/// # Errors
/// When the database fails.
pub async fn set_retention(
    tx: &Tx,
    project: ProjectId,
    retention: &Retention,
    set: Stamp,
) -> Result<(), StorageError> {
    use project_retention::{ActiveModel, Column, Entity};
    let row = ActiveModel {
        project_id: Set(project.into()),
        version: Set(retention.version + 1),
        years: Set(retention.years),
        hold: Set(retention.hold.clone()),
        set_by: Set(set.by.into()),
        set_at: Set(set.at),
    };
    Entity::insert(row)
        .on_conflict(
            OnConflict::column(Column::ProjectId)
                .update_columns([
                    Column::Version,
                    Column::Years,
                    Column::Hold,
                    Column::SetBy,
                    Column::SetAt,
                ])
                .to_owned(),
        )
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// When something happened to a project last, as the log says; what is said about keeping it does not count.
///
/// # Errors
/// When the database fails.
pub async fn last_event(db: &impl Access, project: ProjectId) -> Result<Option<DateTime<Utc>>, StorageError> {
    const SQL: &str = "SELECT MAX(at) AS last FROM audit_entry WHERE project_id = $1 AND command NOT IN \
        ('setRetention', 'proposeErasure', 'confirmErasure', 'withdrawErasure')";
    let connection = db.connection();
    let values = [Uuid::from(project).into()];
    let statement = Statement::from_sql_and_values(connection.get_database_backend(), SQL, values);
    let row = connection.query_one_raw(statement).await?;
    Ok(row.map(|row| row.try_get("", "last")).transpose()?.flatten())
}

/// What about a project is still in dispute, in words; nothing when nothing is.
///
/// # Errors
/// When the database fails.
pub async fn open_matter(db: &impl Access, project: ProjectId) -> Result<Option<&'static str>, StorageError> {
    const QUESTIONS: [(&str, &str); 3] = [
        (
            "SELECT 1 AS found FROM recovery WHERE project_id = $1 AND state NOT IN \
             ('paid', 'set_off', 'mitigated', 'written_off', 'waived', 'cancelled') LIMIT 1",
            "a recovery is open",
        ),
        (
            "SELECT 1 AS found FROM rectification JOIN project ON project.decision_id = rectification.decision_id \
             WHERE project.id = $1 AND rectification.decided_at IS NULL AND rectification.withdrawn_at IS NULL LIMIT 1",
            "a claim for correction of the decision is open",
        ),
        (
            "SELECT 1 AS found FROM payout WHERE project_id = $1 AND state IN ('created', 'approved', 'sent') LIMIT 1",
            "a payout is on its way",
        ),
    ];
    let connection = db.connection();
    for (sql, open) in QUESTIONS {
        let values = [Uuid::from(project).into()];
        let statement = Statement::from_sql_and_values(connection.get_database_backend(), sql, values);
        if connection.query_one_raw(statement).await?.is_some() {
            return Ok(Some(open));
        }
    }
    Ok(None)
}

/// The erasure, if it exists for this scope: for everybody who sees its project.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn find(db: &impl Access, scope: &Scope, id: ErasureId) -> Result<Option<Erasure>, StorageError> {
    Entity::find_by_id(Uuid::from(id))
        .filter(Column::ProjectId.in_subquery(projects::visible_ids(scope)))
        .one(db.connection())
        .await?
        .map(TryInto::try_into)
        .transpose()
}

/// Every erasure of a project that was proposed, oldest first; the caller has found the project.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn of_project(db: &impl Access, project: ProjectId) -> Result<Vec<Erasure>, StorageError> {
    let rows = Entity::find()
        .filter(Column::ProjectId.eq(Uuid::from(project)))
        .order_by_asc(Column::Id)
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Stores a proposal.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &Tx, erasure: &Erasure) -> Result<(), StorageError> {
    Entity::insert(row(erasure))
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Stores a changed erasure; `erasure.version` is the version that was read, the stored one is the next.
///
/// # Errors
/// [`StorageError::Stale`] when somebody was first.
pub async fn update(tx: &Tx, erasure: &Erasure) -> Result<(), StorageError> {
    let mut changed = row(erasure);
    changed.version = Set(erasure.version + 1);
    let done = Entity::update_many()
        .set(changed)
        .filter(Column::Id.eq(Uuid::from(erasure.id)))
        .filter(Column::Version.eq(erasure.version))
        .exec(tx.connection())
        .await?;
    StorageError::unless_first(&done, "erasure")
}

fn row(erasure: &Erasure) -> ActiveModel {
    let (ended, parts) = match &erasure.state {
        State::Proposed => (None, None),
        State::Done { done, removed, kept } => (Some(*done), Some((removed, kept))),
        State::Withdrawn { withdrawn } => (Some(*withdrawn), None),
    };
    let (ended_by, ended_at) = stamp_columns(ended);
    ActiveModel {
        id: Set(erasure.id.into()),
        version: Set(erasure.version),
        project_id: Set(erasure.project.into()),
        proposed_by: Set(erasure.proposed.by.into()),
        proposed_at: Set(erasure.proposed.at),
        last_event: Set(erasure.last_event),
        kept_until: Set(erasure.kept_until),
        state: Set(Into::<&'static str>::into(StateName::from(&erasure.state)).to_owned()),
        ended_by: Set(ended_by),
        ended_at: Set(ended_at),
        removed: Set(parts.map(|(removed, _)| written(removed))),
        kept: Set(parts.map(|(_, kept)| sums(kept))),
    }
}

/// What was removed, as it is stored and logged.
#[must_use]
pub fn written(removed: &Removed) -> Value {
    json!({
        "files": removed.files, "bytes": removed.bytes, "lines": removed.lines, "contacts": removed.contacts,
        "submissions": removed.submissions, "mails": removed.mails, "invitations": removed.invitations,
    })
}

/// The sums that stayed, in cents, as they are stored and logged.
#[must_use]
pub fn sums(kept: &Kept) -> Value {
    json!({
        "lines": kept.lines, "costs": kept.costs.cents(), "accepted": kept.accepted.cents(), "paid": kept.paid.cents(),
    })
}

fn read(value: &Value) -> impl Fn(&str) -> i64 {
    move |name: &str| value.get(name).and_then(Value::as_i64).unwrap_or_default()
}

impl TryFrom<Model> for Erasure {
    type Error = StorageError;

    fn try_from(row: Model) -> Result<Self, StorageError> {
        let name = code("erasure", row.id, "state", &row.state)?;
        let ended = stamp(row.ended_by, row.ended_at);
        let state = match (name, ended, row.removed, row.kept) {
            (StateName::Proposed, None, None, None) => State::Proposed,
            (StateName::Withdrawn, Some(withdrawn), None, None) => State::Withdrawn { withdrawn },
            (StateName::Done, Some(done), Some(removed), Some(kept)) => {
                let (removed, kept) = (read(&removed), read(&kept));
                State::Done {
                    done,
                    removed: Removed {
                        files: removed("files"),
                        bytes: removed("bytes"),
                        lines: removed("lines"),
                        contacts: removed("contacts"),
                        submissions: removed("submissions"),
                        mails: removed("mails"),
                        invitations: removed("invitations"),
                    },
                    kept: Kept {
                        lines: kept("lines"),
                        costs: Money::from_cents(kept("costs")),
                        accepted: Money::from_cents(kept("accepted")),
                        paid: Money::from_cents(kept("paid")),
                    },
                }
            }
            (state, ..) => {
                let what = format!("the state is {state:?} but its columns are those of another state");
                return Err(StorageError::inconsistent("erasure", row.id, what));
            }
        };
        Ok(Self {
            id: row.id.into(),
            version: row.version,
            project: row.project_id.into(),
            proposed: Stamp {
                by: row.proposed_by.into(),
                at: row.proposed_at,
            },
            last_event: row.last_event,
            kept_until: row.kept_until,
            state,
        })
    }
}
