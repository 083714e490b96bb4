//! Who answers for a project by name: an owner in each municipality, an officer of the authority.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use talkoot_domain::{
    amendment,
    ids::{OrganisationId, PersonId, ProjectId},
};
use uuid::Uuid;

use crate::{
    Access, StorageError, Tx,
    entity::project_contact::{ActiveModel, Column, Entity, Model},
    map::code,
    store::Connected,
};

/// For what somebody is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Duty {
    /// Owns the project in a municipality.
    Owner,
    /// Runs the project, in the lead municipality.
    Manager,
    /// Handles its grant in the authority.
    Officer,
}

impl From<amendment::Duty> for Duty {
    fn from(duty: amendment::Duty) -> Self {
        match duty {
            amendment::Duty::Owner => Self::Owner,
            amendment::Duty::Manager => Self::Manager,
        }
    }
}

/// Somebody who is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contact {
    /// The project.
    pub project: ProjectId,
    /// The municipality or the authority.
    pub organisation: OrganisationId,
    /// For what.
    pub duty: Duty,
    /// Who.
    pub person: PersonId,
    /// Who named them.
    pub named_by: PersonId,
    /// When.
    pub named_at: DateTime<Utc>,
}

/// Those named now for these projects; whether they still hold a role is for the caller to ask.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn of_projects(db: &impl Access, projects: &[ProjectId]) -> Result<Vec<Contact>, StorageError> {
    let ids = projects.iter().map(|&id| Uuid::from(id));
    let rows = Entity::find()
        .filter(Column::ProjectId.is_in(ids))
        .filter(Column::EndedAt.is_null())
        .order_by_asc(Column::Id)
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Names somebody; whoever was named before is not any more. The caller holds the lock of the project.
///
/// # Errors
/// When the database fails.
pub async fn name(tx: &Tx, id: Uuid, contact: &Contact) -> Result<(), StorageError> {
    let duty: &'static str = contact.duty.into();
    let ended = ActiveModel {
        ended_at: Set(Some(contact.named_at)),
        ..Default::default()
    };
    Entity::update_many()
        .set(ended)
        .filter(Column::ProjectId.eq(Uuid::from(contact.project)))
        .filter(Column::OrganisationId.eq(Uuid::from(contact.organisation)))
        .filter(Column::Duty.eq(duty))
        .filter(Column::EndedAt.is_null())
        .exec(tx.connection())
        .await?;
    let row = ActiveModel {
        id: Set(id),
        project_id: Set(contact.project.into()),
        organisation_id: Set(contact.organisation.into()),
        duty: Set(duty.to_owned()),
        person_id: Set(contact.person.into()),
        named_by: Set(contact.named_by.into()),
        named_at: Set(contact.named_at),
        ended_at: Set(None),
    };
    Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

impl TryFrom<Model> for Contact {
    type Error = StorageError;

    fn try_from(row: Model) -> Result<Self, StorageError> {
        Ok(Self {
            project: row.project_id.into(),
            organisation: row.organisation_id.into(),
            duty: code("project_contact", row.id, "duty", &row.duty)?,
            person: row.person_id.into(),
            named_by: row.named_by.into(),
            named_at: row.named_at,
        })
    }
}
