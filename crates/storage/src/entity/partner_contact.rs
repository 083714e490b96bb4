use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "partner_contact")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) application_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) partner_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) place: i32,
    pub(crate) name: String,
    pub(crate) position: String,
    pub(crate) email: String,
    pub(crate) phone: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
