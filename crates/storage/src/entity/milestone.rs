use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "milestone")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) version: i64,
    pub(crate) project_id: Uuid,
    pub(crate) sub_area_id: Option<Uuid>,
    pub(crate) name: String,
    pub(crate) baseline: Date,
    pub(crate) forecast: Date,
    pub(crate) added_by: Uuid,
    pub(crate) added_at: DateTimeUtc,
    pub(crate) state: String,
    pub(crate) started_by: Option<Uuid>,
    pub(crate) started_at: Option<DateTimeUtc>,
    pub(crate) reached_on: Option<Date>,
    pub(crate) ended_by: Option<Uuid>,
    pub(crate) ended_at: Option<DateTimeUtc>,
    pub(crate) drop_reason: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
