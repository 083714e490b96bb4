use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "exit_plan")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) version: i64,
    pub(crate) project_id: Uuid,
    pub(crate) form_id: Uuid,
    pub(crate) started_by: Uuid,
    pub(crate) started_at: DateTimeUtc,
    pub(crate) state: String,
    pub(crate) answered_by: Option<Uuid>,
    pub(crate) answered_at: Option<DateTimeUtc>,
    pub(crate) steering_members: Option<Json>,
    pub(crate) steering_held_on: Option<Date>,
    pub(crate) steering_unanimous: Option<bool>,
    pub(crate) steering_meeting_id: Option<Uuid>,
    pub(crate) approved_by: Option<Uuid>,
    pub(crate) approved_at: Option<DateTimeUtc>,
    pub(crate) outcome: Option<String>,
    pub(crate) closed_by: Option<Uuid>,
    pub(crate) closed_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
