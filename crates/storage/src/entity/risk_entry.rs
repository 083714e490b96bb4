use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "risk_entry")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) risk_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) number: i32,
    pub(crate) note: String,
    pub(crate) observed_on: Option<Date>,
    pub(crate) owner_id: Option<Uuid>,
    pub(crate) owner_role: Option<String>,
    pub(crate) probability: i32,
    pub(crate) effect: i32,
    pub(crate) response: String,
    pub(crate) state: String,
    pub(crate) portfolio_report_id: Option<Uuid>,
    pub(crate) noted_by: Uuid,
    pub(crate) noted_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
