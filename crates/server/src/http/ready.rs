//! Whether this server can take requests: its database answers, and its schema is one that this program may use.

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use talkoot_app::told;

use super::Site;

/// 200 when it can, also with a schema to which a newer version has added; else 503, with what is wrong and what to
/// do, and nothing of how the database is reached.
pub(super) async fn ready(State(site): State<Site>) -> Response {
    let store = site.app.store();
    if let Err(error) = store.ping().await {
        tracing::error!(error = told(&error), "the database does not answer");
        return not_ready("the database does not answer".to_owned());
    }
    match store.schema().await {
        Ok(fit) if fit.is_usable() => (StatusCode::OK, "ready").into_response(),
        Ok(fit) => not_ready(format!("the schema is {fit}")),
        Err(error) => {
            tracing::error!(error = told(&error), "the schema cannot be compared");
            not_ready("the schema is not one that this program knows".to_owned())
        }
    }
}

fn not_ready(why: String) -> Response {
    (StatusCode::SERVICE_UNAVAILABLE, why).into_response()
}
