use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "review")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) version: i64,
    pub(crate) application_id: Uuid,
    pub(crate) call_id: Uuid,
    pub(crate) authority_id: Uuid,
    pub(crate) reviewer_id: Uuid,
    pub(crate) assigned_by: Uuid,
    pub(crate) assigned_at: DateTimeUtc,
    pub(crate) state: String,
    pub(crate) submitted_by: Option<Uuid>,
    pub(crate) submitted_at: Option<DateTimeUtc>,
    pub(crate) conflict_by: Option<Uuid>,
    pub(crate) conflict_at: Option<DateTimeUtc>,
    pub(crate) conflict_reason: Option<String>,
    pub(crate) conflict_municipality_id: Option<Uuid>,
    pub(crate) withdrawn_by: Option<Uuid>,
    pub(crate) withdrawn_at: Option<DateTimeUtc>,
    pub(crate) withdrawal_reason: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
