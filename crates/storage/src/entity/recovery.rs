use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "recovery")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) version: i64,
    pub(crate) project_id: Uuid,
    pub(crate) number: i32,
    pub(crate) debtor_id: Uuid,
    pub(crate) correction_id: Option<Uuid>,
    pub(crate) after_claim: i32,
    pub(crate) principal_cents: i64,
    pub(crate) paid_on: Date,
    pub(crate) found_on: Date,
    pub(crate) reason: String,
    pub(crate) opened_by: Uuid,
    pub(crate) opened_at: DateTimeUtc,
    pub(crate) respond_by: Date,
    pub(crate) answered_by: Option<Uuid>,
    pub(crate) answered_at: Option<DateTimeUtc>,
    pub(crate) answer: Option<String>,
    pub(crate) relief_kind: Option<String>,
    pub(crate) relief_cents: Option<i64>,
    pub(crate) relief_reason: Option<String>,
    pub(crate) relief_by: Option<Uuid>,
    pub(crate) relief_at: Option<DateTimeUtc>,
    pub(crate) state: String,
    pub(crate) heard_by: Option<Uuid>,
    pub(crate) heard_at: Option<DateTimeUtc>,
    pub(crate) legal_basis: Option<String>,
    pub(crate) reasoning: Option<String>,
    pub(crate) late_because: Option<String>,
    pub(crate) due: Option<Date>,
    pub(crate) interest_cents: Option<i64>,
    pub(crate) drafted_by: Option<Uuid>,
    pub(crate) drafted_at: Option<DateTimeUtc>,
    pub(crate) decided_by: Option<Uuid>,
    pub(crate) decided_at: Option<DateTimeUtc>,
    pub(crate) late_at: Option<DateTimeUtc>,
    pub(crate) settled_at: Option<DateTimeUtc>,
    pub(crate) waived_by: Option<Uuid>,
    pub(crate) waived_at: Option<DateTimeUtc>,
    pub(crate) cancelled_by: Option<Uuid>,
    pub(crate) cancelled_at: Option<DateTimeUtc>,
    pub(crate) cancel_reason: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
