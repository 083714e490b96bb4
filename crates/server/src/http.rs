//! HTTP: GraphQL, files, the mailbox of a demonstration, health.

mod agreements;
mod calendars;
mod cookies;
mod decisions;
mod demo;
mod files;
mod graphiql;
mod graphql;
mod headers;
mod link;
mod mailbox;
mod page;
mod portfolio;
mod programmes;
mod public;
mod ready;
mod reconciliation;
mod results;
mod session;
mod sheets;
mod sign_in;
mod surveys;

use std::{path::PathBuf, sync::Arc};

use crate::{demo::Tokens, provider::Provider, settings::Introspection};
use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::header,
    routing::{get, post},
};
use talkoot_app::{App, ShiftedClock};
use talkoot_graphql::Schema;
use tokio::{net::TcpListener, sync::watch};
use tower_http::{catch_panic::CatchPanicLayer, sensitive_headers::SetSensitiveRequestHeadersLayer};

/// A GraphQL request holds text, never files.
const GRAPHQL_BODY: usize = 1024 * 1024;
/// An address, or what a provider sends.
const SIGN_IN_BODY: usize = 64 * 1024;
/// The largest ledger export.
const FILE_BODY: usize = 100 * 1024 * 1024;

/// What every handler can reach.
#[derive(Clone)]
pub(crate) struct Site {
    pub(crate) app: App,
    pub(crate) schema: Schema,
    pub(crate) demo: Option<Demonstration>,
    pub(crate) graphiql: Option<PathBuf>,
    pub(crate) hide_mailbox: bool,
    pub(crate) provider: Option<Arc<Provider>>,
    pub(crate) links: bool,
    pub(crate) introspection: Introspection,
}

impl Site {
    fn ways(&self) -> sign_in::Ways {
        sign_in::Ways {
            provider: self.provider.as_ref().map(|provider| provider.name().to_owned()),
            links: self.links,
        }
    }
}

/// What a server has beside the application.
#[derive(Clone, Debug, Default)]
pub struct Extras {
    /// The demonstration, if it is one.
    pub demo: Option<Demonstration>,
    /// Where the packages of GraphiQL are installed.
    pub graphiql: Option<PathBuf>,
    /// Whether the mails in the folder are kept from view: always where others can reach the server.
    pub hide_mailbox: bool,
    /// The organisation's sign-in service.
    pub provider: Option<Arc<Provider>>,
    /// Whether links to sign in are sent by e-mail; unless told, where there is no sign-in service.
    pub links: Option<bool>,
    /// Who may ask for the schema.
    pub introspection: Introspection,
}

/// What a demonstration adds.
#[derive(Clone, Debug)]
pub struct Demonstration {
    /// The clock, which can be moved.
    pub clock: Arc<ShiftedClock>,
    /// The sign-ins, which are shown.
    pub tokens: Arc<Tokens>,
}

/// The routes over an application.
pub fn router(app: App, extras: Extras) -> Router {
    // Where everybody reads the mails of a real installation, nobody signs in by mail.
    let are_mails_shown = app.mail().mailbox.is_some() && !extras.hide_mailbox;
    let links =
        extras.links.unwrap_or(extras.provider.is_none()) && (extras.demo.is_some() || !are_mails_shown);
    let encrypted = app.mail().branding.base_url.starts_with("https://");
    let site = Site {
        schema: talkoot_graphql::build(app.clone()),
        app,
        demo: extras.demo,
        graphiql: extras.graphiql,
        hide_mailbox: extras.hide_mailbox,
        links,
        provider: extras.provider,
        introspection: extras.introspection,
    };
    let graphql = Router::new()
        .route("/graphql", post(graphql::execute).get(graphiql::page))
        .route("/surveys/{secret}", get(surveys::show).post(surveys::keep))
        .layer(DefaultBodyLimit::max(GRAPHQL_BODY));
    let files = Router::new()
        .route("/files", post(files::upload))
        .route("/files/{id}", get(files::download))
        .layer(DefaultBodyLimit::max(FILE_BODY));
    let routes = Router::new()
        .merge(graphql)
        .merge(files)
        .merge(sign_in::routes().layer(DefaultBodyLimit::max(SIGN_IN_BODY)))
        .route("/", get(demo::index))
        .route("/assets/{name}", get(graphiql::asset))
        .route("/demo/clock", get(demo::read_clock).post(demo::move_clock))
        .route("/mailbox", get(mailbox::list))
        .route("/mailbox/{name}", get(mailbox::read))
        .merge(link::pages())
        .route("/projects/{id}/{file}", get(reconciliation::download))
        .route("/portfolio/{file}", get(portfolio::download))
        .route("/programmes/{id}/{file}", get(programmes::download))
        .route("/decisions/{id}/{file}", get(decisions::download))
        .route("/agreements/{id}/{file}", get(agreements::download))
        .route("/calendars/{file}", get(calendars::read))
        .route("/public/{file}", get(public::download))
        .route("/health", get(async || "ok"))
        .route("/ready", get(ready::ready))
        .layer(SetSensitiveRequestHeadersLayer::new([
            header::AUTHORIZATION,
            header::COOKIE,
        ]))
        .layer(CatchPanicLayer::new())
        .with_state(site);
    headers::guarded(routes, encrypted)
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
