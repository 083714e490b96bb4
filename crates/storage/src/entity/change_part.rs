use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "change_part")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) version: i64,
    pub(crate) request_id: Uuid,
    pub(crate) project_id: Uuid,
    pub(crate) number: i32,
    pub(crate) kind: String,
    pub(crate) municipality_id: Option<Uuid>,
    pub(crate) content: Json,
    pub(crate) state: String,
    pub(crate) outcome: Option<String>,
    pub(crate) proposed_content: Option<Json>,
    pub(crate) effective_on: Option<Date>,
    pub(crate) reasoning: Option<String>,
    pub(crate) proposed_by: Option<Uuid>,
    pub(crate) proposed_at: Option<DateTimeUtc>,
    pub(crate) returned_reason: Option<String>,
    pub(crate) decided_by: Option<Uuid>,
    pub(crate) decided_at: Option<DateTimeUtc>,
    pub(crate) in_force_at: Option<DateTimeUtc>,
    pub(crate) withdrawn_at: Option<DateTimeUtc>,
    pub(crate) hindrance: Option<String>,
    pub(crate) budget_version_id: Option<Uuid>,
    pub(crate) cancel_reason: Option<String>,
    pub(crate) cancel_proposed_by: Option<Uuid>,
    pub(crate) cancel_proposed_at: Option<DateTimeUtc>,
    pub(crate) cancelled_by: Option<Uuid>,
    pub(crate) cancelled_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
