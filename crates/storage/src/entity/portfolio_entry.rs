use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "portfolio_entry")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) project_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) number: i64,
    pub(crate) from_at: DateTimeUtc,
    pub(crate) until_at: Option<DateTimeUtc>,
    pub(crate) authority_id: Uuid,
    pub(crate) call_id: Uuid,
    pub(crate) lead_id: Uuid,
    pub(crate) award_cents: i64,
    pub(crate) is_closed: bool,
    pub(crate) first_day: Date,
    pub(crate) last_day: Date,
    pub(crate) claimed_cents: i64,
    pub(crate) granted_cents: i64,
    pub(crate) paid_cents: i64,
    pub(crate) advance_paid_cents: i64,
    pub(crate) advance_cleared_cents: i64,
    pub(crate) owed_cents: i64,
    pub(crate) budget_cents: i64,
    pub(crate) accepted_cents: i64,
    pub(crate) awaiting_cents: i64,
    pub(crate) forecast_cents: i64,
    pub(crate) foreseen_grant_cents: i64,
    pub(crate) open_obligations: i64,
    pub(crate) overdue_obligations: i64,
    pub(crate) oldest_overdue: Option<Date>,
    pub(crate) report_id: Option<Uuid>,
    pub(crate) report_at: Option<DateTimeUtc>,
    pub(crate) timetable_light: Option<String>,
    pub(crate) cost_light: Option<String>,
    pub(crate) scope_light: Option<String>,
    pub(crate) risk_light: Option<String>,
    pub(crate) ownership_light: Option<String>,
    pub(crate) other_lights: bool,
    pub(crate) risks_open: i64,
    pub(crate) risks_occurred: i64,
    pub(crate) vacancies: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
