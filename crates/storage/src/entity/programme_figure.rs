use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "programme_figure")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) programme_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) line_place: i32,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) column_place: i32,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) number: i32,
    pub(crate) amount_cents: Option<i64>,
    pub(crate) note: String,
    pub(crate) entered_by: Uuid,
    pub(crate) entered_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
