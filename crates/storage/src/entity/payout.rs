use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "payout")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) version: i64,
    pub(crate) project_id: Uuid,
    pub(crate) claim_id: Option<Uuid>,
    pub(crate) amount_cents: i64,
    pub(crate) created_by: Uuid,
    pub(crate) created_at: DateTimeUtc,
    pub(crate) state: String,
    pub(crate) approved_by: Option<Uuid>,
    pub(crate) approved_at: Option<DateTimeUtc>,
    pub(crate) sent_by: Option<Uuid>,
    pub(crate) sent_at: Option<DateTimeUtc>,
    pub(crate) confirmed_by: Option<Uuid>,
    pub(crate) confirmed_at: Option<DateTimeUtc>,
    pub(crate) bank_reference: Option<String>,
    pub(crate) value_date: Option<Date>,
    pub(crate) failed_by: Option<Uuid>,
    pub(crate) failed_at: Option<DateTimeUtc>,
    pub(crate) failure_reason: Option<String>,
    pub(crate) source: String,
    pub(crate) instalment: Option<i32>,
    pub(crate) set_off_cents: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
