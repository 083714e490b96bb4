use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "cost_report")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) version: i64,
    pub(crate) project_id: Uuid,
    pub(crate) partner_id: Uuid,
    pub(crate) period_id: Uuid,
    pub(crate) budget_version_id: Uuid,
    pub(crate) prepared_by: Option<Uuid>,
    pub(crate) import_id: Option<Uuid>,
    pub(crate) state: String,
    pub(crate) submitted_by: Option<Uuid>,
    pub(crate) submitted_at: Option<DateTimeUtc>,
    pub(crate) returned_by: Option<Uuid>,
    pub(crate) returned_at: Option<DateTimeUtc>,
    pub(crate) return_reasons: Option<String>,
    pub(crate) accepted_by: Option<Uuid>,
    pub(crate) accepted_at: Option<DateTimeUtc>,
    pub(crate) locked_at: Option<DateTimeUtc>,
    pub(crate) frozen_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
