//! GraphiQL from the packages that `make demo` installs, so that exploring needs nobody else's server;
//! without them a demonstration loads it from a public one, and everybody else has none.

use std::path::Path;

use async_graphql::http::GraphiQLSource;
use axum::{
    extract::{self, Query, State},
    http::{StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use serde::Deserialize;

use super::{Site, page::escaped};

/// What the page loads: the name in the address, the file below `node_modules`, its type.
const ASSETS: [(&str, &str, &str); 4] = [
    ("react.js", "react/umd/react.production.min.js", "text/javascript"),
    (
        "react-dom.js",
        "react-dom/umd/react-dom.production.min.js",
        "text/javascript",
    ),
    ("graphiql.js", "graphiql/graphiql.min.js", "text/javascript"),
    ("graphiql.css", "graphiql/graphiql.min.css", "text/css"),
];

const START: &str = "const root = document.getElementById('graphiql');\
const headers = root.dataset.authorization ? { Authorization: root.dataset.authorization } : {};\
ReactDOM.createRoot(root).render(React.createElement(GraphiQL, {\
fetcher: GraphiQL.createFetcher({ url: '/graphql', headers }),\
defaultHeaders: JSON.stringify(headers, null, 2) }));";

/// Which of the demonstration's sign-ins to explore with.
#[derive(Debug, Deserialize)]
pub(super) struct Explore {
    #[serde(rename = "as")]
    place: Option<usize>,
}

/// The page to explore the API with.
pub(super) async fn page(State(site): State<Site>, Query(explore): Query<Explore>) -> Response {
    let token = site
        .demo
        .as_ref()
        .and_then(|demo| demo.tokens.0.get(explore.place?));
    let authorization = token.map(|token| format!("Bearer {}", token.token));
    if site.graphiql.as_deref().is_some_and(is_installed) {
        return shown(OWN, own(authorization.as_deref().unwrap_or_default()));
    }
    if site.demo.is_none() {
        // Nobody else's script runs where people are signed in.
        return (StatusCode::NOT_FOUND, NOT_INSTALLED).into_response();
    }
    let page = GraphiQLSource::build().endpoint("/graphql").title("Talkoot");
    let page = match &authorization {
        Some(value) => page.header("Authorization", value).finish(),
        None => page.finish(),
    };
    shown(ELSEWHERE, page)
}

const NOT_INSTALLED: &str = "the page to explore the API with is not installed on this server; requests go to POST \
                             /graphql, and schema.graphql describes them";
/// Its own scripts; its editor writes styles into the page.
const OWN: &str = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
                   font-src 'self' data:; base-uri 'none'; frame-ancestors 'none'";
/// The packages are not installed: in a demonstration everything comes from a public server.
const ELSEWHERE: &str = "base-uri 'none'; frame-ancestors 'none'; object-src 'none'";

fn shown(policy: &'static str, page: String) -> Response {
    ([(header::CONTENT_SECURITY_POLICY, policy)], Html(page)).into_response()
}

fn is_installed(folder: &Path) -> bool {
    ASSETS.iter().all(|(_, file, _)| folder.join(file).is_file())
}

fn own(authorization: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Talkoot: GraphiQL</title>\
         <link rel=\"stylesheet\" href=\"/assets/graphiql.css\"></head>\
         <body style=\"margin:0\"><div id=\"graphiql\" style=\"height:100vh\" data-authorization=\"{}\"></div>\
         <script src=\"/assets/react.js\"></script><script src=\"/assets/react-dom.js\"></script>\
         <script src=\"/assets/graphiql.js\"></script><script src=\"/assets/start.js\"></script></body></html>",
        escaped(authorization)
    )
}

/// One of the files that the page loads; no other file can be named.
pub(super) async fn asset(State(site): State<Site>, extract::Path(name): extract::Path<String>) -> Response {
    if name == "start.js" {
        return ([(header::CONTENT_TYPE, "text/javascript")], START).into_response();
    }
    let known = ASSETS.iter().find(|(known, ..)| *known == name);
    let (Some((_, file, kind)), Some(folder)) = (known, &site.graphiql) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    match tokio::fs::read(folder.join(file)).await {
        Ok(content) => {
            let kept = [
                (header::CONTENT_TYPE, *kind),
                (header::CACHE_CONTROL, "max-age=3600"),
            ];
            (kept, content).into_response()
        }
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}
