//! When and how people want to be written to.

use serde_json::json;
use talkoot_domain::{
    ids::PersonId,
    mail_settings::{MailSettings, Unusable},
    policy::{Action, Actor, Standings},
    use_period::UsePeriod,
};
use talkoot_storage::{mail_settings as storage, people};

pub use talkoot_mail::{Standing, kinds};

use crate::{Answer, App, Begun, Note, Request, Subject, Version, Work};

/// What somebody chooses for themselves.
#[derive(Clone, Debug)]
pub struct Choose {
    /// The version that was read; 0 while nothing was ever chosen.
    pub expected_version: Version,
    /// The days of the week without mails, as chrono names them.
    pub quiet_weekdays: Vec<chrono::Weekday>,
    /// Whether public holidays are without mails too.
    pub quiet_holidays: bool,
    /// The hour of the day before which no mail is sent.
    pub sending_hour: Option<i32>,
    /// The name of a time zone, such as `Europe/Helsinki`.
    pub time_zone: Option<String>,
    /// The first and the last day away.
    pub away: (Option<chrono::NaiveDate>, Option<chrono::NaiveDate>),
    /// The kinds of mails to unsubscribe from.
    pub muted: Vec<String>,
}

/// Chooses for oneself.
///
/// # Errors
/// Refused for no day left, an hour or a time zone that does not exist, days away in reverse, and for a kind of mail
/// that is statutory or does not exist.
pub async fn choose(app: &App, actor: &Actor, request: Request<Choose>) -> Answer<PersonId> {
    let mut work = match app.begin(actor, Action::ChooseMails, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = request.body;
    work.permit(&Standings {
        own: actor.memberships.first().map(|held| held.organisation),
        ..Standings::default()
    })?;
    let person = people::lock(&work.tx, actor.person).await?;
    work.found("person", person)?;
    let before = storage::find(&work.tx, actor.person).await?;
    work.same_version(
        "mail_settings",
        actor.person.into(),
        before.version,
        asked.expected_version,
    )
    .await?;
    let settings = wanted(&work, &before, asked)?;
    settings.check().map_err(|why| {
        let field = match why {
            Unusable::NoDayLeft => "quietWeekdays",
            Unusable::Hour => "sendingHour",
            Unusable::Away => "awayLastDay",
        };
        work.faulty(&[field], why.to_string())
    })?;
    storage::save(&work.tx, &settings).await?;
    let subject = Subject {
        id: actor.person.into(),
        project: None,
    };
    // When somebody is away is personal: the log says only that they chose.
    let details = json!({ "mailSettings": settings.version + 1, "muted": settings.muted });
    work.record("mail_settings", subject, None, None, Note::details(details));
    work.finish(actor.person).await
}

/// The settings as they are asked for, each field by itself.
fn wanted(work: &Work<'_>, before: &MailSettings, asked: Choose) -> Answer<MailSettings> {
    let time_zone = match &asked.time_zone {
        None => before.time_zone,
        Some(name) => name.parse().map_err(|_| {
            work.faulty(
                &["timeZone"],
                "there is no such time zone; give a name such as Europe/Helsinki",
            )
        })?,
    };
    let away = match asked.away {
        (None, None) => None,
        (Some(first), Some(last)) => Some(UsePeriod { first, last }),
        _ => {
            return Err(work.faulty(
                &["awayLastDay"],
                "give both the first and the last day away, or neither",
            ));
        }
    };
    let sending_hour = match asked.sending_hour {
        None => None,
        Some(hour) => {
            Some(u32::try_from(hour).map_err(|_| work.faulty(&["sendingHour"], Unusable::Hour.to_string()))?)
        }
    };
    for (place, kind) in asked.muted.iter().enumerate() {
        let message = match kinds().find(|(name, _)| name == kind) {
            Some((_, Standing::Optional)) => continue,
            Some((_, Standing::Kept(reason))) => {
                format!("nobody unsubscribes from this kind of mail: {reason}")
            }
            None => "there is no such kind of mail; mailKinds lists them".to_owned(),
        };
        return Err(work.faulty(&["mutedKinds", &place.to_string()], message));
    }
    Ok(MailSettings {
        person: before.person,
        version: before.version,
        quiet_weekdays: asked.quiet_weekdays,
        quiet_holidays: asked.quiet_holidays,
        sending_hour,
        time_zone,
        away,
        muted: asked.muted,
    })
}

/// What the person who asks has chosen.
///
/// # Errors
/// When the database fails.
pub async fn own(app: &App, actor: &Actor) -> Answer<MailSettings> {
    Ok(storage::find(app.store(), actor.person).await?)
}
