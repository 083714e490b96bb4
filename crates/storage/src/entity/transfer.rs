use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "transfer")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) version: i64,
    pub(crate) project_id: Uuid,
    pub(crate) claim_id: Uuid,
    pub(crate) payout_id: Option<Uuid>,
    pub(crate) authority_id: Uuid,
    pub(crate) payer_id: Uuid,
    pub(crate) payee_id: Uuid,
    pub(crate) amount_cents: i64,
    pub(crate) due: Date,
    pub(crate) created_at: DateTimeUtc,
    pub(crate) state: String,
    pub(crate) recorded_by: Option<Uuid>,
    pub(crate) recorded_at: Option<DateTimeUtc>,
    pub(crate) paid_on: Option<Date>,
    pub(crate) reference: Option<String>,
    pub(crate) confirmed_by: Option<Uuid>,
    pub(crate) confirmed_at: Option<DateTimeUtc>,
    pub(crate) disputed_by: Option<Uuid>,
    pub(crate) disputed_at: Option<DateTimeUtc>,
    pub(crate) dispute_reason: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
