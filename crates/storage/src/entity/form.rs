use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "form")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) version: i64,
    pub(crate) authority_id: Uuid,
    pub(crate) code: String,
    pub(crate) number: i32,
    pub(crate) drafted_by: Uuid,
    pub(crate) definition: Json,
    pub(crate) state: String,
    pub(crate) published_by: Option<Uuid>,
    pub(crate) published_at: Option<DateTimeUtc>,
    pub(crate) retired_by: Option<Uuid>,
    pub(crate) retired_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
