use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "steering_meeting")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) version: i64,
    pub(crate) project_id: Uuid,
    pub(crate) number: i32,
    pub(crate) starts_at: DateTimeUtc,
    pub(crate) minutes: i32,
    pub(crate) place: String,
    pub(crate) guests: Json,
    pub(crate) agenda: Json,
    pub(crate) planned_by: Uuid,
    pub(crate) planned_at: DateTimeUtc,
    pub(crate) state: String,
    pub(crate) present: Option<Json>,
    pub(crate) held_by: Option<Uuid>,
    pub(crate) held_at: Option<DateTimeUtc>,
    pub(crate) approved_by: Option<Uuid>,
    pub(crate) approved_at: Option<DateTimeUtc>,
    pub(crate) cancelled_by: Option<Uuid>,
    pub(crate) cancelled_at: Option<DateTimeUtc>,
    pub(crate) cancel_reason: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
