use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "correction")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) version: i64,
    pub(crate) project_id: Uuid,
    pub(crate) number: i32,
    pub(crate) partner_id: Uuid,
    pub(crate) reverses_id: Option<Uuid>,
    pub(crate) reason_code: String,
    pub(crate) reason_text: String,
    pub(crate) proposed_by: Uuid,
    pub(crate) proposed_at: DateTimeUtc,
    pub(crate) state: String,
    pub(crate) endorsed_by: Option<Uuid>,
    pub(crate) endorsed_at: Option<DateTimeUtc>,
    pub(crate) approved_by: Option<Uuid>,
    pub(crate) approved_at: Option<DateTimeUtc>,
    pub(crate) after_claim: Option<i32>,
    pub(crate) netted_in: Option<Uuid>,
    pub(crate) netted_at: Option<DateTimeUtc>,
    pub(crate) recovery_id: Option<Uuid>,
    pub(crate) rejected_by: Option<Uuid>,
    pub(crate) rejected_at: Option<DateTimeUtc>,
    pub(crate) reject_reason: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
