use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "project_contact")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) project_id: Uuid,
    pub(crate) organisation_id: Uuid,
    pub(crate) duty: String,
    pub(crate) person_id: Uuid,
    pub(crate) named_by: Uuid,
    pub(crate) named_at: DateTimeUtc,
    pub(crate) first_day: Date,
    pub(crate) last_day: Option<Date>,
    pub(crate) taken_back_at: Option<DateTimeUtc>,
    pub(crate) look_on: Option<Date>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
