//! What a server and a worker tell a Prometheus: counts and durations of what they do, and how the installation stands.
//!
//! Every label has a value out of a list of ours: a route as it is written in the program, a code, a state. Nothing
//! that a client sends and nothing about a person gets in.

mod labels;
mod standing;

use std::{fmt, time::Duration};

use axum::{
    Router,
    extract::{MatchedPath, Request, State},
    http::{StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
    routing::get,
};
use prometheus_client::{
    encoding::text,
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram},
    registry::{Registry, Unit},
};
use std::sync::Arc;
use talkoot_app::{Answer, App, Clock, SystemClock, worker::Round};
use tokio::time::Instant;

use labels::{Asked, Operation, Route, Went};

pub(crate) use labels::method;
use standing::Standing;

/// Seconds; a page of GraphQL takes some milliseconds, a table of a portfolio seconds.
const REQUESTS: [f64; 11] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];
/// Seconds; most rounds find nothing to do, one with a thousand mails takes minutes.
const ROUNDS: [f64; 9] = [0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 15.0, 60.0, 300.0];
/// What OpenMetrics calls its text.
const TEXT: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Everything that is counted.
pub struct Metrics {
    registry: Registry,
    requests: Family<Asked, Counter>,
    durations: Family<Route, Histogram, fn() -> Histogram>,
    operations: Family<Operation, Counter>,
    rounds: Family<Went, Counter>,
    round_durations: Histogram,
    last_success: Gauge,
    standing: Standing,
}

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Metrics").finish_non_exhaustive()
    }
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("talkoot");
        let requests = Family::default();
        registry.register("http_requests", "Answered HTTP requests", requests.clone());
        let durations: Family<Route, Histogram, fn() -> Histogram> =
            Family::new_with_constructor(|| Histogram::new(REQUESTS));
        registry.register_with_unit(
            "http_request_duration",
            "Time from the head of a request to the head of its answer",
            Unit::Seconds,
            durations.clone(),
        );
        let operations = Family::default();
        registry.register(
            "graphql_operations",
            "GraphQL requests by their outcome and its code",
            operations.clone(),
        );
        let rounds = Family::default();
        registry.register("worker_rounds", "Rounds of the worker", rounds.clone());
        let round_durations = Histogram::new(ROUNDS);
        registry.register_with_unit(
            "worker_round_duration",
            "Time that a round of the worker took",
            Unit::Seconds,
            round_durations.clone(),
        );
        let last_success = Gauge::default();
        registry.register_with_unit(
            "worker_last_success_timestamp",
            "When a round of this process last went well, in seconds since 1970; 0 while none has",
            Unit::Seconds,
            last_success.clone(),
        );
        let standing = Standing::registered(&mut registry);
        Self {
            registry,
            requests,
            durations,
            operations,
            rounds,
            round_durations,
            last_success,
            standing,
        }
    }
}

impl Metrics {
    /// Counts a round of the worker.
    pub fn round(&self, done: &Answer<Round>, took: Duration) {
        let outcome = if done.is_ok() { "done" } else { "failed" };
        self.rounds.get_or_create(&Went { outcome }).inc();
        self.round_durations.observe(took.as_secs_f64());
        if done.is_ok() {
            self.last_success.set(SystemClock.now().timestamp());
        }
    }

    /// Counts a GraphQL request.
    pub(crate) fn operation(&self, response: &async_graphql::Response) {
        self.operations.get_or_create(&Operation::of(response)).inc();
    }
}

/// Counts a request and how long it took.
pub(crate) async fn count(State(metrics): State<Arc<Metrics>>, request: Request, next: Next) -> Response {
    let path = request.extensions().get::<MatchedPath>().cloned();
    let method = labels::method(request.method());
    let begun = Instant::now();
    let response = next.run(request).await;
    let route = Route {
        route: path.map_or_else(|| "none".to_owned(), |path| path.as_str().to_owned()),
        method,
    };
    let took = begun.elapsed().as_secs_f64();
    metrics.durations.get_or_create(&route).observe(took);
    let asked = Asked {
        route: route.route,
        method,
        status: response.status().as_u16(),
    };
    metrics.requests.get_or_create(&asked).inc();
    response
}

/// How a GraphQL request went, in a word: `done`, the code of a refusal or of an error; and whether the server is at fault.
pub(crate) fn outcome(response: &async_graphql::Response) -> (String, bool) {
    let went = Operation::of(response);
    let is_fault = went.code == "INTERNAL";
    let told = if went.code.is_empty() {
        went.outcome.to_owned()
    } else {
        went.code
    };
    (told, is_fault)
}

/// `GET /metrics`, for a listener of its own that only the Prometheus reaches.
pub fn router(metrics: Arc<Metrics>, app: App) -> Router {
    Router::new()
        .route("/metrics", get(scrape))
        .with_state((metrics, app))
}

async fn scrape(State((metrics, app)): State<(Arc<Metrics>, App)>) -> Response {
    metrics.standing.look(&app).await;
    let mut told = String::new();
    match text::encode(&mut told, &metrics.registry) {
        Ok(()) => ([(header::CONTENT_TYPE, TEXT)], told).into_response(),
        Err(error) => {
            tracing::error!(%error, "the metrics cannot be written");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
