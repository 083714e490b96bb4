//! Amendments in force: what each changed, appended and never edited.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::Value;
use talkoot_domain::{
    amendment::Content,
    call::Terms,
    ids::{BudgetVersionId, ChangePartId, OrganisationId, ProjectId},
    money::Money,
    project::Project,
};
use uuid::Uuid;

use crate::{
    Access, StorageError, Tx,
    change_parts::content,
    entity::project_amendment::{ActiveModel, Column, Entity, Model},
    store::Connected,
    terms,
};

/// What of a project an amendment can change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pinned {
    /// The rules that hold.
    pub terms: Terms,
    /// What is granted at most.
    pub award: Money,
    /// Who leads.
    pub lead: OrganisationId,
    /// The budget.
    pub budget: BudgetVersionId,
}

impl From<&Project> for Pinned {
    fn from(project: &Project) -> Self {
        Self {
            terms: project.terms.clone(),
            award: project.award,
            lead: project.lead,
            budget: project.budget,
        }
    }
}

/// An amendment in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amendment {
    /// Its identifier.
    pub id: Uuid,
    /// The project.
    pub project: ProjectId,
    /// Its place among the amendments of the project, from 1.
    pub number: i32,
    /// The part of a change request that it comes from.
    pub part: ChangePartId,
    /// The day from which it holds.
    pub effective_on: NaiveDate,
    /// When it came into force.
    pub in_force_at: DateTime<Utc>,
    /// What held before.
    pub before: Pinned,
    /// What holds after it.
    pub after: Pinned,
    /// The settlement of a leaving partner or lead, as it was computed then.
    pub settlement: Option<Value>,
    /// What held before of what it changed; none where the terms, the award, the lead and the budget before say it.
    pub replaced: Option<Content>,
}

/// The amendments of these projects, in order; the caller has found the projects.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn of_projects(db: &impl Access, projects: &[ProjectId]) -> Result<Vec<Amendment>, StorageError> {
    let rows = Entity::find()
        .filter(Column::ProjectId.is_in(projects.iter().map(|&id| Uuid::from(id))))
        .order_by_asc(Column::Number)
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// The amendments that came of these parts.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn of_parts(db: &impl Access, parts: &[ChangePartId]) -> Result<Vec<Amendment>, StorageError> {
    let rows = Entity::find()
        .filter(Column::ChangePartId.is_in(parts.iter().map(|&id| Uuid::from(id))))
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Appends an amendment.
///
/// # Errors
/// [`StorageError::Taken`] when its part is in force already.
pub async fn insert(tx: &Tx, amendment: &Amendment) -> Result<(), StorageError> {
    let row = ActiveModel {
        id: Set(amendment.id),
        project_id: Set(amendment.project.into()),
        number: Set(amendment.number),
        change_part_id: Set(amendment.part.into()),
        effective_on: Set(amendment.effective_on),
        in_force_at: Set(amendment.in_force_at),
        terms_before: Set(terms::to_document(&amendment.before.terms)),
        terms_after: Set(terms::to_document(&amendment.after.terms)),
        award_before_cents: Set(amendment.before.award.cents()),
        award_after_cents: Set(amendment.after.award.cents()),
        lead_before_id: Set(amendment.before.lead.into()),
        lead_after_id: Set(amendment.after.lead.into()),
        budget_before_id: Set(amendment.before.budget.into()),
        budget_after_id: Set(amendment.after.budget.into()),
        settlement: Set(amendment.settlement.clone()),
        replaced: Set(amendment.replaced.as_ref().map(content::to_json)),
    };
    Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

impl TryFrom<Model> for Amendment {
    type Error = StorageError;

    fn try_from(row: Model) -> Result<Self, StorageError> {
        const TABLE: &str = "project_amendment";
        Ok(Self {
            id: row.id,
            project: row.project_id.into(),
            number: row.number,
            part: row.change_part_id.into(),
            effective_on: row.effective_on,
            in_force_at: row.in_force_at,
            before: Pinned {
                terms: terms::from_document(TABLE, row.id, row.terms_before)?,
                award: Money::from_cents(row.award_before_cents),
                lead: row.lead_before_id.into(),
                budget: row.budget_before_id.into(),
            },
            after: Pinned {
                terms: terms::from_document(TABLE, row.id, row.terms_after)?,
                award: Money::from_cents(row.award_after_cents),
                lead: row.lead_after_id.into(),
                budget: row.budget_after_id.into(),
            },
            settlement: row.settlement,
            replaced: row
                .replaced
                .map(|json| content::from_json(TABLE, row.id, json))
                .transpose()?,
        })
    }
}
