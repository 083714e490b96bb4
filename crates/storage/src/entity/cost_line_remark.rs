use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "cost_line_remark")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) cost_report_id: Uuid,
    pub(crate) cost_line_id: Uuid,
    pub(crate) reason: String,
    pub(crate) remarked_by: Uuid,
    pub(crate) remarked_at: DateTimeUtc,
    pub(crate) answered_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
