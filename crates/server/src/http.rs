//! HTTP: GraphQL, files, the mailbox of a demonstration, health.

mod files;
mod graphql;
mod mailbox;
mod session;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::{HeaderName, HeaderValue, header},
    routing::{get, post},
};
use talkoot_app::App;
use talkoot_graphql::Schema;
use tokio::{net::TcpListener, sync::watch};
use tower_http::{
    catch_panic::CatchPanicLayer, sensitive_headers::SetSensitiveRequestHeadersLayer,
    set_header::SetResponseHeaderLayer,
};

/// A GraphQL request holds text, never files.
const GRAPHQL_BODY: usize = 1024 * 1024;
/// The largest ledger export.
const FILE_BODY: usize = 100 * 1024 * 1024;

/// What every handler can reach.
#[derive(Clone)]
pub(crate) struct Site {
    pub(crate) app: App,
    pub(crate) schema: Schema,
}

/// The routes over an application.
pub fn router(app: App) -> Router {
    let site = Site {
        schema: talkoot_graphql::build(app.clone()),
        app,
    };
    let graphql = Router::new()
        .route("/graphql", post(graphql::execute).get(graphql::graphiql))
        .layer(DefaultBodyLimit::max(GRAPHQL_BODY));
    let files = Router::new()
        .route("/files", post(files::upload))
        .route("/files/{id}", get(files::download))
        .layer(DefaultBodyLimit::max(FILE_BODY));
    Router::new()
        .merge(graphql)
        .merge(files)
        .route("/mailbox", get(mailbox::list))
        .route("/mailbox/{name}", get(mailbox::read))
        .route("/health", get(async || "ok"))
        .layer(SetResponseHeaderLayer::if_not_present(
            HeaderName::from_static("x-content-type-options"),
            HeaderValue::from_static("nosniff"),
        ))
        .layer(SetResponseHeaderLayer::if_not_present(
            header::REFERRER_POLICY,
            HeaderValue::from_static("no-referrer"),
        ))
        .layer(SetSensitiveRequestHeadersLayer::new([header::AUTHORIZATION]))
        .layer(CatchPanicLayer::new())
        .with_state(site)
}

/// Serves until told to stop; requests under way are finished.
///
/// # Errors
/// When the socket fails.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    mut stop: watch::Receiver<bool>,
) -> std::io::Result<()> {
    axum::serve(listener, router)
        .with_graceful_shutdown(async move {
            let _ = stop.wait_for(|stop| *stop).await;
        })
        .await
}
