use async_graphql::{ID, Object};
use talkoot_domain::{portfolio_report::SeenRisk, workflow::Name as _};

use crate::node::{self, Kind};

/// A risk as a report shows it.
pub(crate) struct ReportedRiskObject(pub(crate) SeenRisk);

/// A risk as a report shows it: as it was when the report was submitted, or as it is while it is being written.
#[Object(name = "ReportedRisk")]
impl ReportedRiskObject {
    /// The id of the risk in the graph.
    async fn risk_id(&self) -> ID {
        node::id(Kind::Risk, self.0.id)
    }

    /// Its place in the register, from 1.
    async fn number(&self) -> i32 {
        self.0.number
    }

    /// What it is about.
    async fn topic(&self) -> &str {
        &self.0.topic
    }

    /// `open`, `mitigating`, `occurred` or `closed`.
    async fn state(&self) -> &'static str {
        self.0.state.code()
    }

    /// Whether it came true, also when it was closed since.
    async fn has_occurred(&self) -> bool {
        self.0.has_occurred
    }

    /// How probable, 1 to 5.
    async fn probability(&self) -> u8 {
        self.0.probability
    }

    /// How bad, 1 to 5.
    async fn effect(&self) -> u8 {
        self.0.effect
    }

    /// What is done about it; empty when nothing is.
    async fn response(&self) -> &str {
        &self.0.response
    }
}
