//! HTTP: GraphQL, files, the mailbox of a demonstration, health.

mod address;
mod agreements;
mod bodies;
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
mod outgrown;
mod page;
mod people;
mod portfolio;
mod programmes;
mod public;
mod rates;
mod ready;
mod reconciliation;
mod refusal;
mod results;
mod room;
mod serving;
mod session;
mod sheets;
mod sign_in;
mod surveys;

use std::{path::PathBuf, sync::Arc};

use crate::{
    demo::Tokens,
    documents::TrustedDocuments,
    metrics::{self, Metrics},
    passkeys::Party,
    provider::Provider,
    settings::Introspection,
    traces,
};
pub use address::{Proxies, ProxyHeader};
use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::header,
    middleware,
    routing::{get, post},
};
pub use bodies::Patience;
pub use outgrown::Outgrown;
use rates::Counted;
pub use rates::Rates;
pub use room::Room;
use room::Way;
pub use serving::serve;
use talkoot_app::{App, ShiftedClock};
use talkoot_graphql::Schema;
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
    pub(crate) show_mailbox: bool,
    pub(crate) provider: Option<Arc<Provider>>,
    pub(crate) links: bool,
    pub(crate) introspection: Introspection,
    documents: Option<Arc<TrustedDocuments>>,
    metrics: Option<Arc<Metrics>>,
    counted: Arc<Counted>,
    /// Files that come in.
    inwards: Way,
    /// Files that go out.
    outwards: Way,
}

impl Site {
    fn ways(&self) -> sign_in::Ways {
        sign_in::Ways {
            provider: self.provider.as_ref().map(|provider| provider.name().to_owned()),
            links: self.links,
            passkeys: self.party().is_some(),
        }
    }

    /// The site as devices with passkeys know it; none where they are not offered: they come with the links, for where
    /// the organisation's own service alone lets people in, it alone shall.
    fn party(&self) -> Option<Party> {
        let party = || Party::of(&self.app.mail().branding.base_url);
        self.links.then(party).flatten()
    }
}

/// What a server has beside the application.
#[derive(Clone, Debug, Default)]
pub struct Extras {
    /// The demonstration, if it is one.
    pub demo: Option<Demonstration>,
    /// Where the packages of GraphiQL are installed.
    pub graphiql: Option<PathBuf>,
    /// Whether the mails in the folder are shown: in a demonstration, and on one's own machine where that is asked for.
    pub show_mailbox: bool,
    /// The organisation's sign-in service.
    pub provider: Option<Arc<Provider>>,
    /// Whether links to sign in are sent by e-mail; unless told, where there is no sign-in service.
    pub links: Option<bool>,
    /// Who may ask for the schema.
    pub introspection: Introspection,
    /// How long the bodies of requests may take.
    pub patience: Patience,
    /// How much of files is held while they come in, and again while they go out.
    pub room: Room,
    /// How often somebody may ask; unless told, as often as one likes.
    pub rates: Rates,
    /// The only documents that are carried out; unless told, all are.
    pub documents: Option<Arc<TrustedDocuments>>,
    /// Where requests are counted.
    pub metrics: Option<Arc<Metrics>>,
    /// Whether a newer version has taken the database over; unless told, nobody looks.
    pub outgrown: Option<Outgrown>,
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
    let are_mails_shown = app.mail().mailbox.is_some() && extras.show_mailbox;
    let links =
        extras.links.unwrap_or(extras.provider.is_none()) && (extras.demo.is_some() || !are_mails_shown);
    let encrypted = app.mail().branding.base_url.starts_with("https://");
    let counted = Arc::new(Counted::new(&extras.rates, &app));
    let site = Site {
        schema: talkoot_graphql::build(app.clone()),
        app,
        demo: extras.demo,
        graphiql: extras.graphiql,
        show_mailbox: extras.show_mailbox,
        links,
        provider: extras.provider,
        introspection: extras.introspection,
        documents: extras.documents,
        metrics: extras.metrics.clone(),
        counted,
        inwards: Way::new(extras.room),
        outwards: Way::new(extras.room),
    };
    let routes = known()
        .merge(open(site.clone()))
        .route("/health", get(async || "ok"))
        .route("/ready", get(ready::ready))
        .layer(middleware::from_fn_with_state(extras.patience, bodies::in_time))
        .layer(SetSensitiveRequestHeadersLayer::new([
            header::AUTHORIZATION,
            header::COOKIE,
        ]))
        .layer(CatchPanicLayer::new())
        .with_state(site);
    let routes = routes.layer(middleware::from_fn(traces::request));
    let routes = match extras.outgrown {
        Some(outgrown) => routes.layer(middleware::from_fn_with_state(outgrown, outgrown::guard)),
        None => routes,
    };
    let routes = match extras.metrics {
        Some(metrics) => routes.layer(middleware::from_fn_with_state(metrics, metrics::count)),
        None => routes,
    };
    headers::guarded(routes, encrypted)
}

/// The routes that look at who is signed in, which counts the request.
fn known() -> Router<Site> {
    let graphql = Router::new()
        .route("/graphql", post(graphql::execute))
        .layer(DefaultBodyLimit::max(GRAPHQL_BODY));
    let files = Router::new()
        .route("/files", post(files::upload))
        .route("/files/{id}", get(files::download))
        .layer(DefaultBodyLimit::max(FILE_BODY));
    Router::new()
        .merge(graphql)
        .merge(files)
        .route("/demo/clock", post(demo::move_clock))
        .route("/projects/{id}/{file}", get(reconciliation::download))
        .route("/portfolio/{file}", get(portfolio::download))
        .route("/programmes/{id}/{file}", get(programmes::download))
        .route("/decisions/{id}/{file}", get(decisions::download))
        .route("/people/{id}/{file}", get(people::download))
        .route("/agreements/{id}/{file}", get(agreements::download))
}

/// The routes for everybody, counted by the address.
fn open(site: Site) -> Router<Site> {
    Router::new()
        .route("/surveys/{secret}", get(surveys::show).post(surveys::keep))
        .layer(DefaultBodyLimit::max(GRAPHQL_BODY))
        .merge(sign_in::routes().layer(DefaultBodyLimit::max(SIGN_IN_BODY)))
        .route("/", get(demo::index))
        .route("/graphql", get(graphiql::page))
        .route("/assets/{name}", get(graphiql::asset))
        .route("/demo/clock", get(demo::read_clock))
        .route("/mailbox", get(mailbox::list))
        .route("/mailbox/{name}", get(mailbox::read))
        .merge(link::pages())
        .route("/calendars/{file}", get(calendars::read))
        .route("/public/{file}", get(public::download))
        .layer(middleware::from_fn_with_state(site, rates::by_address))
}
