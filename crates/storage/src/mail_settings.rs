//! When and how people want to be written to.

use chrono::Weekday;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use talkoot_domain::{ids::PersonId, mail_settings::MailSettings, use_period::UsePeriod};
use uuid::Uuid;

use crate::{
    Access, StorageError, Tx,
    entity::mail_setting::{ActiveModel, Column, Entity, Model},
    map::code,
    store::Connected,
};

/// What these people have chosen; whoever never chose anything is not among them.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn of_people(db: &impl Access, people: &[PersonId]) -> Result<Vec<MailSettings>, StorageError> {
    let ids = people.iter().map(|&id| Uuid::from(id));
    let rows = Entity::find()
        .filter(Column::PersonId.is_in(ids))
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// What somebody has chosen, or what holds for whoever never chose anything.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn find(db: &impl Access, person: PersonId) -> Result<MailSettings, StorageError> {
    let found = of_people(db, &[person]).await?.pop();
    Ok(found.unwrap_or_else(|| MailSettings::unchosen(person)))
}

/// Stores what somebody has chosen; `version` is the one that was read, the stored one is the next. The caller holds
/// the lock of the person.
///
/// # Errors
/// [`StorageError::Stale`] when somebody was first.
pub async fn save(tx: &Tx, settings: &MailSettings) -> Result<(), StorageError> {
    let row = ActiveModel {
        person_id: Set(settings.person.into()),
        version: Set(settings.version + 1),
        quiet_weekdays: Set(mask(&settings.quiet_weekdays)),
        quiet_holidays: Set(settings.quiet_holidays),
        sending_hour: Set(settings.sending_hour.and_then(|hour| hour.try_into().ok())),
        time_zone: Set(settings.time_zone.name().to_owned()),
        away_first: Set(settings.away.map(|away| away.first)),
        away_last: Set(settings.away.map(|away| away.last)),
        muted: Set(serde_json::Value::from(settings.muted.clone())),
    };
    if settings.version == 0 {
        Entity::insert(row)
            .exec_without_returning(tx.connection())
            .await?;
        return Ok(());
    }
    let done = Entity::update_many()
        .set(row)
        .filter(Column::PersonId.eq(Uuid::from(settings.person)))
        .filter(Column::Version.eq(settings.version))
        .exec(tx.connection())
        .await?;
    StorageError::unless_first(&done, "mail_setting")
}

/// A bit for each day from Monday on.
fn mask(days: &[Weekday]) -> i32 {
    days.iter()
        .fold(0, |mask, day| mask | (1 << day.num_days_from_monday()))
}

fn days(mask: i32) -> Vec<Weekday> {
    let week = (0..7_u8).filter(|place| mask & (1 << place) != 0);
    week.filter_map(|place| Weekday::try_from(place).ok()).collect()
}

impl TryFrom<Model> for MailSettings {
    type Error = StorageError;

    fn try_from(row: Model) -> Result<Self, StorageError> {
        const TABLE: &str = "mail_setting";
        let away = match (row.away_first, row.away_last) {
            (Some(first), Some(last)) => Some(UsePeriod { first, last }),
            (None, None) => None,
            _ => {
                return Err(StorageError::inconsistent(
                    TABLE,
                    row.person_id,
                    "half of the days away are missing",
                ));
            }
        };
        let muted = serde_json::from_value(row.muted)
            .map_err(|_| StorageError::inconsistent(TABLE, row.person_id, "muted is no list of kinds"))?;
        Ok(Self {
            person: row.person_id.into(),
            version: row.version,
            quiet_weekdays: days(row.quiet_weekdays),
            quiet_holidays: row.quiet_holidays,
            sending_hour: row.sending_hour.and_then(|hour| hour.try_into().ok()),
            time_zone: code(TABLE, row.person_id, "time_zone", &row.time_zone)?,
            away,
            muted,
        })
    }
}
