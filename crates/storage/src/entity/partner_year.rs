use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "partner_year")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) application_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) partner_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) category: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) sub_area_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) year: i32,
    pub(crate) amount_cents: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
