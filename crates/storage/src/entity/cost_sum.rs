use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "cost_sum")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) import_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) category: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) sub_area_id: Uuid,
    pub(crate) lines: i64,
    pub(crate) claimed_cents: i64,
    pub(crate) counted_cents: i64,
    pub(crate) pending: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
