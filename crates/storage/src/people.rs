//! People and the roles they hold.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait,
};
use talkoot_domain::{
    ids::{OrganisationId, PersonId},
    language::Language,
    policy::{Actor, Membership, Role},
    roles_held::Held,
};
use uuid::Uuid;

use crate::{
    Access, Scope, StorageError, Tx, applications,
    entity::{application, application_partner, membership, person, project_partner},
    map::code,
    projects,
    store::Connected,
};

/// Somebody who can sign in and be written to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The identifier.
    pub id: PersonId,
    /// The name.
    pub name: String,
    /// The e-mail address.
    pub email: String,
    /// The language the person is written to in.
    pub language: Language,
}

fn in_force(now: DateTime<Utc>) -> Condition {
    Condition::all().add(membership::Column::ValidFrom.lte(now)).add(
        Condition::any()
            .add(membership::Column::ValidTo.is_null())
            .add(membership::Column::ValidTo.gt(now)),
    )
}

/// A person with the roles in force now.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn actor(
    db: &impl Access,
    id: PersonId,
    now: DateTime<Utc>,
) -> Result<Option<Actor>, StorageError> {
    let Some(person) = find(db, id).await? else {
        return Ok(None);
    };
    let held = membership::Entity::find()
        .filter(membership::Column::PersonId.eq(Uuid::from(id)))
        .filter(in_force(now))
        .order_by_asc(membership::Column::Id)
        .all(db.connection())
        .await?;
    let memberships = held.iter().map(to_membership).collect::<Result<_, _>>()?;
    Ok(Some(Actor {
        person: person.id,
        name: person.name,
        language: person.language,
        memberships,
    }))
}

fn to_membership(row: &membership::Model) -> Result<Membership, StorageError> {
    Ok(Membership {
        organisation: row.organisation_id.into(),
        role: code("membership", row.id, "role", &row.role)?,
    })
}

/// One person.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn find(db: &impl Access, id: PersonId) -> Result<Option<Person>, StorageError> {
    Ok(find_many(db, &[id]).await?.pop())
}

/// The person, locked until the transaction ends, so that its roles are changed one after another.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn lock(tx: &Tx, id: PersonId) -> Result<Option<Person>, StorageError> {
    let row = person::Entity::find_by_id(Uuid::from(id))
        .lock_exclusive()
        .one(tx.connection())
        .await?;
    row.map(TryInto::try_into).transpose()
}

/// These people.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn find_many(db: &impl Access, ids: &[PersonId]) -> Result<Vec<Person>, StorageError> {
    let ids = ids.iter().map(|&id| Uuid::from(id));
    let rows = person::Entity::find()
        .filter(person::Column::Id.is_in(ids))
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// The person with this address, whatever its case.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn find_by_email(db: &impl Access, email: &str) -> Result<Option<Person>, StorageError> {
    use sea_orm::sea_query::{Expr, ExprTrait, Func};
    let row = person::Entity::find()
        .filter(Expr::expr(Func::lower(Expr::col(person::Column::Email))).eq(email.to_lowercase()))
        .one(db.connection())
        .await?;
    row.map(TryInto::try_into).transpose()
}

/// The people who hold one of these roles in the organisation now, in the order they were given it.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn holders(
    db: &impl Access,
    organisation: OrganisationId,
    roles: &[Role],
    now: DateTime<Utc>,
) -> Result<Vec<Person>, StorageError> {
    let roles = roles.iter().map(|&role| Into::<&'static str>::into(role));
    let rows = person::Entity::find()
        .distinct()
        .join_rev(
            JoinType::InnerJoin,
            membership::Entity::belongs_to(person::Entity)
                .from(membership::Column::PersonId)
                .to(person::Column::Id)
                .into(),
        )
        .filter(membership::Column::OrganisationId.eq(Uuid::from(organisation)))
        .filter(membership::Column::Role.is_in(roles))
        .filter(in_force(now))
        .order_by_asc(person::Column::Id)
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Who holds one of these roles in which of the organisations now, each pair once: for many at once.
///
/// # Errors
/// When the database fails.
pub async fn members(
    db: &impl Access,
    organisations: &[OrganisationId],
    roles: &[Role],
    now: DateTime<Utc>,
) -> Result<Vec<(OrganisationId, PersonId)>, StorageError> {
    let roles = roles.iter().map(|&role| Into::<&'static str>::into(role));
    let organisations = organisations.iter().map(|&id| Uuid::from(id));
    let pairs: Vec<(Uuid, Uuid)> = membership::Entity::find()
        .select_only()
        .column(membership::Column::OrganisationId)
        .column(membership::Column::PersonId)
        .distinct()
        .filter(membership::Column::OrganisationId.is_in(organisations))
        .filter(membership::Column::Role.is_in(roles))
        .filter(in_force(now))
        .order_by_asc(membership::Column::OrganisationId)
        .order_by_asc(membership::Column::PersonId)
        .into_tuple()
        .all(db.connection())
        .await?;
    Ok(pairs
        .into_iter()
        .map(|(of, person)| (of.into(), person.into()))
        .collect())
}

/// Whether the person holds or held a role in an organisation that this scope has to do with: its own,
/// and those that take part in the applications and projects it sees.
///
/// # Errors
/// When the database fails.
pub async fn is_acquainted(db: &impl Access, scope: &Scope, id: PersonId) -> Result<bool, StorageError> {
    let authorities = application::Entity::find()
        .select_only()
        .column(application::Column::AuthorityId)
        .filter(applications::visible(scope))
        .into_query();
    let applicants = application_partner::Entity::find()
        .select_only()
        .column(application_partner::Column::OrganisationId)
        .filter(application_partner::Column::ApplicationId.in_subquery(applications::visible_ids(scope)))
        .into_query();
    let partners = project_partner::Entity::find()
        .select_only()
        .column(project_partner::Column::OrganisationId)
        .filter(project_partner::Column::ProjectId.in_subquery(projects::visible_ids(scope)))
        .into_query();
    let related = scope
        .owns(&[membership::Column::OrganisationId])
        .add(membership::Column::OrganisationId.in_subquery(authorities))
        .add(membership::Column::OrganisationId.in_subquery(applicants))
        .add(membership::Column::OrganisationId.in_subquery(partners));
    let found = membership::Entity::find()
        .filter(membership::Column::PersonId.eq(Uuid::from(id)))
        .filter(related)
        .one(db.connection())
        .await?;
    Ok(found.is_some())
}

/// The organisations in which the person holds a role or ever held one: what makes a conflict of interest does not
/// end with the role.
///
/// # Errors
/// When the database fails.
pub async fn ever_of(db: &impl Access, person: PersonId) -> Result<Vec<OrganisationId>, StorageError> {
    let ids: Vec<Uuid> = membership::Entity::find()
        .select_only()
        .column(membership::Column::OrganisationId)
        .distinct()
        .filter(membership::Column::PersonId.eq(Uuid::from(person)))
        .order_by_asc(membership::Column::OrganisationId)
        .into_tuple()
        .all(db.connection())
        .await?;
    Ok(ids.into_iter().map(Into::into).collect())
}

/// For how long the person has held which roles, as far as they have begun.
///
/// # Errors
/// When the database fails.
pub async fn held_until(
    db: &impl Access,
    person: PersonId,
    now: DateTime<Utc>,
) -> Result<Vec<Held>, StorageError> {
    let rows: Vec<(Uuid, DateTime<Utc>, Option<DateTime<Utc>>)> = membership::Entity::find()
        .select_only()
        .column(membership::Column::OrganisationId)
        .column(membership::Column::ValidFrom)
        .column(membership::Column::ValidTo)
        .filter(membership::Column::PersonId.eq(Uuid::from(person)))
        .filter(membership::Column::ValidFrom.lte(now))
        .into_tuple()
        .all(db.connection())
        .await?;
    let held = rows.into_iter().map(|(organisation, from, until)| Held {
        organisation: organisation.into(),
        from,
        until,
    });
    Ok(held.collect())
}

/// The roles that the person holds in an organisation and that nobody has ended.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn roles_in(
    db: &impl Access,
    person: PersonId,
    organisation: OrganisationId,
) -> Result<Vec<Role>, StorageError> {
    let held = membership::Entity::find()
        .filter(membership::Column::PersonId.eq(Uuid::from(person)))
        .filter(membership::Column::OrganisationId.eq(Uuid::from(organisation)))
        .filter(membership::Column::ValidTo.is_null())
        .order_by_asc(membership::Column::Id)
        .all(db.connection())
        .await?;
    held.iter().map(|row| Ok(to_membership(row)?.role)).collect()
}

/// Whether there is anybody at all.
///
/// # Errors
/// When the database fails.
pub async fn exist(db: &impl Access) -> Result<bool, StorageError> {
    Ok(person::Entity::find().one(db.connection()).await?.is_some())
}

/// Stores a new person.
///
/// # Errors
/// [`StorageError::Taken`] when the address belongs to somebody.
pub async fn insert(tx: &Tx, person: &Person, now: DateTime<Utc>) -> Result<(), StorageError> {
    let row = person::ActiveModel {
        id: Set(person.id.into()),
        name: Set(person.name.clone()),
        email: Set(person.email.clone()),
        language: Set(person.language.code().to_owned()),
        created_at: Set(now),
    };
    person::Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Gives a role from now on.
///
/// # Errors
/// [`StorageError::Taken`] when it is held already.
pub async fn grant_role(
    tx: &Tx,
    id: Uuid,
    person: PersonId,
    held: Membership,
    now: DateTime<Utc>,
) -> Result<(), StorageError> {
    let row = membership::ActiveModel {
        id: Set(id),
        person_id: Set(person.into()),
        organisation_id: Set(held.organisation.into()),
        role: Set(Into::<&'static str>::into(held.role).to_owned()),
        valid_from: Set(now),
        valid_to: Set(None),
        deputy_for: Set(None),
    };
    membership::Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// From when on until when a role is held, and for whom as a deputy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// From when on.
    pub from: DateTime<Utc>,
    /// Until when, exclusive; for good when left out.
    pub until: Option<DateTime<Utc>>,
    /// Whose deputy.
    pub deputy_for: Option<PersonId>,
}

/// Gives a role for a term.
///
/// # Errors
/// When the database fails.
pub async fn grant_role_for(
    tx: &Tx,
    id: Uuid,
    person: PersonId,
    held: Membership,
    term: Term,
) -> Result<(), StorageError> {
    let row = membership::ActiveModel {
        id: Set(id),
        person_id: Set(person.into()),
        organisation_id: Set(held.organisation.into()),
        role: Set(Into::<&'static str>::into(held.role).to_owned()),
        valid_from: Set(term.from),
        valid_to: Set(term.until),
        deputy_for: Set(term.deputy_for.map(Into::into)),
    };
    membership::Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// The roles that the person holds in an organisation at some time of a term.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn roles_during(
    db: &impl Access,
    person: PersonId,
    organisation: OrganisationId,
    term: Term,
) -> Result<Vec<Role>, StorageError> {
    let mut rows = membership::Entity::find()
        .filter(membership::Column::PersonId.eq(Uuid::from(person)))
        .filter(membership::Column::OrganisationId.eq(Uuid::from(organisation)))
        .filter(
            Condition::any()
                .add(membership::Column::ValidTo.is_null())
                .add(membership::Column::ValidTo.gt(term.from)),
        );
    if let Some(until) = term.until {
        rows = rows.filter(membership::Column::ValidFrom.lt(until));
    }
    let held = rows
        .order_by_asc(membership::Column::Id)
        .all(db.connection())
        .await?;
    // One that was ended before it began was never held.
    let mut real = held.iter().filter(|row| row.valid_to != Some(row.valid_from));
    real.try_fold(Vec::new(), |mut roles, row| {
        roles.push(to_membership(row)?.role);
        Ok(roles)
    })
}

/// Ends a role now, also one that is held until a day or begins later; says whether there was one.
///
/// # Errors
/// When the database fails.
pub async fn end_role(
    tx: &Tx,
    person: PersonId,
    held: Membership,
    now: DateTime<Utc>,
) -> Result<bool, StorageError> {
    let role: &'static str = held.role.into();
    let rows = membership::Entity::find()
        .filter(membership::Column::PersonId.eq(Uuid::from(person)))
        .filter(membership::Column::OrganisationId.eq(Uuid::from(held.organisation)))
        .filter(membership::Column::Role.eq(role))
        .filter(
            Condition::any()
                .add(membership::Column::ValidTo.is_null())
                .add(membership::Column::ValidTo.gt(now)),
        )
        .all(tx.connection())
        .await?;
    let mut ended = false;
    for row in rows {
        if row.valid_to == Some(row.valid_from) {
            continue;
        }
        ended = true;
        membership::Entity::update_many()
            .set(membership::ActiveModel {
                valid_to: Set(Some(now.max(row.valid_from))),
                ..Default::default()
            })
            .filter(membership::Column::Id.eq(row.id))
            .exec(tx.connection())
            .await?;
    }
    Ok(ended)
}

impl TryFrom<person::Model> for Person {
    type Error = StorageError;

    fn try_from(row: person::Model) -> Result<Self, StorageError> {
        Ok(Self {
            id: row.id.into(),
            language: code("person", row.id, "language", &row.language)?,
            name: row.name,
            email: row.email,
        })
    }
}
