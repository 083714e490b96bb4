use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "agreement")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) version: i64,
    pub(crate) project_id: Uuid,
    pub(crate) number: i32,
    pub(crate) lead_id: Uuid,
    pub(crate) language: String,
    pub(crate) accounting: String,
    pub(crate) procurement: String,
    pub(crate) other_terms: String,
    pub(crate) document: String,
    pub(crate) sha256: Vec<u8>,
    pub(crate) drafted_by: Uuid,
    pub(crate) drafted_at: DateTimeUtc,
    pub(crate) replaces_id: Option<Uuid>,
    pub(crate) state: String,
    pub(crate) offered_by: Option<Uuid>,
    pub(crate) offered_at: Option<DateTimeUtc>,
    pub(crate) in_force_since: Option<DateTimeUtc>,
    pub(crate) replaced_at: Option<DateTimeUtc>,
    pub(crate) ended_by: Option<Uuid>,
    pub(crate) ended_at: Option<DateTimeUtc>,
    pub(crate) end_reason: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
