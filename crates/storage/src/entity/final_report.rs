use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "final_report")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) version: i64,
    pub(crate) project_id: Uuid,
    pub(crate) obligation_id: Uuid,
    pub(crate) form_id: Uuid,
    pub(crate) evaluation_form_id: Option<Uuid>,
    pub(crate) started_by: Uuid,
    pub(crate) started_at: DateTimeUtc,
    pub(crate) state: String,
    pub(crate) submitted_by: Option<Uuid>,
    pub(crate) submitted_at: Option<DateTimeUtc>,
    pub(crate) accepted_by: Option<Uuid>,
    pub(crate) accepted_at: Option<DateTimeUtc>,
    pub(crate) questions: Option<Json>,
    pub(crate) returned_by: Option<Uuid>,
    pub(crate) returned_at: Option<DateTimeUtc>,
    pub(crate) facts: Option<Json>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
