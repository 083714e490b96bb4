use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "bank_account")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) version: i64,
    pub(crate) owner_id: Uuid,
    pub(crate) authority_id: Uuid,
    pub(crate) number: i32,
    pub(crate) iban: String,
    pub(crate) bic: Option<String>,
    pub(crate) reference: Option<String>,
    pub(crate) service_id: Option<String>,
    pub(crate) reason: String,
    pub(crate) replaces_id: Option<Uuid>,
    pub(crate) proposed_by: Uuid,
    pub(crate) proposed_at: DateTimeUtc,
    pub(crate) state: String,
    pub(crate) confirmed_by: Option<Uuid>,
    pub(crate) confirmed_at: Option<DateTimeUtc>,
    pub(crate) reviewed_by: Option<Uuid>,
    pub(crate) reviewed_at: Option<DateTimeUtc>,
    pub(crate) approved_by: Option<Uuid>,
    pub(crate) approved_at: Option<DateTimeUtc>,
    pub(crate) superseded_at: Option<DateTimeUtc>,
    pub(crate) rejected_by: Option<Uuid>,
    pub(crate) rejected_at: Option<DateTimeUtc>,
    pub(crate) reject_reason: Option<String>,
    pub(crate) withdrawn_by: Option<Uuid>,
    pub(crate) withdrawn_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
