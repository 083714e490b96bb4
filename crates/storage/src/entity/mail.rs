use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mail")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) kind: String,
    pub(crate) letter: Json,
    pub(crate) reminder_id: Option<Uuid>,
    pub(crate) project_id: Option<Uuid>,
    pub(crate) person_id: Uuid,
    pub(crate) recipient_as: String,
    pub(crate) created_at: DateTimeUtc,
    pub(crate) state: String,
    pub(crate) attempts: i32,
    pub(crate) last_answer: Option<String>,
    pub(crate) address: Option<String>,
    pub(crate) language: Option<String>,
    pub(crate) subject: Option<String>,
    pub(crate) text_part: Option<String>,
    pub(crate) html_part: Option<String>,
    pub(crate) finished_at: Option<DateTimeUtc>,
    pub(crate) message_id: Option<String>,
    pub(crate) bounced_at: Option<DateTimeUtc>,
    pub(crate) bounce: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
