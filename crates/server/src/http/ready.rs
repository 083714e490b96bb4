//! Whether this server can take requests: its database answers and has its schema.

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};

use super::Site;

/// 200 when it can; else 503, with what is missing and nothing of how the database is reached.
pub(super) async fn ready(State(site): State<Site>) -> Response {
    let store = site.app.store();
    if let Err(error) = store.ping().await {
        tracing::error!(%error, "the database does not answer");
        return not_ready("the database does not answer");
    }
    match store.pending_migrations().await {
        Ok(pending) if pending.is_empty() => (StatusCode::OK, "ready").into_response(),
        Ok(_) => not_ready("the schema is older than this program; run `talkoot migrate`"),
        Err(error) => {
            tracing::error!(%error, "the schema cannot be compared");
            not_ready("the schema is not one that this program knows")
        }
    }
}

fn not_ready(why: &'static str) -> Response {
    (StatusCode::SERVICE_UNAVAILABLE, why).into_response()
}
