use async_graphql::{Context, Object};
use talkoot_domain::{benefit::State, ids::ProjectId, money};

use crate::{
    benefit::BenefitObject,
    context::loaders,
    exit_plan::ExitPlanObject,
    indicator::IndicatorObject,
    loaders::plans::{BenefitsOf, ExitPlanOf, IndicatorsOf},
    outcome::internal,
    scalar::Money,
};

/// What lasts of a project.
pub(crate) struct LastingObject(pub(super) ProjectId);

/// What lasts of a project.
#[Object(name = "ProjectLasting")]
impl LastingObject {
    /// Its exit plan; absent until it is begun.
    async fn exit_plan(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<ExitPlanObject>> {
        let found = loaders(ctx)?.one(ExitPlanOf(self.0)).await?;
        Ok(found.map(ExitPlanObject))
    }

    /// Its impact model: the indicators of its effects, oldest first, those that were given up included.
    #[graphql(complexity = "5 + 10 * child_complexity")]
    async fn indicators(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<IndicatorObject>> {
        let found = loaders(ctx)?.one(IndicatorsOf(self.0)).await?.unwrap_or_default();
        Ok(found.into_iter().map(IndicatorObject).collect())
    }

    /// Its benefits in money a year, oldest first, withdrawn ones included.
    #[graphql(complexity = "5 + 10 * child_complexity")]
    async fn benefits(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<BenefitObject>> {
        let found = loaders(ctx)?.one(BenefitsOf(self.0)).await?.unwrap_or_default();
        Ok(found.into_iter().map(BenefitObject).collect())
    }

    /// What its benefits are worth together, EUR a year; withdrawn ones do not count.
    async fn benefits_a_year(&self, ctx: &Context<'_>) -> async_graphql::Result<Money> {
        let found = loaders(ctx)?.one(BenefitsOf(self.0)).await?.unwrap_or_default();
        let standing = found.iter().filter(|one| one.state == State::Stated);
        let results = standing.filter_map(|one| one.current()).map(|one| one.result);
        let sum = money::Money::sum(results).map_err(internal)?;
        Ok(sum.into())
    }
}
