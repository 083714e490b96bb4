use async_graphql::{Context, Object, SimpleObject};
use chrono::{DateTime, Utc};
use talkoot_domain::{
    benefit::{Calculated, FormulaName},
    workflow::Name as _,
};

use super::input::BenefitReading;
use crate::{
    context::loaders,
    organisation::PersonObject,
    outcome::{internal, not_found},
    scalar::Money,
};

/// A number that went into a calculation.
#[derive(SimpleObject)]
#[graphql(name = "BenefitFigure")]
pub(crate) struct BenefitFigureObject {
    /// Which it is in the formula, for example `price` or `quantity`.
    name: &'static str,
    /// The exact number as a text.
    value: String,
    /// In what it is.
    unit: String,
    /// Where it is from.
    source: String,
}

/// A step of a calculation.
#[derive(SimpleObject)]
#[graphql(name = "BenefitStep")]
pub(crate) struct BenefitStepObject {
    /// The step, for example `17.17425 x 500 = 8 587.125 -> 8 587.13`.
    text: String,
    /// What comes out of it.
    means: &'static str,
}

/// A calculation of a benefit.
pub(crate) struct BenefitCalculationObject(pub(super) Calculated);

/// A calculation of a benefit: what went in, how it was read, every step and what came of it.
#[Object(name = "BenefitCalculation")]
impl BenefitCalculationObject {
    /// `unit_price`, `share_saved` or `flat`.
    async fn formula(&self) -> &'static str {
        FormulaName::from(&self.0.calculation).code()
    }

    /// Whether the share is before or after the fee; absent in formulas that can be read in one way only.
    async fn reading(&self) -> Option<BenefitReading> {
        self.0.calculation.reading().map(Into::into)
    }

    /// What went in, in the order of the formula.
    async fn figures(&self) -> Vec<BenefitFigureObject> {
        let figures = self.0.calculation.figures().into_iter();
        figures
            .map(|(name, figure)| BenefitFigureObject {
                name,
                value: figure.value.to_string(),
                unit: figure.unit.clone(),
                source: figure.source.clone(),
            })
            .collect()
    }

    /// Every step, in order: exact until the last, which is rounded half up to cents where it has to be.
    async fn steps(&self) -> async_graphql::Result<Vec<BenefitStepObject>> {
        let worked = self.0.calculation.work().map_err(internal)?;
        let lines = worked.lines.into_iter();
        Ok(lines
            .map(|line| BenefitStepObject {
                text: line.text,
                means: line.means,
            })
            .collect())
    }

    /// What came of it, EUR a year.
    async fn result(&self) -> Money {
        self.0.result.into()
    }

    /// Who calculated it.
    async fn calculated_by(&self, ctx: &Context<'_>) -> async_graphql::Result<PersonObject> {
        let person = loaders(ctx)?.one(self.0.calculated.by).await?;
        person.map(PersonObject).ok_or_else(|| not_found("person"))
    }

    /// When it was calculated.
    async fn calculated_at(&self) -> DateTime<Utc> {
        self.0.calculated.at
    }
}
