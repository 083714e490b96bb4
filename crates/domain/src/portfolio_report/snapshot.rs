use chrono::NaiveDate;

use crate::{
    cost_position::Position,
    ids::{MilestoneId, RiskId, SubAreaId},
    milestone::{self, Milestone},
    risk::{self, Risk},
};

/// The facts that a report shows beside its own words, as they were at its submission: it gives the same figures for
/// ever.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snapshot {
    /// Where the costs stood against the budget.
    pub costs: Position,
    /// The milestones.
    pub milestones: Vec<SeenMilestone>,
    /// The register of risks.
    pub risks: Vec<SeenRisk>,
}

/// A milestone as a report shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenMilestone {
    /// Which.
    pub id: MilestoneId,
    /// Of which sub-area; of the whole project when there is none.
    pub sub_area: Option<SubAreaId>,
    /// What is reached by it.
    pub name: String,
    /// The day that was planned.
    pub baseline: NaiveDate,
    /// The day that was foreseen.
    pub forecast: NaiveDate,
    /// The day on which it was reached.
    pub reached_on: Option<NaiveDate>,
    /// Where it stood.
    pub state: milestone::StateName,
}

impl SeenMilestone {
    /// Days from the baseline to the day on which it was reached, or was foreseen; negative when it is early.
    #[must_use]
    pub fn slip_days(&self) -> i64 {
        let day = self.reached_on.unwrap_or(self.forecast);
        day.signed_duration_since(self.baseline).num_days()
    }
}

impl From<Milestone> for SeenMilestone {
    fn from(milestone: Milestone) -> Self {
        let reached_on = match milestone.state {
            milestone::State::Done { reached_on, .. } => Some(reached_on),
            milestone::State::Planned
            | milestone::State::Started { .. }
            | milestone::State::Delayed { .. }
            | milestone::State::Dropped { .. } => None,
        };
        Self {
            id: milestone.id,
            sub_area: milestone.sub_area,
            baseline: milestone.baseline,
            forecast: milestone.forecast,
            reached_on,
            state: (&milestone.state).into(),
            name: milestone.name,
        }
    }
}

/// A risk as a report shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenRisk {
    /// Which.
    pub id: RiskId,
    /// Its place in the register.
    pub number: i32,
    /// What it is about.
    pub topic: String,
    /// How probable, 1 to 5.
    pub probability: u8,
    /// How bad, 1 to 5.
    pub effect: u8,
    /// What was done about it.
    pub response: String,
    /// Whether it had come true.
    pub has_occurred: bool,
    /// Where it stood.
    pub state: risk::StateName,
}

impl From<Risk> for SeenRisk {
    fn from(risk: Risk) -> Self {
        Self {
            id: risk.id,
            number: risk.number,
            probability: risk.judgement.probability,
            effect: risk.judgement.effect,
            response: risk.judgement.response,
            has_occurred: risk.state.occurred().is_some(),
            state: (&risk.state).into(),
            topic: risk.topic,
        }
    }
}
