use sea_orm::entity::prelude::*;

use crate::terms::TermsDocument;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "call")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) version: i64,
    pub(crate) authority_id: Uuid,
    pub(crate) drafted_by: Uuid,
    pub(crate) title: String,
    pub(crate) opens_on: Date,
    pub(crate) closes_on: Date,
    pub(crate) terms: TermsDocument,
    pub(crate) state: String,
    pub(crate) published_by: Option<Uuid>,
    pub(crate) published_at: Option<DateTimeUtc>,
    pub(crate) closed_at: Option<DateTimeUtc>,
    pub(crate) resolved_by: Option<Uuid>,
    pub(crate) resolved_at: Option<DateTimeUtc>,
    pub(crate) archived_by: Option<Uuid>,
    pub(crate) archived_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
