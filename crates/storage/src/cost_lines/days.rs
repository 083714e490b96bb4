use chrono::NaiveDate;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Query};
use talkoot_domain::ids::ProjectId;
use uuid::Uuid;

use super::is_claimed;
use crate::{
    Access, StorageError,
    entity::{
        cost_line::{Column, Entity},
        cost_report,
    },
};

/// The last day on which a cost was booked that stands in a cost report of the project, claimed or not yet.
///
/// # Errors
/// When the database fails.
pub async fn last_booked(db: &impl Access, project: ProjectId) -> Result<Option<NaiveDate>, StorageError> {
    let imports = Query::select()
        .column(cost_report::Column::ImportId)
        .from(cost_report::Entity)
        .and_where(cost_report::Column::ProjectId.eq(Uuid::from(project)))
        .and_where(cost_report::Column::ImportId.is_not_null())
        .to_owned();
    let last: Option<Option<NaiveDate>> = Entity::find()
        .select_only()
        .column(Column::PostedOn)
        .filter(Column::ImportId.in_subquery(imports))
        .filter(Column::PostedOn.is_not_null())
        .filter(is_claimed())
        .order_by_desc(Column::PostedOn)
        .into_tuple()
        .one(db.connection())
        .await?;
    Ok(last.flatten())
}
