use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "portfolio_view")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) version: i64,
    pub(crate) person_id: Uuid,
    pub(crate) authority_id: Uuid,
    pub(crate) name: String,
    pub(crate) is_shared: bool,
    pub(crate) call_id: Option<Uuid>,
    pub(crate) municipality_id: Option<Uuid>,
    pub(crate) light: Option<String>,
    pub(crate) late: bool,
    pub(crate) vacant: bool,
    pub(crate) occurred: bool,
    pub(crate) over_award: bool,
    pub(crate) closed: Option<bool>,
    pub(crate) sort: String,
    pub(crate) created_at: DateTimeUtc,
    pub(crate) removed_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
