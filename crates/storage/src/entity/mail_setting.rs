use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mail_setting")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) person_id: Uuid,
    pub(crate) version: i64,
    pub(crate) quiet_weekdays: i32,
    pub(crate) quiet_holidays: bool,
    pub(crate) sending_hour: Option<i32>,
    pub(crate) time_zone: String,
    pub(crate) away_first: Option<Date>,
    pub(crate) away_last: Option<Date>,
    pub(crate) muted: Json,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
