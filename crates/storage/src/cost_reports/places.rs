//! Where reports stand among those of their municipality, and in which claim.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use talkoot_domain::{cost_report::Place, ids::LedgerImportId};
use uuid::Uuid;

use super::{Column, Entity, Model};
use crate::{
    Access, StorageError,
    entity::{claim, claim_report, period},
    map::code,
};

/// The place of the report that stands on each of these imports.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn places(
    db: &impl Access,
    imports: &[LedgerImportId],
) -> Result<Vec<(LedgerImportId, Place)>, StorageError> {
    let reports: Vec<Model> = Entity::find()
        .filter(Column::ImportId.is_in(imports.iter().map(|&id| Uuid::from(id))))
        .all(db.connection())
        .await?;
    let siblings: Vec<Model> = Entity::find()
        .filter(Column::ProjectId.is_in(reports.iter().map(|report| report.project_id)))
        .filter(Column::PartnerId.is_in(reports.iter().map(|report| report.partner_id)))
        .filter(Column::State.ne("open"))
        .all(db.connection())
        .await?;
    let numbers: HashMap<Uuid, i32> = period::Entity::find()
        .filter(period::Column::ProjectId.is_in(reports.iter().map(|report| report.project_id)))
        .all(db.connection())
        .await?
        .into_iter()
        .map(|row| (row.id, row.number))
        .collect();
    let number = |report: &Model| numbers.get(&report.period_id).copied().unwrap_or_default();
    let (held, claims) = held(db, &reports).await?;
    let mut places = Vec::with_capacity(reports.len());
    for report in &reports {
        let later = siblings.iter().filter(|one| {
            one.project_id == report.project_id
                && one.partner_id == report.partner_id
                && number(one) > number(report)
        });
        let claim = held
            .iter()
            .find(|row| row.cost_report_id == report.id)
            .and_then(|row| claims.get(&row.claim_id));
        let mut place = Place {
            newer: later.map(number).max(),
            ..Place::default()
        };
        if let Some(claim) = claim {
            place.claim = Some(code("claim", claim.id, "state", &claim.state)?);
            let others = held.iter().filter(|row| row.claim_id == claim.id).count();
            place.only_report = others == 1 && !claim.is_last;
        }
        let import = report.import_id.unwrap_or_default();
        places.push((import.into(), place));
    }
    Ok(places)
}

/// Every report that the claims of these reports hold, and the claims.
async fn held(
    db: &impl Access,
    reports: &[Model],
) -> Result<(Vec<claim_report::Model>, HashMap<Uuid, claim::Model>), StorageError> {
    let own = claim_report::Entity::find()
        .filter(claim_report::Column::CostReportId.is_in(reports.iter().map(|report| report.id)))
        .filter(claim_report::Column::ReleasedAt.is_null())
        .all(db.connection())
        .await?;
    let all = claim_report::Entity::find()
        .filter(claim_report::Column::ClaimId.is_in(own.iter().map(|row| row.claim_id)))
        .filter(claim_report::Column::ReleasedAt.is_null())
        .all(db.connection())
        .await?;
    let claims = claim::Entity::find()
        .filter(claim::Column::Id.is_in(own.iter().map(|row| row.claim_id)))
        .all(db.connection())
        .await?;
    Ok((all, claims.into_iter().map(|claim| (claim.id, claim)).collect()))
}
