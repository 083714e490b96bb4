use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "payout_return")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) payout_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) number: i32,
    pub(crate) amount_cents: i64,
    pub(crate) value_date: Date,
    pub(crate) bank_reference: String,
    pub(crate) reason: String,
    pub(crate) outcome: String,
    pub(crate) recorded_by: Uuid,
    pub(crate) recorded_at: DateTimeUtc,
    pub(crate) approved_by: Option<Uuid>,
    pub(crate) approved_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
