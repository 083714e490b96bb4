use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "project_result")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) version: i64,
    pub(crate) project_id: Uuid,
    pub(crate) sub_area_id: Option<Uuid>,
    pub(crate) topic: Option<String>,
    pub(crate) taxonomy: i32,
    pub(crate) theme: String,
    pub(crate) title: String,
    pub(crate) tried: String,
    pub(crate) worked: String,
    pub(crate) not_worked: String,
    pub(crate) reusable_by: String,
    pub(crate) licence: String,
    pub(crate) terms: String,
    pub(crate) contact: String,
    pub(crate) links: Json,
    pub(crate) searched: String,
    pub(crate) created_by: Uuid,
    pub(crate) created_at: DateTimeUtc,
    pub(crate) state: String,
    pub(crate) submitted_by: Option<Uuid>,
    pub(crate) submitted_at: Option<DateTimeUtc>,
    pub(crate) returned_by: Option<Uuid>,
    pub(crate) returned_at: Option<DateTimeUtc>,
    pub(crate) questions: Option<Json>,
    pub(crate) approved_by: Option<Uuid>,
    pub(crate) approved_at: Option<DateTimeUtc>,
    pub(crate) withdrawn_by: Option<Uuid>,
    pub(crate) withdrawn_at: Option<DateTimeUtc>,
    pub(crate) withdraw_reason: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
