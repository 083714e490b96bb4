//! What a claim is made of: cells, categories, partners.

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use talkoot_domain::{
    claim::consolidation::{Category, Cell, PartnerFigures},
    ids::{ClaimId, OrganisationId, SubAreaId},
    money::Money,
};
use uuid::Uuid;

use crate::{
    Access, StorageError, Tx,
    entity::{claim_category, claim_cell, claim_partner, organisation},
    projects,
    store::Connected,
};

/// The parts of a claim as stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// Partner x category x sub-area.
    pub cells: Vec<Cell>,
    /// Partner x category.
    pub categories: Vec<Category>,
    /// The partners, by municipality code.
    pub partners: Vec<PartnerFigures>,
}

/// The parts of these claims; the caller has found the claims.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn parts(db: &impl Access, claims: &[ClaimId]) -> Result<Vec<(ClaimId, Parts)>, StorageError> {
    let ids: Vec<Uuid> = claims.iter().map(|&id| id.into()).collect();
    let cells = claim_cell::Entity::find()
        .filter(claim_cell::Column::ClaimId.is_in(ids.clone()))
        .all(db.connection())
        .await?;
    let categories = claim_category::Entity::find()
        .filter(claim_category::Column::ClaimId.is_in(ids.clone()))
        .all(db.connection())
        .await?;
    let partners = claim_partner::Entity::find()
        .filter(claim_partner::Column::ClaimId.is_in(ids))
        .all(db.connection())
        .await?;
    let organisations = organisation::Entity::find()
        .filter(organisation::Column::Id.is_in(partners.iter().map(|row| row.partner_id)))
        .all(db.connection())
        .await?;
    let mut found: Vec<(ClaimId, Parts)> = claims.iter().map(|&id| (id, Parts::default())).collect();
    for (id, parts) in &mut found {
        let claim = Uuid::from(*id);
        parts.cells = cells
            .iter()
            .filter(|row| row.claim_id == claim)
            .map(cell)
            .collect();
        parts.categories = categories
            .iter()
            .filter(|row| row.claim_id == claim)
            .map(category)
            .collect();
        for row in partners.iter().filter(|row| row.claim_id == claim) {
            let organisation = organisations.iter().find(|one| one.id == row.partner_id);
            parts.partners.push(partner(row, organisation)?);
        }
        // In the order of the computation, which is not that of every collation.
        parts.cells.sort_by(|one, other| key(one).cmp(&key(other)));
        parts
            .categories
            .sort_by(|one, other| (one.partner, &one.category).cmp(&(other.partner, &other.category)));
        parts.partners.sort_by_key(|partner| partner.code);
    }
    Ok(found)
}

/// Stores the parts of a claim in place of those before.
///
/// # Errors
/// When the database fails.
pub async fn store_parts(tx: &Tx, claim: ClaimId, parts: &Parts) -> Result<(), StorageError> {
    let id = Uuid::from(claim);
    let db = tx.connection();
    claim_cell::Entity::delete_many()
        .filter(claim_cell::Column::ClaimId.eq(id))
        .exec(db)
        .await?;
    claim_category::Entity::delete_many()
        .filter(claim_category::Column::ClaimId.eq(id))
        .exec(db)
        .await?;
    claim_partner::Entity::delete_many()
        .filter(claim_partner::Column::ClaimId.eq(id))
        .exec(db)
        .await?;
    // Many rows of few values: chunks stay below what both engines can bind.
    for some in parts.cells.chunks(500) {
        claim_cell::Entity::insert_many(some.iter().map(|cell| cell_row(id, cell)))
            .exec_without_returning(db)
            .await?;
    }
    for some in parts.categories.chunks(500) {
        claim_category::Entity::insert_many(some.iter().map(|category| category_row(id, category)))
            .exec_without_returning(db)
            .await?;
    }
    for some in parts.partners.chunks(500) {
        claim_partner::Entity::insert_many(some.iter().map(|partner| partner_row(id, partner)))
            .exec_without_returning(db)
            .await?;
    }
    Ok(())
}

fn key(cell: &Cell) -> (OrganisationId, &str, SubAreaId) {
    (cell.partner, &cell.category, cell.sub_area)
}

fn cell(row: &claim_cell::Model) -> Cell {
    Cell {
        partner: row.partner_id.into(),
        category: row.category.clone(),
        sub_area: row.sub_area_id.into(),
        claimed: Money::from_cents(row.claimed_cents),
        counted: Money::from_cents(row.counted_cents),
        cumulative: Money::from_cents(row.cumulative_cents),
    }
}

fn cell_row(claim: Uuid, cell: &Cell) -> claim_cell::ActiveModel {
    claim_cell::ActiveModel {
        claim_id: Set(claim),
        partner_id: Set(cell.partner.into()),
        category: Set(cell.category.clone()),
        sub_area_id: Set(cell.sub_area.into()),
        claimed_cents: Set(cell.claimed.cents()),
        counted_cents: Set(cell.counted.cents()),
        cumulative_cents: Set(cell.cumulative.cents()),
    }
}

fn category(row: &claim_category::Model) -> Category {
    Category {
        partner: row.partner_id.into(),
        category: row.category.clone(),
        budget: Money::from_cents(row.budget_cents),
        ceiling: Money::from_cents(row.ceiling_cents),
        cumulative: Money::from_cents(row.cumulative_cents),
        accepted: Money::from_cents(row.accepted_cents),
        parked: Money::from_cents(row.parked_cents),
    }
}

fn category_row(claim: Uuid, category: &Category) -> claim_category::ActiveModel {
    claim_category::ActiveModel {
        claim_id: Set(claim),
        partner_id: Set(category.partner.into()),
        category: Set(category.category.clone()),
        budget_cents: Set(category.budget.cents()),
        ceiling_cents: Set(category.ceiling.cents()),
        cumulative_cents: Set(category.cumulative.cents()),
        accepted_cents: Set(category.accepted.cents()),
        parked_cents: Set(category.parked.cents()),
    }
}

fn partner(
    row: &claim_partner::Model,
    organisation: Option<&organisation::Model>,
) -> Result<PartnerFigures, StorageError> {
    let organisation = organisation
        .ok_or_else(|| StorageError::inconsistent("claim_partner", row.partner_id, "no organisation"))?;
    Ok(PartnerFigures {
        partner: row.partner_id.into(),
        code: projects::partner(organisation)?.code,
        claimed: Money::from_cents(row.claimed_cents),
        accepted: Money::from_cents(row.accepted_cents),
        parked: Money::from_cents(row.parked_cents),
        cumulative_accepted: Money::from_cents(row.cumulative_accepted_cents),
        cumulative_share: Money::from_cents(row.cumulative_share_cents),
        share_before: Money::from_cents(row.share_before_cents),
        grant_share: Money::from_cents(row.grant_share_cents),
        own_share: Money::from_cents(row.own_share_cents),
        residual_cent: row.residual_cent,
    })
}

fn partner_row(claim: Uuid, partner: &PartnerFigures) -> claim_partner::ActiveModel {
    claim_partner::ActiveModel {
        claim_id: Set(claim),
        partner_id: Set(partner.partner.into()),
        claimed_cents: Set(partner.claimed.cents()),
        accepted_cents: Set(partner.accepted.cents()),
        parked_cents: Set(partner.parked.cents()),
        cumulative_accepted_cents: Set(partner.cumulative_accepted.cents()),
        cumulative_share_cents: Set(partner.cumulative_share.cents()),
        share_before_cents: Set(partner.share_before.cents()),
        grant_share_cents: Set(partner.grant_share.cents()),
        own_share_cents: Set(partner.own_share.cents()),
        residual_cent: Set(partner.residual_cent),
    }
}
