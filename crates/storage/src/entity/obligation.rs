use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "obligation")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) version: i64,
    pub(crate) project_id: Uuid,
    pub(crate) kind: String,
    pub(crate) responsible_id: Uuid,
    pub(crate) period_first: Option<Date>,
    pub(crate) period_last: Option<Date>,
    pub(crate) planned: Date,
    pub(crate) nominal: Date,
    pub(crate) due: Date,
    pub(crate) opens_on: Date,
    pub(crate) due_since: Date,
    pub(crate) extended_by: Option<Uuid>,
    pub(crate) extended_at: Option<DateTimeUtc>,
    pub(crate) extension_reason: Option<String>,
    pub(crate) state: String,
    pub(crate) opened_at: Option<DateTimeUtc>,
    pub(crate) overdue_at: Option<DateTimeUtc>,
    pub(crate) submitted_by: Option<Uuid>,
    pub(crate) submitted_at: Option<DateTimeUtc>,
    pub(crate) accepted_by: Option<Uuid>,
    pub(crate) accepted_at: Option<DateTimeUtc>,
    pub(crate) waived_by: Option<Uuid>,
    pub(crate) waived_at: Option<DateTimeUtc>,
    pub(crate) waiver_reason: Option<String>,
    pub(crate) next_reminder_on: Option<Date>,
    pub(crate) subject_id: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
