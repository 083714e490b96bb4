use sea_orm::entity::prelude::*;

use crate::terms::TermsDocument;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "project")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) version: i64,
    pub(crate) number: String,
    pub(crate) name: String,
    pub(crate) call_id: Uuid,
    pub(crate) application_id: Uuid,
    pub(crate) decision_id: Uuid,
    pub(crate) authority_id: Uuid,
    pub(crate) lead_id: Uuid,
    pub(crate) award_cents: i64,
    pub(crate) terms: TermsDocument,
    pub(crate) budget_version_id: Uuid,
    pub(crate) started_at: DateTimeUtc,
    pub(crate) advance: Option<Json>,
    pub(crate) closed_by: Option<Uuid>,
    pub(crate) closed_at: Option<DateTimeUtc>,
    pub(crate) released_cents: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
