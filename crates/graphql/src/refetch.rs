//! Relay's `node`: any object by its global id.

use async_graphql::{Context, ID, Interface, Object};
use talkoot_app::{applications, cost_reports, decisions, obligations, portfolio_reports};
use talkoot_domain::ids::{CallId, OrganisationId, PersonId, ProjectId};

use crate::{
    application::{ApplicationObject, CommitmentObject},
    call::CallObject,
    context::{actor, app, loaders},
    cost_report::{CostLineObject, CostReportObject},
    decision::DecisionObject,
    node::{self, Kind},
    obligation::ObligationObject,
    organisation::{OrganisationObject, PersonObject},
    outcome::error,
    portfolio_report::PortfolioReportObject,
    project::ProjectObject,
};

/// Anything that has an id of its own and can be read again by it.
#[derive(Interface)]
#[graphql(name = "Node", field(name = "id", ty = "ID", desc = "Its id in the graph."))]
pub(crate) enum NodeObject {
    Application(ApplicationObject),
    Call(CallObject),
    Commitment(CommitmentObject),
    CostLine(CostLineObject),
    CostReport(CostReportObject),
    Decision(DecisionObject),
    Obligation(ObligationObject),
    Organisation(OrganisationObject),
    Person(PersonObject),
    PortfolioReport(PortfolioReportObject),
    Project(ProjectObject),
}

#[derive(Debug, Default)]
pub(crate) struct NodeQuery;

#[Object]
impl NodeQuery {
    /// The object with this id, whatever its kind; nothing when it does not exist for you.
    async fn node(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id in the graph.")] id: ID,
    ) -> async_graphql::Result<Option<NodeObject>> {
        let Some((kind, key)) = node::read(&id) else {
            return Ok(None);
        };
        let (loaders, app) = (loaders(ctx)?, app(ctx)?);
        Ok(match kind {
            Kind::Application => {
                let found = applications::find(app, actor(ctx)?, key.into()).await.map_err(error)?;
                found.map(|found| NodeObject::Application(ApplicationObject(found)))
            }
            Kind::Commitment => {
                let found = applications::find_commitment(app, actor(ctx)?, key.into()).await.map_err(error)?;
                found.map(|found| NodeObject::Commitment(CommitmentObject(found)))
            }
            Kind::CostLine => {
                let found = cost_reports::find_line(app, actor(ctx)?, key.into()).await.map_err(error)?;
                found.map(|found| NodeObject::CostLine(CostLineObject(found)))
            }
            Kind::CostReport => {
                let found = cost_reports::find(app, actor(ctx)?, key.into()).await.map_err(error)?;
                found.map(|found| NodeObject::CostReport(CostReportObject(found)))
            }
            Kind::Decision => {
                let found = decisions::find(app, actor(ctx)?, key.into()).await.map_err(error)?;
                found.map(|found| NodeObject::Decision(DecisionObject(found)))
            }
            Kind::Call => loaders
                .one(CallId::from(key))
                .await?
                .map(|found| NodeObject::Call(CallObject(found))),
            Kind::Obligation => {
                let found = obligations::find(app, actor(ctx)?, key.into()).await.map_err(error)?;
                found.map(|found| NodeObject::Obligation(ObligationObject(found)))
            }
            Kind::PortfolioReport => {
                let found = portfolio_reports::find(app, actor(ctx)?, key.into()).await.map_err(error)?;
                found.map(|found| NodeObject::PortfolioReport(PortfolioReportObject(found)))
            }
            Kind::Organisation => loaders
                .one(OrganisationId::from(key))
                .await?
                .map(|found| NodeObject::Organisation(OrganisationObject(found))),
            Kind::Person => loaders
                .one(PersonId::from(key))
                .await?
                .map(|found| NodeObject::Person(PersonObject(found))),
            Kind::Project => loaders
                .one(ProjectId::from(key))
                .await?
                .map(|found| NodeObject::Project(ProjectObject(found))),
            // Parts of other objects, and files, which travel over plain HTTP.
            Kind::File | Kind::LedgerImport | Kind::LedgerProfile | Kind::Period | Kind::SubArea => None,
        })
    }
}
