use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "job")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) kind: String,
    pub(crate) unique_key: String,
    pub(crate) payload: Json,
    pub(crate) state: String,
    pub(crate) run_at: DateTimeUtc,
    pub(crate) attempts: i32,
    pub(crate) locked_until: Option<DateTimeUtc>,
    pub(crate) last_error: Option<String>,
    pub(crate) finished_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
