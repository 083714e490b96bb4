use async_graphql::{Context, Enum, InputObject, Object, SimpleObject};
use chrono::NaiveDate;
use talkoot_app::{
    Request,
    mail_settings::{self, Standing, kinds},
};
use talkoot_domain::mail_settings::MailSettings;

use crate::{
    context::{actor, app},
    outcome::{error, payload, refusals},
};

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "chrono::Weekday")]
pub(crate) enum DayOfWeek {
    /// Monday.
    Mon,
    /// Tuesday.
    Tue,
    /// Wednesday.
    Wed,
    /// Thursday.
    Thu,
    /// Friday.
    Fri,
    /// Saturday.
    Sat,
    /// Sunday.
    Sun,
}

/// A kind of mail, and whether somebody can unsubscribe from it.
#[derive(SimpleObject)]
pub(crate) struct MailKind {
    /// Its name, for example `payout-confirmed`.
    kind: &'static str,
    /// Whether you can unsubscribe from it.
    optional: bool,
    /// Why it is always sent; absent when you can unsubscribe.
    reason: Option<&'static str>,
    /// Whether you have unsubscribed from it.
    muted: bool,
}

/// When and how you want to be written to.
pub(crate) struct MailSettingsObject(MailSettings);

/// When and how you want to be written to.
#[Object(name = "MailSettings")]
impl MailSettingsObject {
    /// Counts the changes; 0 while nothing was ever chosen.
    async fn version(&self) -> i64 {
        self.0.version
    }

    /// The days of the week on which no mail is sent to you; it leaves on the next day that is not quiet.
    async fn quiet_weekdays(&self) -> Vec<DayOfWeek> {
        self.0.quiet_weekdays.iter().copied().map(Into::into).collect()
    }

    /// Whether no mail is sent on Finnish public holidays either.
    async fn quiet_holidays(&self) -> bool {
        self.0.quiet_holidays
    }

    /// The hour of the day, 0 to 23 in your time zone, before which no mail is sent; absent for any hour.
    async fn sending_hour(&self) -> Option<u32> {
        self.0.sending_hour
    }

    /// Your time zone, for example `Europe/Helsinki`.
    async fn time_zone(&self) -> &'static str {
        self.0.time_zone.name()
    }

    /// The first day on which you are away; absent while none is planned.
    async fn away_first_day(&self) -> Option<NaiveDate> {
        self.0.away.map(|away| away.first)
    }

    /// The last day on which you are away; until then your deputies are reminded in your place.
    async fn away_last_day(&self) -> Option<NaiveDate> {
        self.0.away.map(|away| away.last)
    }

    /// Every kind of mail, and whether you can unsubscribe from it.
    #[graphql(complexity = "5 + 40 * child_complexity")]
    async fn mail_kinds(&self) -> Vec<MailKind> {
        let all = kinds().map(|(kind, standing)| MailKind {
            kind,
            optional: standing == Standing::Optional,
            reason: match standing {
                Standing::Optional => None,
                Standing::Kept(reason) => Some(reason),
            },
            muted: self.0.muted.iter().any(|muted| muted == kind),
        });
        all.collect()
    }
}

/// When and how you want to be written to, as a whole: what is left out is not chosen any more.
#[derive(Debug, InputObject)]
pub(crate) struct ChooseMailsInput {
    /// The version that you have read; 0 while nothing was ever chosen.
    expected_version: i64,
    /// The days of the week on which no mail is sent to you; at least one is left.
    quiet_weekdays: Vec<DayOfWeek>,
    /// Whether no mail is sent on Finnish public holidays either.
    quiet_holidays: bool,
    /// The hour of the day, 0 to 23 in your time zone, before which no mail is sent; any hour unless told.
    sending_hour: Option<i32>,
    /// Your time zone, for example `Europe/Helsinki`; stays as it is unless told.
    time_zone: Option<String>,
    /// The first day on which you are away; together with the last one.
    away_first_day: Option<NaiveDate>,
    /// The last day on which you are away, at most 366 days later.
    away_last_day: Option<NaiveDate>,
    /// The kinds of mails to unsubscribe from; statutory ones and those that ask something of you are always sent.
    muted_kinds: Vec<String>,
    /// Chosen by you, new for each choice.
    idempotency_key: String,
}

payload!(
    /// What became of a choice about mails.
    MailSettingsPayload { mail_settings: MailSettingsObject }
);

#[derive(Debug, Default)]
pub(crate) struct MailSettingsQuery;

#[Object]
impl MailSettingsQuery {
    /// When and how you want to be written to.
    async fn mail_settings(&self, ctx: &Context<'_>) -> async_graphql::Result<MailSettingsObject> {
        let own = mail_settings::own(app(ctx)?, actor(ctx)?).await.map_err(error)?;
        Ok(MailSettingsObject(own))
    }
}

#[derive(Debug, Default)]
pub(crate) struct MailSettingsMutation;

#[Object]
impl MailSettingsMutation {
    /// Chooses when and how you want to be written to. A mail that falls on a quiet day leaves on the next day that is
    /// not, and says what is true then; no step of a reminder is lost or said twice.
    async fn choose_mails(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What you choose, under an idempotency key.")] input: ChooseMailsInput,
    ) -> async_graphql::Result<MailSettingsPayload> {
        let body = mail_settings::Choose {
            expected_version: input.expected_version,
            quiet_weekdays: input.quiet_weekdays.into_iter().map(Into::into).collect(),
            quiet_holidays: input.quiet_holidays,
            sending_hour: input.sending_hour,
            time_zone: input.time_zone,
            away: (input.away_first_day, input.away_last_day),
            muted: input.muted_kinds,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        match refusals(mail_settings::choose(app(ctx)?, actor(ctx)?, request).await)? {
            Ok(_) => {
                let own = mail_settings::own(app(ctx)?, actor(ctx)?).await.map_err(error)?;
                Ok(MailSettingsPayload::done(MailSettingsObject(own)))
            }
            Err(refusals) => Ok(MailSettingsPayload::refused(refusals)),
        }
    }
}
