//! The letter of a decision as a file: `GET /decisions/{id}/letter.pdf` (PDF/A) or `letter.txt`, for whoever sees
//! the decision.

use axum::{
    extract::{Path, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use talkoot_app::{Failure, decisions};
use talkoot_documents::{Document, NoPdf};
use talkoot_graphql::decision_key;

use super::{
    Site,
    files::{failed, refused},
    session::Caller,
};

pub(super) async fn download(
    State(site): State<Site>,
    Caller(session): Caller,
    Path((id, file)): Path<(String, String)>,
) -> Response {
    let Some(actor) = session.actor else {
        return refused(
            StatusCode::UNAUTHORIZED,
            "sign in to read the letter of a decision",
        );
    };
    let Some(id) = decision_key(&id) else {
        return failed(&Failure::NotFound("decision"));
    };
    let as_pdf = match file.as_str() {
        "letter.pdf" => true,
        "letter.txt" => false,
        _ => return failed(&Failure::NotFound("file")),
    };
    match decisions::document(&site.app, &actor, id).await {
        Ok(document) if as_pdf => pdf(document).await,
        Ok(document) => text(&document),
        Err(failure) => failed(&failure),
    }
}

/// A document as plain text in its language.
pub(super) fn text(document: &Document) -> Response {
    let language = HeaderValue::from_str(document.language()).unwrap_or(HeaderValue::from_static("fi"));
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/plain; charset=utf-8"),
        ),
        (header::CONTENT_LANGUAGE, language),
    ];
    (headers, document.to_text()).into_response()
}

/// A document as PDF/A; laid out beside the threads that serve, for that takes its time.
pub(super) async fn pdf(document: Document) -> Response {
    let made = tokio::task::spawn_blocking(move || talkoot_documents::pdf(&document)).await;
    match made {
        Ok(Ok(content)) => {
            let headers = [
                (header::CONTENT_TYPE, HeaderValue::from_static("application/pdf")),
                (header::CONTENT_DISPOSITION, HeaderValue::from_static("inline")),
            ];
            (headers, content).into_response()
        }
        Ok(Err(missing @ NoPdf::NotInThisBuild)) => {
            refused(StatusCode::NOT_IMPLEMENTED, &missing.to_string())
        }
        Ok(Err(fault @ NoPdf::NotMade(_))) => failed(&Failure::internal(fault)),
        Err(fault) => failed(&Failure::internal(fault)),
    }
}
