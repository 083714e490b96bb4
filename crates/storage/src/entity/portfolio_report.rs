use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "portfolio_report")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) version: i64,
    pub(crate) project_id: Uuid,
    pub(crate) obligation_id: Uuid,
    pub(crate) started_by: Uuid,
    pub(crate) timetable_light: Option<String>,
    pub(crate) timetable_reason: String,
    pub(crate) cost_light: Option<String>,
    pub(crate) cost_reason: String,
    pub(crate) scope_light: Option<String>,
    pub(crate) scope_reason: String,
    pub(crate) risk_light: Option<String>,
    pub(crate) risk_reason: String,
    pub(crate) ownership_light: Option<String>,
    pub(crate) ownership_reason: String,
    pub(crate) summary: String,
    pub(crate) deviations: String,
    pub(crate) state: String,
    pub(crate) steering_members: Option<Json>,
    pub(crate) steering_held_on: Option<Date>,
    pub(crate) steering_unanimous: Option<bool>,
    pub(crate) steering_meeting_id: Option<Uuid>,
    pub(crate) approved_by: Option<Uuid>,
    pub(crate) approved_at: Option<DateTimeUtc>,
    pub(crate) submitted_by: Option<Uuid>,
    pub(crate) submitted_at: Option<DateTimeUtc>,
    pub(crate) accepted_by: Option<Uuid>,
    pub(crate) accepted_at: Option<DateTimeUtc>,
    pub(crate) questions: Option<Json>,
    pub(crate) returned_by: Option<Uuid>,
    pub(crate) returned_at: Option<DateTimeUtc>,
    pub(crate) snapshot: Option<Json>,
    pub(crate) explanations: Json,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
