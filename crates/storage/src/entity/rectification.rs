use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "rectification")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) version: i64,
    pub(crate) decision_id: Uuid,
    pub(crate) authority_id: Uuid,
    pub(crate) lead_id: Uuid,
    pub(crate) filed_by: Uuid,
    pub(crate) filed_at: DateTimeUtc,
    pub(crate) change: String,
    pub(crate) grounds: String,
    pub(crate) received_on: Option<Date>,
    pub(crate) presumed_received_on: Date,
    pub(crate) presumed_until: Date,
    pub(crate) stated_received_on: Date,
    pub(crate) stated_until: Date,
    pub(crate) late_as_presumed: bool,
    pub(crate) late_as_stated: bool,
    pub(crate) state: String,
    pub(crate) outcome: Option<String>,
    pub(crate) reasoning: Option<String>,
    pub(crate) drafted_by: Option<Uuid>,
    pub(crate) drafted_at: Option<DateTimeUtc>,
    pub(crate) decided_by: Option<Uuid>,
    pub(crate) decided_at: Option<DateTimeUtc>,
    pub(crate) withdrawn_by: Option<Uuid>,
    pub(crate) withdrawn_at: Option<DateTimeUtc>,
    pub(crate) withdrawal_reason: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
