use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ranking")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) version: i64,
    pub(crate) call_id: Uuid,
    pub(crate) authority_id: Uuid,
    pub(crate) number: i32,
    pub(crate) tie_rule: String,
    pub(crate) appropriation_cents: i64,
    pub(crate) hash: Vec<u8>,
    pub(crate) kept_by: Uuid,
    pub(crate) kept_at: DateTimeUtc,
    pub(crate) reason: Option<String>,
    pub(crate) after_decision: bool,
    pub(crate) state: String,
    pub(crate) confirmed_by: Option<Uuid>,
    pub(crate) confirmed_at: Option<DateTimeUtc>,
    pub(crate) withdrawn_by: Option<Uuid>,
    pub(crate) withdrawn_at: Option<DateTimeUtc>,
    pub(crate) withdrawal_reason: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
