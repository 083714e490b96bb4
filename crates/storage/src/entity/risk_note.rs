use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "risk_note")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) portfolio_report_id: Uuid,
    pub(crate) noted_by: Uuid,
    pub(crate) noted_at: DateTimeUtc,
    pub(crate) topic: String,
    pub(crate) note: String,
    pub(crate) probability: i32,
    pub(crate) effect: i32,
    pub(crate) risk_id: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
