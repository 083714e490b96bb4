//! Traces for an OpenTelemetry collector: what a request or a round of the worker did and how long each part took.
//!
//! Only spans of [`TARGET`] leave, and their attributes are words of ours: routes as they are written in the program,
//! names out of the contract, codes, counts. Nothing that a client sends and nothing about a person gets in.

mod client;

use std::collections::BTreeSet;

use anyhow::Context as _;
use async_graphql::{
    Name,
    parser::{
        parse_query,
        types::{OperationType, Selection},
    },
};
use axum::{
    extract::{MatchedPath, Request},
    middleware::Next,
    response::Response,
};
use opentelemetry::{propagation::TextMapPropagator as _, trace::TracerProvider as _};
use opentelemetry_http::HeaderExtractor;
use opentelemetry_otlp::{Protocol, SpanExporter, WithExportConfig as _, WithHttpConfig as _};
use opentelemetry_sdk::{
    Resource,
    propagation::TraceContextPropagator,
    trace::{Sampler, SdkTracerProvider},
};
use talkoot_app::TRACED as TARGET;
use tracing::{Instrument as _, Level, Span, field::Empty};
use tracing_opentelemetry::OpenTelemetrySpanExt as _;
use tracing_subscriber::{Layer, filter::Targets, registry::LookupSpan};

use crate::settings::TraceArguments;

/// So many fields of one request are named.
const MOST_FIELDS: usize = 20;

/// What sends the traces; to be ended before the program ends, or the last ones are lost.
#[derive(Debug)]
pub struct Traces(SdkTracerProvider);

impl Traces {
    /// What the settings ask for; nothing unless they name a collector.
    ///
    /// # Errors
    /// For a collector that is no URL, and for a share that is no share.
    pub fn asked(settings: &TraceArguments) -> anyhow::Result<Option<Self>> {
        let Some(collector) = &settings.otlp_endpoint else {
            return Ok(None);
        };
        let share = settings.trace_percent;
        anyhow::ensure!(
            (0.0..=100.0).contains(&share),
            "TALKOOT_TRACE_PERCENT is {share}; give the share of traces to be sent, from 0 to 100"
        );
        let exporter = SpanExporter::builder()
            .with_http()
            .with_http_client(client::Client::new()?)
            .with_protocol(Protocol::HttpJson)
            .with_endpoint(format!("{}/v1/traces", collector.trim_end_matches('/')))
            .build()
            .context(
                "TALKOOT_OTLP_ENDPOINT is no address of a collector, for example http://127.0.0.1:4318",
            )?;
        let service = Resource::builder()
            .with_service_name("talkoot")
            .with_attribute(opentelemetry::KeyValue::new(
                "service.version",
                env!("CARGO_PKG_VERSION"),
            ))
            .build();
        // Whoever asks decides whether the whole is traced.
        let sampler = Sampler::ParentBased(Box::new(Sampler::TraceIdRatioBased(share / 100.0)));
        let provider = SdkTracerProvider::builder()
            .with_batch_exporter(exporter)
            .with_sampler(sampler)
            .with_resource(service)
            .build();
        Ok(Some(Self(provider)))
    }

    /// The part of the log that makes traces out of our spans.
    pub(crate) fn layer<S>(&self) -> impl Layer<S> + use<S>
    where
        S: tracing::Subscriber + for<'span> LookupSpan<'span>,
    {
        tracing_opentelemetry::layer()
            .with_tracer(self.0.tracer("talkoot"))
            .with_location(false)
            .with_threads(false)
            .with_filter(Targets::new().with_target(TARGET, Level::INFO))
    }

    /// Sends what has not left. Off the runtime's own threads, for the client needs them meanwhile.
    pub async fn end(self) {
        let ended = tokio::task::spawn_blocking(move || self.0.shutdown()).await;
        if !matches!(ended, Ok(Ok(()))) {
            tracing::warn!("the last traces were not sent");
        }
    }
}

/// A span around a request, a part of the trace that its head names.
pub(crate) async fn request(request: Request, next: Next) -> Response {
    let path = request.extensions().get::<MatchedPath>();
    let route = path.map_or("none", MatchedPath::as_str).to_owned();
    let method = crate::metrics::method(request.method());
    let span = tracing::info_span!(
        target: TARGET,
        "request",
        otel.name = format!("{method} {route}"),
        otel.kind = "server",
        otel.status_code = Empty,
        http.request.method = method,
        http.route = route,
        http.response.status_code = Empty,
        graphql.operation.type = Empty,
        graphql.fields = Empty,
        graphql.outcome = Empty,
    );
    if span.is_disabled() {
        return next.run(request).await;
    }
    let sent = TraceContextPropagator::new().extract(&HeaderExtractor(request.headers()));
    // Without a parent it begins a trace of its own.
    let _ = span.set_parent(sent);
    let response = next.run(request).instrument(span.clone()).await;
    let status = response.status();
    span.record("http.response.status_code", status.as_u16());
    if status.is_server_error() {
        span.record("otel.status_code", "ERROR");
    }
    response
}

/// A GraphQL request that is traced.
pub(crate) struct Operation {
    query: String,
    name: Option<String>,
}

impl Operation {
    /// Keeps the request; nothing while nobody traces.
    pub(crate) fn of(request: &async_graphql::Request) -> Option<Self> {
        (!Span::current().is_disabled()).then(|| Self {
            query: request.query.clone(),
            name: request.operation_name.clone(),
        })
    }

    /// Notes how it went. What was asked for is named only when the request passed the limits and held against the
    /// contract: before that nothing reads it, and what is no name of ours is a client's own words.
    pub(crate) fn ended(&self, response: &async_graphql::Response) {
        let span = Span::current();
        let (outcome, is_fault) = crate::metrics::outcome(response);
        span.record("graphql.outcome", outcome.as_str());
        if is_fault {
            span.record("otel.status_code", "ERROR");
        }
        if response.errors.iter().any(|error| error.path.is_empty()) {
            return;
        }
        if let Some((kind, fields)) = asked(&self.query, self.name.as_deref()) {
            span.record("graphql.operation.type", kind);
            span.record("graphql.fields", fields.as_str());
        }
    }
}

/// The kind of an operation and the names of the fields at its root, in order of the alphabet.
fn asked(query: &str, name: Option<&str>) -> Option<(&'static str, String)> {
    let document = parse_query(query).ok()?;
    let mut operations = document.operations.iter();
    let (_, operation) = operations.find(|(known, _)| name.is_none() || known.map(Name::as_str) == name)?;
    let items = &operation.node.selection_set.node.items;
    let fields: BTreeSet<&str> = items
        .iter()
        .filter_map(|item| match &item.node {
            Selection::Field(field) => Some(field.node.name.node.as_str()),
            Selection::FragmentSpread(_) | Selection::InlineFragment(_) => None,
        })
        .take(MOST_FIELDS)
        .collect();
    let kind = match operation.node.ty {
        OperationType::Query => "query",
        OperationType::Mutation => "mutation",
        OperationType::Subscription => "subscription",
    };
    Some((kind, fields.into_iter().collect::<Vec<_>>().join(" ")))
}

#[cfg(test)]
mod tests {
    use super::asked;

    /// Names of the contract, never the client's: no aliases, no names of operations, no values.
    #[test]
    fn what_was_asked_is_told_in_names_of_the_contract() {
        for (query, name, expected) in [
            (
                "{ aino: viewer { id } serverTime { today } }",
                None,
                Some(("query", "serverTime viewer")),
            ),
            (
                "query Aino { viewer { id } } mutation B($i: X!) { submitClaim(input: $i) { id } }",
                Some("B"),
                Some(("mutation", "submitClaim")),
            ),
            (
                "query A { ...f } fragment f on Query { viewer { id } }",
                None,
                Some(("query", "")),
            ),
            ("query A { viewer { id } }", Some("B"), None),
            ("{ viewer", None, None),
        ] {
            let told = asked(query, name);
            assert_eq!(
                told.as_ref().map(|(kind, fields)| (*kind, fields.as_str())),
                expected,
                "{query}"
            );
        }
    }
}
