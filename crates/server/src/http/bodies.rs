//! How long the body of a request may take: a body that stops, or that comes drop by drop, is cut off, so that nobody
//! holds what others need.

use std::{
    error::Error,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use axum::{
    body::{Body, HttpBody},
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::Response,
};
use futures::TryStreamExt;
use serde_json::Map;
use talkoot_domain::language::Language;
use tower_http::timeout::{DeadlineBody, TimeoutBody, TimeoutError};

use super::refusal::{Reader, Refusal};

/// How long a server waits for what a client sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// For the whole head of a request, from the moment when one can come.
    pub head: Duration,
    /// For the next piece of a body.
    pub pause: Duration,
    /// For the whole body of a request, files apart.
    pub body: Duration,
    /// For a whole file.
    pub file: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            // Proxies keep a connection for a minute; they should be the first to let go.
            head: Duration::from_secs(75),
            pause: Duration::from_secs(20),
            body: Duration::from_secs(60),
            file: Duration::from_secs(900),
        }
    }
}

/// Lets the body come in time, or answers 408.
pub(super) async fn in_time(State(patience): State<Patience>, request: Request, next: Next) -> Response {
    if request.body().is_end_stream() {
        return next.run(request).await;
    }
    let reader = Reader::of(request.uri().path(), request.headers());
    let whole = if request.uri().path() == "/files" {
        patience.file
    } else {
        patience.body
    };
    let late = Arc::new(AtomicBool::new(false));
    let seen = late.clone();
    let request = request.map(|body| {
        let timed = TimeoutBody::new(patience.pause, body);
        let timed = Body::new(DeadlineBody::new(whole, timed));
        Body::from_stream(timed.into_data_stream().inspect_err(move |fault| {
            if is_late(fault) {
                seen.store(true, Ordering::Relaxed);
            }
        }))
    });
    let response = next.run(request).await;
    if !late.load(Ordering::Relaxed) {
        return response;
    }
    let message = format!(
        "the body of the request came too slowly and was cut off, nothing was done: it may pause for {} s and take {} s \
         in all; send it again over a faster connection, or in smaller parts",
        patience.pause.as_secs(),
        whole.as_secs()
    );
    let mut refused = reader.told(Refusal {
        status: StatusCode::REQUEST_TIMEOUT,
        code: "BODY_TOO_SLOW",
        message,
        more: Map::new(),
        page: words,
    });
    let headers = refused.headers_mut();
    headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
    refused
}

fn is_late(fault: &(dyn Error + 'static)) -> bool {
    let mut cause = Some(fault);
    while let Some(fault) = cause {
        if fault.is::<TimeoutError>() {
            return true;
        }
        cause = fault.source();
    }
    false
}

const fn words(language: Language) -> (&'static str, &'static str) {
    match language {
        Language::Fi => (
            "Yhteys oli liian hidas",
            "Lähetys kesti liian kauan ja katkaistiin. Mitään ei tallennettu. Palaa edelliselle sivulle ja lähetä uudelleen.",
        ),
        Language::Sv => (
            "Förbindelsen var för långsam",
            "Sändningen tog för lång tid och avbröts. Inget sparades. Gå tillbaka till föregående sida och skicka på nytt.",
        ),
        Language::En => (
            "The connection was too slow",
            "Sending took too long and was cut off. Nothing was kept. Go back to the page before and send it again.",
        ),
    }
}
