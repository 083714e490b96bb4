//! Granted projects with their partners, sub-areas, periods and budgets.

mod amended;
mod budget_versions;

pub(crate) use amended::kept_in_sight;
pub use amended::{
    Participation, add_partner, change_period, end_partnership, insert_periods, keep_sight, participations,
    remove_periods, update, used_periods,
};
pub use budget_versions::{
    BudgetVersion, budget_versions, budget_versions_by_id, propose_budget, set_budget_state,
};

use std::collections::{BTreeSet, HashMap};

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{Query, SelectStatement},
};
use talkoot_domain::{
    ids::{ApplicationId, BudgetVersionId, DecisionId, OrganisationId, PeriodId, ProjectId},
    money::Money,
    organisation::Organisation,
    project::{BudgetCell, Partner, Period, Project, SubArea},
    use_period::UsePeriod,
};
use uuid::Uuid;

use crate::{
    Access, Page, Scope, StorageError, Tx, advance,
    entity::{budget_cell, budget_version, organisation, period, project, project_partner, sub_area},
    map::code,
    store::Connected,
    terms,
};

/// A project is seen by its authority, its lead and its partners.
fn visible(scope: &Scope) -> Condition {
    let mut seen = scope.owns(&[project::Column::AuthorityId, project::Column::LeadId]);
    if let Some(organisations) = scope.organisations() {
        let partner_of = Query::select()
            .column(project_partner::Column::ProjectId)
            .from(project_partner::Entity)
            .and_where(project_partner::Column::OrganisationId.is_in(organisations))
            .to_owned();
        seen = seen.add(project::Column::Id.in_subquery(partner_of));
    }
    seen
}

/// The ids of the projects of a scope, for what hangs on them.
pub(crate) fn visible_ids(scope: &Scope) -> SelectStatement {
    Query::select()
        .column(project::Column::Id)
        .from(project::Entity)
        .cond_where(visible(scope))
        .to_owned()
}

/// The project, if it exists for this scope.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn find(db: &impl Access, scope: &Scope, id: ProjectId) -> Result<Option<Project>, StorageError> {
    Ok(find_many(db, scope, &[id]).await?.pop())
}

/// The projects that grew from these decisions, for this scope, in no order.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn of_decisions(
    db: &impl Access,
    scope: &Scope,
    decisions: &[DecisionId],
) -> Result<Vec<Project>, StorageError> {
    let ids = decisions.iter().map(|&id| Uuid::from(id));
    let rows = project::Entity::find()
        .filter(visible(scope))
        .filter(project::Column::DecisionId.is_in(ids))
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// These projects, for this scope, in no order.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn find_many(
    db: &impl Access,
    scope: &Scope,
    ids: &[ProjectId],
) -> Result<Vec<Project>, StorageError> {
    let ids = ids.iter().map(|&id| Uuid::from(id));
    let rows = project::Entity::find()
        .filter(visible(scope))
        .filter(project::Column::Id.is_in(ids))
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Locks the project until the commit: whatever moves its money is done one after the other.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn lock(tx: &Tx, scope: &Scope, id: ProjectId) -> Result<Option<Project>, StorageError> {
    project::Entity::find_by_id(Uuid::from(id))
        .filter(visible(scope))
        .lock_exclusive()
        .one(tx.connection())
        .await?
        .map(TryInto::try_into)
        .transpose()
}

/// A page of projects, oldest first.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn list(
    db: &impl Access,
    scope: &Scope,
    page: Page<ProjectId>,
) -> Result<Vec<Project>, StorageError> {
    let after = page.after.map(|id| project::Column::Id.gt(Uuid::from(id)));
    let rows = project::Entity::find()
        .filter(visible(scope))
        .apply_if(after, QueryFilter::filter)
        .order_by_asc(project::Column::Id)
        .limit(page.first)
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// How many projects there are for this scope.
///
/// # Errors
/// When the database fails.
pub async fn count(db: &impl Access, scope: &Scope) -> Result<u64, StorageError> {
    Ok(project::Entity::find()
        .filter(visible(scope))
        .count(db.connection())
        .await?)
}

/// Stores a new project with its partners and periods. Sub-areas and budget come from its
/// application.
///
/// # Errors
/// [`StorageError::Taken`] when the application has become a project already.
pub async fn insert(
    tx: &Tx,
    new: &Project,
    partners: &[OrganisationId],
    periods: &[Period],
) -> Result<(), StorageError> {
    let row = project::ActiveModel {
        id: Set(new.id.into()),
        version: Set(new.version),
        number: Set(new.number.clone()),
        name: Set(new.name.clone()),
        call_id: Set(new.call.into()),
        application_id: Set(new.application.into()),
        decision_id: Set(new.decision.into()),
        authority_id: Set(new.authority.into()),
        lead_id: Set(new.lead.into()),
        award_cents: Set(new.award.cents()),
        terms: Set(terms::to_document(&new.terms)),
        budget_version_id: Set(new.budget.into()),
        started_at: Set(new.started_at),
        closed_by: Set(None),
        closed_at: Set(None),
        released_cents: Set(None),
        advance: Set(new.advance.as_ref().map(advance::to_json)),
    };
    project::Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await?;
    let partners = partners.iter().map(|&partner| project_partner::ActiveModel {
        project_id: Set(new.id.into()),
        organisation_id: Set(partner.into()),
        first_day: Set(None),
        last_day: Set(None),
        certificate: Set(None),
    });
    project_partner::Entity::insert_many(partners)
        .exec_without_returning(tx.connection())
        .await?;
    let periods = periods.iter().map(|period| period::ActiveModel {
        id: Set(period.id.into()),
        project_id: Set(new.id.into()),
        number: Set(period.number),
        first_day: Set(period.days.first),
        last_day: Set(period.days.last),
    });
    period::Entity::insert_many(periods)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// The partners of these projects, by municipality code.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn partners(
    db: &impl Access,
    projects: &[ProjectId],
) -> Result<Vec<(ProjectId, Partner)>, StorageError> {
    let mut partners = participants(db, projects, partner).await?;
    partners.sort_by_key(|(_, partner)| partner.code);
    Ok(partners)
}

/// The municipalities that take part in these projects, by municipality code.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn municipalities(
    db: &impl Access,
    projects: &[ProjectId],
) -> Result<Vec<(ProjectId, Organisation)>, StorageError> {
    let mut found = participants(db, projects, |row| Organisation::try_from(row.clone())).await?;
    found.sort_by_key(|(_, municipality)| municipality.code);
    Ok(found)
}

/// Who takes part in these projects, in no order. Each organisation is read once, however many projects it is in.
async fn participants<T>(
    db: &impl Access,
    projects: &[ProjectId],
    made_of: impl Fn(&organisation::Model) -> Result<T, StorageError>,
) -> Result<Vec<(ProjectId, T)>, StorageError> {
    let ids = projects.iter().map(|&id| Uuid::from(id));
    let rows: Vec<(Uuid, Uuid)> = project_partner::Entity::find()
        .select_only()
        .columns([
            project_partner::Column::ProjectId,
            project_partner::Column::OrganisationId,
        ])
        .filter(project_partner::Column::ProjectId.is_in(ids))
        .into_tuple()
        .all(db.connection())
        .await?;
    let named: BTreeSet<Uuid> = rows.iter().map(|(_, organisation)| *organisation).collect();
    let organisations: HashMap<Uuid, organisation::Model> = organisation::Entity::find()
        .filter(organisation::Column::Id.is_in(named))
        .all(db.connection())
        .await?
        .into_iter()
        .map(|organisation| (organisation.id, organisation))
        .collect();
    let participants = rows.into_iter().map(|(project, id)| {
        let found = organisations
            .get(&id)
            .ok_or_else(|| StorageError::inconsistent("project_partner", id, "no organisation"))?;
        Ok((project.into(), made_of(found)?))
    });
    participants.collect()
}

pub(crate) fn partner(row: &organisation::Model) -> Result<Partner, StorageError> {
    let text = row
        .code
        .as_deref()
        .ok_or_else(|| StorageError::inconsistent("organisation", row.id, "a partner has no code"))?;
    Ok(Partner {
        organisation: row.id.into(),
        code: code("organisation", row.id, "code", text)?,
        name: row.name_fi.clone(),
    })
}

/// The periods of these projects, in order.
///
/// # Errors
/// When the database fails.
pub async fn periods(
    db: &impl Access,
    projects: &[ProjectId],
) -> Result<Vec<(ProjectId, Period)>, StorageError> {
    let ids = projects.iter().map(|&id| Uuid::from(id));
    let rows = period::Entity::find()
        .filter(period::Column::ProjectId.is_in(ids))
        .order_by_asc(period::Column::Number)
        .all(db.connection())
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.project_id.into(), to_period(&row)))
        .collect())
}

/// Periods by their ids, each with its project; the caller has found the projects in its scope.
///
/// # Errors
/// When the database fails.
pub async fn periods_by_id(
    db: &impl Access,
    ids: &[PeriodId],
) -> Result<Vec<(ProjectId, Period)>, StorageError> {
    let ids = ids.iter().map(|&id| Uuid::from(id));
    let rows = period::Entity::find()
        .filter(period::Column::Id.is_in(ids))
        .all(db.connection())
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.project_id.into(), to_period(&row)))
        .collect())
}

fn to_period(row: &period::Model) -> Period {
    Period {
        id: row.id.into(),
        number: row.number,
        days: UsePeriod {
            first: row.first_day,
            last: row.last_day,
        },
    }
}

/// The sub-areas of an application or of the project that grew from it, in order.
///
/// # Errors
/// When the database fails.
pub async fn sub_areas(
    db: &impl Access,
    applications: &[ApplicationId],
) -> Result<Vec<(ApplicationId, SubArea)>, StorageError> {
    let ids = applications.iter().map(|&id| Uuid::from(id));
    let rows = sub_area::Entity::find()
        .filter(sub_area::Column::ApplicationId.is_in(ids))
        .filter(sub_area::Column::RemovedAt.is_null())
        .order_by_asc(sub_area::Column::Number)
        .all(db.connection())
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let sub_area = SubArea {
                id: row.id.into(),
                number: row.number,
                name: row.name,
                topic: row.topic,
                lead: row.lead_id.into(),
            };
            (row.application_id.into(), sub_area)
        })
        .collect())
}

/// Stores the sub-areas of an application.
///
/// # Errors
/// [`StorageError::Taken`] when a number is used twice.
pub async fn insert_sub_areas(
    tx: &Tx,
    application: ApplicationId,
    sub_areas: &[SubArea],
) -> Result<(), StorageError> {
    let rows = sub_areas.iter().map(|sub_area| sub_area::ActiveModel {
        id: Set(sub_area.id.into()),
        application_id: Set(application.into()),
        number: Set(sub_area.number),
        name: Set(sub_area.name.clone()),
        topic: Set(sub_area.topic.clone()),
        lead_id: Set(sub_area.lead.into()),
        removed_at: Set(None),
    });
    sub_area::Entity::insert_many(rows)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Stores a new version of a budget with its cells.
///
/// # Errors
/// [`StorageError::Taken`] when the version's number is used.
pub async fn insert_budget(
    tx: &Tx,
    application: ApplicationId,
    version: BudgetVersionId,
    number: i32,
    cells: &[BudgetCell],
) -> Result<(), StorageError> {
    let row = budget_version::ActiveModel {
        id: Set(version.into()),
        application_id: Set(application.into()),
        number: Set(number),
        state: Set("proposed".to_owned()),
        approved_at: Set(None),
        superseded_at: Set(None),
        discarded_at: Set(None),
        change_part_id: Set(None),
    };
    budget_version::Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await?;
    if cells.is_empty() {
        return Ok(());
    }
    let rows = cells.iter().map(|cell| budget_cell::ActiveModel {
        budget_version_id: Set(version.into()),
        partner_id: Set(cell.partner.into()),
        category: Set(cell.category.clone()),
        sub_area_id: Set(cell.sub_area.into()),
        amount_cents: Set(cell.amount.cents()),
    });
    budget_cell::Entity::insert_many(rows)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Every cell of a budget.
///
/// # Errors
/// When the database fails.
pub async fn budget(db: &impl Access, version: BudgetVersionId) -> Result<Vec<BudgetCell>, StorageError> {
    let rows = budget_cell::Entity::find()
        .filter(budget_cell::Column::BudgetVersionId.eq(Uuid::from(version)))
        .order_by_asc(budget_cell::Column::PartnerId)
        .order_by_asc(budget_cell::Column::Category)
        .all(db.connection())
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| BudgetCell {
            partner: row.partner_id.into(),
            category: row.category,
            sub_area: row.sub_area_id.into(),
            amount: Money::from_cents(row.amount_cents),
        })
        .collect())
}

impl TryFrom<project::Model> for Project {
    type Error = StorageError;

    fn try_from(row: project::Model) -> Result<Self, StorageError> {
        let state = amended::state(&row)?;
        Ok(Self {
            id: row.id.into(),
            version: row.version,
            number: row.number,
            name: row.name,
            call: row.call_id.into(),
            application: row.application_id.into(),
            decision: row.decision_id.into(),
            authority: row.authority_id.into(),
            lead: row.lead_id.into(),
            award: Money::from_cents(row.award_cents),
            terms: terms::from_document("project", row.id, row.terms)?,
            budget: row.budget_version_id.into(),
            started_at: row.started_at,
            advance: advance::from_json("project", row.id, row.advance)?,
            state,
        })
    }
}
