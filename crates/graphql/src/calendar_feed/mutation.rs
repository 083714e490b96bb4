use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use talkoot_app::{
    Answer, Request,
    calendar_feeds::{self, FeedStep, NewFeed, Wanted},
};
use talkoot_domain::ids::CalendarFeedId;

use super::object::{CalendarFeedObject, CalendarScope};
use crate::{
    context::{actor, app, credential},
    node::{self, Kind},
    outcome::{Refusal, error, not_found, refusals},
};

/// A calendar of deadlines to be made for oneself.
#[derive(Debug, InputObject)]
pub(crate) struct CreateCalendarFeedInput {
    /// What it shall show.
    scope: CalendarScope,
    /// The project; needed for `PROJECT`, else ignored.
    project_id: Option<ID>,
    /// The municipality, one in which you hold a role; needed for `MUNICIPALITY`, else ignored.
    municipality_id: Option<ID>,
    /// Chosen by you, new for each calendar.
    idempotency_key: String,
}

/// One's own calendar, to be renewed or revoked.
#[derive(Debug, InputObject)]
pub(crate) struct CalendarFeedStepInput {
    /// The calendar.
    id: ID,
    /// The version that you have read.
    expected_version: i64,
    /// Chosen by you, new for each attempt.
    idempotency_key: String,
}

/// What became of a mutation of a calendar.
#[derive(SimpleObject)]
pub(crate) struct CalendarFeedPayload {
    /// The secret link, for a calendar program; shown this once, and absent for a repetition.
    #[graphql(directive = crate::care::secret::apply())]
    url: Option<String>,
    /// The calendar as it is now; absent when the mutation was refused.
    calendar_feed: Option<CalendarFeedObject>,
    /// Why it was refused; empty when it was done.
    refusals: Vec<Refusal>,
}

type Payload = async_graphql::Result<CalendarFeedPayload>;

async fn payload(ctx: &Context<'_>, answer: Answer<(CalendarFeedId, Option<String>)>) -> Payload {
    let (id, url) = match refusals(answer)? {
        Ok(done) => done,
        Err(refusals) => {
            return Ok(CalendarFeedPayload {
                url: None,
                calendar_feed: None,
                refusals,
            });
        }
    };
    let feed = calendar_feeds::find(app(ctx)?, actor(ctx)?, credential(ctx)?, id)
        .await
        .map_err(error)?;
    let feed = feed.ok_or_else(|| not_found("calendar"))?;
    Ok(CalendarFeedPayload {
        url,
        calendar_feed: Some(CalendarFeedObject(feed)),
        refusals: Vec::new(),
    })
}

fn step(input: CalendarFeedStepInput) -> async_graphql::Result<Request<FeedStep>> {
    Ok(Request {
        key: input.idempotency_key,
        body: FeedStep {
            id: node::key(Kind::CalendarFeed, &input.id)?,
            expected_version: input.expected_version,
        },
    })
}

#[derive(Debug, Default)]
pub(crate) struct CalendarFeedMutation;

#[Object]
impl CalendarFeedMutation {
    /// Makes a calendar of deadlines for yourself, to which a calendar program subscribes. Whoever has the link reads
    /// it; it shows only what you see, while you hold a role.
    async fn create_calendar_feed(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What it shall show, under an idempotency key.")] input: CreateCalendarFeedInput,
    ) -> Payload {
        let key = |kind, id: Option<ID>| id.map(|id| node::key::<uuid::Uuid>(kind, &id)).transpose();
        let of = match input.scope {
            CalendarScope::Project => Wanted::Project(key(Kind::Project, input.project_id)?.map(Into::into)),
            CalendarScope::Municipality => {
                Wanted::Municipality(key(Kind::Organisation, input.municipality_id)?.map(Into::into))
            }
            CalendarScope::Officer => Wanted::Officer,
        };
        let request = Request {
            key: input.idempotency_key,
            body: NewFeed { of },
        };
        let answer = calendar_feeds::create(app(ctx)?, actor(ctx)?, credential(ctx)?, request).await;
        payload(ctx, answer).await
    }

    /// Replaces the secret link of your calendar: the old one leads nowhere from now on.
    async fn renew_calendar_feed(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, under an idempotency key.")] input: CalendarFeedStepInput,
    ) -> Payload {
        let answer = calendar_feeds::renew(app(ctx)?, actor(ctx)?, credential(ctx)?, step(input)?).await;
        payload(ctx, answer).await
    }

    /// Takes your calendar back: its link leads nowhere from now on.
    async fn revoke_calendar_feed(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, under an idempotency key.")] input: CalendarFeedStepInput,
    ) -> Payload {
        let answer = calendar_feeds::revoke(app(ctx)?, actor(ctx)?, credential(ctx)?, step(input)?).await;
        payload(ctx, answer.map(|id| (id, None))).await
    }
}
