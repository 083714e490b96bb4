use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "payment_batch")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) version: i64,
    pub(crate) authority_id: Uuid,
    pub(crate) number: i32,
    pub(crate) debtor_id: Uuid,
    pub(crate) execution_date: Date,
    pub(crate) format: String,
    pub(crate) line_count: i32,
    pub(crate) total_cents: i64,
    pub(crate) created_by: Uuid,
    pub(crate) created_at: DateTimeUtc,
    pub(crate) state: String,
    pub(crate) approved_by: Option<Uuid>,
    pub(crate) approved_at: Option<DateTimeUtc>,
    pub(crate) sent_by: Option<Uuid>,
    pub(crate) sent_at: Option<DateTimeUtc>,
    pub(crate) file_id: Option<Uuid>,
    pub(crate) file_sha256: Option<Vec<u8>>,
    pub(crate) acknowledged_at: Option<DateTimeUtc>,
    pub(crate) settled_at: Option<DateTimeUtc>,
    pub(crate) rejected_at: Option<DateTimeUtc>,
    pub(crate) reject_reason: Option<String>,
    pub(crate) cancelled_by: Option<Uuid>,
    pub(crate) cancelled_at: Option<DateTimeUtc>,
    pub(crate) cancel_reason: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
