use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "claim_partner")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) claim_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) partner_id: Uuid,
    pub(crate) claimed_cents: i64,
    pub(crate) accepted_cents: i64,
    pub(crate) parked_cents: i64,
    pub(crate) cumulative_accepted_cents: i64,
    pub(crate) cumulative_share_cents: i64,
    pub(crate) share_before_cents: i64,
    pub(crate) grant_share_cents: i64,
    pub(crate) own_share_cents: i64,
    pub(crate) residual_cent: bool,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
