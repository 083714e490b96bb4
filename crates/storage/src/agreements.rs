//! Agreements between the municipalities of projects, with their parties and signatures.

mod row;

use std::collections::HashMap;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use talkoot_domain::{
    agreement::{Agreement, Party, Signature},
    ids::{AgreementId, ProjectId},
    money::Money,
    workflow::Stamp,
};
use uuid::Uuid;

use crate::{
    Access, Scope, StorageError, Tx,
    entity::{
        agreement::{Column, Entity, Model},
        agreement_party, agreement_signature,
    },
    projects,
    store::Connected,
};

/// The agreement, if it exists for this scope: for everybody who sees its project.
///
/// # Errors
/// When the database fails or the rows contradict themselves.
pub async fn find(
    db: &impl Access,
    scope: &Scope,
    id: AgreementId,
) -> Result<Option<Agreement>, StorageError> {
    let row = Entity::find_by_id(Uuid::from(id))
        .filter(Column::ProjectId.in_subquery(projects::visible_ids(scope)))
        .one(db.connection())
        .await?;
    Ok(whole(db, row.into_iter().collect()).await?.pop())
}

/// Every agreement of these projects, in the order of their numbers; the caller has found the projects.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn of_projects(db: &impl Access, projects: &[ProjectId]) -> Result<Vec<Agreement>, StorageError> {
    let rows = Entity::find()
        .filter(Column::ProjectId.is_in(projects.iter().map(|&id| Uuid::from(id))))
        .order_by_asc(Column::ProjectId)
        .order_by_asc(Column::Number)
        .all(db.connection())
        .await?;
    whole(db, rows).await
}

/// Agreements with their parties, by municipality code, and their signatures, in order.
async fn whole(db: &impl Access, rows: Vec<Model>) -> Result<Vec<Agreement>, StorageError> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids = || rows.iter().map(|row| row.id);
    let parties = agreement_party::Entity::find()
        .filter(agreement_party::Column::AgreementId.is_in(ids()))
        .all(db.connection())
        .await?;
    let named: Vec<_> = parties.iter().map(|party| party.organisation_id.into()).collect();
    let codes: HashMap<_, _> = crate::organisations::find_many(db, &named)
        .await?
        .into_iter()
        .map(|organisation| (organisation.id, organisation.code))
        .collect();
    let mut of: HashMap<Uuid, (Vec<Party>, Vec<Signature>)> = HashMap::new();
    for row in parties {
        of.entry(row.agreement_id).or_default().0.push(Party {
            organisation: row.organisation_id.into(),
            costs: Money::from_cents(row.costs_cents),
            share: Money::from_cents(row.share_cents),
        });
    }
    for (parties, _) in of.values_mut() {
        parties.sort_by_key(|party| codes.get(&party.organisation).copied());
    }
    let signatures = agreement_signature::Entity::find()
        .filter(agreement_signature::Column::AgreementId.is_in(ids()))
        .order_by_asc(agreement_signature::Column::SignedAt)
        .order_by_asc(agreement_signature::Column::OrganisationId)
        .all(db.connection())
        .await?;
    for row in signatures {
        of.entry(row.agreement_id).or_default().1.push(Signature {
            organisation: row.organisation_id.into(),
            signed: Stamp {
                by: row.signed_by.into(),
                at: row.signed_at,
            },
        });
    }
    rows.into_iter()
        .map(|row| {
            let (parties, signatures) = of.remove(&row.id).unwrap_or_default();
            row::read(row, parties, signatures)
        })
        .collect()
}

/// Stores a new agreement with its parties.
///
/// # Errors
/// [`StorageError::Taken`] when another one of the project is being made.
pub async fn insert(tx: &Tx, new: &Agreement) -> Result<(), StorageError> {
    Entity::insert(row::write(new))
        .exec_without_returning(tx.connection())
        .await?;
    insert_parties(tx, new).await
}

/// Stores a changed agreement, without its parties and signatures; `agreement.version` is the version that was
/// read, the stored one is the next.
///
/// # Errors
/// [`StorageError::Stale`] when somebody was first.
pub async fn update(tx: &Tx, agreement: &Agreement) -> Result<(), StorageError> {
    let done = Entity::update_many()
        .set(row::write(&Agreement {
            version: agreement.version + 1,
            ..agreement.clone()
        }))
        .filter(Column::Id.eq(Uuid::from(agreement.id)))
        .filter(Column::Version.eq(agreement.version))
        .exec(tx.connection())
        .await?;
    StorageError::unless_first(&done, "agreement")
}

/// Stores who takes part by a text that was written anew.
///
/// # Errors
/// When the database fails.
pub async fn replace_parties(tx: &Tx, agreement: &Agreement) -> Result<(), StorageError> {
    agreement_party::Entity::delete_many()
        .filter(agreement_party::Column::AgreementId.eq(Uuid::from(agreement.id)))
        .exec(tx.connection())
        .await?;
    insert_parties(tx, agreement).await
}

async fn insert_parties(tx: &Tx, agreement: &Agreement) -> Result<(), StorageError> {
    let rows = agreement
        .parties
        .iter()
        .map(|party| row::write_party(agreement.id, party));
    agreement_party::Entity::insert_many(rows)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Stores a signature.
///
/// # Errors
/// [`StorageError::Taken`] when the municipality or the person has signed already.
pub async fn sign(tx: &Tx, agreement: AgreementId, signature: &Signature) -> Result<(), StorageError> {
    agreement_signature::Entity::insert(row::write_signature(agreement, signature))
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}
