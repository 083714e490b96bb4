//! A server whose database a newer version has taken over answers nothing more but how it is.

use axum::{
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::Response,
};
use serde_json::Map;
use talkoot_domain::language::Language;
use tokio::sync::watch;

use super::refusal::{Reader, Refusal};

/// Whether a newer version has taken the database over.
pub type Outgrown = watch::Receiver<bool>;

/// Lets requests through until then. How the server is, it says all the time.
pub(super) async fn guard(State(outgrown): State<Outgrown>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    if !*outgrown.borrow() || path == "/health" || path == "/ready" {
        return next.run(request).await;
    }
    let refusal = Refusal {
        status: StatusCode::SERVICE_UNAVAILABLE,
        code: "SERVER_OUTGROWN",
        message: "nothing was done: a newer version of Talkoot has taken over, and this server is about to be replaced; \
                  send it again in a moment"
            .to_owned(),
        more: Map::new(),
        page: words,
    };
    let mut refused = Reader::of(path, request.headers()).told(refusal);
    refused
        .headers_mut()
        .insert(header::RETRY_AFTER, HeaderValue::from_static("10"));
    refused
}

const fn words(language: Language) -> (&'static str, &'static str) {
    match language {
        Language::Fi => (
            "Palvelu päivitetään",
            "Mitään ei tehty: palvelusta on otettu käyttöön uusi versio. Odota hetki ja yritä uudelleen.",
        ),
        Language::Sv => (
            "Tjänsten uppdateras",
            "Inget gjordes: en ny version av tjänsten har tagits i bruk. Vänta en stund och försök på nytt.",
        ),
        Language::En => (
            "The service is being updated",
            "Nothing was done: a new version of the service was put into use. Wait a moment and try again.",
        ),
    }
}
