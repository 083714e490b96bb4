use async_graphql_axum::GraphQLResponse;
use axum::{
    Json,
    body::Bytes,
    extract::{
        State,
        rejection::{BytesRejection, FailedToBufferBody},
    },
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::json;
use talkoot_graphql::session_data;

use super::{Site, session::Caller};
use crate::settings::Introspection;

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
    let request: async_graphql::Request = match serde_json::from_slice(&body) {
        Ok(request) => request,
        Err(fault) => {
            let message =
                format!("this is no GraphQL request: {fault}; send {{\"query\": …, \"variables\": …}}");
            return refused(StatusCode::BAD_REQUEST, "NO_REQUEST", &message);
        }
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
    GraphQLResponse::from(talkoot_graphql::execute(&site.schema, request).await).into_response()
}

fn is_json(headers: &HeaderMap) -> bool {
    let given = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let plain = given.and_then(|given| given.split(';').next());
    plain.is_some_and(|plain| plain.trim().eq_ignore_ascii_case("application/json"))
}

/// A refusal before anything was executed, in the form of a GraphQL error.
fn refused(status: StatusCode, code: &str, message: &str) -> Response {
    let body = json!({ "errors": [{ "message": message, "extensions": { "code": code } }] });
    (status, Json(body)).into_response()
}
