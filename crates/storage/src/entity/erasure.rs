use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "erasure")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) version: i64,
    pub(crate) project_id: Uuid,
    pub(crate) proposed_by: Uuid,
    pub(crate) proposed_at: DateTimeUtc,
    pub(crate) last_event: Date,
    pub(crate) kept_until: Date,
    pub(crate) state: String,
    pub(crate) ended_by: Option<Uuid>,
    pub(crate) ended_at: Option<DateTimeUtc>,
    pub(crate) removed: Option<Json>,
    pub(crate) kept: Option<Json>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
