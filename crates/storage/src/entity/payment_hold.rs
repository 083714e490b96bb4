use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "payment_hold")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) version: i64,
    pub(crate) project_id: Uuid,
    pub(crate) set_by: Uuid,
    pub(crate) set_at: DateTimeUtc,
    pub(crate) reason: String,
    pub(crate) state: String,
    pub(crate) lifted_by: Option<Uuid>,
    pub(crate) lifted_at: Option<DateTimeUtc>,
    pub(crate) lift_reason: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
