//! Change requests of running grants.

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{OnConflict, Query},
};
use talkoot_domain::{
    change_request::{ChangeRequest, State, StateName},
    ids::{ChangeRequestId, PersonId, ProjectId},
    workflow::Name,
};
use uuid::Uuid;

use crate::{
    Access, Page, Scope, StorageError, Tx,
    entity::{
        change_part,
        change_request::{ActiveModel, Column, Entity, Model},
        change_requester,
    },
    map::{code, stamp, stamp_columns},
    projects,
    store::Connected,
};

/// A request is seen by the lead that asks. From its submission on it is also seen by everybody who sees
/// the project, and by a municipality that it concerns, which may not take part yet.
fn visible(scope: &Scope) -> Condition {
    let Some(organisations) = scope.organisations() else {
        return Condition::all();
    };
    let concerned = Query::select()
        .column(change_part::Column::RequestId)
        .from(change_part::Entity)
        .and_where(change_part::Column::MunicipalityId.is_in(organisations))
        .to_owned();
    scope.owns(&[Column::LeadId]).add(
        Condition::all().add(Column::State.ne("draft")).add(
            Condition::any()
                .add(Column::ProjectId.in_subquery(projects::visible_ids(scope)))
                .add(Column::Id.in_subquery(concerned)),
        ),
    )
}

/// The ids of the requests of a scope, for their parts.
pub(crate) fn visible_ids(scope: &Scope) -> sea_orm::sea_query::SelectStatement {
    Query::select()
        .column(Column::Id)
        .from(Entity)
        .cond_where(visible(scope))
        .to_owned()
}

/// The request, if it exists for this scope.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn find(
    db: &impl Access,
    scope: &Scope,
    id: ChangeRequestId,
) -> Result<Option<ChangeRequest>, StorageError> {
    Ok(find_many(db, scope, &[id]).await?.pop())
}

/// These requests, for this scope, in no order.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn find_many(
    db: &impl Access,
    scope: &Scope,
    ids: &[ChangeRequestId],
) -> Result<Vec<ChangeRequest>, StorageError> {
    let rows = Entity::find()
        .filter(visible(scope))
        .filter(Column::Id.is_in(ids.iter().map(|&id| Uuid::from(id))))
        .all(db.connection())
        .await?;
    with_requesters(db, rows).await
}

/// The requests of a project that are drafts or not decided, oldest first; the caller has found the project.
///
/// # Errors
/// When the database fails.
pub async fn undecided(db: &impl Access, project: ProjectId) -> Result<Vec<ChangeRequestId>, StorageError> {
    let ids: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::ProjectId.eq(Uuid::from(project)))
        .filter(Column::State.is_in([StateName::Draft.code(), StateName::Submitted.code()]))
        .order_by_asc(Column::Number)
        .into_tuple()
        .all(db.connection())
        .await?;
    Ok(ids.into_iter().map(Into::into).collect())
}

/// A page of a project's requests, oldest first.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn list(
    db: &impl Access,
    scope: &Scope,
    project: ProjectId,
    page: Page<ChangeRequestId>,
) -> Result<Vec<ChangeRequest>, StorageError> {
    let after = page.after.map(|id| Column::Id.gt(Uuid::from(id)));
    let rows = Entity::find()
        .filter(visible(scope))
        .filter(Column::ProjectId.eq(Uuid::from(project)))
        .apply_if(after, QueryFilter::filter)
        .order_by_asc(Column::Id)
        .limit(page.first)
        .all(db.connection())
        .await?;
    with_requesters(db, rows).await
}

/// How many requests of a project this scope sees.
///
/// # Errors
/// When the database fails.
pub async fn count(db: &impl Access, scope: &Scope, project: ProjectId) -> Result<u64, StorageError> {
    Ok(Entity::find()
        .filter(visible(scope))
        .filter(Column::ProjectId.eq(Uuid::from(project)))
        .count(db.connection())
        .await?)
}

/// The number of the newest request of a project; 0 when there is none. The caller has locked the project.
///
/// # Errors
/// When the database fails.
pub async fn latest_number(db: &impl Access, project: ProjectId) -> Result<i32, StorageError> {
    let number: Option<i32> = Entity::find()
        .select_only()
        .column(Column::Number)
        .filter(Column::ProjectId.eq(Uuid::from(project)))
        .order_by_desc(Column::Number)
        .into_tuple()
        .one(db.connection())
        .await?;
    Ok(number.unwrap_or_default())
}

/// Stores a new request.
///
/// # Errors
/// [`StorageError::Taken`] when its number is used.
pub async fn insert(tx: &Tx, request: &ChangeRequest) -> Result<(), StorageError> {
    Entity::insert(columns(request))
        .exec_without_returning(tx.connection())
        .await?;
    add_requesters(tx, request).await
}

/// Stores a changed request; `request.version` is the version that was read, the stored one is the next.
///
/// # Errors
/// [`StorageError::Stale`] when somebody was first.
pub async fn update(tx: &Tx, request: &ChangeRequest) -> Result<(), StorageError> {
    let mut changed = columns(request);
    changed.version = Set(request.version + 1);
    let done = Entity::update_many()
        .set(changed)
        .filter(Column::Id.eq(Uuid::from(request.id)))
        .filter(Column::Version.eq(request.version))
        .exec(tx.connection())
        .await?;
    if done.rows_affected != 1 {
        return Err(StorageError::Stale {
            table: "change_request",
        });
    }
    add_requesters(tx, request).await
}

/// Whoever had a hand in a request stays known.
async fn add_requesters(tx: &Tx, request: &ChangeRequest) -> Result<(), StorageError> {
    let rows = request
        .requesters
        .iter()
        .map(|&person| change_requester::ActiveModel {
            request_id: Set(request.id.into()),
            person_id: Set(person.into()),
        });
    let once = OnConflict::columns([
        change_requester::Column::RequestId,
        change_requester::Column::PersonId,
    ])
    .do_nothing()
    .to_owned();
    change_requester::Entity::insert_many(rows)
        .on_conflict(once)
        .try_insert()
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

async fn with_requesters(db: &impl Access, rows: Vec<Model>) -> Result<Vec<ChangeRequest>, StorageError> {
    let of_these = change_requester::Column::RequestId.is_in(rows.iter().map(|row| row.id));
    let requesters = change_requester::Entity::find()
        .filter(of_these)
        .order_by_asc(change_requester::Column::PersonId)
        .all(db.connection())
        .await?;
    rows.into_iter()
        .map(|row| {
            let of_row = requesters.iter().filter(|one| one.request_id == row.id);
            let requesters: Vec<PersonId> = of_row.map(|one| one.person_id.into()).collect();
            request(row, requesters)
        })
        .collect()
}

fn columns(request: &ChangeRequest) -> ActiveModel {
    let submitted = request.state.submitted();
    let (submitted_by, submitted_at) = stamp_columns(submitted.map(|(stamp, _)| stamp));
    let (withdrawn, withdrawal_reason) = match &request.state {
        State::Withdrawn { withdrawn, reason } => (Some(*withdrawn), Some(reason.clone())),
        State::Draft | State::Submitted { .. } | State::Decided { .. } => (None, None),
    };
    let decided_at = match request.state {
        State::Decided { decided_at, .. } => Some(decided_at),
        State::Draft | State::Submitted { .. } | State::Withdrawn { .. } => None,
    };
    let (withdrawn_by, withdrawn_at) = stamp_columns(withdrawn);
    ActiveModel {
        id: Set(request.id.into()),
        version: Set(request.version),
        project_id: Set(request.project.into()),
        number: Set(request.number),
        lead_id: Set(request.lead.into()),
        reason: Set(request.reason.clone()),
        state: Set(request.state_name().code().to_owned()),
        submitted_by: Set(submitted_by),
        submitted_at: Set(submitted_at),
        late: Set(submitted.map(|(_, late)| late)),
        decided_at: Set(decided_at),
        withdrawn_by: Set(withdrawn_by),
        withdrawn_at: Set(withdrawn_at),
        withdrawal_reason: Set(withdrawal_reason),
    }
}

fn request(row: Model, requesters: Vec<PersonId>) -> Result<ChangeRequest, StorageError> {
    Ok(ChangeRequest {
        state: state(&row)?,
        id: row.id.into(),
        version: row.version,
        project: row.project_id.into(),
        number: row.number,
        lead: row.lead_id.into(),
        requesters,
        reason: row.reason,
    })
}

fn state(row: &Model) -> Result<State, StorageError> {
    let name: StateName = code("change_request", row.id, "state", &row.state)?;
    let submitted = stamp(row.submitted_by, row.submitted_at).zip(row.late);
    let withdrawn = stamp(row.withdrawn_by, row.withdrawn_at).zip(row.withdrawal_reason.clone());
    Ok(match (name, submitted, row.decided_at, withdrawn) {
        (StateName::Draft, None, None, None) => State::Draft,
        (StateName::Submitted, Some((submitted, late)), None, None) => State::Submitted { submitted, late },
        (StateName::Decided, Some((submitted, late)), Some(decided_at), None) => State::Decided {
            submitted,
            late,
            decided_at,
        },
        (StateName::Withdrawn, None, None, Some((withdrawn, reason))) => {
            State::Withdrawn { withdrawn, reason }
        }
        (state, ..) => {
            return Err(StorageError::inconsistent(
                "change_request",
                row.id,
                format!("the state is {state:?} but the columns of other states are set or its own are not"),
            ));
        }
    })
}
