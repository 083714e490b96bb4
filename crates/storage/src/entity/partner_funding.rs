use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "partner_funding")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) application_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) partner_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) source: String,
    pub(crate) amount_cents: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
