use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "stored_file")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) organisation_id: Uuid,
    pub(crate) uploaded_by: Uuid,
    pub(crate) uploaded_at: DateTimeUtc,
    pub(crate) name: String,
    pub(crate) sha256: Vec<u8>,
    /// Nobody has put it to use yet: the database's triggers take that back.
    pub(crate) waits: bool,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
