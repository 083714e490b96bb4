use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "cost_line")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) version: i64,
    pub(crate) cost_report_id: Uuid,
    pub(crate) import_id: Uuid,
    pub(crate) row_number: i64,
    pub(crate) voucher: String,
    pub(crate) line_number: String,
    pub(crate) posted_on: Option<Date>,
    pub(crate) account: String,
    pub(crate) account_name: String,
    pub(crate) cost_centre: String,
    pub(crate) project_code: String,
    pub(crate) supplier_name: String,
    pub(crate) supplier_id: String,
    pub(crate) description: String,
    pub(crate) booked_cents: i64,
    pub(crate) amount_cents: i64,
    pub(crate) part: i32,
    pub(crate) exclusion: Option<String>,
    pub(crate) occurrence: i32,
    pub(crate) category: Option<String>,
    pub(crate) sub_area_id: Option<Uuid>,
    pub(crate) verification: String,
    pub(crate) accepted_cents: Option<i64>,
    pub(crate) reason_code: Option<String>,
    pub(crate) reason_text: Option<String>,
    pub(crate) verified_by: Option<Uuid>,
    pub(crate) verified_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
