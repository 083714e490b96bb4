use async_graphql::http::GraphiQLSource;
use async_graphql_axum::{GraphQLRequest, GraphQLResponse};
use axum::{
    extract::{Query, State},
    response::Html,
};
use serde::Deserialize;
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

/// Which of the demonstration's sign-ins to explore with.
#[derive(Debug, Deserialize)]
pub(super) struct Explore {
    #[serde(rename = "as")]
    place: Option<usize>,
}

/// The page to explore the API with.
pub(super) async fn graphiql(State(site): State<Site>, Query(explore): Query<Explore>) -> Html<String> {
    let token = site
        .demo
        .as_ref()
        .and_then(|demo| demo.tokens.0.get(explore.place?));
    let header = token.map(|token| format!("Bearer {}", token.token));
    let page = GraphiQLSource::build().endpoint("/graphql").title("Talkoot");
    Html(match &header {
        Some(value) => page.header("Authorization", value).finish(),
        None => page.finish(),
    })
}
