use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "indicator")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) version: i64,
    pub(crate) project_id: Uuid,
    pub(crate) theme: String,
    pub(crate) level: String,
    pub(crate) name: String,
    pub(crate) unit: String,
    pub(crate) added_by: Uuid,
    pub(crate) added_at: DateTimeUtc,
    pub(crate) state: String,
    pub(crate) dropped_by: Option<Uuid>,
    pub(crate) dropped_at: Option<DateTimeUtc>,
    pub(crate) drop_reason: Option<String>,
    pub(crate) follows_from_id: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
