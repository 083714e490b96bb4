use async_graphql::{Context, Object};
use talkoot_app::project_contacts;
use talkoot_domain::ids::{OrganisationId, ProjectId};

use crate::{
    context::{app, loaders},
    organisation::{OrganisationObject, PersonObject},
    outcome::{error, not_found},
};

/// The owner of a project in one municipality (*hankkeen omistaja*).
pub(crate) struct ProjectOwnerObject {
    pub(crate) project: ProjectId,
    pub(crate) municipality: OrganisationId,
}

/// The owner of a project in one municipality (*hankkeen omistaja*).
#[Object(name = "ProjectOwner")]
impl ProjectOwnerObject {
    /// The municipality.
    async fn municipality(&self, ctx: &Context<'_>) -> async_graphql::Result<OrganisationObject> {
        let municipality = loaders(ctx)?.one(self.municipality).await?;
        municipality
            .map(OrganisationObject)
            .ok_or_else(|| not_found("organisation"))
    }

    /// Who; absent while the place is vacant: then everybody who approves for the municipality is reminded,
    /// and the lead with them.
    #[graphql(complexity = "20 + child_complexity")]
    async fn person(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        let owner = project_contacts::owner_of(app(ctx)?, self.project, self.municipality).await;
        match owner.map_err(error)? {
            Some(person) => Ok(loaders(ctx)?.one(person).await?.map(PersonObject)),
            None => Ok(None),
        }
    }

    /// Who could be named: those with a role in the municipality.
    #[graphql(complexity = "20 + 5 * child_complexity")]
    async fn candidates(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<PersonObject>> {
        let candidates = project_contacts::owner_candidates(app(ctx)?, self.municipality).await;
        Ok(candidates.map_err(error)?.into_iter().map(PersonObject).collect())
    }
}
