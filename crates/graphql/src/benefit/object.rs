use async_graphql::{Context, ID, Object};
use talkoot_app::benefits;
use talkoot_domain::{
    benefit::{Benefit, State, StateName},
    project::Project,
    workflow::Name as _,
};

use super::{calculation::BenefitCalculationObject, input::BenefitMechanism};
use crate::{
    action::AvailableAction,
    context::{actor, loaders},
    node::{self, Kind},
    organisation::OrganisationObject,
    outcome::not_found,
    project::ProjectObject,
    scalar::Money,
};

/// A benefit of a project in money a year.
pub(crate) struct BenefitObject(pub(crate) Benefit);

impl BenefitObject {
    async fn of_project(&self, ctx: &Context<'_>) -> async_graphql::Result<Project> {
        let project = loaders(ctx)?.one(self.0.project).await?;
        project.ok_or_else(|| not_found("project"))
    }
}

/// A benefit (*hyöty*) of a project in money a year, with a calculation that everybody can follow.
#[Object(name = "Benefit")]
impl BenefitObject {
    /// Its id in the graph.
    pub(crate) async fn id(&self) -> ID {
        node::id(Kind::Benefit, self.0.id)
    }

    /// Counts its changes; the next change must name it.
    async fn version(&self) -> i64 {
        self.0.version
    }

    /// `stated` or `withdrawn`.
    async fn state(&self) -> &'static str {
        StateName::from(&self.0.state).code()
    }

    /// The project.
    async fn project(&self, ctx: &Context<'_>) -> async_graphql::Result<ProjectObject> {
        Ok(ProjectObject(self.of_project(ctx).await?))
    }

    /// The municipality that has it; absent when it is of all.
    async fn municipality(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<OrganisationObject>> {
        match self.0.municipality {
            Some(municipality) => Ok(loaders(ctx)?.one(municipality).await?.map(OrganisationObject)),
            None => Ok(None),
        }
    }

    /// By what it is saved.
    async fn mechanism(&self) -> BenefitMechanism {
        self.0.mechanism.into()
    }

    /// What it is, in a few words.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// What it is worth, EUR a year, by the calculation that holds; negative where a fee is more than what is saved.
    async fn result(&self) -> async_graphql::Result<Money> {
        let current = self.0.current().ok_or_else(|| not_found("calculation"))?;
        Ok(current.result.into())
    }

    /// Every calculation, oldest first; the newest holds. Appended, never edited.
    async fn calculations(&self) -> Vec<BenefitCalculationObject> {
        let all = self.0.calculations.iter().cloned();
        all.map(BenefitCalculationObject).collect()
    }

    /// Why there is no such benefit after all; absent unless it was withdrawn.
    async fn withdrawal_reason(&self) -> Option<&str> {
        match &self.0.state {
            State::Stated => None,
            State::Withdrawn { reason, .. } => Some(reason),
        }
    }

    /// What you can do with it now, and why not otherwise.
    #[graphql(complexity = 10)]
    async fn available_actions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<AvailableAction>> {
        let project = self.of_project(ctx).await?;
        let available = benefits::available_actions(actor(ctx)?, &project, &self.0);
        Ok(available.into_iter().map(Into::into).collect())
    }
}
