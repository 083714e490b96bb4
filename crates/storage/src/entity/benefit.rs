use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "benefit")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) version: i64,
    pub(crate) project_id: Uuid,
    pub(crate) municipality_id: Option<Uuid>,
    pub(crate) mechanism: String,
    pub(crate) name: String,
    pub(crate) state: String,
    pub(crate) withdrawn_by: Option<Uuid>,
    pub(crate) withdrawn_at: Option<DateTimeUtc>,
    pub(crate) withdrawal_reason: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
