use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "other_support")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) version: i64,
    pub(crate) project_id: Uuid,
    pub(crate) giver: String,
    pub(crate) amount_cents: i64,
    pub(crate) explanation: String,
    pub(crate) declared_by: Uuid,
    pub(crate) declared_at: DateTimeUtc,
    pub(crate) state: String,
    pub(crate) confirmed_by: Option<Uuid>,
    pub(crate) confirmed_at: Option<DateTimeUtc>,
    pub(crate) ended_by: Option<Uuid>,
    pub(crate) ended_at: Option<DateTimeUtc>,
    pub(crate) end_reason: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
