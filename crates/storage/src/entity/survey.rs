use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "survey")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) version: i64,
    pub(crate) call_id: Option<Uuid>,
    pub(crate) project_id: Option<Uuid>,
    pub(crate) asker: String,
    pub(crate) owner_id: Uuid,
    pub(crate) title: String,
    pub(crate) language: String,
    pub(crate) questions: Json,
    pub(crate) closes_on: Date,
    pub(crate) reminder_days: Json,
    pub(crate) fewest_answers: i32,
    pub(crate) created_by: Uuid,
    pub(crate) created_at: DateTimeUtc,
    pub(crate) state: String,
    pub(crate) opened_by: Option<Uuid>,
    pub(crate) opened_at: Option<DateTimeUtc>,
    pub(crate) closed_by: Option<Uuid>,
    pub(crate) closed_at: Option<DateTimeUtc>,
    pub(crate) published_by: Option<Uuid>,
    pub(crate) published_at: Option<DateTimeUtc>,
    pub(crate) next_reminder_on: Option<Date>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
