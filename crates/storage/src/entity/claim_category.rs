use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "claim_category")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) claim_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) partner_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) category: String,
    pub(crate) budget_cents: i64,
    pub(crate) ceiling_cents: i64,
    pub(crate) cumulative_cents: i64,
    pub(crate) accepted_cents: i64,
    pub(crate) parked_cents: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
