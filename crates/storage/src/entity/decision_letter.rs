use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "decision_letter")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) decision_id: Uuid,
    pub(crate) number: String,
    pub(crate) language: String,
    pub(crate) document: String,
    pub(crate) sha256: Vec<u8>,
    pub(crate) written_at: DateTimeUtc,
    pub(crate) received_on: Date,
    pub(crate) claim_until: Date,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
