use async_graphql::{Context, Object};
use chrono::{DateTime, Utc};
use talkoot_app::claims::{self, Drawn};

use crate::{
    context::loaders,
    cost_report::CostReportObject,
    outcome::not_found,
    scalar::{Money, Percent},
};

/// A sample of the lines of a cost report.
pub(crate) struct SampleObject(pub(crate) Drawn);

/// A sample of the lines of a cost report (*otanta*), drawn once.
#[Object(name = "CostSample")]
impl SampleObject {
    /// The cost report.
    async fn cost_report(&self, ctx: &Context<'_>) -> async_graphql::Result<CostReportObject> {
        let report = loaders(ctx)?.one(self.0.sample.report).await?;
        report
            .map(CostReportObject)
            .ok_or_else(|| not_found("cost report"))
    }

    /// What decided by chance, in hexadecimal: with it anybody can draw the same sample again.
    async fn seed(&self) -> String {
        claims::in_hex(self.0.sample.seed)
    }

    /// The share of the lines that was drawn by chance, in per cent.
    async fn share(&self) -> Percent {
        self.0.sample.rules.share.into()
    }

    /// Lines of so much and more were taken in any case; absent when size decided nothing.
    async fn large_from(&self) -> Option<Money> {
        self.0.sample.rules.large_from.map(Into::into)
    }

    /// Whether credits were taken in any case.
    async fn credits(&self) -> bool {
        self.0.sample.rules.credits
    }

    /// How many lines it was drawn from.
    async fn lines(&self) -> u64 {
        self.0.sample.lines
    }

    /// How many lines were drawn.
    async fn sampled(&self) -> u64 {
        self.0.sampled
    }

    /// How many of them are not decided; the content of the claim cannot be checked before.
    async fn undecided(&self) -> u64 {
        self.0.undecided
    }

    /// When it was drawn.
    async fn drawn_at(&self) -> DateTime<Utc> {
        self.0.sample.drawn_at
    }
}
