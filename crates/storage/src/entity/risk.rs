use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "risk")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) version: i64,
    pub(crate) project_id: Uuid,
    pub(crate) number: i32,
    pub(crate) sub_area_id: Option<Uuid>,
    pub(crate) topic: String,
    pub(crate) raised_by: Uuid,
    pub(crate) raised_at: DateTimeUtc,
    pub(crate) owner_id: Option<Uuid>,
    pub(crate) owner_role: Option<String>,
    pub(crate) probability: i32,
    pub(crate) effect: i32,
    pub(crate) response: String,
    pub(crate) state: String,
    pub(crate) mitigated_by: Option<Uuid>,
    pub(crate) mitigated_at: Option<DateTimeUtc>,
    pub(crate) occurred_by: Option<Uuid>,
    pub(crate) occurred_at: Option<DateTimeUtc>,
    pub(crate) closed_by: Option<Uuid>,
    pub(crate) closed_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
