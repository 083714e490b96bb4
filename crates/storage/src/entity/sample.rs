use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sample")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) import_id: Uuid,
    pub(crate) cost_report_id: Uuid,
    pub(crate) claim_id: Uuid,
    pub(crate) seed: Vec<u8>,
    pub(crate) share: String,
    pub(crate) large_from_cents: Option<i64>,
    pub(crate) credits: bool,
    pub(crate) lines: i64,
    pub(crate) drawn_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
