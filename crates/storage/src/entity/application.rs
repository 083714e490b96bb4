use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "application")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) version: i64,
    pub(crate) call_id: Uuid,
    pub(crate) authority_id: Uuid,
    pub(crate) lead_id: Uuid,
    pub(crate) created_by: Uuid,
    pub(crate) title: String,
    pub(crate) summary: String,
    pub(crate) budget_version_id: Uuid,
    pub(crate) state: String,
    pub(crate) submitted_by: Option<Uuid>,
    pub(crate) submitted_at: Option<DateTimeUtc>,
    pub(crate) supplement_by: Option<Uuid>,
    pub(crate) supplement_at: Option<DateTimeUtc>,
    pub(crate) supplement_questions: Option<String>,
    pub(crate) evaluated_by: Option<Uuid>,
    pub(crate) evaluated_at: Option<DateTimeUtc>,
    pub(crate) evaluation: Option<String>,
    pub(crate) decided_by: Option<Uuid>,
    pub(crate) decided_at: Option<DateTimeUtc>,
    pub(crate) withdrawn_by: Option<Uuid>,
    pub(crate) withdrawn_at: Option<DateTimeUtc>,
    pub(crate) withdrawal_reason: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
