use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "claim")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) version: i64,
    pub(crate) project_id: Uuid,
    pub(crate) number: i32,
    pub(crate) period_id: Uuid,
    pub(crate) lead_id: Uuid,
    pub(crate) drafted_by: Uuid,
    pub(crate) drafted_at: DateTimeUtc,
    pub(crate) claimed_cents: i64,
    pub(crate) eligible_cents: i64,
    pub(crate) eligible_before_cents: i64,
    pub(crate) parked_cents: i64,
    pub(crate) award_cents: i64,
    pub(crate) other_support_cents: i64,
    pub(crate) grant_cents: i64,
    pub(crate) grant_before_cents: i64,
    pub(crate) amount_cents: i64,
    pub(crate) owed_before_cents: i64,
    pub(crate) payable_cents: i64,
    pub(crate) owed_cents: i64,
    pub(crate) state: String,
    pub(crate) submitted_by: Option<Uuid>,
    pub(crate) submitted_at: Option<DateTimeUtc>,
    pub(crate) asked_by: Option<Uuid>,
    pub(crate) asked_at: Option<DateTimeUtc>,
    pub(crate) questions: Option<String>,
    pub(crate) answer: Option<String>,
    pub(crate) checked_by: Option<Uuid>,
    pub(crate) checked_at: Option<DateTimeUtc>,
    pub(crate) approved_by: Option<Uuid>,
    pub(crate) approved_at: Option<DateTimeUtc>,
    pub(crate) paid_at: Option<DateTimeUtc>,
    pub(crate) rejected_by: Option<Uuid>,
    pub(crate) rejected_at: Option<DateTimeUtc>,
    pub(crate) reject_reason: Option<String>,
    pub(crate) is_last: bool,
    pub(crate) advance_before_cents: i64,
    pub(crate) advance_cleared_cents: i64,
    pub(crate) advance_cents: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
