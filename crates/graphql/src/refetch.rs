//! Relay's `node`: any object by its global id.

use async_graphql::{Context, ID, Interface, Object};
use talkoot_domain::ids::{CallId, ClaimId, CostReportId, OrganisationId, PersonId, ProjectId};

use crate::{
    call::CallObject,
    claim::ClaimObject,
    context::{actor, app, loaders},
    cost_report::{self, CostLineObject, CostReportObject, LedgerImportObject},
    ledger::{self, LedgerProfileObject},
    node::{self, Kind},
    organisation::{OrganisationObject, PersonObject},
    payout::{self, PayoutObject},
    project::ProjectObject,
};

/// Anything that has an id of its own and can be read again by it.
#[derive(Interface)]
#[graphql(name = "Node", field(name = "id", ty = "ID", desc = "Its id in the graph."))]
pub(crate) enum NodeObject {
    Call(CallObject),
    Claim(ClaimObject),
    CostLine(CostLineObject),
    CostReport(CostReportObject),
    LedgerImport(LedgerImportObject),
    LedgerProfile(LedgerProfileObject),
    Organisation(OrganisationObject),
    Payout(PayoutObject),
    Person(PersonObject),
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
        let loaders = loaders(ctx)?;
        Ok(match kind {
            Kind::Call => loaders
                .one(CallId::from(key))
                .await?
                .map(|found| NodeObject::Call(CallObject(found))),
            Kind::Claim => loaders
                .one(ClaimId::from(key))
                .await?
                .map(|found| NodeObject::Claim(ClaimObject(found))),
            Kind::CostLine => cost_report::line_by_id(app(ctx)?, actor(ctx)?, key.into())
                .await?
                .map(NodeObject::CostLine),
            Kind::CostReport => loaders
                .one(CostReportId::from(key))
                .await?
                .map(|found| NodeObject::CostReport(CostReportObject(found))),
            Kind::LedgerImport => cost_report::import_by_id(app(ctx)?, actor(ctx)?, key.into())
                .await?
                .map(NodeObject::LedgerImport),
            Kind::LedgerProfile => ledger::profile_by_id(app(ctx)?, actor(ctx)?, key.into())
                .await?
                .map(NodeObject::LedgerProfile),
            Kind::Organisation => loaders
                .one(OrganisationId::from(key))
                .await?
                .map(|found| NodeObject::Organisation(OrganisationObject(found))),
            Kind::Payout => payout::by_id(app(ctx)?, actor(ctx)?, key.into())
                .await?
                .map(NodeObject::Payout),
            Kind::Person => loaders
                .one(PersonId::from(key))
                .await?
                .map(|found| NodeObject::Person(PersonObject(found))),
            Kind::Project => loaders
                .one(ProjectId::from(key))
                .await?
                .map(|found| NodeObject::Project(ProjectObject(found))),
            // Parts of other objects, and files, which travel over plain HTTP.
            Kind::File | Kind::Period | Kind::SubArea => None,
        })
    }
}
