use async_graphql_axum::{GraphQLRequest, GraphQLResponse};
use axum::extract::State;
use talkoot_graphql::session_data;

use super::{Site, session::Caller};

/// One GraphQL request.
pub(super) async fn execute(
    State(site): State<Site>,
    Caller(session): Caller,
    request: GraphQLRequest,
) -> GraphQLResponse {
    let request = session_data(request.into_inner(), &site.app, session);
    talkoot_graphql::execute(&site.schema, request).await.into()
}
