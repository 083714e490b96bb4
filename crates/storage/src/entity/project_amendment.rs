use sea_orm::entity::prelude::*;

use crate::terms::TermsDocument;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "project_amendment")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) project_id: Uuid,
    pub(crate) number: i32,
    pub(crate) change_part_id: Uuid,
    pub(crate) effective_on: Date,
    pub(crate) in_force_at: DateTimeUtc,
    pub(crate) terms_before: TermsDocument,
    pub(crate) terms_after: TermsDocument,
    pub(crate) award_before_cents: i64,
    pub(crate) award_after_cents: i64,
    pub(crate) lead_before_id: Uuid,
    pub(crate) lead_after_id: Uuid,
    pub(crate) budget_before_id: Uuid,
    pub(crate) budget_after_id: Uuid,
    pub(crate) settlement: Option<Json>,
    pub(crate) replaced: Option<Json>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
