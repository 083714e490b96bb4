use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "cost_forecast")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) project_id: Uuid,
    pub(crate) partner_id: Uuid,
    pub(crate) sub_area_id: Uuid,
    pub(crate) number: i32,
    pub(crate) remaining_cents: Option<i64>,
    pub(crate) actual_cents: i64,
    pub(crate) note: String,
    pub(crate) entered_by: Uuid,
    pub(crate) entered_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
