use async_graphql::{Context, Object, SimpleObject};
use chrono::NaiveDate;
use talkoot_domain::final_report::{Fact, SectionQuestion};

use crate::{context::loaders, organisation::OrganisationObject, scalar::Money};

/// An amount of a fact.
#[derive(SimpleObject)]
#[graphql(name = "FactAmount")]
pub(crate) struct FactAmountObject {
    /// Which it is, for example `budget` or `accepted`.
    name: String,
    /// The amount, EUR.
    amount: Money,
}

/// A day of a fact.
#[derive(SimpleObject)]
#[graphql(name = "FactDay")]
pub(crate) struct FactDayObject {
    /// Which it is, for example `baseline` or `reachedOn`.
    name: String,
    /// The day.
    day: NaiveDate,
}

/// Something that the system knows.
pub(crate) struct FactObject(pub(super) Fact);

/// Something that the system knows and shows beside a section of a final report.
#[Object(name = "FinalReportFact")]
impl FactObject {
    /// `project`, `partner`, `sub_area`, `period`, `cost`, `payout`, `agreement`, `milestone`, `plan_change`, `risk`,
    /// `steering_decision`, `extension`, `report`, `indicator`, `benefit` or `exit_plan`.
    async fn topic(&self) -> &'static str {
        self.0.topic.into()
    }

    /// The code of the section of the outline beside which it is shown.
    async fn section(&self) -> &'static str {
        self.0.topic.section()
    }

    /// The municipality whose own it is, seen by itself, the lead and the authority; absent for what all see.
    async fn municipality(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<OrganisationObject>> {
        match self.0.of {
            Some(municipality) => Ok(loaders(ctx)?.one(municipality).await?.map(OrganisationObject)),
            None => Ok(None),
        }
    }

    /// What it is called.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// Where it stood, as a code; empty for what has no state.
    async fn state(&self) -> &str {
        &self.0.state
    }

    /// More about it, in words; empty when there is nothing.
    async fn text(&self) -> &str {
        &self.0.text
    }

    /// Its amounts.
    async fn amounts(&self) -> Vec<FactAmountObject> {
        let amounts = self.0.amounts.iter().cloned();
        amounts
            .map(|(name, amount)| FactAmountObject {
                name,
                amount: amount.into(),
            })
            .collect()
    }

    /// Its days.
    async fn days(&self) -> Vec<FactDayObject> {
        let days = self.0.days.iter().cloned();
        days.map(|(name, day)| FactDayObject { name, day }).collect()
    }
}

/// A question of the authority about a section of a final report.
#[derive(SimpleObject)]
#[graphql(name = "SectionQuestion")]
pub(crate) struct SectionQuestionObject {
    /// The code of the section.
    section: String,
    /// The question.
    question: String,
}

impl From<&SectionQuestion> for SectionQuestionObject {
    fn from(one: &SectionQuestion) -> Self {
        Self {
            section: one.section.clone(),
            question: one.question.clone(),
        }
    }
}
