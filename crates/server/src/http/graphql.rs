use async_graphql::{Request, Variables};
use async_graphql_axum::GraphQLResponse;
use axum::{
    body::Bytes,
    extract::{
        State,
        rejection::{BytesRejection, FailedToBufferBody},
    },
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use talkoot_graphql::session_data;

use super::{Site, refusal::graphql as refused, session::Caller};
use crate::{
    documents::{TrustedDocuments, Untrusted},
    settings::Introspection,
    traces::Operation,
};

/// One GraphQL request: JSON, within the limit of the route. Files travel through `/files`.
pub(super) async fn execute(
    State(site): State<Site>,
    Caller(session): Caller,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    if !is_json(&headers) {
        return refused(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "UNSUPPORTED_MEDIA_TYPE",
            "send the request as JSON, with \"Content-Type: application/json\"; files go to /files",
        );
    }
    let body = match body {
        Ok(body) => body,
        Err(BytesRejection::FailedToBufferBody(FailedToBufferBody::LengthLimitError(_))) => {
            return refused(
                StatusCode::PAYLOAD_TOO_LARGE,
                "BODY_TOO_LARGE",
                "a request holds at most 1 MiB; split it into several, and send files to /files",
            );
        }
        Err(fault) => return refused(fault.status(), "BODY_UNREADABLE", &fault.body_text()),
    };
    let sent: Sent = match serde_json::from_slice(&body) {
        Ok(sent) => sent,
        Err(fault) => {
            let message =
                format!("this is no GraphQL request: {fault}; send {{\"query\": …, \"variables\": …}}");
            return refused(StatusCode::BAD_REQUEST, "NO_REQUEST", &message);
        }
    };
    let request = match sent.trusted(site.documents.as_deref()) {
        Ok(request) => request,
        Err(refused) => return *refused,
    };
    let may_explore = match site.introspection {
        Introspection::Everybody => true,
        Introspection::SignedIn => session.actor.is_some(),
        Introspection::Nobody => false,
    };
    let request = if may_explore {
        request
    } else {
        request.disable_introspection()
    };
    let request = session_data(request, &site.app, session);
    let traced = Operation::of(&request);
    let response = talkoot_graphql::execute(&site.schema, request).await;
    if let Some(traced) = traced {
        traced.ended(&response);
    }
    if let Some(metrics) = &site.metrics {
        metrics.operation(&response);
    }
    GraphQLResponse::from(response).into_response()
}

/// What a client sends: a document, or the hash of one that is kept here.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Sent {
    #[serde(default)]
    query: String,
    /// As the appendix on persisted documents of GraphQL over HTTP names it.
    #[serde(default)]
    document_id: Option<String>,
    #[serde(default)]
    operation_name: Option<String>,
    #[serde(default)]
    variables: Variables,
    #[serde(default)]
    extensions: Option<Extensions>,
}

/// What is looked at of `extensions`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Extensions {
    #[serde(default)]
    persisted_query: Option<PersistedQuery>,
}

/// As Apollo's clients name it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PersistedQuery {
    sha256_hash: String,
}

impl Sent {
    /// The request, if it may be carried out; where documents are kept, only they are.
    fn trusted(self, kept: Option<&TrustedDocuments>) -> Result<Request, Box<Response>> {
        let persisted = self.extensions.and_then(|extensions| extensions.persisted_query);
        let named = self
            .document_id
            .or(persisted.map(|persisted| persisted.sha256_hash));
        let query = match kept {
            Some(kept) => kept
                .find(named.as_deref(), &self.query)
                .map(ToOwned::to_owned)
                .map_err(|why| Box::new(untrusted(why)))?,
            // Clients that know this code send the whole document then.
            None if self.query.is_empty() && named.is_some() => {
                return Err(Box::new(refused(
                    StatusCode::BAD_REQUEST,
                    "PERSISTED_QUERY_NOT_SUPPORTED",
                    "this installation keeps no documents; send the whole one in \"query\"",
                )));
            }
            None => self.query,
        };
        let request = Request::new(query).variables(self.variables);
        Ok(match self.operation_name {
            Some(name) => request.operation_name(name),
            None => request,
        })
    }
}

fn untrusted(why: Untrusted) -> Response {
    let (status, code, message) = match why {
        Untrusted::Nothing => (
            StatusCode::BAD_REQUEST,
            "NO_REQUEST",
            "send the hash of a trusted document, {\"documentId\": \"sha256:…\", \"variables\": …}",
        ),
        Untrusted::Unknown => (
            StatusCode::NOT_FOUND,
            "DOCUMENT_UNKNOWN",
            "this installation carries out trusted documents only, and none has this hash; load the page anew, and if that \
             does not help, ask whoever runs it to install the documents that belong to this version of the front end",
        ),
        Untrusted::Text => (
            StatusCode::FORBIDDEN,
            "DOCUMENT_NOT_TRUSTED",
            "this installation carries out trusted documents only, and this is none of them; ask whoever runs it to add it \
             to the file of trusted documents",
        ),
        Untrusted::Different => (
            StatusCode::BAD_REQUEST,
            "DOCUMENT_DIFFERS",
            "the hash is not that of the document beside it; send one of both",
        ),
    };
    refused(status, code, message)
}

fn is_json(headers: &HeaderMap) -> bool {
    let given = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let plain = given.and_then(|given| given.split(';').next());
    plain.is_some_and(|plain| plain.trim().eq_ignore_ascii_case("application/json"))
}
