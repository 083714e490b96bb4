use sea_orm::entity::prelude::*;

use crate::calls::DetailsDocument;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "call_correction")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) version: i64,
    pub(crate) call_id: Uuid,
    pub(crate) authority_id: Uuid,
    pub(crate) call_version: i64,
    #[sea_orm(column_type = "JsonBinary")]
    pub(crate) before: DetailsDocument,
    #[sea_orm(column_type = "JsonBinary")]
    pub(crate) after: DetailsDocument,
    pub(crate) reason: String,
    pub(crate) proposed_by: Uuid,
    pub(crate) proposed_at: DateTimeUtc,
    pub(crate) state: String,
    pub(crate) ended_by: Option<Uuid>,
    pub(crate) ended_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
