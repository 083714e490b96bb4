use async_graphql::{Context, ID, Object};
use talkoot_app::supplement_requests;
use talkoot_domain::ids::{ClaimId, SupplementRequestId};

use super::SupplementRequestObject;
use crate::{
    connection::{self, List},
    context::{actor, app},
    node::{self, Kind},
    outcome::error,
};

#[derive(Debug, Default)]
pub(crate) struct SupplementRequestQuery;

#[Object]
impl SupplementRequestQuery {
    /// The supplement request with this id; nothing when it does not exist for you.
    async fn supplement_request(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id in the graph.")] id: ID,
    ) -> async_graphql::Result<Option<SupplementRequestObject>> {
        let id = node::key(Kind::SupplementRequest, &id)?;
        let found = supplement_requests::find(app(ctx)?, actor(ctx)?, id)
            .await
            .map_err(error)?;
        Ok(found.map(SupplementRequestObject))
    }
}

/// A page of the requests about a claim.
pub(crate) async fn of_claim(
    ctx: &Context<'_>,
    claim: ClaimId,
    first: Option<i32>,
    after: Option<ID>,
) -> async_graphql::Result<List<SupplementRequestObject>> {
    let page = connection::page::<SupplementRequestId>(Kind::SupplementRequest, first, after.as_ref())?;
    let (app, actor) = (app(ctx)?, actor(ctx)?);
    let rows = supplement_requests::list(app, actor, claim, page)
        .await
        .map_err(error)?;
    let total = supplement_requests::count(app, actor, claim)
        .await
        .map_err(error)?;
    let rows = rows
        .into_iter()
        .map(|row| {
            (
                node::id(Kind::SupplementRequest, row.id),
                SupplementRequestObject(row),
            )
        })
        .collect();
    Ok(connection::list(&page, rows, total))
}
