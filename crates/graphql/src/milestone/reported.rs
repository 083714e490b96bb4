use async_graphql::{ID, Object};
use chrono::NaiveDate;
use talkoot_domain::{portfolio_report::SeenMilestone, workflow::Name as _};

use crate::node::{self, Kind};

/// A milestone as a report shows it.
pub(crate) struct ReportedMilestoneObject(pub(crate) SeenMilestone);

/// A milestone as a report shows it: as it was when the report was submitted, or as it is while it is being written.
#[Object(name = "ReportedMilestone")]
impl ReportedMilestoneObject {
    /// The id of the milestone in the graph.
    async fn milestone_id(&self) -> ID {
        node::id(Kind::Milestone, self.0.id)
    }

    /// The id of its sub-area; absent for the whole project.
    async fn sub_area_id(&self) -> Option<ID> {
        self.0.sub_area.map(|id| node::id(Kind::SubArea, id))
    }

    /// What is reached by it.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// `planned`, `started`, `delayed`, `done` or `dropped`.
    async fn state(&self) -> &'static str {
        self.0.state.code()
    }

    /// The day that was planned.
    async fn baseline(&self) -> NaiveDate {
        self.0.baseline
    }

    /// The day that was foreseen.
    async fn forecast(&self) -> NaiveDate {
        self.0.forecast
    }

    /// The day on which it was reached; absent when it was not.
    async fn reached_on(&self) -> Option<NaiveDate> {
        self.0.reached_on
    }

    /// Days from the baseline to the day on which it was reached, or was foreseen; negative when it is early.
    async fn slip_days(&self) -> i64 {
        self.0.slip_days()
    }
}
