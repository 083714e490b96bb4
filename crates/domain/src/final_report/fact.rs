use chrono::NaiveDate;

use crate::{ids::OrganisationId, money::Money};

/// What a fact is about.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    strum::EnumIter,
    strum::EnumString,
    strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum Topic {
    /// The project: number, lead, award, use period.
    Project,
    /// A municipality that takes part.
    Partner,
    /// A sub-area with the municipality that leads it.
    SubArea,
    /// A period of cost reports.
    Period,
    /// The budget and the accepted costs of a municipality in a category.
    Cost,
    /// A payout that arrived.
    Payout,
    /// The agreement in force between the municipalities.
    Agreement,
    /// A milestone with its baseline and when it was reached.
    Milestone,
    /// A change of the plan that came into force.
    PlanChange,
    /// A risk that came true.
    Risk,
    /// A decision of the steering group.
    SteeringDecision,
    /// A deadline that was moved.
    Extension,
    /// A report that was due.
    Report,
    /// An indicator of the effects.
    Indicator,
    /// A benefit in money a year.
    Benefit,
    /// The exit plan.
    ExitPlan,
}

impl Topic {
    /// The section of the outline beside which such facts are shown.
    #[must_use]
    pub const fn section(self) -> &'static str {
        match self {
            Self::Project | Self::Partner | Self::SubArea => "background",
            Self::Indicator | Self::Benefit => "impact",
            Self::Period
            | Self::Cost
            | Self::Payout
            | Self::Agreement
            | Self::Milestone
            | Self::PlanChange
            | Self::Risk
            | Self::SteeringDecision
            | Self::Extension => "implementation",
            Self::Report => "documentation",
            Self::ExitPlan => "follow_up",
        }
    }
}

/// Something that the system knows: nobody types it into a report, and it stays as it was when the report was submitted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it is about.
    pub topic: Topic,
    /// The municipality whose own it is, seen by itself, the lead and the authority; none for what all see.
    pub of: Option<OrganisationId>,
    /// What it is called.
    pub name: String,
    /// Where it stood, as a code; empty for what has no state.
    pub state: String,
    /// More about it, in words; empty when there is nothing.
    pub text: String,
    /// Amounts by name, EUR.
    pub amounts: Vec<(String, Money)>,
    /// Days by name.
    pub days: Vec<(String, NaiveDate)>,
}

impl Fact {
    /// A fact without anything beside its name.
    #[must_use]
    pub fn new(topic: Topic, name: impl Into<String>) -> Self {
        Self {
            topic,
            of: None,
            name: name.into(),
            state: String::new(),
            text: String::new(),
            amounts: Vec::new(),
            days: Vec::new(),
        }
    }

    /// The same of a municipality.
    #[must_use]
    pub const fn of(mut self, municipality: OrganisationId) -> Self {
        self.of = Some(municipality);
        self
    }

    /// The same in a state.
    #[must_use]
    pub fn standing(mut self, state: impl Into<String>) -> Self {
        self.state = state.into();
        self
    }

    /// The same with words.
    #[must_use]
    pub fn saying(mut self, text: impl Into<String>) -> Self {
        self.text = text.into();
        self
    }

    /// The same with an amount.
    #[must_use]
    pub fn amount(mut self, name: &str, amount: Money) -> Self {
        self.amounts.push((name.to_owned(), amount));
        self
    }

    /// The same with a day, when there is one.
    #[must_use]
    pub fn day(mut self, name: &str, day: impl Into<Option<NaiveDate>>) -> Self {
        self.days.extend(day.into().map(|day| (name.to_owned(), day)));
        self
    }
}
