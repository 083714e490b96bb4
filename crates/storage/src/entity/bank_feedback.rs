use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "bank_feedback")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) version: i64,
    pub(crate) authority_id: Uuid,
    pub(crate) file_id: Uuid,
    pub(crate) sha256: Vec<u8>,
    pub(crate) message: String,
    pub(crate) message_id: String,
    pub(crate) batch_id: Option<Uuid>,
    pub(crate) not_ours: i32,
    pub(crate) imported_by: Uuid,
    pub(crate) imported_at: DateTimeUtc,
    pub(crate) state: String,
    pub(crate) settled_by: Option<Uuid>,
    pub(crate) settled_at: Option<DateTimeUtc>,
    pub(crate) settle_note: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
