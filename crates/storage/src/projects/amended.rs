//! What amendments change of a project.

use chrono::NaiveDate;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{OnConflict, Query, SelectStatement},
};
use talkoot_domain::{
    ids::{ObligationId, OrganisationId, PeriodId, ProjectId},
    money::Money,
    project::{Period, Project, State},
    use_period::UsePeriod,
};
use uuid::Uuid;

use crate::{
    Access, StorageError, Tx,
    entity::{
        claim, cost_report, former_lead_sight, obligation, period, portfolio_report, project, project_partner,
    },
    map::{stamp, stamp_columns},
    store::Connected,
    terms,
};

/// How long a municipality takes part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Participation {
    /// The municipality.
    pub organisation: OrganisationId,
    /// The first day; none for the whole use period.
    pub first_day: Option<NaiveDate>,
    /// The last day; none while it stays.
    pub last_day: Option<NaiveDate>,
    /// The reference of its own decision to leave.
    pub certificate: Option<String>,
}

impl Participation {
    /// Whether it has left: it reports nothing more, not even for days before it left.
    #[must_use]
    pub const fn has_left(&self) -> bool {
        self.last_day.is_some()
    }

    /// Whether a cost report of it is expected for a period of these days.
    #[must_use]
    pub fn reports_for(&self, days: UsePeriod) -> bool {
        self.overlaps(days) && !self.has_left()
    }

    /// Whether it takes part on any of these days.
    #[must_use]
    pub fn overlaps(&self, days: UsePeriod) -> bool {
        self.first_day.is_none_or(|first| first <= days.last)
            && self.last_day.is_none_or(|last| last >= days.first)
    }
}

/// Stores the lead, the award, the terms and the budget of an amended project, and whether it is closed; `project.version` is the
/// version that was read, the stored one is the next.
///
/// # Errors
/// [`StorageError::Stale`] when somebody was first.
pub async fn update(tx: &Tx, changed: &Project) -> Result<(), StorageError> {
    let (closed, released) = match changed.state {
        State::Running => (None, None),
        State::Closed { closed, released } => (Some(closed), Some(released.cents())),
    };
    let (closed_by, closed_at) = stamp_columns(closed);
    let row = project::ActiveModel {
        version: Set(changed.version + 1),
        lead_id: Set(changed.lead.into()),
        award_cents: Set(changed.award.cents()),
        terms: Set(terms::to_document(&changed.terms)),
        budget_version_id: Set(changed.budget.into()),
        closed_by: Set(closed_by),
        closed_at: Set(closed_at),
        released_cents: Set(released),
        ..Default::default()
    };
    let done = project::Entity::update_many()
        .set(row)
        .filter(project::Column::Id.eq(Uuid::from(changed.id)))
        .filter(project::Column::Version.eq(changed.version))
        .exec(tx.connection())
        .await?;
    StorageError::unless_first(&done, "project")
}

/// Whether the project of a row runs or is closed.
pub(super) fn state(row: &project::Model) -> Result<State, StorageError> {
    match (stamp(row.closed_by, row.closed_at), row.released_cents) {
        (None, None) => Ok(State::Running),
        (Some(closed), Some(released)) => Ok(State::Closed {
            closed,
            released: Money::from_cents(released),
        }),
        _ => {
            let what = "it is closed in some columns and not in others";
            Err(StorageError::inconsistent("project", row.id, what))
        }
    }
}

/// How long each partner of these projects takes part; the caller has found the projects.
///
/// # Errors
/// When the database fails.
pub async fn participations(
    db: &impl Access,
    projects: &[ProjectId],
) -> Result<Vec<(ProjectId, Participation)>, StorageError> {
    let ids = projects.iter().map(|&id| Uuid::from(id));
    let rows = project_partner::Entity::find()
        .filter(project_partner::Column::ProjectId.is_in(ids))
        .all(db.connection())
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let participation = Participation {
                organisation: row.organisation_id.into(),
                first_day: row.first_day,
                last_day: row.last_day,
                certificate: row.certificate,
            };
            (row.project_id.into(), participation)
        })
        .collect())
}

/// Ends a partnership; the partner stays in the project's history.
///
/// # Errors
/// When the database fails.
pub async fn end_partnership(
    tx: &Tx,
    project: ProjectId,
    partner: OrganisationId,
    last_day: NaiveDate,
    certificate: &str,
) -> Result<(), StorageError> {
    let row = project_partner::ActiveModel {
        last_day: Set(Some(last_day)),
        certificate: Set(Some(certificate.to_owned())),
        ..Default::default()
    };
    project_partner::Entity::update_many()
        .set(row)
        .filter(project_partner::Column::ProjectId.eq(Uuid::from(project)))
        .filter(project_partner::Column::OrganisationId.eq(Uuid::from(partner)))
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// Adds a municipality to a project.
///
/// # Errors
/// [`StorageError::Taken`] when it takes or took part already.
pub async fn add_partner(
    tx: &Tx,
    project: ProjectId,
    partner: OrganisationId,
    first_day: NaiveDate,
) -> Result<(), StorageError> {
    let row = project_partner::ActiveModel {
        project_id: Set(project.into()),
        organisation_id: Set(partner.into()),
        first_day: Set(Some(first_day)),
        last_day: Set(None),
        certificate: Set(None),
    };
    project_partner::Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// The periods of a project on which a cost report or a claim rests.
///
/// # Errors
/// When the database fails.
pub async fn used_periods(db: &impl Access, project: ProjectId) -> Result<Vec<PeriodId>, StorageError> {
    let mut used: Vec<Uuid> = cost_report::Entity::find()
        .select_only()
        .column(cost_report::Column::PeriodId)
        .distinct()
        .filter(cost_report::Column::ProjectId.eq(Uuid::from(project)))
        .into_tuple()
        .all(db.connection())
        .await?;
    let claimed: Vec<Uuid> = claim::Entity::find()
        .select_only()
        .column(claim::Column::PeriodId)
        .distinct()
        .filter(claim::Column::ProjectId.eq(Uuid::from(project)))
        .into_tuple()
        .all(db.connection())
        .await?;
    used.extend(claimed);
    Ok(used.into_iter().map(Into::into).collect())
}

/// Lets a period end on another day; the caller knows that nothing rests on it.
///
/// # Errors
/// When the database fails.
pub async fn change_period(tx: &Tx, id: PeriodId, days: UsePeriod) -> Result<(), StorageError> {
    let row = period::ActiveModel {
        first_day: Set(days.first),
        last_day: Set(days.last),
        ..Default::default()
    };
    period::Entity::update_many()
        .set(row)
        .filter(period::Column::Id.eq(Uuid::from(id)))
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// Takes periods out of the chain; the caller knows that nothing rests on them.
///
/// # Errors
/// When the database fails, also when something rests on them.
pub async fn remove_periods(tx: &Tx, periods: &[PeriodId]) -> Result<(), StorageError> {
    period::Entity::delete_many()
        .filter(period::Column::Id.is_in(periods.iter().map(|&id| Uuid::from(id))))
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// Adds periods to the chain.
///
/// # Errors
/// [`StorageError::Taken`] when a number is used.
pub async fn insert_periods(tx: &Tx, project: ProjectId, periods: &[Period]) -> Result<(), StorageError> {
    if periods.is_empty() {
        return Ok(());
    }
    let rows = periods.iter().map(|one| period::ActiveModel {
        id: Set(one.id.into()),
        project_id: Set(project.into()),
        number: Set(one.number),
        first_day: Set(one.days.first),
        last_day: Set(one.days.last),
    });
    period::Entity::insert_many(rows)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// What a former lead goes on seeing, for the finders of cost reports, portfolio reports and obligations.
pub(crate) fn kept_in_sight(organisations: Vec<Uuid>) -> SelectStatement {
    Query::select()
        .column(former_lead_sight::Column::ObjectId)
        .from(former_lead_sight::Entity)
        .and_where(former_lead_sight::Column::OrganisationId.is_in(organisations))
        .to_owned()
}

/// Keeps what a lead sees of the project now in its sight when another municipality takes over, except
/// these obligations, which move to the new one.
///
/// # Errors
/// When the database fails.
pub async fn keep_sight(
    tx: &Tx,
    project: ProjectId,
    lead: OrganisationId,
    moved: &[ObligationId],
) -> Result<(), StorageError> {
    let of = Uuid::from(project);
    let db = tx.connection();
    let mut seen: Vec<Uuid> = cost_report::Entity::find()
        .select_only()
        .column(cost_report::Column::Id)
        .filter(cost_report::Column::ProjectId.eq(of))
        .into_tuple()
        .all(db)
        .await?;
    let reports: Vec<Uuid> = portfolio_report::Entity::find()
        .select_only()
        .column(portfolio_report::Column::Id)
        .filter(portfolio_report::Column::ProjectId.eq(of))
        .into_tuple()
        .all(db)
        .await?;
    let moved = moved.iter().map(|&id| Uuid::from(id));
    let owed: Vec<Uuid> = obligation::Entity::find()
        .select_only()
        .column(obligation::Column::Id)
        .filter(obligation::Column::ProjectId.eq(of))
        .apply_if(Some(moved).filter(|moved| moved.len() > 0), |query, moved| {
            query.filter(obligation::Column::Id.is_not_in(moved))
        })
        .into_tuple()
        .all(db)
        .await?;
    seen.extend(reports);
    seen.extend(owed);
    for some in seen.chunks(500) {
        let rows = some.iter().map(|&object| former_lead_sight::ActiveModel {
            organisation_id: Set(lead.into()),
            object_id: Set(object),
        });
        let once = OnConflict::columns([
            former_lead_sight::Column::OrganisationId,
            former_lead_sight::Column::ObjectId,
        ])
        .do_nothing()
        .to_owned();
        former_lead_sight::Entity::insert_many(rows)
            .on_conflict(once)
            .try_insert()
            .exec_without_returning(db)
            .await?;
    }
    Ok(())
}
