use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "form_answer_file")]
pub(crate) struct Model {
    pub(crate) object: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) object_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) field: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) owner_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) file_id: Uuid,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
