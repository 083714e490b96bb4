use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "session")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) person_id: Uuid,
    pub(crate) secret_hash: Vec<u8>,
    pub(crate) opened_by: String,
    pub(crate) browser: String,
    pub(crate) created_at: DateTimeUtc,
    pub(crate) last_used_at: DateTimeUtc,
    pub(crate) ends_at: DateTimeUtc,
    pub(crate) idle_seconds: i64,
    pub(crate) issuer: Option<String>,
    pub(crate) subject: Option<String>,
    pub(crate) provider_session: Option<String>,
    pub(crate) ended_at: Option<DateTimeUtc>,
    pub(crate) ended_by: Option<Uuid>,
    pub(crate) ended_why: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
