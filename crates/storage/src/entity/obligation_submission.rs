use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "obligation_submission")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) obligation_id: Uuid,
    pub(crate) number: i32,
    pub(crate) statement: String,
    pub(crate) submitted_by: Uuid,
    pub(crate) submitted_at: DateTimeUtc,
    pub(crate) questions: Option<Json>,
    pub(crate) returned_by: Option<Uuid>,
    pub(crate) returned_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
