//! What the projects of authorities owed by their schedules, and what became of it.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use talkoot_domain::{
    ids::{CallId, OrganisationId},
    obligation::StateName,
    schedule::ObligationKind,
};
use uuid::Uuid;

use crate::{
    Access, StorageError,
    entity::{obligation, obligation_past, project},
    map::code,
};

/// Something that a project owed by the schedule, with what had become of it at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owed {
    /// The call of the project.
    pub call: CallId,
    /// The date that the schedule gave it.
    pub planned: NaiveDate,
    /// The last day on which it is in time.
    pub due: NaiveDate,
    /// Where it stands.
    pub state: StateName,
    /// When it was handed in, while it is.
    pub submitted_at: Option<DateTime<Utc>>,
}

/// Obligation, due, state, handed in.
type PastRow = (Uuid, NaiveDate, String, Option<DateTime<Utc>>);

/// Everything of a kind that the projects of these authorities owe by their schedules, of one call or of all; as it
/// stood at a moment, or now.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn owed(
    db: &impl Access,
    authorities: &[OrganisationId],
    (call, kind): (Option<CallId>, ObligationKind),
    as_of: Option<DateTime<Utc>>,
) -> Result<Vec<Owed>, StorageError> {
    use obligation::Column;
    let connection = db.connection();
    let of_call = call.map(|call| project::Column::CallId.eq(Uuid::from(call)));
    let projects = project::Entity::find()
        .select_only()
        .filter(project::Column::AuthorityId.is_in(authorities.iter().map(|&id| Uuid::from(id))))
        .apply_if(of_call, QueryFilter::filter);
    let calls: Vec<(Uuid, Uuid)> = projects
        .clone()
        .columns([project::Column::Id, project::Column::CallId])
        .into_tuple()
        .all(connection)
        .await?;
    let calls: HashMap<Uuid, Uuid> = calls.into_iter().collect();
    let kind: &'static str = kind.into();
    let ids = projects.column(project::Column::Id).into_query();
    let scheduled = obligation::Entity::find()
        .select_only()
        .filter(Column::Kind.eq(kind))
        .filter(Column::SubjectId.is_null())
        .filter(Column::ProjectId.in_subquery(ids));
    let planned: Vec<(Uuid, Uuid, NaiveDate)> = scheduled
        .clone()
        .columns([Column::Id, Column::ProjectId, Column::Planned])
        .into_tuple()
        .all(connection)
        .await?;
    let planned: HashMap<Uuid, (Uuid, NaiveDate)> = planned
        .into_iter()
        .map(|(id, project, planned)| (id, (project, planned)))
        .collect();
    let scheduled = scheduled.column(Column::Id).into_query();
    let rows: Vec<PastRow> = obligation_past::Entity::find()
        .select_only()
        .columns([
            obligation_past::Column::ObligationId,
            obligation_past::Column::Due,
            obligation_past::Column::State,
            obligation_past::Column::SubmittedAt,
        ])
        .filter(at_the_moment(as_of))
        .filter(obligation_past::Column::ObligationId.in_subquery(scheduled))
        .into_tuple()
        .all(connection)
        .await?;
    let known = rows.into_iter().filter_map(|row| {
        let &(project, planned) = planned.get(&row.0)?;
        Some((row, planned, *calls.get(&project)?))
    });
    known
        .map(|((id, due, state, submitted_at), planned, call)| {
            Ok(Owed {
                call: call.into(),
                planned,
                due,
                state: code("obligation_past", id, "state", &state)?,
                submitted_at,
            })
        })
        .collect()
}

/// What holds of the past of an obligation at a moment, or now.
pub(super) fn at_the_moment(as_of: Option<DateTime<Utc>>) -> Condition {
    use obligation_past::Column;
    match as_of {
        None => Condition::all().add(Column::UntilAt.is_null()),
        Some(at) => Condition::all().add(Column::FromAt.lt(at)).add(
            Condition::any()
                .add(Column::UntilAt.is_null())
                .add(Column::UntilAt.gte(at)),
        ),
    }
}
