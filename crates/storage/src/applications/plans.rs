//! The partners' plans beside their budgets: years, funding, contact persons.

use std::collections::BTreeMap;

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use talkoot_domain::{
    application::{Contact, Plan, YearShare},
    ids::{ApplicationId, OrganisationId},
    money::Money,
};
use uuid::Uuid;

use crate::{
    Access, StorageError, Tx,
    entity::{partner_contact as contact, partner_funding as funding, partner_year as year},
    map::code,
    store::Connected,
};

/// The plans of these applications, for the partners that have one, in the order of their keys; the caller has
/// found the applications.
///
/// # Errors
/// When the database fails or a source is unknown.
pub async fn of_applications(
    db: &impl Access,
    ids: &[ApplicationId],
) -> Result<Vec<(ApplicationId, Plan)>, StorageError> {
    let ids: Vec<Uuid> = ids.iter().map(|&id| id.into()).collect();
    let mut plans: BTreeMap<(Uuid, Uuid), Plan> = BTreeMap::new();
    let rows = year::Entity::find()
        .filter(year::Column::ApplicationId.is_in(ids.iter().copied()))
        .order_by_asc(year::Column::Category)
        .order_by_asc(year::Column::SubAreaId)
        .order_by_asc(year::Column::Year)
        .all(db.connection())
        .await?;
    for row in rows {
        plan(&mut plans, row.application_id, row.partner_id)
            .years
            .push(YearShare {
                category: row.category,
                sub_area: row.sub_area_id.into(),
                year: row.year,
                amount: Money::from_cents(row.amount_cents),
            });
    }
    let rows = funding::Entity::find()
        .filter(funding::Column::ApplicationId.is_in(ids.iter().copied()))
        .order_by_asc(funding::Column::Source)
        .all(db.connection())
        .await?;
    for row in rows {
        let source = code("partner_funding", row.application_id, "source", &row.source)?;
        let amount = Money::from_cents(row.amount_cents);
        plan(&mut plans, row.application_id, row.partner_id)
            .funding
            .push((source, amount));
    }
    let rows = contact::Entity::find()
        .filter(contact::Column::ApplicationId.is_in(ids))
        .order_by_asc(contact::Column::Place)
        .all(db.connection())
        .await?;
    for row in rows {
        plan(&mut plans, row.application_id, row.partner_id)
            .contacts
            .push(Contact {
                name: row.name,
                position: row.position,
                email: row.email,
                phone: row.phone,
            });
    }
    Ok(plans
        .into_iter()
        .map(|((id, _), plan)| (id.into(), plan))
        .collect())
}

fn plan(plans: &mut BTreeMap<(Uuid, Uuid), Plan>, application: Uuid, partner: Uuid) -> &mut Plan {
    plans.entry((application, partner)).or_insert_with(|| Plan {
        partner: partner.into(),
        years: Vec::new(),
        funding: Vec::new(),
        contacts: Vec::new(),
    })
}

/// Replaces the plan of one partner.
///
/// # Errors
/// When the database fails.
pub async fn replace(tx: &Tx, application: ApplicationId, plan: &Plan) -> Result<(), StorageError> {
    remove(tx, application, plan.partner).await?;
    let (id, partner) = (Uuid::from(application), Uuid::from(plan.partner));
    let years = plan.years.iter().map(|share| year::ActiveModel {
        application_id: Set(id),
        partner_id: Set(partner),
        category: Set(share.category.clone()),
        sub_area_id: Set(share.sub_area.into()),
        year: Set(share.year),
        amount_cents: Set(share.amount.cents()),
    });
    let years: Vec<_> = years.collect();
    // At most so many parameters go into one statement.
    for rows in years.chunks(500) {
        year::Entity::insert_many(rows.to_vec())
            .exec_without_returning(tx.connection())
            .await?;
    }
    let sources = plan.funding.iter().map(|&(source, amount)| funding::ActiveModel {
        application_id: Set(id),
        partner_id: Set(partner),
        source: Set(Into::<&'static str>::into(source).to_owned()),
        amount_cents: Set(amount.cents()),
    });
    let sources: Vec<_> = sources.collect();
    if !sources.is_empty() {
        funding::Entity::insert_many(sources)
            .exec_without_returning(tx.connection())
            .await?;
    }
    let contacts = plan
        .contacts
        .iter()
        .zip(1_i32..)
        .map(|(person, place)| contact::ActiveModel {
            application_id: Set(id),
            partner_id: Set(partner),
            place: Set(place),
            name: Set(person.name.clone()),
            position: Set(person.position.clone()),
            email: Set(person.email.clone()),
            phone: Set(person.phone.clone()),
        });
    let contacts: Vec<_> = contacts.collect();
    if !contacts.is_empty() {
        contact::Entity::insert_many(contacts)
            .exec_without_returning(tx.connection())
            .await?;
    }
    Ok(())
}

async fn remove(tx: &Tx, application: ApplicationId, partner: OrganisationId) -> Result<(), StorageError> {
    let (id, partner) = (Uuid::from(application), Uuid::from(partner));
    year::Entity::delete_many()
        .filter(year::Column::ApplicationId.eq(id))
        .filter(year::Column::PartnerId.eq(partner))
        .exec(tx.connection())
        .await?;
    funding::Entity::delete_many()
        .filter(funding::Column::ApplicationId.eq(id))
        .filter(funding::Column::PartnerId.eq(partner))
        .exec(tx.connection())
        .await?;
    contact::Entity::delete_many()
        .filter(contact::Column::ApplicationId.eq(id))
        .filter(contact::Column::PartnerId.eq(partner))
        .exec(tx.connection())
        .await?;
    Ok(())
}
