//! People, the roles they hold, and the tokens they sign in with.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect,
};
use talkoot_domain::{
    ids::{OrganisationId, PersonId},
    language::Language,
    policy::{Actor, Membership, Role},
};
use uuid::Uuid;

use crate::{
    Access, StorageError, Tx,
    entity::{access_token, membership, person},
    map::code,
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

/// A sign-in token as it is stored: its hash.
#[derive(Clone, Debug)]
pub struct NewToken<'a> {
    /// The token's own id.
    pub id: Uuid,
    /// Whose it is.
    pub person: PersonId,
    /// SHA-256 of the token.
    pub hash: [u8; 32],
    /// What it is for.
    pub label: &'a str,
    /// From when.
    pub created_at: DateTime<Utc>,
    /// Until when.
    pub expires_at: DateTime<Utc>,
}

fn in_force(now: DateTime<Utc>) -> Condition {
    Condition::all().add(membership::Column::ValidFrom.lte(now)).add(
        Condition::any()
            .add(membership::Column::ValidTo.is_null())
            .add(membership::Column::ValidTo.gt(now)),
    )
}

/// Who signs in with the token of this hash, with the roles in force now.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn actor_by_token(
    db: &impl Access,
    hash: [u8; 32],
    now: DateTime<Utc>,
) -> Result<Option<Actor>, StorageError> {
    let token = access_token::Entity::find()
        .filter(access_token::Column::TokenHash.eq(hash.to_vec()))
        .filter(access_token::Column::ExpiresAt.gt(now))
        .one(db.connection())
        .await?;
    match token {
        Some(token) => actor(db, token.person_id.into(), now).await,
        None => Ok(None),
    }
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
    };
    membership::Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Ends a role now; says whether it was held.
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
    let done = membership::Entity::update_many()
        .set(membership::ActiveModel {
            valid_to: Set(Some(now)),
            ..Default::default()
        })
        .filter(membership::Column::PersonId.eq(Uuid::from(person)))
        .filter(membership::Column::OrganisationId.eq(Uuid::from(held.organisation)))
        .filter(membership::Column::Role.eq(role))
        .filter(membership::Column::ValidTo.is_null())
        .exec(tx.connection())
        .await?;
    Ok(done.rows_affected > 0)
}

/// Stores the hash of a new token.
///
/// # Errors
/// When the database fails.
pub async fn insert_token(tx: &Tx, token: &NewToken<'_>) -> Result<(), StorageError> {
    let row = access_token::ActiveModel {
        id: Set(token.id),
        person_id: Set(token.person.into()),
        token_hash: Set(token.hash.to_vec()),
        label: Set(token.label.to_owned()),
        created_at: Set(token.created_at),
        expires_at: Set(token.expires_at),
    };
    access_token::Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
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
