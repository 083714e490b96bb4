use async_graphql::{ID, Object};
use talkoot_domain::portfolio_report::{About, Deviation, Explanation, Needed};

use crate::{
    node::{self, Kind},
    scalar::Money,
};

fn id(about: About) -> ID {
    match about {
        About::Municipality(id) => node::id(Kind::Organisation, id),
        About::SubArea(id) => node::id(Kind::SubArea, id),
        About::Milestone(id) => node::id(Kind::Milestone, id),
    }
}

const fn kind(about: About) -> &'static str {
    match about {
        About::Municipality(_) => "municipality",
        About::SubArea(_) => "sub_area",
        About::Milestone(_) => "milestone",
    }
}

/// Why something deviates from the plan.
pub(crate) struct ExplanationObject(pub(super) Explanation);

/// Why something deviates from the plan.
#[Object(name = "Explanation")]
impl ExplanationObject {
    /// The id of the municipality, the sub-area or the milestone.
    async fn about_id(&self) -> ID {
        id(self.0.about)
    }

    /// `municipality`, `sub_area` or `milestone`.
    async fn about(&self) -> &'static str {
        kind(self.0.about)
    }

    /// Why.
    async fn text(&self) -> &str {
        &self.0.text
    }
}

/// A deviation that must be explained.
pub(crate) struct NeededObject {
    pub(super) needed: Needed,
    pub(super) is_explained: bool,
}

/// A deviation above the limits of the call, which must be explained before the steering group approves the report.
#[Object(name = "NeededExplanation")]
impl NeededObject {
    /// The id of the municipality, the sub-area or the milestone.
    async fn about_id(&self) -> ID {
        id(self.needed.about)
    }

    /// `municipality`, `sub_area` or `milestone`.
    async fn about(&self) -> &'static str {
        kind(self.needed.about)
    }

    /// Its name.
    async fn name(&self) -> &str {
        &self.needed.name
    }

    /// What is the matter, in a sentence.
    async fn message(&self) -> String {
        self.needed.to_string()
    }

    /// The forecast less the budget; absent for a milestone.
    async fn cost_deviation(&self) -> Option<Money> {
        match self.needed.by {
            Deviation::Costs(figures) => Some(figures.deviation.into()),
            Deviation::Days(_) => None,
        }
    }

    /// Days after the baseline; absent for costs.
    async fn slip_days(&self) -> Option<i64> {
        match self.needed.by {
            Deviation::Costs(_) => None,
            Deviation::Days(days) => Some(days),
        }
    }

    /// Whether the report explains it.
    async fn is_explained(&self) -> bool {
        self.is_explained
    }
}
