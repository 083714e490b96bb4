use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "payout_set_off")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) payout_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) recovery_id: Uuid,
    pub(crate) amount_cents: i64,
    pub(crate) proposed_by: Uuid,
    pub(crate) proposed_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
