use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "commitment")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) version: i64,
    pub(crate) application_id: Uuid,
    pub(crate) partner_id: Uuid,
    pub(crate) state: String,
    pub(crate) requested_by: Uuid,
    pub(crate) requested_at: DateTimeUtc,
    pub(crate) given_by: Option<Uuid>,
    pub(crate) given_at: Option<DateTimeUtc>,
    pub(crate) snapshot: Option<Vec<u8>>,
    pub(crate) prepared_by: Option<Uuid>,
    pub(crate) declined_by: Option<Uuid>,
    pub(crate) declined_at: Option<DateTimeUtc>,
    pub(crate) decline_reason: Option<String>,
    pub(crate) fallen_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
