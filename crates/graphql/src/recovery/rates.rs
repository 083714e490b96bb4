use async_graphql::{Context, ID, Object, SimpleObject};
use chrono::{DateTime, NaiveDate, Utc};
use talkoot_app::{
    Answer, Request,
    reference_rates::{self, RecordReferenceRate},
};
use talkoot_domain::{
    ids::ReferenceRateId,
    interest::{RecordedRate, ReferenceRate},
};

use super::input::{ConfirmReferenceRateInput, RecordReferenceRateInput};
use crate::{
    context::{actor, app, loaders},
    node::{self, Kind},
    organisation::PersonObject,
    outcome::{error, not_found, payload, refusals},
    scalar::Percent,
};

/// The reference rate (*viitekorko*) of a half-year that is in force.
#[derive(SimpleObject)]
#[graphql(name = "ReferenceRate")]
pub(crate) struct ReferenceRateObject {
    /// The half-year, for example `2026H1`.
    half_year: String,
    /// Its first day.
    valid_from: NaiveDate,
    /// The rate a year, without any addition.
    rate: Percent,
}

impl From<ReferenceRate> for ReferenceRateObject {
    fn from(of: ReferenceRate) -> Self {
        Self {
            half_year: of.half_year.to_string(),
            valid_from: of.half_year.first(),
            rate: of.rate.into(),
        }
    }
}

/// A reference rate that somebody recorded.
pub(crate) struct RecordedRateObject(RecordedRate);

/// A reference rate that somebody recorded.
#[Object(name = "RecordedReferenceRate")]
impl RecordedRateObject {
    /// Its id in the graph.
    pub(crate) async fn id(&self) -> ID {
        node::id(Kind::ReferenceRate, self.0.id)
    }

    /// Counts its changes; the confirmation must name it.
    async fn version(&self) -> i64 {
        self.0.version
    }

    /// The half-year and the rate.
    async fn reference_rate(&self) -> ReferenceRateObject {
        self.0.rate.into()
    }

    /// Who recorded it; does not confirm it.
    async fn recorded_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        Ok(loaders(ctx)?.one(self.0.recorded.by).await?.map(PersonObject))
    }

    /// When it was confirmed and came into force.
    async fn confirmed_at(&self) -> Option<DateTime<Utc>> {
        self.0.confirmed.map(|confirmed| confirmed.at)
    }
}

payload!(
    /// What became of a mutation of a reference rate.
    ReferenceRatePayload { reference_rate: RecordedRateObject }
);

type Payload = async_graphql::Result<ReferenceRatePayload>;

async fn payload(ctx: &Context<'_>, answer: Answer<ReferenceRateId>) -> Payload {
    let id = match refusals(answer)? {
        Ok(id) => id,
        Err(refusals) => return Ok(ReferenceRatePayload::refused(refusals)),
    };
    let found = reference_rates::find(app(ctx)?, id).await.map_err(error)?;
    Ok(ReferenceRatePayload::done(RecordedRateObject(
        found.ok_or_else(|| not_found("reference rate"))?,
    )))
}

#[derive(Debug, Default)]
pub(crate) struct ReferenceRateQuery;

#[Object]
impl ReferenceRateQuery {
    /// The reference rates in force, by half-year: those published with this version and those confirmed
    /// since.
    #[graphql(complexity = "5 + 20 * child_complexity")]
    async fn reference_rates(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<ReferenceRateObject>> {
        actor(ctx)?;
        let rates = reference_rates::in_force(app(ctx)?).await.map_err(error)?;
        Ok(rates.iter().map(Into::into).collect())
    }

    /// Recorded reference rates that wait for a second person.
    #[graphql(complexity = "5 + 5 * child_complexity")]
    async fn unconfirmed_reference_rates(
        &self,
        ctx: &Context<'_>,
    ) -> async_graphql::Result<Vec<RecordedRateObject>> {
        actor(ctx)?;
        let rates = reference_rates::unconfirmed(app(ctx)?).await.map_err(error)?;
        Ok(rates.into_iter().map(RecordedRateObject).collect())
    }
}

#[derive(Debug, Default)]
pub(crate) struct ReferenceRateMutation;

#[Object]
impl ReferenceRateMutation {
    /// Records the reference rate of a half-year; it comes into force when another person confirms it.
    async fn record_reference_rate(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: RecordReferenceRateInput,
    ) -> Payload {
        let request = Request {
            key: input.idempotency_key,
            body: RecordReferenceRate {
                from: input.valid_from,
                rate: input.rate.0,
            },
        };
        payload(
            ctx,
            reference_rates::record(app(ctx)?, actor(ctx)?, request).await,
        )
        .await
    }

    /// Confirms a recorded reference rate; by another person than the one who recorded it.
    async fn confirm_reference_rate(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: ConfirmReferenceRateInput,
    ) -> Payload {
        let request = Request {
            key: input.idempotency_key,
            body: (node::key(Kind::ReferenceRate, &input.id)?, input.expected_version),
        };
        payload(
            ctx,
            reference_rates::confirm(app(ctx)?, actor(ctx)?, request).await,
        )
        .await
    }
}
