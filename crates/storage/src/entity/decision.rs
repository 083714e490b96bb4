use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "decision")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) version: i64,
    pub(crate) application_id: Uuid,
    pub(crate) call_id: Uuid,
    pub(crate) authority_id: Uuid,
    pub(crate) lead_id: Uuid,
    pub(crate) drafted_by: Uuid,
    pub(crate) changed_by: Uuid,
    pub(crate) award_cents: Option<i64>,
    pub(crate) rate: Option<String>,
    pub(crate) reasoning: String,
    pub(crate) state: String,
    pub(crate) decided_by: Option<Uuid>,
    pub(crate) decided_at: Option<DateTimeUtc>,
    pub(crate) accepted_by: Option<Uuid>,
    pub(crate) accepted_at: Option<DateTimeUtc>,
    pub(crate) refused_by: Option<Uuid>,
    pub(crate) refused_at: Option<DateTimeUtc>,
    pub(crate) refusal_reason: Option<String>,
    pub(crate) advance: Option<Json>,
    pub(crate) conditions: Json,
    pub(crate) set_aside_by: Option<Uuid>,
    pub(crate) replaces_id: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
