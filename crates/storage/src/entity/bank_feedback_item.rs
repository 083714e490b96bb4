use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "bank_feedback_item")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) feedback_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) position: i32,
    pub(crate) end_to_end_id: String,
    pub(crate) payout_id: Option<Uuid>,
    pub(crate) amount_cents: Option<i64>,
    pub(crate) bank_reference: Option<String>,
    pub(crate) value_date: Option<Date>,
    pub(crate) outcome: String,
    pub(crate) words: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
