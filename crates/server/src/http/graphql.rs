use async_graphql::http::GraphiQLSource;
use async_graphql_axum::{GraphQLRequest, GraphQLResponse};
use axum::{extract::State, response::Html};
use talkoot_graphql::session_data;

use super::{Site, session::Caller};

/// One GraphQL request.
pub(super) async fn execute(
    State(site): State<Site>,
    Caller(session): Caller,
    request: GraphQLRequest,
) -> GraphQLResponse {
    let request = session_data(request.into_inner(), &site.app, session);
    site.schema.execute(request).await.into()
}

/// The page to explore the API with.
pub(super) async fn graphiql() -> Html<String> {
    Html(
        GraphiQLSource::build()
            .endpoint("/graphql")
            .title("Talkoot")
            .finish(),
    )
}
