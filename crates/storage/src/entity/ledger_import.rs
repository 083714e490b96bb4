use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ledger_import")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) cost_report_id: Uuid,
    pub(crate) file_id: Uuid,
    pub(crate) sha256: Vec<u8>,
    pub(crate) profile: Json,
    pub(crate) selection: Json,
    pub(crate) diagnosis: Json,
    pub(crate) selected_cents: i64,
    pub(crate) mapping_id: Option<Uuid>,
    pub(crate) imported_by: Uuid,
    pub(crate) imported_at: DateTimeUtc,
    pub(crate) profile_id: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
