use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "application_supplement")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) application_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) number: i32,
    pub(crate) asked_by: Uuid,
    pub(crate) asked_at: DateTimeUtc,
    pub(crate) questions: String,
    pub(crate) respond_by: Date,
    pub(crate) content_before: String,
    pub(crate) content_after: Option<String>,
    pub(crate) answered_by: Option<Uuid>,
    pub(crate) answered_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
