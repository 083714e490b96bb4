use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_entry")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) seq: i64,
    pub(crate) at: DateTimeUtc,
    pub(crate) person_id: Option<Uuid>,
    pub(crate) organisation_id: Option<Uuid>,
    pub(crate) role: Option<String>,
    pub(crate) object: String,
    pub(crate) object_id: Uuid,
    pub(crate) project_id: Option<Uuid>,
    pub(crate) command: String,
    pub(crate) reason: Option<String>,
    pub(crate) state_before: Option<String>,
    pub(crate) state_after: Option<String>,
    pub(crate) details: String,
    /// Which columns of which tables the seal covers.
    pub(crate) sealed: Option<String>,
    /// The hash over the object's rows.
    pub(crate) seal: Option<Vec<u8>>,
    pub(crate) prev_hash: Vec<u8>,
    pub(crate) hash: Vec<u8>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
